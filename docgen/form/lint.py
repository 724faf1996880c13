"""What `template check` tells: what will not come out in PDF, names that do not exist, layout that will not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from docgen.errors import Place
from docgen.findings import Finding, Severity, error, note, warning
from docgen.form.read import read_form
from docgen.form.tree import Block, Cell, Form, Paragraph, Run, Section, Table, TableRow, Tag, Text
from docgen.word.join import TAG
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

_NEAR = 3.0
"""Points by which a paper size may differ through rounding."""

Names = Mapping[str, frozenset[str]]
"""The names that a template may use, each with its fields; an item of a list has the fields of the list."""


def lint(template: WordTemplate, names: Names | None = None) -> list[Finding]:
    """Everything worth telling about a template, errors first.

    `names` are those that a template of this kind may use; without them names are not judged.
    """
    form, uncovered = read_form(template)
    at = Place(template.name)
    found = []
    for item in dict.fromkeys(uncovered):
        place = Place(template.name, item.part)
        if item.content:
            found.append(error("template.pdf-loss", place, item.construct, context=item.context))
        else:
            found.append(warning("template.pdf-look", place, item.construct, context=item.context))
    if names is not None:
        found += _unknown_names(template, names, at)
    found += _layout(form, at)
    ranks = list(Severity)
    return sorted(found, key=lambda item: ranks.index(item.severity))


# ---------------------------------------------------------------- names


def _unknown_names(template: WordTemplate, names: Names, at: Place) -> Iterator[Finding]:
    """Names and fields that no context has, each once; loop variables stand for the items of their lists."""
    told = set()
    for text in template.tagged.values():
        tags = [_plain(tag) for tag in TAG.findall(text)]
        try:
            tree = Environment().parse("".join(tags))
        except TemplateSyntaxError:
            continue  # compiling has told that already
        unknown = meta.find_undeclared_variables(tree) - names.keys()
        for name in sorted(unknown):
            if name not in told:
                told.add(name)
                yield error("template.name", at, _with(tags, name), name=name, known="、".join(sorted(names)))
        items = _loop_items(tree, names)
        for access in tree.find_all(nodes.Getattr):
            owner = access.node
            if not isinstance(owner, nodes.Name):
                continue
            fields = items.get(owner.name, names.get(owner.name, frozenset()))
            key = f"{owner.name}.{access.attr}"
            if fields and access.attr not in fields and key not in told:
                told.add(key)
                yield error("template.name", at, _with(tags, key), name=key, known="、".join(sorted(fields)))


def _plain(tag: str) -> str:
    from html import unescape

    return re.sub(r"^\{\{r\s", "{{ ", unescape(tag))


def _with(tags: list[str], name: str) -> str:
    """The first tag in which the name stands."""
    return next((tag for tag in tags if name in tag), name)


def _loop_items(tree: nodes.Template, names: Names) -> dict[str, frozenset[str]]:
    """Loop variable → fields, for loops over a list of the context or over a list in an item of one."""
    items: dict[str, frozenset[str]] = {}
    for loop in tree.find_all(nodes.For):
        if not isinstance(loop.target, nodes.Name):
            continue
        source = loop.iter.attr if isinstance(loop.iter, nodes.Getattr) else getattr(loop.iter, "name", "")
        if source in names:
            items[loop.target.name] = names[source]
    return items


# ---------------------------------------------------------------- layout


def _layout(form: Form, at: Place) -> Iterator[Finding]:
    for section in form.sections:
        paper = sorted((section.setup.width, section.setup.height))
        if any(abs(got - wanted) > _NEAR for got, wanted in zip(paper, A4, strict=True)):
            size = "×".join(f"{length / 72 * 25.4:.0f}" for length in paper)
            yield warning("template.paper", at, f"{size} mm")
    paragraphs = list(_paragraphs(form))
    fonts = {name for paragraph in paragraphs for run in _runs(paragraph) for name in (run.style.east,)}
    for name in sorted(fonts - STANDARD_FONTS):
        yield note("template.font", at, name, known="、".join(sorted(STANDARD_FONTS)))
    loose = [item for item in paragraphs if item.style.line_rule != "exact" and _words(item)]
    if loose:
        yield note("template.line-height", at, _words(loose[0])[:20], count=len(loose))
    for table in _tables(form):
        headed = any(row.header for row in table.rows if isinstance(row, TableRow))
        if _loops(table) and len(table.columns) >= LIST_COLUMNS and not headed:
            yield note("template.heading-row", at, _first_words(table))


def _paragraphs(form: Form) -> Iterator[Paragraph]:
    for block in _blocks(form):
        if isinstance(block, Paragraph):
            yield block


def _tables(form: Form) -> Iterator[Table]:
    for block in _blocks(form):
        if isinstance(block, Table):
            yield block


def _blocks(form: Form) -> Iterator[Block]:
    for section in form.sections:
        for block in _of_section(section):
            yield from _with_inner(block)


def _of_section(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for running in (*section.headers.values(), *section.footers.values()):
        yield from running


def _with_inner(block: Block) -> Iterator[Block]:
    yield block
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells if isinstance(row, TableRow) else ():
                for inner in cell.blocks if isinstance(cell, Cell) else ():
                    yield from _with_inner(inner)


def _runs(paragraph: Paragraph) -> Iterator[Run]:
    return (item for item in paragraph.runs if isinstance(item, Run))


def _words(paragraph: Paragraph) -> str:
    pieces = (piece for run in _runs(paragraph) for piece in run.pieces)
    return "".join(
        piece.text if isinstance(piece, Text) else piece.source for piece in pieces if isinstance(piece, Text | Tag)
    )


def _loops(table: Table) -> bool:
    return any(isinstance(row, Tag) and re.match(r"\{%[-+]?\s*for\b", row.source) for row in table.rows)


def _first_words(table: Table) -> str:
    for row in table.rows:
        for cell in row.cells if isinstance(row, TableRow) else ():
            for block in cell.blocks if isinstance(cell, Cell) else ():
                if isinstance(block, Paragraph) and _words(block):
                    return _words(block)[:20]
    return ""
