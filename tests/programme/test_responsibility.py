"""Who answers for a risk and who follows it."""

from dataclasses import replace

import pytest
from bureaus import bureau, department, person, risk, with_fields

from docgen.programme.model import Bureau, Grade, Subject, Target
from docgen.programme.responsibility import followers, responsible

ONES_OWN = Subject(Target.PERSON, "004")
SECTION = Subject(Target.DEPARTMENT, "综合股")
LEADERSHIP = Subject(Target.LEADERSHIP)


def graded(bureau: Bureau, owner: Subject, grade: Grade | None) -> tuple[str, ...]:
    return followers(bureau, risk(owner, "R-1", grade=grade))


@pytest.mark.parametrize("owner", [ONES_OWN, SECTION])
def test_the_higher_the_level_the_higher_stands_who_follows(owner: Subject) -> None:
    assert graded(bureau(), owner, Grade.FIRST) == ("001", "002")
    assert graded(bureau(), owner, Grade.SECOND) == ("002",)
    assert graded(bureau(), owner, Grade.THIRD) == ("003",)
    assert graded(bureau(), owner, None) == ()


def test_nobody_follows_a_risk_of_their_own_while_somebody_stands_above() -> None:
    head, deputy, principal = (Subject(Target.PERSON, key) for key in ("003", "002", "001"))
    assert graded(bureau(), head, Grade.THIRD) == ("002",)
    assert [graded(bureau(), deputy, grade) for grade in Grade] == [("001",)] * 3
    assert [graded(bureau(), principal, grade) for grade in Grade] == [("001",)] * 3
    assert [graded(bureau(), LEADERSHIP, grade) for grade in Grade] == [("001",)] * 3


def test_a_leader_who_heads_a_section_is_followed_from_above_it() -> None:
    whole = bureau()
    deputy = with_fields(whole.people["002"], department="综合股")
    section = replace(whole.departments["综合股"], head="002")
    whole = replace(whole, people=whole.people | {"002": deputy}, departments=whole.departments | {"综合股": section})
    assert graded(whole, Subject(Target.PERSON, "002"), Grade.THIRD) == ("001",)
    assert graded(whole, SECTION, Grade.THIRD) == ("002",)


def test_who_stands_in_two_places_is_named_once() -> None:
    whole = bureau(departments={"综合股": department("综合股", "股室", "003", "001")})
    assert [graded(whole, SECTION, grade) for grade in Grade] == [("001",), ("001",), ("003",)]


def test_without_主要负责人_the_others_of_the_line_follow() -> None:
    whole = bureau(head=None)
    assert graded(whole, SECTION, Grade.FIRST) == ("002",)
    assert graded(whole, LEADERSHIP, Grade.FIRST) == ()
    assert graded(whole, Subject(Target.PERSON, "002"), Grade.SECOND) == ()


def test_where_one_of_the_line_is_not_known_the_next_above_stands_in() -> None:
    section = replace(bureau().departments["综合股"], head=None, leader=None)
    whole = bureau(departments={"综合股": section})
    assert [graded(whole, SECTION, grade) for grade in Grade] == [("001",)] * 3
    stray = person("009", "无处", None)
    assert graded(replace(whole, people={"009": stray}), Subject(Target.PERSON, "009"), Grade.THIRD) == ("001",)


def test_who_answers_is_the_责任人_and_else_whose_the_risk_is() -> None:
    whole = bureau()
    assert responsible(whole, risk(ONES_OWN, "R-1")) == "004"
    assert responsible(whole, risk(SECTION, "R-1")) == "003"
    assert responsible(whole, risk(LEADERSHIP, "R-1", people={"责任领导": "002"})) == "002"
    for owner in (ONES_OWN, SECTION):
        assert responsible(whole, risk(owner, "R-1", people={"责任人": "005"})) == "005"
        assert responsible(whole, risk(owner, "R-1", people={"责任人": None})) in ("004", "003")
