"""Which documents there are, and where they go."""

from dataclasses import replace
from datetime import date

from bureaus import bureau, few_kinds

from docgen.documents.plan import Selection, plan, too_early
from docgen.kinds.kind import load_kinds
from docgen.programme.assemble import assemble
from docgen.programme.stages import STAGES
from docgen.shipped import SAMPLE, SHIPPED
from docgen.workbook.read import read_workbook

KINDS = few_kinds()


def ids(**values: object) -> list[str]:
    wanted = Selection(**{key: frozenset(value) for key, value in values.items()})  # type: ignore[call-overload,arg-type]
    return [item.id for item in plan(KINDS, bureau()) if wanted.wants(item)]


def test_everybody_every_department_and_the_leadership_get_a_table() -> None:
    assert ids() == [
        *(f"personal_check/00{number}" for number in range(1, 6)),
        "department_check/综合股",
        "department_check/城关司法所",
        "leadership_check/班子",
    ]


def test_a_persons_file_lies_in_the_departments_folder_under_工号_and_name() -> None:
    paths = {item.id: item.path for item in plan(KINDS, bureau())}
    assert paths["personal_check/004"] == "2 贯彻执行/个人廉政风险自查表/综合股/004 李明 个人廉政风险自查表(2026)"
    assert paths["personal_check/001"] == "2 贯彻执行/个人廉政风险自查表/班子/001 钟启明 个人廉政风险自查表(2026)"
    assert paths["department_check/城关司法所"].endswith("/城关司法所 司法所廉政风险自查表(2026)")
    assert paths["leadership_check/班子"].endswith("点自查表/司法局领导班子廉政风险点自查表(2026)")


def test_the_folders_of_the_stages_stand_in_their_order() -> None:
    kinds = {stage: replace(KINDS["personal_check"], id=stage, stage=stage) for stage in STAGES}
    folders = list(dict.fromkeys(item.path.split("/")[0] for item in plan(kinds, bureau())))
    assert folders == ["1 动员部署", "2 贯彻执行", "3 检查考核", "4 调整修正"] == sorted(folders)


def test_several_bureaus_get_a_folder_each() -> None:
    assert all(item.path.startswith("甲局/") for item in plan(KINDS, bureau(), folder="甲局"))


def test_selections_take_the_kind_the_department_and_the_person() -> None:
    assert ids(kinds={"leadership_check"}) == ["leadership_check/班子"]
    assert ids(departments={"综合股"}) == ["personal_check/003", "personal_check/004", "department_check/综合股"]
    assert ids(people={"004"}) == ["personal_check/004"]
    assert ids(people={"004"}, kinds={"department_check"}) == []


def test_a_selection_takes_the_stages() -> None:
    kinds = {**KINDS, "later": replace(KINDS["leadership_check"], id="later", stage="调整修正")}
    documents = plan(kinds, bureau())
    wanted = Selection(stages=frozenset({"检查考核", "调整修正"}))
    assert [item.id for item in documents if wanted.wants(item)] == ["later/班子"]


def test_without_a_bureau_there_is_one_blank_form_of_each_kind() -> None:
    made = plan(KINDS, None, blank=True)
    assert [item.id for item in made] == ["personal_check/-", "department_check/-", "leadership_check/-"]
    assert all(item.blank and item.path.startswith("空白表/") for item in made)


def test_a_persons_form_names_the_subject_and_a_departments_title_its_kind() -> None:
    made = {item.id: item for item in plan(KINDS, bureau())}
    assert made["personal_check/004"].name == "李明"
    assert made["department_check/城关司法所"].title == "司法所廉政风险自查表"


def test_a_stage_begins_the_day_after_the_one_before_it_ends() -> None:
    """The first begins with the year; the sample's stages end on 18 September, 8 and 18 December."""
    [whole_year] = assemble([read_workbook(SAMPLE)]).bureaus
    documents = plan(load_kinds([SHIPPED]), whole_year)

    def begun(on: date) -> set[str]:
        early = too_early(documents, whole_year, on)
        return {item.kind.stage for item in documents if item.id not in early}

    assert begun(date(2025, 12, 31)) == set()
    assert begun(date(2026, 1, 1)) == begun(date(2026, 9, 18)) == {"动员部署"}
    assert begun(date(2026, 9, 19)) == {"动员部署", "贯彻执行"}
    assert begun(date(2026, 12, 9)) == {"动员部署", "贯彻执行", "检查考核"}
    assert begun(date(2026, 12, 19)) == begun(date(2027, 3, 1)) == set(STAGES)
    assert set(too_early(documents, whole_year, date(2026, 12, 18)).values()) == {("调整修正", date(2026, 12, 19))}
