"""The tables of risks, scores, adjustments and signals hold what they are made from, and are sensible sheets without it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from wordfiles import PROPERTIES, problems, text

from docgen.documents.plan import plan
from docgen.documents.render import content_of
from docgen.kinds.examples import examples
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.kinds.mentions import mentions
from docgen.programme.grading import DEFAULT
from docgen.programme.model import Bureau
from docgen.word.template import WordTemplate
from docgen.workbook.choices import LIKELIHOODS, SEVERITIES
from docgen.workbook.schema import SHEETS

KINDS = load_kinds([SHIPPED])
LISTS = (
    *("risk_assessment", "public_notice", "control_procedure", "self_inspection", "inspection_score"),
    *("adjustment", "disposal_ledger"),
)
EXAMPLES = [(name, example) for name in LISTS for example in examples(KINDS[name])]


def made(name: str, bureau: Bureau, *, blank: bool = False, names: bool = False) -> bytes:
    """The first document of a kind in a bureau; `names`: the office prints names on public sheets."""
    kind = KINDS[name]
    document = plan({name: kind}, bureau, blank=blank)[0]
    values = {
        **content_of(document, bureau, "某司廉〔2026〕12号").values,
        "office": SimpleNamespace(names=names, typed=False),
    }
    return WordTemplate.compile(kind.form.read_bytes(), str(kind.form)).render(values, PROPERTIES)


def example(name: str, part: str) -> Bureau:
    """The bureau of the kind's example whose name has this part."""
    return next(item.bureau for kind, item in EXAMPLES if kind == name and part in item.name)


def tables(data: bytes) -> list[list[list[str]]]:
    """Tables of rows of texts, a cell once however many columns it covers."""

    def words(cell: Any) -> str:
        return "\n".join(paragraph.text for paragraph in cell.p_lst)

    document = docx.Document(io.BytesIO(data))
    return [[[words(cell) for cell in row._tr.tc_lst] for row in table.rows] for table in document.tables]


def flow_charts(data: bytes) -> Iterator[list[list[str]]]:
    """The charts' rows between their arrows: risk, gap, step, gap, measure."""
    for table in tables(data):
        if table[1:] and table[1][0] == "廉政风险":
            yield [row for row in table[2:] if row[2] != "↓"]


@pytest.mark.parametrize(("name", "item"), EXAMPLES, ids=lambda value: getattr(value, "name", value))
def test_no_tag_is_left_in_an_example(name: str, item: Any) -> None:
    whole = text(made(name, item.bureau))
    assert not [mark for mark in ("{{", "{%", "}}", "%}") if mark in whole]


@pytest.mark.slow
@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("name", LISTS)
def test_what_a_form_makes_is_valid(name: str, blank: bool, tmp_path: Path) -> None:
    if KINDS[name].blank or not blank:
        assert problems(made(name, example(name, "长文"), blank=blank), tmp_path) == []


@pytest.mark.parametrize("name", [name for name in LISTS if KINDS[name].blank])
def test_a_blank_form_has_its_rows_and_who_it_is_for_but_no_content(name: str) -> None:
    bureau = example(name, "一般")
    data = made(name, bureau, blank=True)
    whole = text(data)
    assert "张喆䶮" in whole
    assert f"[{KINDS[name].blank_rows}]" in whole
    assert not [risk.content for risk in bureau.departments["法律援助中心"].risks if risk.content in whole]


def test_the_legend_is_the_programmes_table() -> None:
    rows = [row for table in tables(made("risk_assessment", example("risk_assessment", "一般"))) for row in table]
    drawn = {row[1]: row[2:5] for row in rows if len(row) == 6 and row[1] in LIKELIHOODS}
    assert drawn == {
        likelihood: [DEFAULT[likelihood, severity].value for severity in SEVERITIES] for likelihood in LIKELIHOODS
    }


def test_a_procedure_of_fifteen_steps_is_fifteen_boxes_in_its_order() -> None:
    bureau = example("control_procedure", "十五步")
    first = next(flow_charts(made("control_procedure", bureau)))
    steps = [row[2].removesuffix("（关键环节）") for row in first]
    assert "→".join(steps) == bureau.departments["法律援助中心"].risks[0].procedure
    assert len(steps) == 15


def test_the_key_step_stands_between_the_risk_with_its_level_and_the_measure() -> None:
    bureau = example("control_procedure", "一般")
    risk = bureau.departments["法律援助中心"].risks[0]
    key = risk.row.text("关键环节")
    rows = {row[2].removesuffix("（关键环节）"): row for row in next(flow_charts(made("control_procedure", bureau)))}
    left, _, step, _, right = rows.pop(key)
    assert step == f"{key}（关键环节）"
    assert left == f"一级风险\n{risk.content}"
    assert right.startswith(f"{risk.measure}\n")
    assert right.endswith("\n责任人：张喆䶮")
    assert {cell for row in rows.values() for place, cell in enumerate(row) if place != 2} == {""}


def test_without_a_key_step_the_risk_is_one_of_the_whole_procedure() -> None:
    chart = list(flow_charts(made("control_procedure", example("control_procedure", "一般"))))[2]
    assert "（全流程）" in chart[0][0]


def test_a_public_sheet_mentions_only_what_it_may_show() -> None:
    kind = KINDS["public_notice"]
    asked = mentions(kind.form.read_bytes(), str(kind.form)).fields.keys()
    headings = {column.name for sheet in SHEETS.values() for column in (*sheet.columns, *sheet.settings)}
    assert asked & headings <= set(kind.shows)
    assert asked & {"发生几率", "危害程度", "查找方式", "等级说明", "likelihood", "severity", "found_by"} == set()


def test_a_public_sheet_has_posts_and_names_only_where_the_office_wants_them() -> None:
    bureau = example("public_notice", "一般")
    assert "张喆䶮" not in text(made("public_notice", bureau))
    assert "中心负责人岗" in text(made("public_notice", bureau))
    assert "张喆䶮" in text(made("public_notice", bureau, names=True))


def test_a_level_is_seen_by_its_shape_too() -> None:
    rows = [row for table in tables(made("public_notice", example("public_notice", "十二条"))) for row in table]
    shown = {cell for row in rows for cell in row if cell[:1] in "▲◆●" and cell}
    assert shown == {"▲\n一级", "◆\n二级", "●\n三级"}


def test_scores_add_up_at_the_foot() -> None:
    whole = text(made("inspection_score", example("inspection_score", "七项")))
    assert "[100][97][94]" in whole
    assert "郑怀远、江明" in whole


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("disposal_ledger", "本年度没有预警处置事项"),
        ("public_notice", "暂无廉政风险点"),
    ],
)
def test_a_year_without_any_is_told(name: str, said: str) -> None:
    assert said in text(made(name, example("disposal_ledger", "没有预警")))


@pytest.mark.parametrize(
    ("name", "said"), [("adjustment", "[4]"), ("inspection_score", "[10]"), ("self_inspection", "[7]")]
)
def test_a_year_without_any_has_lines_to_write_in_and_no_filled_sheet(name: str, said: str) -> None:
    bureau = example("disposal_ledger", "没有预警")
    assert plan({name: KINDS[name]}, bureau) == []
    assert said in text(made(name, bureau, blank=True))


def test_all_signals_are_counted_by_how_far_they_are() -> None:
    bureau = example("disposal_ledger", "十二件")
    assert "共 12 件：已办结 3 件，待复核 5 件，未办结 4 件" in text(made("disposal_ledger", bureau))


def test_before_and_after_stand_side_by_side() -> None:
    bureau = example("adjustment", "一般")
    rows = [row for table in tables(made("adjustment", bureau)) for row in table if row[0] in ("1", "2", "3")]
    assert [row[4:6] for row in rows] == [
        [event.row.text("调整前"), event.row.text("调整后")] for event in bureau.events["风险调整"]
    ]
