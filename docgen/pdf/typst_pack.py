"""A whole source of Typst: one document in a file of its own, or many in a print pack made in one compile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.form.typst import TypstTemplate
from docgen.form.typst_text import string
from docgen.pdf.engine import DocumentProperties


@dataclass(frozen=True, slots=True)
class Written:
    """One document's statements, of a template."""

    template: TypstTemplate
    statements: str


def source(documents: Sequence[Written], properties: DocumentProperties) -> tuple[str, dict[str, bytes]]:
    """The main file, and the preambles that it imports. Each document begins on a right-hand page."""
    preambles = dict.fromkeys(item.template.preamble for item in documents)
    names = {preamble: f"form{number}.typ" for number, preamble in enumerate(preambles)}
    first = documents[0].template
    language = string(first.language.partition("-")[0] or "zh")
    lines = [
        f'#import "/{names[first.preamble]}": base',
        # In a block of its own: as a style of what follows it would make all of Typst's kept layouts useless.
        f"#{{set document({_about(properties)});metadata(none)}}",
        f"#show: base.with({language})",
        "#{",
        *_statements(documents, names),
        "}\n",
    ]
    return "\n".join(lines), {name: preamble.encode() for preamble, name in names.items()}


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


def _statements(documents: Sequence[Written], names: dict[str, str]) -> Iterator[str]:
    for number, item in enumerate(documents):
        if number:
            # An empty page, where one is needed, is as large as the one before it.
            setup = documents[number - 1].template.writer.specs.sections[-1].section.setup
            yield f'{{set page(width:{setup.width:g}pt,height:{setup.height:g}pt);pagebreak(to:"odd",weak:true)}}'
        yield f'{{import "/{names[item.template.preamble]}": *\n{item.statements}}}'
