"""The grading table: nine pairs, three grades, and what an office may change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import CannotUse
from docgen.programme.grading import DEFAULT, derived, grading_table, level, steps_lower
from docgen.programme.model import Grade
from docgen.workbook.choices import LIKELIHOODS, SEVERITIES

TABLE = {
    "一级": {"高重", "高中", "中重"},
    "二级": {"高轻", "中中", "低重"},
    "三级": {"中轻", "低中", "低轻"},
}


@pytest.mark.parametrize(("grade", "pair"), [(grade, pair) for grade, pairs in TABLE.items() for pair in sorted(pairs)])
def test_the_programmes_table(grade: str, pair: str) -> None:
    assert derived(DEFAULT, pair[0], pair[1]) == grade


def test_nothing_follows_from_what_is_not_known() -> None:
    assert derived(DEFAULT, "", "重") is None


@given(st.sampled_from(LIKELIHOODS), st.sampled_from(SEVERITIES), st.sampled_from(list(Grade)))
def test_an_offices_entry_holds_and_the_others_stay(likelihood: str, severity: str, grade: Grade) -> None:
    table = grading_table({likelihood + severity: grade.value})
    assert table[likelihood, severity] is grade
    assert {pair: value for pair, value in table.items() if pair != (likelihood, severity)} == {
        pair: value for pair, value in DEFAULT.items() if pair != (likelihood, severity)
    }


@given(st.sampled_from(list(Grade)), st.sampled_from(list(Grade)))
def test_lower_one_way_is_higher_the_other(first: Grade, second: Grade) -> None:
    assert steps_lower(first, second) == -steps_lower(second, first)


@pytest.mark.parametrize("entry", [{"高": "一级"}, {"重高": "一级"}, {"高重": "四级"}, {"高重": 1}, {"高重x": "一级"}])
def test_an_entry_that_is_none_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(CannotUse) as caught:
        grading_table(entry)
    assert caught.value.hint


def test_a_level_is_called_as_the_office_has_it() -> None:
    assert (
        [level(grade, "") for grade in Grade]
        == [level(grade, "一二三级") for grade in Grade]
        == ["一级", "二级", "三级"]
    )
    assert [level(grade, "高中低") for grade in Grade] == ["高", "中", "低"]
    assert level(None, "高中低") == ""
