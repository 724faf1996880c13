"""The leading group's notice, the plan, the notice of publication and the commendation say what they are issued for."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pytest
from bureaus import setting
from docx.document import Document
from docx.oxml.ns import qn
from wordfiles import PROPERTIES

from docgen.documents.plan import Document as Planned
from docgen.documents.render import content_of
from docgen.errors import CannotUse, TemplateProblem
from docgen.kinds.examples import examples
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.kinds.practice import DEFAULT, Practice
from docgen.kinds.subjects import document_id, topics
from docgen.office.settings import read_settings
from docgen.programme.assemble import assemble
from docgen.programme.model import Bureau
from docgen.shipped import SAMPLE
from docgen.word.template import WordTemplate
from docgen.workbook.read import read_workbook
from docgen.workbook.rows import Row, SheetCell

ISSUED = ("leading_group", "programme_plan", "notice_announcement", "commendation")
KINDS = load_kinds([SHIPPED])
EXAMPLES = [(kind, item.name) for kind in ISSUED for item in examples(KINDS[kind])]

TEXT = qn("w:t")

MOST = 4_000
"""Characters of a plan for one matter (rules on less paper, 2024)."""


@cache
def sample() -> Bureau:
    [bureau] = assemble([read_workbook(SAMPLE)]).bureaus
    return bureau


def example(kind: str, name: str) -> Bureau:
    return next(item.bureau for item in examples(KINDS[kind]) if item.name == name)


def made(
    kind: str, bureau: Bureau, layout: str = "form", number: str = "某司发〔2026〕12号", practice: Practice = DEFAULT
) -> Document:
    """The kind's document of a bureau, in Word."""
    drawn = load_kinds([SHIPPED], {kind: layout})[kind]
    [topic] = topics(drawn, bureau)
    planned = Planned(document_id(kind, topic.subject), drawn, topic, "", blank=False)
    values = content_of(planned, bureau, number, practice).values
    data = WordTemplate.compile(drawn.form.read_bytes(), str(drawn.form)).render(values, PROPERTIES)
    return docx.Document(io.BytesIO(data))


def lines(document: Document) -> list[str]:
    return [item.text for item in document.paragraphs if item.text.strip()]


def tables(document: Document) -> str:
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def without(kind: str, name: str, *settings: str) -> Bureau:
    """An example without some settings of 单位."""
    bureau = example(kind, name)
    return replace(bureau, settings={key: row for key, row in bureau.settings.items() if key not in settings})


@pytest.mark.parametrize(("kind", "name"), EXAMPLES, ids=[" ".join(item) for item in EXAMPLES])
def test_no_document_is_left_with_a_gap_where_words_belong(kind: str, name: str) -> None:
    document = made(kind, example(kind, name))
    whole = "\n".join(lines(document)) + tables(document)
    assert not re.search(r"None|\{\{|\{%|、、|，，|。。|，。|（）|《》|共个|共人|0条|0次", whole)


# ---------------------------------------------------------------- 方案


def test_the_plan_has_less_than_four_thousand_characters_with_its_attachments() -> None:
    document = made("programme_plan", sample())
    whole = "".join(lines(document)) + tables(document)
    assert 2_500 < len(re.sub(r"\s", "", whole)) < MOST


def test_the_plan_has_the_years_dates_scope_and_stages_and_cites_what_it_rests_on() -> None:
    bureau = sample()
    whole = "\n".join(lines(made("programme_plan", bureau)))
    for day in ("2026年9月18日", "2026年12月8日", "2026年12月18日", "2026年12月31日"):
        assert f"（{day}前）" in whole
    for stage in ("动员部署", "贯彻执行", "检查考核", "调整修正"):
        assert f"{stage}阶段" in whole
    for part in ("前期预防", "中期监控", "后期处置", "分级负责", "防控重点", "双向追究", "一级风险", "三级风险"):
        assert part in whole
    assert "共12个" in whole and "共45人" in whole
    cited = bureau.setting("上级依据").splitlines()
    assert all(text in whole for text in cited)
    assert whole.count("关于加强廉政风险防控的指导意见") == 1, (
        "what 单位 cites is not cited again from the table of bases"
    )
    assert "党委（党组）落实全面从严治党主体责任规定" in whole


@pytest.mark.parametrize("kind", ISSUED)
def test_no_place_year_or_slogan_of_another_office_is_typed_into_a_template(kind: str) -> None:
    typed = "".join(item.text for item in docx.Document(str(KINDS[kind].form)).element.body.iter(TEXT))
    assert not re.search(
        r"[一二]十[大届]|十[七八九]大|科学发展观|三个代表|云岭|全[省市县区]|[我本][省市县区]|20\d\d年", typed
    )


def test_the_composite_is_told_as_the_office_weighs_and_limits_it() -> None:
    bureau = example("programme_plan", "一般情况")
    weighed = replace(
        bureau, settings={**bureau.settings, "考核权重": setting("30/30/40"), "等次标准": setting("95/85")}
    )
    whole = "\n".join(lines(made("programme_plan", weighed)))
    assert "30：30：40" in whole and "95分以上为优胜，85分以上为达标" in whole


# ---------------------------------------------------------------- 领导小组


def test_members_stand_as_lines_of_role_name_and_post_and_in_no_table_with_lines() -> None:
    shown = lines(made("leading_group", sample()))
    assert "组　长：\t钟启明\t党组书记、局长" in shown
    assert shown[shown.index("副组长：\t郑怀远\t副局长") + 1] == "\t江若川\t副局长"
    assert any(line.startswith("成　员：\t杨静宜\t综合股股长") for line in shown)
    whole = "\n".join(shown)
    assert "办公室主任由杨静宜同志兼任，副主任由揭文清同志担任，成员为梁晓彤同志。" in whole
    assert "设在综合股" in whole and "由接任其职务的同志自然接替" in whole
    assert "组长钟启明：对全局廉政风险防控负总责" in whole


def test_a_name_of_two_characters_is_spread_to_the_width_of_three() -> None:
    bureau = example("leading_group", "一般情况")
    first, *others = bureau.group
    short = replace(first, row=with_text(first.row, "姓名", "李明"))
    assert "组　长：\t李　明\t党组书记、局长" in lines(made("leading_group", replace(bureau, group=(short, *others))))


def with_text(row: Row, heading: str, text: str) -> Row:
    """A row with another text under one heading."""
    cells = {name: SheetCell(value, row.text(name), "B2") for name, value in row.values() if value is not None}
    return Row(row.file, row.sheet, row.number, {**cells, heading: SheetCell(text, text, "B2")})


def test_without_members_there_is_room_to_write_them() -> None:
    shown = lines(made("leading_group", replace(sample(), group=())))
    assert [line for line in shown if line.endswith("：\t")] == ["组　长：\t", "副组长：\t", "成　员：\t", "成　员：\t"]


# ---------------------------------------------------------------- 公示


@pytest.mark.parametrize("layout", ["form", "letter"])
def test_the_notice_of_publication_says_from_when_to_when_and_where_to_object(layout: str) -> None:
    whole = "\n".join(lines(made("notice_announcement", sample(), layout)))
    assert "自2026年11月3日起至2026年11月9日止，共5个工作日。" in whole
    for text in ("局机关一楼公示栏", "0791-81234567", "jiandu@example.gov.cn", "305 室", "匿名反映的，同样受理"):
        assert text in whole
    assert "一级风险59条、二级风险96条、三级风险50条" in whole


def test_a_period_over_weekends_and_holidays_is_counted_by_working_days_and_by_the_offices_own_table() -> None:
    bureau = example("notice_announcement", "一般情况")  # seven days from 9 November 2026
    assert "自2026年11月9日起至2026年11月17日止，共7个工作日" in "\n".join(lines(made("notice_announcement", bureau)))
    own = Practice(own_days={"off": [date(2026, 11, 11)], "worked": [date(2026, 11, 14)]})
    shown = "\n".join(lines(made("notice_announcement", bureau, practice=own)))
    assert "至2026年11月17日止" in shown, "one day less and one more"
    free = Practice(own_days={"off": [[date(2026, 11, 11), date(2026, 11, 12)]]})
    assert "至2026年11月19日止" in "\n".join(lines(made("notice_announcement", bureau, practice=free)))


def test_without_a_first_day_the_period_is_open_and_without_an_address_there_is_no_line_for_it() -> None:
    shown = lines(made("notice_announcement", without("notice_announcement", "没有公示开始日期", "监督邮箱")))
    assert any(re.search(r"^自　+年　+月　+日起至　+年　+月　+日止，共5个工作日。$", line) for line in shown)
    assert not any(line.startswith(("电子邮箱", "受理地址")) for line in shown)


def test_levels_are_called_as_the_office_calls_them() -> None:
    bureau = replace(sample(), settings={**sample().settings, "等级名称": setting("高中低")})
    assert "高等级风险59条" in "\n".join(lines(made("notice_announcement", bureau)))


def test_a_layout_that_a_kind_does_not_have_is_named_with_those_that_it_has() -> None:
    kinds = load_kinds([SHIPPED], {"notice_announcement": "leter"})
    problem = kinds.problems["notice_announcement"]
    assert isinstance(problem, TemplateProblem)
    assert "leter" in problem.message and "form、letter" in problem.hint
    assert "leading_group" in kinds


# ---------------------------------------------------------------- 表扬、表彰


def test_praise_is_a_通报_and_a_决定_only_where_its_basis_is_given() -> None:
    praise = lines(made("commendation", example("commendation", "通报")))
    assert "表现突出集体和个人的通报" in "".join(praise[:4])
    assert any("予以通报表扬" in line for line in praise)
    decision = lines(made("commendation", example("commendation", "有批准依据的决定和长事迹")))
    assert "先进集体和先进个人的决定" in "".join(decision[:9])
    assert any(
        "根据某某县评比达标表彰工作协调小组〔2026〕5号批复，决定对1个集体、2名同志予以表彰" in line for line in decision
    )
    assert not any("通报" in line for line in decision)


def test_collectives_stand_first_and_everyone_below_an_honour() -> None:
    shown = lines(made("commendation", sample()))
    headings = [line for line in shown if re.match(r"[一二三]、|（[一二三]）", line)]
    assert headings == [
        "一、集体",
        "（一）廉政风险防控工作先进集体（2个）",
        "二、个人",
        "（一）廉政风险防控工作先进个人（3名）",
        "三、希望和要求",
    ]
    assert any(line.startswith("董建平（城关司法所所长）：") for line in shown)


def test_where_only_people_are_praised_the_numbers_of_headings_follow() -> None:
    bureau = sample()
    people = tuple(event for event in bureau.events["表彰"] if event.row.text("对象类型") == "个人")
    shown = lines(made("commendation", replace(bureau, events={**bureau.events, "表彰": people})))
    assert [line for line in shown if re.match(r"[一二三]、", line)] == ["一、个人", "二、希望和要求"]


# ---------------------------------------------------------------- numbers


def test_party_papers_have_the_party_bodys_series_and_the_others_the_bureaus() -> None:
    assert {kind: (KINDS[kind].series, KINDS[kind].issuer) for kind in ISSUED} == {
        "leading_group": ("党组织发文", "党组织"),
        "programme_plan": ("党组织发文", "党组织"),
        "notice_announcement": ("", "单位"),
        "commendation": ("发文", "单位"),
    }
    assert all(KINDS[kind].retention == "永久" for kind in ISSUED)


def test_settings_of_layouts_and_holidays_are_read_and_a_slip_is_named(tmp_path: Path) -> None:
    file = tmp_path / "docgen.toml"
    file.write_text(
        '[layouts]\nnotice_announcement = "letter"\n[holidays]\noff = [[2027-02-05, 2027-02-11]]\n', "utf-8"
    )
    settings = read_settings(file)
    assert settings.layouts == {"notice_announcement": "letter"}
    assert 2027 in settings.practice.workdays.sure
    for wrong in ('[layouts]\nx = "../a"', "[holidays]\noff = [2027]", "[holidays]\nfree = [2027-01-01]"):
        file.write_text(wrong, "utf-8")
        with pytest.raises(CannotUse):
            read_settings(file)
