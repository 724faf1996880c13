"""A whole source of Typst: one document in a file of its own, or many in a print pack made in one compile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docgen.form.filled import FilledForm
from docgen.form.typst.text import string
from docgen.form.typst.writer import TypstWriter
from docgen.pdf.engine import DocumentProperties, Sides


@dataclass(frozen=True, slots=True)
class Written:
    """One document and its statements."""

    form: FilledForm
    writer: TypstWriter
    statements: str


@dataclass(frozen=True, slots=True)
class Source:
    """What is compiled."""

    main: str
    files: Mapping[str, bytes]
    """The preambles that `main` imports, under names that tell their content."""
    pictures: Mapping[str, bytes]
    """Those that the documents show, by the names that `main` has for them."""
    language: str
    """The file's, as "zh-CN"."""


def source(
    documents: Sequence[Written], properties: DocumentProperties, sides: Sides = 2, *, headings: bool = True
) -> Source:
    """One file of these documents, each of which begins on a page of its own; on both sides, on a right-hand one.

    Without `headings` the bookmarks are those of the documents alone.
    """
    files = {item.writer.file: item.writer.preamble.encode() for item in documents}
    pictures = {name: data for item in documents for name, data in item.form.media.items()}
    lines = [
        f'#import "/{documents[0].writer.file}": base',
        # In a block of its own: as a style of what follows it would make all of Typst's kept layouts useless.
        f"#{{set document({_about(properties)});metadata(none)}}",
        "#show: base" if headings else "#show: base.with(bookmarks: false)",
        "#{",
        *_statements(documents, "odd" if sides == 2 else None),
        "}\n",
    ]
    return Source("\n".join(lines), files, pictures, documents[0].form.language)


def _about(properties: DocumentProperties) -> str:
    created = properties.created
    date = (
        f"datetime(year:{created.year},month:{created.month},day:{created.day},"
        f"hour:{created.hour},minute:{created.minute},second:{created.second})"
        if created
        else "none"
    )
    author = f"({string(properties.author)},)" if properties.author else "()"
    return f"title:{string(properties.title)},author:{author},description:{string(properties.subject)},date:{date}"


def _statements(documents: Sequence[Written], to: str | None) -> Iterator[str]:
    breaks = f'pagebreak(to:"{to}",weak:true)' if to else "pagebreak(weak:true)"
    for number, item in enumerate(documents):
        if number:
            # An empty page, where one is needed, is as large as the one before it.
            setup = documents[number - 1].form.sections[-1].setup
            yield f"{{set page(width:{setup.width:g}pt,height:{setup.height:g}pt);{breaks}}}"
        yield f'{{import "/{item.writer.file}": *\n{item.statements}}}'
