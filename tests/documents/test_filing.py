"""The archive's catalogue (DA/T 22-2015): which documents are filed for how long, in which order, under which 档号."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from docgen.documents.filing import TO_FILL, Filing, FilingRecord
from docgen.documents.plan import Document, plan
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.ledger.ledger import Made
from docgen.programme.check import check
from docgen.programme.model import Bureau
from docgen.shipped import SAMPLE

KINDS = load_kinds([SHIPPED])
DAY = date(2026, 12, 30)


@pytest.fixture(scope="module")
def bureau() -> Bureau:
    [found] = check([SAMPLE], on=date(2026, 12, 31)).bureaus
    return found


def as_made(document: Document, **values: Any) -> Made:
    facts = (document.id, document.kind.id, document.subject, document.department, f"N-{document.id}", 2)
    return replace(Made("云岭县司法局", 2026, *facts, files={}), **values)


def filed(bureau: Bureau, retention: str, *kinds: str, **values: Any) -> Any:
    """The catalogue of these kinds' documents, all of which were made on one day; `values` are of each in the record."""
    planned = plan({kind: KINDS[kind] for kind in kinds}, bureau)
    made = [as_made(item, **values) for item in planned]
    return Filing(bureau, KINDS, planned, FilingRecord(made, {item.id: DAY for item in made})).of(retention)


def files(archive: Any) -> list[Any]:
    return [item for one in archive.classes for item in one.files]


def without(bureau: Bureau, *headings: str) -> Bureau:
    """The bureau without these settings and columns of 机构."""
    settings = {name: row for name, row in bureau.settings.items() if name not in headings}
    departments = {
        name: replace(item, row=item.row.with_values({key: None for key in headings if key in item.row}))
        for name, item in bureau.departments.items()
    }
    return replace(bureau, settings=settings, departments=departments)


def test_each_document_stands_where_its_kind_is_kept_so_long(bureau: Bureau) -> None:
    kinds = ("risk_register", "personal_check", "risk_card")
    titles: Mapping[str, set[str]] = {
        retention: {str(item.题名).partition("（")[0] for item in files(filed(bureau, retention, *kinds))}
        for retention in ("永久", "30年", "10年")
    }
    assert titles == {"永久": {"廉政风险点登记册"}, "30年": {"个人廉政风险自查表"}, "10年": {"岗位廉政风险提示卡"}}


def test_a_file_is_numbered_within_its_department(bureau: Bureau) -> None:
    found = filed(bureau, "30年", "department_check", "personal_check")
    for one in found.classes:
        numbers = [str(item.档号).rpartition("-")[2] for item in one.files]
        assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]
        assert {str(item.档号).split("-")[:4] == ["J056", "WS·2026", "D30", one.code] for item in one.files} == {True}
    assert [item.place for item in files(found)] == list(range(1, found.count + 1))
    assert [one.name for one in found.classes] == list(bureau.departments)


def test_codes_of_the_three_periods(bureau: Bureau) -> None:
    kinds = ("risk_register", "personal_check", "risk_card")
    codes = [str(files(filed(bureau, item, *kinds))[0].档号).split("-")[2] for item in ("永久", "30年", "10年")]
    assert codes == ["Y", "D30", "D10"]


def test_without_全宗号_there_is_room_to_write_it_and_without_any_机构代码_no_such_part(bureau: Bureau) -> None:
    [one] = files(filed(without(bureau, "全宗号", "机构代码"), "永久", "risk_register"))
    assert one.档号 == f"{TO_FILL}-WS·2026-Y-0001"
    archive = filed(without(bureau, "机构代码"), "30年", "department_check")
    assert [(item.name, item.count) for item in archive.classes] == [("", len(bureau.departments))]


def test_a_department_that_alone_has_no_code_leaves_room_for_it(bureau: Bureau) -> None:
    name, *_ = bureau.departments
    bare = without(bureau, "机构代码").departments[name]
    changed = replace(bureau, departments={**bureau.departments, name: bare})
    archive = filed(changed, "30年", "department_check")
    assert archive.classes[0].files[0].档号 == f"J056-WS·2026-D30-{TO_FILL}-0001"


def test_what_is_the_bureaus_stands_with_the_office_of_the_leading_group(bureau: Bureau) -> None:
    archive = filed(bureau, "永久", "risk_register")
    assert [one.name for one in archive.classes] == [bureau.setting("领导小组办公室")]


def test_one_made_on_two_papers_is_one_file(bureau: Bureau) -> None:
    assert filed(bureau, "永久", "public_notice").count == len(bureau.departments) + 1


def test_a_papers_issuer_is_the_party_body_where_its_number_is_the_party_bodys(bureau: Bureau) -> None:
    assert {str(item.责任者) for item in files(filed(bureau, "永久", "accountability"))} == {
        bureau.setting("党组织名称")
    }
    assert {str(item.责任者) for item in files(filed(bureau, "永久", "risk_register"))} == {bureau.name}


def test_its_day_is_that_of_the_event_or_else_of_its_making_in_eight_figures(bureau: Bureau) -> None:
    decided = {f"{event.row['决定日期']:%Y%m%d}" for event in bureau.events["责任追究"]}
    assert {str(item.日期) for item in files(filed(bureau, "永久", "accountability"))} == decided
    assert {str(item.日期) for item in files(filed(bureau, "永久", "risk_register"))} == {"20261230"}


def test_what_was_taken_down_is_not_filed_and_what_is_planned_no_more_is_told_by_the_record(bureau: Bureau) -> None:
    assert filed(bureau, "永久", "risk_register", withdrawn=True).count == 0
    [document] = plan({"risk_register": KINDS["risk_register"]}, bureau)
    record = FilingRecord([as_made(document, subject="旧")])
    [one] = files(Filing(bureau, KINDS, [], record).of("永久"))
    assert (one.题名, one.日期) == ("廉政风险点登记册（旧）", "")


def test_pages_are_added_up_and_those_without_are_counted(bureau: Bureau) -> None:
    archive = filed(bureau, "30年", "department_check")
    assert (archive.pages, archive.unpaged) == (2 * archive.count, 0)
    bare = filed(bureau, "30年", "department_check", pages=None)
    assert (bare.pages, bare.unpaged) == (0, bare.count)
