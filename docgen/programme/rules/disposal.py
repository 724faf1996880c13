"""What is done about a signal fits whom it is about, by whom, and comes to an end (programme 四(四)3, 后期处置)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.findings import Finding, error, warning
from docgen.programme.cases import DisposalState, day_of
from docgen.programme.cases import disposal as as_of
from docgen.programme.demands import demands
from docgen.programme.model import Bureau, Event, Target
from docgen.programme.rules.case import Case
from docgen.workbook.names import bare

ONLY_FOR = {"告诫": "个人", "督导": "机构"}
"""处置方式 → the 对象类型 that it is for."""

BY_LEADERS = "诫勉纠错"
"""The 处置方式 that only a 班子成员 gives."""


def disposal(case: Case) -> Iterator[Finding]:
    """告诫 only for a person, 督导 only for a department; nobody answers for their own case; what ran out is told."""
    events = case.bureau.events["预警处置"]
    rows = {event.number: event for event in events if event.number}
    places = {event.number: place for place, event in enumerate(events)}
    for event in events:
        yield from _object(event)
        yield from _giver(case.bureau, event)
        yield from _earlier(event, rows, places)
        yield from _result(case, event)


def _object(event: Event) -> Iterator[Finding]:
    if event.subject is None:
        return  # told already: the kind of object may be what is wrong
    row = event.row
    way, kind = row.text("处置方式"), row.text("对象类型")
    if way in ONLY_FOR and kind and kind != ONLY_FOR[way]:
        yield error("disposal.object", row.at("处置方式"), row.raw("处置方式"), fits=ONLY_FOR[way], kind=kind)


def _giver(bureau: Bureau, event: Event) -> Iterator[Finding]:
    """防控责任人 and 复核人 are not the object; 诫勉纠错 comes from above."""
    row, subject = event.row, event.subject
    own = subject.key if subject and subject.target is Target.PERSON else None
    reviewer = event.people.get("复核人")
    if own and reviewer == own:
        yield warning("disposal.self/review", row.at("复核人"), row.raw("复核人"), name=bureau.person_name(own))
    giver = event.people.get("防控责任人")
    if giver is None:
        return
    at, raw = row.at("防控责任人"), row.raw("防控责任人")
    if giver == own:
        yield error("disposal.self", at, raw, name=bureau.person_name(own))
    elif row.text("处置方式") == BY_LEADERS:
        name, head = bureau.person_name(giver), bureau.head
        if not _leads(bureau, giver):
            yield error("disposal.giver", at, raw, name=name)
        elif own and head and giver != head and own != head and bureau.people[own].is_leader:
            # What is done about the head of the bureau is for those above it.
            yield error("disposal.giver/head", at, raw, name=name, head=bureau.person_name(head))


def _leads(bureau: Bureau, key: str) -> bool:
    person = bureau.people[key]
    return person.is_leader or "班子成员" not in person.row or "班子成员" in person.row.broken


def _earlier(event: Event, rows: Mapping[str, Event], places: Mapping[str, int]) -> Iterator[Finding]:
    """原编号 is a row about the same object, and an earlier one; of one day, the one that stands above."""
    number = event.refers.get("原编号")
    first = rows.get(number) if number else None
    if first is None:
        return
    row = event.row
    at, raw = row.at("原编号"), row.raw("原编号")
    if first.subject and event.subject and first.subject != event.subject:
        yield error("disposal.earlier/object", at, raw, object=first.row.raw("对象"))
        return
    before, own = day_of(first, "日期"), day_of(event, "日期")
    below = places[first.number] > places.get(event.number, len(places))
    if before and own and (before > own or (before == own and below)):
        yield error("disposal.earlier", at, raw, day=before)


def _result(case: Case, event: Event) -> Iterator[Finding]:
    row = event.row
    result = row.text("整改结果")
    if not result and row.text("复核意见") and "整改结果" not in row.broken:
        yield error("disposal.review", row.at("复核意见"), row.raw("复核意见"))
    if result and row.text("整改要求") and _same(result, row.text("整改要求")):
        yield warning("disposal.repeats", row.at("整改结果"), row.raw("整改结果"))
    due, begun = day_of(event, "整改期限"), day_of(event, "日期")
    open_still = as_of(event, case.on).state is DisposalState.OPEN and not result and "整改结果" not in row.broken
    if open_still and due and due < case.on and begun and begun <= due:
        days = (case.on - due).days
        yield warning("disposal.overdue", row.at("整改结果"), row.raw("整改结果"), due=due, on=case.on, days=days)


def _same(result: str, demand: str) -> bool:
    """Word for word, whichever way their lines are numbered."""
    return bare(result) == bare(demand) or [*map(bare, demands(result))] == [*map(bare, demands(demand))]
