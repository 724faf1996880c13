"""A public kind shows no column that `shows` does not name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from wordfiles import made

from docgen.kinds.kind import Kind
from docgen.kinds.known import known_names
from docgen.kinds.public import ANY, COLUMNS, FIELDS, MADE_OF, NAMES, outside
from docgen.workbook.schema import SHEETS

NOTICE = Kind("notice", Path("notice"), "公示表", scopes=("D", "B"), public=True, shows=("风险内容",))


def shown(*tags: str, kind: Kind = NOTICE) -> tuple[str, ...]:
    return outside(made(lambda document: [document.add_paragraph(tag) for tag in tags]), kind)


@pytest.mark.parametrize(
    "tag",
    [
        "{% for risk in risks %}{{ risk.风险内容 }}{{ risk.content }}{{ loop.index }}{% endfor %}",
        "{% for x in department.risks %}{{ x.post }}{% if x.responsible %}有{% endif %}{% endfor %}",
        "{{ document.title }}{{ bureau.name }}{{ bureau.监督电话 }}{{ bureau.head }}{{ year }}",
        "{% for matter in matters %}{{ matter.name }}{% for risk in matter.risks %}{{ risk.content }}{% endfor %}{% endfor %}",
        "{% for level, rows in risks|groupby('风险内容') %}{{ level }}{{ rows|length }}{% endfor %}",
        "{{ department.scores.composite }}{{ bureau.counts.risks }}{{ bureau }}",
        "{% if risks[0].风险内容 == '岗位职责' %}{{ risks|length }}{% endif %}",
        "{% set last = namespace(value='') %}{{ last.value }}{{ risks[0].风险内容.strip() }}",
        "{# {{ person.姓名 }} #}",
    ],
)
def test_what_is_named_or_no_column_is_free(tag: str) -> None:
    assert shown(tag) == ()


@pytest.mark.parametrize(
    ("tag", "columns"),
    [
        ("{{ risks[0].防控措施 }}", ("防控措施",)),
        ("{% for risk in risks %}{{ risk.measure }}{{ risk['工作程序'] }}{% endfor %}", ("防控措施", "工作程序")),
        ("{% for risk in risks %}{{ risk.responsible.姓名 }}{% endfor %}", ("姓名",)),
        ("{% for risk in risks %}{{ risk.followed_by[0].name }}{% endfor %}", ("姓名",)),
        ("{% for risk in risks %}{% if risk.grade == '一级' %}高{% endif %}{% endfor %}", ("风险等级",)),
        ("{{ department.分管领导.职务 }}", ("分管领导", "职务")),
        ("{% set year = risks[0] %}{{ year.表现形式 }}", ("表现形式",)),
        ("{% for bureau in bureau.people %}{{ bureau.工号 }}{% endfor %}", ("工号",)),
        ("{% for row in department.考核 %}{{ row.自查得分 }}{% endfor %}", ("自查得分",)),
        ("{{ risks|map(attribute='防控措施')|join('；') }}", ("防控措施",)),
        ("{% for risk in risks|sort(attribute='number') %}{{ loop.index }}{% endfor %}", ("风险编号",)),
        ("{% for name in ['风险内容', '查找方式'] %}{{ risks[0][name] }}{% endfor %}", ("风险编号", "查找方式")),
        ("{% macro cell(bureau) %}{{ bureau.岗位 }}{% endmacro %}{{ cell(risks[0].responsible) }}", ("岗位", "姓名")),
        ("{% for opinion in opinions %}{{ opinion.signer }}{% endfor %}", ("审核人",)),
        ("{% for member in group %}{{ member.姓名 }}{% endfor %}", ("姓名",)),
        (
            "{{ risks|map(attribute='responsible.职务')|join }}{{ risks|map(attribute='本局备注') }}",
            ("职务", "本局备注"),
        ),
        (
            "{% for risk in risks %}{{ risk.本局备注 }}{{ risk['电话(办)'] }}{{ risk.QQ }}{% endfor %}",
            ("本局备注", "电话(办)", "QQ"),
        ),
    ],
)
def test_any_other_column_is_outside_by_its_heading(tag: str, columns: tuple[str, ...]) -> None:
    assert shown(tag) == columns
    assert shown(tag, kind=replace(NOTICE, public=False, shows=())) == ()


@pytest.mark.parametrize(
    ("tag", "columns"),
    [
        ("{% for risk in risks %}{{ risk.responsible }}{% endfor %}", ("姓名",)),
        ("{% for risk in risks %}{{ risk.followed_by|join('、') }}{% endfor %}", ("姓名",)),
        ("{{ bureau.leaders|first }}", ("姓名",)),
        ("{{ risks|map(attribute='responsible')|join }}", ("姓名",)),
        ("{% for who, rows in risks|groupby('responsible') %}{{ who }}{% endfor %}", ("姓名",)),
        ("{% set who = risks[0].responsible or '' %}{{ who }}", ("姓名",)),
        ("{% set who = '责任人' ~ risks[0].responsible %}{{ who }}", ("姓名",)),
        ("{% with who = risks[0].responsible %}{{ who }}{% endwith %}", ("姓名",)),
        ("{{ risks[0].responsible if office.names else risks[0].post }}", ("姓名",)),
        ("{% macro cell(text) %}{{ text }}{% endmacro %}{{ cell(department) }}", ("机构名称",)),
        ("{{ '%s' % risks[0].owner }}", ("姓名", "机构名称")),
    ],
)
def test_a_record_that_is_printed_itself_prints_its_name(tag: str, columns: tuple[str, ...]) -> None:
    assert shown(tag) == columns


def test_a_column_that_names_a_person_is_that_column_alone() -> None:
    assert shown("{{ risks[0].责任人 }}{{ department.head }}") == ("责任人", "负责人")


@pytest.mark.parametrize(
    ("tag", "columns"),
    [
        ("{% for step in risks[0].steps %}{{ step.name }}{% endfor %}", ("工作程序",)),
        ("{{ risks[0].level }}{{ risks[0].derived }}", ("风险等级", "发生几率", "危害程度")),
        ("{{ bureau.people[0].promises|join }}", ("承诺内容", "表现形式", "防控措施")),
        ("{{ department.scores.inspectors|join }}{{ department.scores.date }}", ("检查人", "检查日期")),
        ("{{ bureau.disposals[0].addressee }}", ("对象",)),
    ],
)
def test_what_is_worked_out_of_cells_counts_as_their_columns(tag: str, columns: tuple[str, ...]) -> None:
    assert shown(tag) == columns


def test_every_value_that_is_worked_out_is_told_to_be_of_columns_or_of_none() -> None:
    of_none = {
        *("post", "you", "rate_good", "state", "days_over", "composite", "grade"),  # wording, rates and results
        *("rank", "place", "tied", "scored", "ranked", "average", "highest", "lowest", "rate", "others"),
        *("last", "change", "count", "number"),
        *("is_leader", "is_head", "role", "label", "seal", "given", "rows"),
    }
    worked_out = {
        heading
        for view in ANY
        for heading, *_ in view._aliases
        if heading not in COLUMNS and heading not in FIELDS and heading not in SHEETS
    }
    assert worked_out == (MADE_OF.keys() - FIELDS.keys()) | of_none
    assert {name for names in MADE_OF.values() for name in names} <= COLUMNS


def test_a_name_that_may_mean_several_columns_counts_as_all_of_them() -> None:
    found = shown("{% for one, other in pairs %}{{ one.name }}{% endfor %}")
    assert {"姓名", "机构名称"} <= set(found)


def test_tags_in_headers_count_too() -> None:
    def draw(document: object) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ department.负责人 }}"  # type: ignore[attr-defined]

    assert outside(made(draw), NOTICE) == ("负责人",)


def test_every_name_of_a_template_that_has_columns_is_known() -> None:
    everything = Kind("x", Path("x"), "x", scopes=("P", "D", "B", "E"), rows="预警处置")
    free = {"bureau", "deadlines", "document", "event", "figures", "matters", "office", "period"}
    assert {name for name, fields in known_names(everything).items() if fields} - free == NAMES.keys()


def test_what_is_deleted_while_changes_are_tracked_is_not_shown() -> None:
    def draw(document: Document) -> None:
        run = document.add_paragraph("{{ person.姓名 }}").runs[0]._r
        deleted = OxmlElement("w:del")
        run.addprevious(deleted)
        deleted.append(run)

    assert outside(made(draw), NOTICE) == ()
