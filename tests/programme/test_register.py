"""The register has every risk once, by level, then department, and counts them by what sort they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from docgen.programme.check import check
from docgen.programme.figures import figures
from docgen.programme.model import Bureau, Grade, Target
from docgen.programme.register import LEADERSHIPS, WITHOUT, category_of, levels_by_category, registered
from docgen.programme.totals import LEADERSHIP, department_of
from docgen.shipped import SAMPLE
from docgen.workbook.rows import Row, SheetCell


@pytest.fixture(scope="module")
def bureau() -> Bureau:
    [found] = check([SAMPLE], on=date(2026, 12, 31)).bureaus
    return found


def test_every_risk_stands_in_it_once(bureau: Bureau) -> None:
    assert Counter(risk.number for risk in registered(bureau)) == Counter(risk.number for risk in bureau.risks())


def test_it_goes_by_level_then_department_the_leadership_first_then_whose_it_is(bureau: Bureau) -> None:
    places = [LEADERSHIP, *bureau.departments]
    owners = [Target.LEADERSHIP, Target.DEPARTMENT, Target.PERSON]
    order = [
        ([*Grade, None].index(risk.grade), places.index(department_of(bureau, risk)), owners.index(risk.owner.target))
        for risk in registered(bureau)
    ]
    assert order == sorted(order)
    assert len({department for _, department, _ in order}) == len(places)


def test_a_level_that_is_not_known_comes_last(bureau: Bureau) -> None:
    first, *others = bureau.leadership_risks
    without = replace(bureau, leadership_risks=(replace(first, grade=None), *others))
    assert registered(without)[-1].number == first.number


def test_the_leaderships_risks_are_of_the_great_matters_and_others_of_their_category(bureau: Bureau) -> None:
    found = levels_by_category(bureau.risks())
    assert next(iter(found)) == LEADERSHIPS
    assert found[LEADERSHIPS].total() == len(bureau.leadership_risks)
    assert sum(counted.total() for counted in found.values()) == sum(1 for _ in bureau.risks())
    assert {category_of(risk) for risk in bureau.risks() if risk.owner.target is not Target.LEADERSHIP} == {
        risk.category for risk in bureau.risks() if risk.category
    }


def test_the_annual_figures_sort_risks_as_the_register_does(bureau: Bureau) -> None:
    person = next(person for person in bureau.people.values() if person.risks)
    first, *others = person.risks
    blank = Row("书.xlsx", "个人风险点", 2, {"风险类别": SheetCell(None, "", "D2")})
    risks = (replace(first, row=blank), *others)
    one_blank = replace(bureau, people={**bureau.people, person.id: replace(person, risks=risks)})
    sorts = levels_by_category(one_blank.risks())
    assert figures(one_blank).categories == {name or WITHOUT: found.total() for name, found in sorts.items()}
    assert figures(one_blank).categories[LEADERSHIPS] == len(bureau.leadership_risks)
    assert figures(one_blank).categories[WITHOUT] == 1
