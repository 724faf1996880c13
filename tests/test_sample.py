"""The sample workbook: one bureau's whole year, all sheets, without an error; made by the committed script."""

from __future__ import annotations

from collections import Counter
from datetime import date

import openpyxl
import pytest

from docgen.programme.check import Checked, check
from docgen.shipped import BLANK, SAMPLE
from docgen.workbook.blank import blank_workbook
from docgen.workbook.schema import SHEETS


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check([SAMPLE], on=date(2026, 12, 20))


def test_it_has_no_finding_at_all(checked: Checked) -> None:
    assert [(item.rule, item.sheet, item.cell, item.message) for item in checked.findings] == []


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


def test_its_people_and_departments(checked: Checked) -> None:
    [bureau] = checked.bureaus
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


def test_its_names_are_as_hard_as_real_ones(checked: Checked) -> None:
    names = [person.name for person in checked.bureaus[0].people.values()]
    assert [name for name, count in Counter(names).items() if count == 2] == ["王芳"]
    assert any("·" in name for name in names)
    for rare in "喆䶮𬱖":
        assert any(rare in name for name in names), rare


def test_its_texts_fit_the_posts_and_are_not_all_one(checked: Checked) -> None:
    [bureau] = checked.bureaus
    kinds = {(person.post, risk.content) for person in bureau.people.values() for risk in person.risks}
    contents = Counter(risk.content for person in bureau.people.values() for risk in person.risks)
    assert len(contents) >= 110
    assert max(contents.values()) <= 6, "what offices of one kind share, at most once an office"
    assert len(kinds) >= 110
    for person in bureau.people.values():
        assert len({risk.measure for risk in person.risks}) == len(person.risks)


def test_its_year_hangs_together(checked: Checked) -> None:
    [bureau] = checked.bureaus
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
