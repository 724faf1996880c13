"""What is typed after --stage and --event, and what is meant by it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bureaus import ROW, bureau

from docgen.errors import WrongUsage
from docgen.office.selection import Asked, selection, stages_of
from docgen.programme.model import Event

WHOLE = replace(bureau(), events={"预警处置": (Event(ROW, "2026-Y1"),), "责任追究": (Event(ROW, "Z-1"), Event(ROW))})


@pytest.mark.parametrize("typed", ["2", "２", " 2 ", "贯彻执行", "贯 彻 执 行", "2 贯彻执行"])
def test_a_stage_is_typed_as_number_name_or_folder(typed: str) -> None:
    assert stages_of(Asked(stages=(typed,))) == {"贯彻执行"}


def test_several_stages_are_all_meant() -> None:
    assert stages_of(Asked(stages=("1", "调整修正"))) == {"动员部署", "调整修正"}


@pytest.mark.parametrize(("typed", "near"), [("贯切执行", "贯彻执行"), ("5", ""), ("", "")])
def test_another_stage_is_wrong_usage_with_the_near_one(typed: str, near: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        stages_of(Asked(stages=(typed,)))
    assert near in caught.value.message
    assert "调整修正" in caught.value.hint


def test_an_event_is_known_by_its_编号_however_wide_it_is_typed() -> None:
    assert selection(Asked(events=("２０２６－Y1", " Z-1")), [WHOLE]).events == {"2026-Y1", "Z-1"}


def test_an_unknown_编号_is_wrong_usage_with_the_near_one() -> None:
    with pytest.raises(WrongUsage, match="2026-Y1"):
        selection(Asked(events=("2026-Y2",)), [WHOLE])
