"""The rules that papers cite: the program's own table, as printed, and when it has become old."""

from __future__ import annotations

import re
from datetime import date

import pytest

from docgen.programme.bases import Bases, shipped

KINDS = {
    *("programme_plan", "leading_group", "prevention_record", "warning", "reminder", "admonition", "caution"),
    *("rectification", "supervision", "accountability", "commitment", "self_inspection", "inspection_score"),
    *("evaluation_report", "commendation", "public_notice", "notice_announcement", "archive_catalogue"),
}


def test_every_paper_that_states_its_basis_has_one() -> None:
    assert shipped().of_kind.keys() == KINDS
    assert all(texts and len(set(texts)) == len(texts) for texts in shipped().of_kind.values())


def test_a_base_is_printed_with_its_name_its_year_or_number_and_its_article() -> None:
    assert shipped().of_kind["warning"] == ("《中国共产党党内监督条例》（2016年）第二十一条",)
    assert shipped().of_kind["accountability"] == (
        "《中国共产党问责条例》（2019年）",
        "《关于实行党风廉政建设责任制的规定》（中发〔2010〕19号）",
    )
    for texts in shipped().of_kind.values():
        assert all(re.fullmatch(r"《[^《》]+》（[^（）]+）(第[一二三四五六七八九十百]+条)?", text) for text in texts)


def test_no_notice_of_the_bureau_is_based_on_what_the_competent_body_alone_decides_by() -> None:
    everything = "".join(text for texts in shipped().of_kind.values() for text in texts)
    assert "纪律处分条例" not in everything
    assert "政务处分法" not in everything


@pytest.mark.parametrize(
    ("on", "old"),
    [(date(2026, 10, 1), False), (date(2027, 10, 1), False), (date(2027, 10, 2), True), (date(2029, 1, 1), True)],
)
def test_a_table_is_old_more_than_a_year_after_it_was_reviewed(on: date, old: bool) -> None:
    assert Bases(date(2026, 10, 1)).old(on) is old


def test_a_table_reviewed_on_a_leap_day_is_old_after_the_last_of_february() -> None:
    assert not Bases(date(2028, 2, 29)).old(date(2029, 2, 28))
    assert Bases(date(2028, 2, 29)).old(date(2029, 3, 1))
