"""A title is broken where the sense breaks (GB/T 9704-2012, 7.3.1): whole words, lines of a good shape."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfiles import PROPERTIES, made, text

from docgen.word.template import WordTemplate
from docgen.word.titles import title_lines, words

REAL = {
    "关于廉政风险点及防控措施的公示": "关于廉政风险点及防控措施的公示",
    "云岭县司法局关于成立廉政风险防控机制建设工作领导小组的通知": "云岭县司法局关于成立|廉政风险防控机制建设工作领导小组的通知",
    "中共云岭县司法局支部委员会关于印发《廉政风险防控机制建设实施方案》的通知": (
        "中共云岭县司法局支部委员会关于印发|《廉政风险防控机制建设实施方案》的通知"
    ),
    "云岭县司法局关于廉政风险防控工作表现突出集体和个人的通报": "云岭县司法局关于廉政风险防控工作|表现突出集体和个人的通报",
    "云岭县司法局关于2026年度廉政风险防控工作综合评价情况的通报": (
        "云岭县司法局关于2026年度|廉政风险防控工作综合评价情况的通报"
    ),
    "中共云岭县司法局支部委员会关于表彰廉政风险防控工作先进集体和先进个人的决定": (
        "中共云岭县司法局支部委员会关于表彰|廉政风险防控工作先进集体和先进个人的决定"
    ),
    "国务院办公厅关于印发《2015年全国打击侵犯知识产权和制售假冒伪劣商品工作要点》的通知": (
        "国务院办公厅关于印发|《2015年全国打击侵犯知识产权|和制售假冒伪劣商品工作要点》的通知"
    ),
    "司法部关于印发《全国公共法律服务体系建设规划（2021—2025年）》的通知": (
        "司法部关于印发《全国公共法律服务|体系建设规划（2021—2025年）》的通知"
    ),
    "中共中央办公厅国务院办公厅关于加快推进公共法律服务体系建设的意见": (
        "中共中央办公厅国务院办公厅|关于加快推进公共法律服务体系建设的意见"
    ),
    "某某市司法局关于转发《省司法厅关于在全省司法行政系统建立廉政风险防控机制的意见》的通知": (
        "某某市司法局关于转发|《省司法厅关于在全省司法行政系统|建立廉政风险防控机制的意见》的通知"
    ),
    "云岭县司法局关于做好第三届人民调解员评选表彰和社区矫正工作先进集体推荐工作的通知": (
        "云岭县司法局关于做好第三届人民调解员评选|表彰和社区矫正工作先进集体推荐工作的通知"
    ),
    "云岭县司法局关于调整廉政风险防控机制建设工作领导小组成员的通知": (
        "云岭县司法局关于调整廉政风险防控机制建设|工作领导小组成员的通知"
    ),
}
LONG_NAME = "恩施土家族苗族自治州高新技术产业开发区利川市综合保税区管理委员会司法行政局分局"


@pytest.mark.parametrize("title", REAL)
def test_real_titles_break_where_an_editor_would_break_them(title: str) -> None:
    assert "|".join(title_lines(title)) == REAL[title]


def test_a_bureau_name_of_forty_characters_breaks_between_its_parts() -> None:
    lines = title_lines(f"{LONG_NAME}关于成立廉政风险防控机制建设工作领导小组的通知")
    assert lines[0] == "恩施土家族苗族自治州高新技术产业开发区"
    assert all(4 <= len(line) <= 20 for line in lines) and len(lines) == 4
    masthead = title_lines(LONG_NAME + "文件", 22)
    assert len(masthead) == 2 and masthead[0].endswith("开发区")


def test_the_lines_have_no_waist() -> None:
    first, second, third = map(len, title_lines("省人民政府关于进一步" + "加强法治宣传" * 6 + "的实施意见"))
    assert second >= min(first, third)


def test_a_title_s_own_line_breaks_stay_and_nothing_makes_no_line() -> None:
    assert title_lines("关于印发\n《方案》的通知") == ("关于印发", "《方案》的通知")
    assert title_lines("") == ()


def test_figures_count_half_and_are_not_cut() -> None:
    assert title_lines("2026年度工作总结", 8) == ("2026年度工作总结",)
    assert "".join(title_lines("A" * 60, 10)) == "A" * 60


@given(st.text(st.sampled_from("云岭县司法局关于印发的通知《》、廉政风险2026ABC，和方案"), min_size=1, max_size=70))
def test_whatever_is_typed_nothing_is_lost_and_no_line_is_too_wide(title: str) -> None:
    lines = title_lines(title, 12)
    assert "".join(lines) == title
    assert all(sum(1 if ord(sign) > 255 else 0.5 for sign in line) <= 12 for line in lines)


@given(
    st.lists(
        st.sampled_from(["廉政风险防控", "领导小组", "实施方案", "人民调解", "的", "《意见》"]), min_size=4, max_size=14
    )
)
@pytest.mark.slow
def test_no_line_cuts_a_word_of_the_trade_or_begins_with_的_or_a_closing_mark(pieces: list[str]) -> None:
    title = re.sub("的+", "的", "关于" + "".join(pieces) + "的通知")
    places = [0]
    for line in title_lines(title):
        places.append(places[-1] + len(line))
    inside = {place for found in words().known.finditer(title) for place in range(found.start() + 1, found.end())}
    assert not inside.intersection(places)
    assert not any(line[0] in "的》" for line in title_lines(title))


def test_a_template_cuts_a_title_by_a_filter() -> None:
    def draw(document: object) -> None:
        for line in ("{%p for line in title|title_lines(10) %}", "{{ line }}", "{%p endfor %}"):
            document.add_paragraph(line)  # type: ignore[attr-defined]

    template = WordTemplate.compile(made(draw), "模板.docx")
    data = template.render({"title": "关于成立领导小组的通知"}, PROPERTIES)
    assert text(data).split() == ["关于成立", "领导小组的通知"]
