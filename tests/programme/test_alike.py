"""Alike texts are put into groups by what they share; owners are not compared with themselves."""

from __future__ import annotations

import pytest

from docgen.programme import alike
from docgen.programme.alike import groups, similarity, triples

LONG = ("报销审核把关不严", "没有验收手续的发票照样报销", "报销前核对验收单每月由两人抽查十张凭证并签名")


def test_similarity_is_that_of_the_triples() -> None:
    assert similarity(triples("甲乙丙丁"), triples("甲乙丙丁")) == 1
    assert similarity(triples("甲乙丙丁"), triples("乙丙丁戊")) == pytest.approx(1 / 3)
    assert similarity(triples("甲"), triples("乙")) == 0


def test_a_word_that_was_changed_makes_no_other_text() -> None:
    near = (*LONG[:2], LONG[2].replace("十张", "五张"))
    other = (LONG[0], "同一张票据报两次", "票据由系统查重")
    assert groups([LONG, near, other], ["甲", "乙", "丙"], 12) == [[0, 1]]


def test_one_owner_copies_from_nobody() -> None:
    assert groups([LONG, LONG], ["甲", "甲"], 12) == []
    assert groups([LONG, LONG, LONG], ["甲", "甲", "乙"], 12) == [[0, 1, 2]]


def test_a_short_text_counts_for_nothing() -> None:
    assert groups([("不严",), ("不严",)], ["甲", "乙"], 12) == []


def test_texts_of_one_part_are_compared_each_with_each() -> None:
    assert groups([("".join(LONG),), ("另" + "".join(LONG),)], ["甲", "乙"], 12) == [[0, 1]]


def test_the_same_text_is_found_beyond_the_pairs_that_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "MOST", 0)
    assert groups([LONG, LONG], ["甲", "乙"], 12) == [[0, 1]]
