"""The sample workbook: one bureau's whole year, all sheets, without an error; made by the committed script."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations

import openpyxl
import pytest

from docgen.programme.check import Checked, check
from docgen.programme.model import Bureau, Target
from docgen.shipped import BLANK, SAMPLE
from docgen.workbook.blank import blank_workbook
from docgen.workbook.choices import CHANGES, DISPOSALS, PREVENTIONS
from docgen.workbook.schema import SHEETS

RISK_SHEETS = ("个人风险点", "机构风险点", "班子风险点")

LEFT_EMPTY = {("人员", "身份证号"), ("机构", "曾用名"), *((sheet, "风险编号") for sheet in RISK_SHEETS)}
"""What an office mostly leaves empty: nobody's number is invented, and no department was renamed."""


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check([SAMPLE], on=date(2026, 12, 25))


@pytest.fixture(scope="module")
def bureau(checked: Checked) -> Bureau:
    [found] = checked.bureaus
    return found


def test_it_has_no_finding_at_all(checked: Checked) -> None:
    assert [(item.rule, item.sheet, item.cell, item.message) for item in checked.findings] == []


@pytest.mark.parametrize("day", [date(2026, 12, 23), date(2026, 12, 31), date(2027, 1, 20)])
def test_it_has_none_on_another_day_either(day: date) -> None:
    assert [(item.rule, item.sheet, item.cell) for item in check([SAMPLE], on=day).findings] == []


@pytest.mark.parametrize("day", [date(2026, 9, 10), date(2026, 10, 27), date(2026, 11, 26), date(2026, 12, 20)])
def test_seen_before_its_year_is_over_it_has_one_note_that_says_so(day: date) -> None:
    found = check([SAMPLE], on=day).findings
    assert [(item.rule, str(item.severity)) for item in found] == [("dates.future", "note")]


def test_it_is_what_the_script_makes() -> None:
    import make

    assert make.sample() == SAMPLE.read_bytes()
    assert blank_workbook() == BLANK.read_bytes()


def test_all_sheets_are_filled() -> None:
    book = openpyxl.load_workbook(SAMPLE, read_only=True)
    assert set(SHEETS) <= set(book.sheetnames)
    for name in SHEETS:
        assert sum(1 for row in book[name].iter_rows(min_row=2, values_only=True) if any(row)) >= 2, name
    book.close()


def test_every_column_and_setting_is_filled_somewhere() -> None:
    book = openpyxl.load_workbook(SAMPLE, read_only=True)
    empty = set()
    for name in SHEETS:
        heading, *rows = book[name].iter_rows(values_only=True)
        empty |= {(name, title) for place, title in enumerate(heading) if all(row[place] is None for row in rows)}
        if name == "单位":
            empty |= {(name, item) for item, value, *_ in rows if value is None}
    book.close()
    assert empty == LEFT_EMPTY


def test_every_way_to_prevent_and_to_dispose_is_there(bureau: Bureau) -> None:
    assert {event.row.text("措施类型") for event in bureau.events["前期预防"]} == set(PREVENTIONS)
    assert {event.row.text("处置方式") for event in bureau.events["预警处置"]} == set(DISPOSALS)
    assert {event.row.text("调整事项") for event in bureau.events["风险调整"]} == set(CHANGES)


def test_talks_with_one_person_and_activities_for_many(bureau: Bureau) -> None:
    kinds = Counter(event.row.text("对象类型") for event in bureau.events["前期预防"])
    assert kinds["个人"] >= 2
    assert kinds["机构"] >= 2
    for event in bureau.events["前期预防"]:
        assert event.row.text("记录人") != bureau.person_name(event.people["主持人"] or ""), event.number


def test_a_case_climbs_and_one_is_open(bureau: Bureau) -> None:
    signals = {event.number: event for event in bureau.events["预警处置"]}
    climbs = {
        (signals[earlier].row.text("处置方式"), event.row.text("处置方式"))
        for event in signals.values()
        if (earlier := event.refers["原编号"])
    }
    assert climbs == {("预警", "诫勉纠错")}
    assert [event.number for event in signals.values() if not event.row.text("整改结果")] == ["YJ-2026-13"]
    for event in signals.values():
        answerable = event.people["防控责任人"]
        assert answerable is not None
        if event.row.text("处置方式") == "诫勉纠错":
            assert bureau.people[answerable].is_leader
        if event.subject and event.subject.key in bureau.people and bureau.people[event.subject.key].is_leader:
            assert answerable == bureau.head


def test_an_adjustment_says_what_stood(bureau: Bureau) -> None:
    """调整前 is word for word what the risk sheet has, so that 调整后 can take its place."""
    risks = [
        *(risk for person in bureau.people.values() for risk in person.risks),
        *(risk for department in bureau.departments.values() for risk in department.risks),
        *bureau.leadership_risks,
    ]
    rows = {risk.number: risk.row for risk in risks}
    columns = {"等级": "风险等级", "内容": "风险内容", "措施": "防控措施", "撤销": "风险内容"}
    for event in bureau.events["风险调整"]:
        what, row = event.row.text("调整事项"), rows[event.number]
        if what == "新增":
            assert event.row.text("调整后") == row.text("风险内容")
        else:
            assert event.row.text("调整前") == row.text(columns[what]), event.number


def test_a_meeting_of_two_columns_and_a_small_one(bureau: Bureau) -> None:
    sizes = Counter(event.row.text("会议") for event in bureau.events["会议签到"])
    assert max(sizes.values()) >= 40
    assert min(sizes.values()) < 20


def test_a_vote_is_counted_for_all_who_stand_for_one(bureau: Bureau) -> None:
    counted = Counter(event.subject for event in bureau.events["民主测评"])
    leaders = {person.id for person in bureau.people.values() if person.is_leader}
    assert leaders < {subject.key for subject in counted if subject}
    assert sum(1 for subject in counted if subject and subject.target is Target.DEPARTMENT) == 2
    assert min(counted.values()) >= 3


def test_no_two_texts_of_events_are_alike(bureau: Bureau) -> None:
    for sheet, column in (("前期预防", "内容"), ("预警处置", "情况"), ("预警处置", "整改要求"), ("表彰", "主要事迹")):
        texts = [_triples(event.row.text(column)) for event in bureau.events[sheet]]
        for one, other in combinations(texts, 2):
            assert len(one & other) < 0.5 * len(one | other)


def test_its_people_and_departments(bureau: Bureau) -> None:
    assert 42 <= len(bureau.people) <= 48
    assert Counter(item.kind for item in bureau.departments.values()) == {"股室": 4, "中心": 2, "司法所": 6}
    assert all(2 <= len(person.risks) <= 6 for person in bureau.people.values())
    heads = {bureau.person_name(item.head)[0] for item in bureau.departments.values() if item.kind == "股室"}
    assert heads == set("杨胡张揭")
    assert bureau.person_name(bureau.head).startswith("钟")
    assert [(member.role, member.name[0]) for member in bureau.group][:3] == [
        ("组长", "钟"),
        ("副组长", "郑"),
        ("副组长", "江"),
    ]


def test_its_names_are_as_hard_as_real_ones(bureau: Bureau) -> None:
    names = [person.name for person in bureau.people.values()]
    assert [name for name, count in Counter(names).items() if count == 2] == ["王芳"]
    assert any("·" in name for name in names)
    for rare in "喆䶮𬱖":
        assert any(rare in name for name in names), rare


def test_its_texts_fit_the_posts_and_are_not_all_one(bureau: Bureau) -> None:
    kinds = {(person.post, risk.content) for person in bureau.people.values() for risk in person.risks}
    contents = Counter(risk.content for person in bureau.people.values() for risk in person.risks)
    assert len(contents) >= 110
    assert max(contents.values()) <= 6, "what offices of one kind share, at most once an office"
    assert len(kinds) >= 110
    for person in bureau.people.values():
        assert len({risk.measure for risk in person.risks}) == len(person.risks)


def test_its_year_hangs_together(bureau: Bureau) -> None:
    signalled = {event.subject.key for event in bureau.events["预警处置"] if event.subject}
    for event in bureau.events["责任追究"]:
        assert event.people["直接责任人"] in signalled, "a case follows from a signal"
    commended = {event.subject.key for event in bureau.events["表彰"] if event.subject}
    assert commended.isdisjoint(signalled)
    totals: Counter[str] = Counter()
    for event in bureau.events["考核"]:
        assert event.subject is not None
        totals[event.subject.key] += int(event.row.text("检查得分"))
    assert min(totals, key=lambda name: totals[name]) == "红岭司法所"
    assert {"宣教股", "青山司法所"} == {name for name, total in totals.items() if total >= 99}


def test_no_two_people_have_the_same_risk_and_measure(bureau: Bureau) -> None:
    """Alike from 0.8 on is what an inspector calls copied."""
    texts = [
        (person.id, risk.number, _triples(risk.content + risk.manifestation + risk.measure))
        for person in bureau.people.values()
        for risk in person.risks
    ]
    alike = [
        (one, other)
        for (key, one, first), (another, other, second) in combinations(texts, 2)
        if key != another and len(first & second) >= 0.8 * len(first | second)
    ]
    assert alike == []


def _triples(text: str) -> set[str]:
    return {text[place : place + 3] for place in range(len(text) - 2)}
