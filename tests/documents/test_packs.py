"""Which documents are printed together, and in which order."""

import pytest
from bureaus import bureau, few_kinds

from docgen.documents import packs as module
from docgen.documents.packs import packs
from docgen.documents.plan import plan

KINDS = few_kinds()


def ids(by: str) -> dict[str, list[str]]:
    return {item.title: [document.id for document in item.documents] for item in packs(plan(KINDS, bureau()), by)}  # type: ignore[arg-type]


def test_a_departments_pack_has_its_own_form_first_and_then_its_people() -> None:
    found = ids("department")
    assert found["综合股表册"] == ["department_check/综合股", "personal_check/003", "personal_check/004"]
    assert found["班子表册"][-1] == "leadership_check/班子"


def test_a_kinds_pack_has_all_of_the_kind() -> None:
    found = ids("kind")
    assert found["个人廉政风险自查表"] == [f"personal_check/00{number}" for number in range(1, 6)]
    assert list(found) == ["个人廉政风险自查表", "股室(所、中心)廉政风险自查表", "司法局领导班子廉政风险点自查表"]


def test_nothing_is_left_out_or_printed_twice() -> None:
    everything = sorted(item.id for item in plan(KINDS, bureau()))
    for by in ("department", "kind"):
        assert sorted(item for found in ids(by).values() for item in found) == everything


def test_a_large_pack_comes_in_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 2)
    found = [item for item in packs(plan(KINDS, bureau()), "kind") if item.title.startswith("个人")]
    assert [item.title for item in found] == [f"个人廉政风险自查表(第{number}册，共3册)" for number in (1, 2, 3)]
    assert [len(item.documents) for item in found] == [2, 2, 1]
    assert found[0].path == "打印册/个人廉政风险自查表(第1册，共3册)"


def test_packs_of_blank_forms_say_so_and_lie_among_the_blank_forms() -> None:
    found = packs(plan(KINDS, bureau(), blank=True), "department", folder="甲局")
    assert [item.title for item in found] == ["班子表册(空白)", "综合股表册(空白)", "城关司法所表册(空白)"]
    assert found[1].path == "甲局/空白表/打印册/综合股表册(空白)"


def test_each_bureau_has_its_own_folder() -> None:
    assert all(item.path.startswith("甲局/打印册/") for item in packs(plan(KINDS, bureau()), "kind", folder="甲局"))
