"""The circular and the year's summary read as an office writes them, whatever the year was like."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from string import ascii_uppercase

import docx
import pytest

from docgen.documents.plan import plan
from docgen.documents.render import CompiledKind, Contents
from docgen.kinds.examples import examples
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.kinds.practice import Practice
from docgen.pdf.engines import engine
from docgen.programme.check import check
from docgen.programme.model import Bureau
from docgen.shipped import SAMPLE
from docgen.word.template import WordTemplate
from docgen.workbook.rows import Row, SheetCell

KINDS = load_kinds([SHIPPED])
REPORTS = ("evaluation_report", "annual_report")
ON = date(2026, 12, 31)
ODD = re.compile(r"(?<!\d)0[起次项条个名]|[，、；：]{2}|。。|[，、；]。|（）|其中[。，]|None|均为。|为。")
"""What no sentence may have: a count of nothing, marks without words between them."""


def year(name: str, kind: str = "evaluation_report") -> Bureau:
    """An example of the kind, or the sample's year."""
    if name == "示例":
        [found] = check([SAMPLE], on=ON).bureaus
        return found
    return next(item.bureau for item in examples(KINDS[kind]) if item.name == name)


YEARS = ("示例", *(item.name for item in examples(KINDS["evaluation_report"])))


def read(kind: str, bureau: Bureau, *, last: Bureau | None = None, practice: Practice | None = None) -> str:
    """The text of the Word file, its tables' cells behind the paragraphs."""
    own = KINDS[kind]
    content = Contents(bureau, on=ON, last=last, practice=practice or Practice()).of(plan({kind: own}, bureau)[0])
    data = WordTemplate.compile(own.form.read_bytes(), kind).render(content.values, content.properties)
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("name", YEARS)
@pytest.mark.parametrize("kind", REPORTS)
def test_every_sentence_is_whole(kind: str, name: str) -> None:
    text = read(kind, year(name))
    assert ODD.findall(text) == []
    assert "与上年" not in text and "比上年" not in text, "nothing is known of last year"


@pytest.mark.parametrize("name", YEARS)
@pytest.mark.parametrize("kind", REPORTS)
def test_no_heading_stands_without_a_text_below_it(kind: str, name: str) -> None:
    lines = [line for line in read(kind, year(name)).split("\n") if line]
    heads = [place for place, line in enumerate(lines) if re.match("[一二三四五六]、|（[一二三四五六]）[^。]*$", line)]
    for place in heads:
        following = lines[place + 1]
        assert re.match("（一）", following) or following.endswith("。"), lines[place : place + 2]


def test_the_circular_names_departments_and_no_person_but_those_to_be_praised() -> None:
    bureau = year("示例")
    text = read("evaluation_report", bureau)
    problems = text[text.index("四、存在问题") : text.index("五、下一步工作")]
    assert "红岭司法所" in problems
    assert not [person.name for person in bureau.people.values() if person.name in problems]


def test_one_department_all_tied_and_no_scores_have_sentences_of_their_own() -> None:
    assert "参加评价的机构为办公室，等次为优胜。综合得分100.0分。" in read(
        "evaluation_report", year("一个机构没有预警")
    )
    tied = read("evaluation_report", year("全部并列"))
    assert "参加评价的4个机构均为优胜。综合得分均为96.8分。" in tied
    assert tied.count("并列第1") == 4
    none = read("evaluation_report", year("还没有得分"))
    assert "各机构的考核得分尚在汇总，评价结果另行通报。" in none
    assert "附件" not in none


def test_next_steps_have_dates_that_count_from_the_day_of_issue() -> None:
    text = read("evaluation_report", year("一般情况"))
    assert "于2026年12月28日前将整改情况报办公室" in text
    assert "领导小组将于2027年3月18日前组织复查" in text
    assert "各机构要在2026年12月31日前" in text
    days = Practice(days={"evaluation_report": {"report": 15}})
    assert "于2027年1月2日前将整改情况报" in read("evaluation_report", year("一般情况"), practice=days)


@pytest.mark.parametrize("kind", REPORTS)
def test_last_year_stands_beside_this_one_where_it_is_known(kind: str) -> None:
    bureau = year("一般情况")
    before = replace(bureau, year=2025, departments=dict(list(bureau.departments.items())[:3]))
    text = read(kind, bureau, last=before)
    assert "与上年持平" in text
    assert "平均分比上年下降" in text
    if kind == "evaluation_report":
        assert "上年\n得分" in text and "持平" in text


def test_what_everybody_may_read_tells_no_score_and_no_place() -> None:
    bureau = year("一般情况")
    text = read("evaluation_report", published(bureau))
    assert "综合评价等次表" in text
    assert "96.0" not in text and "第1" not in text and "得分率" not in text
    assert "综合得分" in read("evaluation_report", published(bureau), practice=Practice(public_ranks=True))


def published(bureau: Bureau) -> Bureau:
    """The same with a circular that is open to everybody."""
    [first, *others] = bureau.events["发文"]
    values = dict(first.row.values()) | {"公开属性": "主动公开"}
    cells = {
        name: SheetCell(value, str(value), f"{letter}2")
        for (name, value), letter in zip(values.items(), ascii_uppercase, strict=False)
    }
    row = Row(first.row.file, first.row.sheet, first.row.number, cells)
    return replace(bureau, events={**bureau.events, "发文": (replace(first, row=row), *others)})


@pytest.mark.slow
@pytest.mark.parametrize("kind", REPORTS)
def test_two_hundred_departments_make_a_report_that_can_be_read(kind: str) -> None:
    bureau = year("一般情况")
    several = list(bureau.departments.values())
    rows = bureau.events["考核"]
    departments, scores = dict(bureau.departments), list(rows)
    for number in range(196):
        old = several[number % len(several)]
        name = f"第{number}司法所"
        departments[name] = replace(old, name=name)
        scores += [
            replace(row, subject=replace(row.subject, key=name))
            for row in rows
            if row.subject and row.subject.key == old.name
        ]
    wide = replace(bureau, departments=departments, events={**bureau.events, "考核": tuple(scores)})
    text = read(kind, wide)
    assert ODD.findall(text) == []
    assert "等100个机构" in text
    own = KINDS[kind]
    content = Contents(wide, on=ON).of(plan({kind: own}, wide)[0])
    assert CompiledKind(own, engine()).prepared.render(content.values, content.properties).pages < 60
