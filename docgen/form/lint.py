"""What `template check` tells: what will not come out in PDF, names that do not exist, layout that will not hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from docgen.errors import Place
from docgen.findings import Finding, Severity, error, note, warning
from docgen.form.names import Names, Unknown, unknown_names
from docgen.form.places import SIGN
from docgen.form.plainer import plainer
from docgen.form.read.form import read_form
from docgen.form.tree import Cell, Form, Paragraph, Run, Table, TableRow, Tag, Text
from docgen.form.walk import blocks, cells, controls_of, first_words, runs, words
from docgen.nearest import nearest
from docgen.word.neartags import near_tags
from docgen.word.pairs import torn
from docgen.word.tag import TAG, parse_tag
from docgen.word.template import WordTemplate

STANDARD_FONTS = {
    *(
        "方正小标宋简体",
        "方正小标宋_GBK",
        "仿宋_GB2312",
        "仿宋",
        "楷体_GB2312",
        "楷体",
        "黑体",
        "宋体",
        "Times New Roman",
    ),
}
"""Fonts that official documents are set in (GB/T 9704-2012) and their names on today's computers."""

A4 = (595.3, 841.9)
"""Points (210 × 297 mm)."""

LIST_COLUMNS = 3
"""Columns from which a looped table is a list with a heading; two are a label and what stands beside it."""

_PICTURE = re.compile(r"\|\s*picture\b|\bcharts\.\w+\s*(\}|\|\s*picture)")

_NEAR = 3.0
"""Points by which a paper size may differ through rounding."""


def lint(
    template: WordTemplate,
    names: Names | None = None,
    chain: Mapping[str, bool] | None = None,
    undrawable: Callable[[str], str] | None = None,
) -> list[Finding]:
    """Everything worth telling about a template, errors first.

    `names` are those that a template of this kind may use; without them names are not judged. `chain` are the steps
    that sign its documents, each with whether it is in `opinions`. `undrawable` gives the characters of a text that no
    font draws; without it they are not looked for.
    """
    form, uncovered = read_form(template)
    at = Place(template.name)
    found = []
    for item in dict.fromkeys(uncovered):
        place = Place(template.name, item.part)
        if item.content:
            key = "template.pdf-loss/printed" if item.printed else "template.pdf-loss"
            found.append(error(key, place, item.construct, context=item.context))
        else:
            found.append(warning("template.pdf-look", place, item.construct, context=item.context))
    tagged = list(template.tagged.values())
    if names is not None:
        unknown = dict.fromkeys(name for text in tagged for name in unknown_names(text, names))
        found += [_unknown(name, at) for name in unknown]
    else:
        # What a kind's template is given is plain text; only a program's own values may hold sub-documents.
        found += [note("template.sub-document", at, tag) for tag in dict.fromkeys(template.sub_documents)]
    found += [warning("template.dropped", at, tag, text=text[:20]) for tag, text in template.dropped.items()]
    found += [error("template.torn", at, tag) for text in tagged for tag in torn(text)]
    found += _undrawn(form, at, undrawable) if undrawable else ()
    found += [note(f"template.plainer/{name}", at, text[:20]) for name, text in plainer(form).items()]
    found += _typed(template)
    found += _layout(form, at)
    found += [warning("template.sign", at, step) for step in unsigned(form, chain or {})]
    ranks = list(Severity)
    return sorted(found, key=lambda item: ranks.index(item.severity))


def _unknown(name: Unknown, at: Place) -> Finding:
    """A name that there is not, with what is spelt nearly so and what there is."""
    near = nearest(name.name.rpartition(".")[2], name.known)
    known = "、".join(name.known if len(name.known) <= FEW else near or name.known[:FEW])
    if near:
        return error("template.name/near", at, name.tag, name=name.name, near="、".join(near), known=known)
    return error("template.name", at, name.tag, name=name.name, known=known)


def _typed(template: WordTemplate) -> Iterator[Finding]:
    """What was typed for a tag and is none, and what editing left."""
    for part, text in template.tagged.items():
        at = Place(template.name, part)
        for item in dict.fromkeys(near_tags(text)):
            key = f"template.near-tag/{item.kind}"
            yield warning(key, at, item.typed, meant=item.meant, context=item.near)
    for trace in dict.fromkeys(template.traces):
        yield note(f"template.draft/{trace.kind}", Place(template.name, trace.part), trace.text, context=trace.near)


FEW = 12
"""Names that are told all."""

# ---------------------------------------------------------------- layout


def _undrawn(form: Form, at: Place, undrawable: Callable[[str], str]) -> Iterator[Finding]:
    """The characters of the template that no font draws, each where it first stands."""
    seen: set[str] = set()
    for item in (block for block in blocks(form) if isinstance(block, Paragraph)):
        level = item.style.numbering
        pieces = (piece for run in runs(item) for piece in run.pieces)
        text = (level.pattern if level else "") + "".join(piece.text for piece in pieces if isinstance(piece, Text))
        found = [char for char in undrawable(text) if char not in seen]
        seen.update(found)
        if found:
            yield error("template.glyphs", at, "、".join(found), context=text[:20])


def _layout(form: Form, at: Place) -> Iterator[Finding]:
    for section in form.sections:
        paper = sorted((section.setup.width, section.setup.height))
        if any(abs(got - wanted) > _NEAR for got, wanted in zip(paper, A4, strict=True)):
            size = "×".join(f"{length / 72 * 25.4:.0f}" for length in paper)
            yield warning("template.paper", at, f"{size} mm")
    paragraphs = [block for block in blocks(form) if isinstance(block, Paragraph)]
    fonts = {name for paragraph in paragraphs for run in runs(paragraph) for name in _fonts(run)}
    for name in sorted(fonts - STANDARD_FONTS):
        yield note("template.font", at, name, known="、".join(sorted(STANDARD_FONTS)))
    loose = [item for item in paragraphs if item.style.line_rule != "exact" and words(item) and not _pictured(item)]
    if loose:
        yield note("template.line-height", at, words(loose[0])[:20], count=len(loose))
    exact = [item for item in paragraphs if item.style.line_rule == "exact"]
    exact += [item for table in _tables(form) for item in _in_exact_rows(table)]
    for tag in dict.fromkeys(tag for item in exact for tag in _pictured(item)):
        yield note("template.cut-picture", at, tag)
    for table in _tables(form):
        headed = any(row.style.header for row in table.rows if isinstance(row, TableRow))
        if _loops(table) and len(table.columns) >= LIST_COLUMNS and not headed:
            yield note("template.heading-row", at, first_words([table])[:20])


def _tables(form: Form) -> Iterator[Table]:
    return (block for block in blocks(form) if isinstance(block, Table))


def _pictured(paragraph: Paragraph) -> list[str]:
    """The tags in a paragraph that print pictures."""
    pieces = (piece for run in runs(paragraph) for piece in run.pieces)
    return [piece.source for piece in pieces if isinstance(piece, Tag) and _PICTURE.search(piece.source)]


def _in_exact_rows(table: Table) -> Iterator[Paragraph]:
    """The paragraphs in rows of an exact height."""
    for row in table.rows:
        if isinstance(row, TableRow) and row.style.height_rule == "exact":
            inner = (block for cell in row.cells if isinstance(cell, Cell) for block in cell.blocks)
            yield from (block for block in inner if isinstance(block, Paragraph))


def _fonts(run: Run) -> Iterator[str]:
    """The fonts that a run's text is set in; a tag may become letters of either kind."""
    text = "".join(piece.text for piece in run.pieces if isinstance(piece, Text))
    tagged = any(isinstance(piece, Tag) for piece in run.pieces)
    if tagged or not text.isascii():
        yield run.style.east
    if tagged or re.search("[0-9A-Za-z]", text):
        yield run.style.latin


def _loops(table: Table) -> bool:
    return any(isinstance(row, Tag) and parse_tag(row.source).keyword == "for" for row in table.rows)


def unsigned(form: Form, chain: Mapping[str, bool]) -> list[str]:
    """The steps of a chain that no cell of the form has a control for: where they sign would not be known.

    A control in a loop over the opinions ("sign:{{ opinion.role }}") is one for every step that is in `opinions`.
    """
    tables = [block for block in blocks(form) if isinstance(block, Table)]
    tags = {tag for table in tables for cell in cells(table) for tag in controls_of(cell) if tag.startswith(SIGN)}
    in_loop = any(TAG.search(tag) for tag in tags)
    return [step for step, told in chain.items() if f"{SIGN}{step}" not in tags and not (told and in_loop)]
