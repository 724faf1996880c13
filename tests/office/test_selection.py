"""What is typed after --stage and --event, and what is meant by it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bureaus import ROW, bureau, few_kinds

from docgen.errors import WrongUsage
from docgen.kinds.kind import Kinds
from docgen.office.selection import Asked, chosen, selection, stages_of
from docgen.programme.model import Event

KINDS = few_kinds()
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
    assert selection(Asked(events=("２０２６－Y1", " Z-1")), KINDS, [WHOLE]).events == {"2026-Y1", "Z-1"}


def test_an_unknown_编号_is_wrong_usage_with_the_near_one() -> None:
    with pytest.raises(WrongUsage, match="2026-Y1"):
        selection(Asked(events=("2026-Y2",)), KINDS, [WHOLE])


@pytest.mark.parametrize(
    "typed", ["personal_check", "个人廉政风险自查表", "个人 廉政风险自查表", "股室（所、中心）廉政风险自查表"]
)
def test_a_kind_is_typed_as_its_name_or_its_title(typed: str) -> None:
    [found] = chosen(KINDS, [typed]).values()
    assert typed in (found.id, "个人 廉政风险自查表", found.title, found.title.replace("(", "（").replace(")", "）"))
    assert selection(Asked(kinds=(typed,)), KINDS, [WHOLE]).kinds == {found.id}


def test_one_of_the_titles_that_its_documents_may_have_names_a_kind() -> None:
    personal = replace(KINDS["personal_check"], titles=(("表彰.批准依据", "关于表彰先进的决定"),))
    assert list(chosen(Kinds({"personal_check": personal}, {}), ["关于表彰先进的决定"])) == ["personal_check"]


def test_another_kind_is_wrong_usage_with_the_near_one_in_words() -> None:
    with pytest.raises(WrongUsage, match=r"是不是.*个人廉政风险自查表（personal_check）"):
        chosen(KINDS, ["个人风险自查表"])


def test_a_title_that_two_kinds_have_asks_for_the_name() -> None:
    own = replace(KINDS["personal_check"], id="own_check")
    with pytest.raises(WrongUsage) as caught:
        chosen(Kinds({**KINDS.kinds, "own_check": own}, {}), ["个人廉政风险自查表"])
    assert "personal_check、own_check" in caught.value.hint


def test_a_person_is_typed_as_工号_or_as_a_name_that_only_one_has() -> None:
    assert selection(Asked(people=("004", "郑 远")), KINDS, [WHOLE]).people == {"004", "002"}


def test_a_name_that_two_have_asks_for_the_工号_and_tells_them_apart() -> None:
    with pytest.raises(WrongUsage, match="2 个人叫“李明”") as caught:
        selection(Asked(people=("李明",)), KINDS, [WHOLE])
    assert "004（综合股）、005（城关司法所）" in caught.value.hint


def test_a_工号_that_is_also_somebodys_name_is_the_工号() -> None:
    people = {**WHOLE.people, "李明": replace(WHOLE.people["003"], id="李明")}
    assert selection(Asked(people=("李明",)), KINDS, [replace(WHOLE, people=people)]).people == {"李明"}
