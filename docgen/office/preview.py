"""A kind as it looks: with the sample's data and empty, as Word and PDF."""

from __future__ import annotations

from pathlib import Path

from docgen.documents.plan import plan
from docgen.documents.render import CompiledKind, render
from docgen.files import write_whole
from docgen.kinds.kind import Kind
from docgen.messages import say
from docgen.outputs.paths import safe_name
from docgen.pdf.engine import Engine
from docgen.programme.assemble import assemble
from docgen.workbook.read import read_workbook


def preview(kind: Kind, sample: Path, target: Path, engine: Engine) -> list[Path]:
    """Write the kind's first document of the workbook `sample`, and its blank form, into `target`; the files.

    Raises TemplateProblem or CannotUse naming what is wrong.
    """
    bureau = assemble([read_workbook(sample)]).bureaus[0]
    compiled = CompiledKind(kind, engine)
    written: list[Path] = []
    for is_blank in (False, True) if kind.blank else (False,):
        document = plan({kind.id: kind}, bureau, blank=is_blank)[0]
        rendered = render(compiled, document, bureau, f"{kind.code}-{bureau.year}-001", ("docx", "pdf"))
        name = safe_name(kind.title + (say("template.preview-blank") if is_blank else ""))
        for form, data in rendered.files.items():
            path = target / f"{name}.{form}"
            write_whole(path, data)
            written.append(path)
    return written
