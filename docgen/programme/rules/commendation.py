"""Nobody is praised who is called to account, or whose own disposal is not over."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Finding, error
from docgen.programme.cases import SIGNALS, DisposalState, begun
from docgen.programme.cases import disposal as as_of
from docgen.programme.model import Subject, Target
from docgen.programme.rules.case import Case

NAMED = ("直接责任人", "分管领导")
"""Whom a row of 责任追究 names."""


def commendation(case: Case) -> Iterator[Finding]:
    """Each 表彰 against 责任追究 and what is open on the day; a member's case does not bar the department."""
    events = case.bureau.events["表彰"]
    if not events:
        return
    called = {
        Subject(Target.PERSON, key): event.number
        for event in case.bureau.events["责任追究"]
        for column in NAMED
        if (key := event.people.get(column))
    }
    disposals = (as_of(event, case.on) for event in begun(case.bureau.events[SIGNALS], case.on))
    open_still = {
        item.event.subject: item.event.number
        for item in disposals
        if item.state is DisposalState.OPEN and "整改结果" not in item.event.row.broken
    }
    for event in events:
        if event.subject is None:
            continue
        at, raw = event.row.at("对象"), event.row.raw("对象")
        if event.subject in called:
            yield error("commendation.accountable", at, raw, number=called[event.subject] or "–")
        elif event.subject in open_still:
            yield error("commendation.open", at, raw, number=open_still[event.subject] or "–", on=case.on)
