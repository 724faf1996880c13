"""Content controls stay in the tree with their tags, at every level, and change nothing else."""

from wordparts import cell, grid, p, paragraph, plain_rows, r, row, runs, table, whole

from docgen.form.fill import FormTemplate
from docgen.form.filled import FilledTable
from docgen.form.tree import Cell


def control(inside: str, tag: str = "") -> str:
    held = f'<w:tag w:val="{tag}"/>' if tag else ""
    return f'<w:sdt><w:sdtPr><w:alias w:val="签字"/>{held}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'


def test_around_blocks() -> None:
    form = whole(control(p(r("甲")) + table(row(cell("乙"))), "sign:本人") + p(r("丙")))
    assert paragraph(form, 0).controls == grid(form).controls == ("sign:本人",)
    assert paragraph(form, 1).controls == ()


def test_around_a_row_and_around_a_cell() -> None:
    made = grid(whole(table(control(row(control(cell("甲"), "sign:负责人"), cell("乙")), "行")) + p()))
    [line] = plain_rows(made)
    assert line.controls == ("行",)
    assert [item.controls for item in line.cells if isinstance(item, Cell)] == [("sign:负责人",), ()]


def test_around_runs_of_one_look() -> None:
    form = whole(p(r("前") + control(r("{{ name }}"), "sign:承诺人") + r("后")))
    assert [run.controls for run in runs(form)] == [(), ("sign:承诺人",), ()]


def test_one_in_another_stands_behind_it() -> None:
    assert paragraph(whole(control(control(p(r("甲")), "里"), "外"))).controls == ("外", "里")


def test_one_without_a_tag_leaves_no_trace() -> None:
    form = whole(p(r("前") + control(r("中")) + r("后")))
    assert [(run.pieces, run.controls) for run in runs(form)] == [(runs(whole(p(r("前中后"))))[0].pieces, ())]


def test_they_are_carried_through_a_loop() -> None:
    rows = (row(cell("{%tr for n in ns %}")), row(control(cell("{{ n }}"), "sign:本人")), row(cell("{%tr endfor %}")))
    [block, _] = FormTemplate(whole(table(*rows) + p())).fill({"ns": [1, 2]}).sections[0].blocks
    assert isinstance(block, FilledTable)
    assert [item.controls for line in block.rows for item in line.cells] == [("sign:本人",), ("sign:本人",)]
