"""Every shipped form is one office's: drawn by the house, of one look, with room to sign, and without a fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from draw_all import FORMS
from wordfiles import problems

from docgen.findings import Severity
from docgen.form.lint import lint
from docgen.form.read.form import read_form
from docgen.form.tree import Cell, Form, Paragraph, Run, Table, TableRow
from docgen.kinds.chain import ROLES, in_opinions
from docgen.kinds.kind import SHIPPED, Kind, load_kinds
from docgen.kinds.known import known_names
from docgen.word.template import WordTemplate

KINDS = load_kinds([SHIPPED])
each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)

STANDARD = {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}
MM = 72 / 25.4

BIND = 25 * MM
"""Room to bind: at the left of an upright page, at the head of one that lies."""

CARDS = {"risk_card"}
"""Cut out and stood up, not bound."""

OFFICIAL = {"leading_group", "programme_plan", "notice_announcement", "evaluation_report", "commendation"}
OFFICIAL |= {"annual_report"}
"""Numbered as official documents are: — 1 — (GB/T 9704-2012, 7.5)."""

LEAST_SIGNING = 20 * MM
"""Height of a cell in which somebody signs by hand."""


def compiled(kind: Kind) -> WordTemplate:
    return WordTemplate.compile(kind.form.read_bytes(), str(kind.form))


def form_of(kind: Kind) -> Form:
    return read_form(compiled(kind))[0]


def tables(blocks: object) -> Iterator[Table]:
    for block in blocks:  # type: ignore[attr-defined]
        if isinstance(block, Table):
            yield block
            for row in rows(block):
                for cell in row.cells:
                    if isinstance(cell, Cell):
                        yield from tables(cell.blocks)


def rows(table: Table) -> list[TableRow]:
    return [row for row in table.rows if isinstance(row, TableRow)]


def paragraphs(blocks: object) -> Iterator[Paragraph]:
    for block in blocks:  # type: ignore[attr-defined]
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for row in rows(block):
                for cell in row.cells:
                    if isinstance(cell, Cell):
                        yield from paragraphs(cell.blocks)


def holds_a_chart(paragraph: Paragraph) -> bool:
    runs = (run for run in paragraph.runs if isinstance(run, Run))
    words = "".join(getattr(piece, "source", "") for run in runs for piece in run.pieces)
    return "charts." in words and ".name" not in words


def test_every_shipped_kind_is_drawn_by_the_house_and_every_drawing_is_shipped() -> None:
    assert sorted(FORMS) == sorted(KINDS)
    assert KINDS.problems == {}


@each_kind
def test_drawing_it_again_gives_the_shipped_file(kind: Kind) -> None:
    assert FORMS[kind.id]() == kind.form.read_bytes()


@each_kind
def test_it_has_nothing_to_be_told_of(kind: Kind) -> None:
    found = lint(compiled(kind), known_names(kind), in_opinions(kind.chain))
    assert [item.message for item in found if item.severity is not Severity.NOTE] == []


@each_kind
def test_it_is_sound_word(tmp_path: Path, kind: Kind) -> None:
    assert problems(kind.form.read_bytes(), tmp_path) == []


@each_kind
def test_every_step_of_its_chain_has_a_place_to_sign(kind: Kind) -> None:
    tags = {node.get(qn("w:val")) for node in docx.Document(str(kind.form)).element.iter(qn("w:tag"))}
    for step in kind.chain:
        own = step in ROLES and ROLES[step].own
        assert f"sign:{step}" in tags or (not own and "sign:{{ opinion.role }}" in tags), step


@each_kind
def test_a_hand_can_sign_where_somebody_signs(kind: Kind) -> None:
    for section in form_of(kind).sections:
        for table in tables(section.blocks):
            for row in rows(table):
                signed = [
                    cell
                    for cell in row.cells
                    if isinstance(cell, Cell)
                    and any(
                        tag.startswith("sign:")
                        for block in paragraphs(cell.blocks)
                        for tag in (
                            *cell.controls,
                            *block.controls,
                            *(t for run in block.runs if isinstance(run, Run) for t in run.controls),
                        )
                    )
                ]
                if signed:
                    assert (row.style.height or 0) >= LEAST_SIGNING


@each_kind
def test_its_fonts_are_the_standards_figures_in_times_and_lines_exact(kind: Kind) -> None:
    for section in form_of(kind).sections:
        blocks = [*section.blocks, *(item for part in section.headers.values() for item in part)]
        for paragraph in paragraphs([*blocks, *(item for part in section.footers.values() for item in part)]):
            # A picture is cut off by an exact line: its own is as high as it is.
            assert paragraph.style.line_rule == ("at_least" if holds_a_chart(paragraph) else "exact")
            for run in paragraph.runs:
                if isinstance(run, Run):
                    assert run.style.east in STANDARD
                    # The standard wants page numbers in 宋体.
                    assert run.style.latin in (
                        {"Times New Roman", "宋体"} if kind.id in OFFICIAL else {"Times New Roman"}
                    )
                    assert run.style.size <= paragraph.style.line


@each_kind
def test_it_is_a4_with_room_to_bind(kind: Kind) -> None:
    sections = form_of(kind).sections
    assert sections[0].setup.landscape == (kind.orientation == "landscape")
    for setup in (section.setup for section in sections):
        assert sorted((round(setup.width), round(setup.height))) == [595, 842]
        if kind.id not in CARDS:
            assert (setup.top if setup.landscape else setup.left) >= BIND - 0.1


@each_kind
def test_no_column_holds_less_than_two_characters_a_line(kind: Kind) -> None:
    for section in form_of(kind).sections:
        for table in tables(section.blocks):
            assert table.fixed
            for row in rows(table):
                for cell in row.cells:
                    if not isinstance(cell, Cell) or cell.style.width is None:
                        continue
                    sizes = [
                        run.style.size
                        for block in paragraphs(cell.blocks)
                        for run in block.runs
                        if isinstance(run, Run) and run.style.size > 1
                    ]
                    room = cell.style.width - cell.style.margins[1] - cell.style.margins[3]
                    assert not sizes or room >= 1.2 * max(sizes)


@each_kind
def test_chinese_text_has_full_width_brackets(kind: Kind) -> None:
    for section in form_of(kind).sections:
        for paragraph in paragraphs(section.blocks):
            for run in paragraph.runs:
                for piece in run.pieces if isinstance(run, Run) else ():
                    words = getattr(piece, "text", "")
                    assert "(" not in words and ")" not in words, words


@each_kind
def test_its_pages_are_numbered_x_of_y(kind: Kind) -> None:
    if kind.id in CARDS:
        return
    footer = docx.Document(str(kind.form)).sections[0].footer._element
    codes = [item.text.strip() for item in footer.iter(qn("w:instrText"))]
    assert codes == (["PAGE"] if kind.id in OFFICIAL else ["PAGE", "NUMPAGES"])
