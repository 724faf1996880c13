"""A kind as it looks: with the sample's data, with its own examples, and empty, in all formats that it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from docgen.documents.filing import Filing
from docgen.documents.plan import Document, plan
from docgen.documents.render import CompiledKind, render
from docgen.errors import CannotUse, Place
from docgen.files import write_whole
from docgen.kinds.examples import FOLDER, examples
from docgen.kinds.kind import Kind
from docgen.kinds.practice import DEFAULT, Practice
from docgen.messages import say
from docgen.office.numbers import first_number
from docgen.outputs.paths import safe_name
from docgen.pdf.engine import Engine
from docgen.programme.assemble import assemble
from docgen.programme.model import Bureau
from docgen.workbook.read import read_workbook


def preview(
    kind: Kind,
    sample: Path,
    target: Path,
    engine: Engine,
    practice: Practice = DEFAULT,
    kinds: Mapping[str, Kind] | None = None,
) -> list[Path]:
    """Write a document of the workbook `sample`, one of each of the kind's examples, and a blank form; the files.

    `practice` is what the office chose of how its forms are filled in; `kinds` are all that it has, where the kind
    tells of other documents: those that would be made.

    Raises TemplateProblem or CannotUse naming what is wrong.
    """
    compiled = CompiledKind(kind, engine, paper=kind.sizes[0])
    written: list[Path] = []
    for name, document, bureau in _shown(kind, assemble([read_workbook(sample)]).bureaus[0]):
        number = "" if document.blank else first_number(kind, bureau)
        whole = kinds or {kind.id: kind}
        filing = Filing(bureau, whole, plan(whole, bureau)) if kind.of_record else None
        rendered = render(compiled, document, bureau, number, kind.formats, practice, filing)
        for form, data in rendered.files.items():
            path = target / f"{safe_name(name)}.{form}"
            write_whole(path, data)
            written.append(path)
    if not written:
        raise CannotUse("kind.no-example", place=Place(str(kind.folder)), kind=kind.id, folder=kind.folder / FOLDER)
    return written


def _shown(kind: Kind, sample: Bureau) -> Iterator[tuple[str, Document, Bureau]]:
    """What is worth looking at: how its files are called, the document and its bureau."""
    for name, bureau in (("", sample), *((item.name, item.bureau) for item in examples(kind))):
        for document in plan({kind.id: kind}, bureau)[:1]:
            yield f"{kind.title}({name})" if name else kind.title, document, bureau
    if kind.blank:
        for document in plan({kind.id: kind}, sample, blank=True)[:1]:
            yield kind.title + say("template.preview-blank"), document, sample
