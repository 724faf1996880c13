"""Which of a bureau's risks, and of the changes to them, a document tells of: by scopes and whom it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from docgen.kinds.kind import Kind
from docgen.kinds.subjects import Topic
from docgen.programme.model import Bureau, Event, Person, Risk, Subject, Target


def of_all(kind: Kind, topic: Topic) -> bool:
    """Whether the document tells of the bureau's risks without exception, as registers and reports do."""
    return topic.scope == "B" and topic.about is None and not _by_parts(kind)


def members_of(bureau: Bureau) -> Mapping[str, list[Person]]:
    """The people of each department, by 机构名称; under "" those who have none."""
    found: dict[str, list[Person]] = {}
    for person in bureau.people.values():
        found.setdefault(person.department or "", []).append(person)
    return found


def confirmed_risks(bureau: Bureau) -> Mapping[str, Risk]:
    """All risks by 风险编号, as their sheets have them: what was confirmed, whatever stands on the day."""
    return {risk.number: risk for risk in bureau.risks()} | dict(bureau.confirmed)


def risks_of(bureau: Bureau, kind: Kind, topic: Topic, members: Mapping[str, Sequence[Person]]) -> Iterable[Risk]:
    """The subject's own; in a kind for departments and bureau, those of the people who belong to it too.

    `members` are the people of each department (`members_of`). The bureau's part of such a kind has the leadership's
    and its members'.
    """
    about = topic.about
    if of_all(kind, topic):
        return bureau.risks()
    if about is None and topic.scope != "B":
        return ()
    if about and about.target is Target.PERSON:
        return bureau.people[about.key].risks
    if about and about.target is Target.DEPARTMENT:
        own = bureau.departments[about.key].risks
        people: Iterable[Person] = members.get(about.key, ())
    else:
        own = bureau.leadership_risks
        people = (person for person in bureau.people.values() if person.is_leader)
    if topic.scope in "DB" and _by_parts(kind):
        return (*own, *(risk for person in people for risk in person.risks))
    return own


def adjustments_of(bureau: Bureau, kind: Kind, topic: Topic, risks: Mapping[str, Risk]) -> Iterator[Event]:
    """The rows of 风险调整 on risks of the department or leadership that it is about, and of its people.

    `risks` go by 风险编号; a row whose risk is none of them has had its finding.
    """
    for event in bureau.events["风险调整"]:
        risk = risks.get(event.number)
        if risk and (of_all(kind, topic) or _belongs(bureau, risk.owner, topic)):
            yield event


def _by_parts(kind: Kind) -> bool:
    """Whether it has a document for each department and one for the bureau, which share the people out."""
    return {"D", "B"} <= set(kind.scopes)


def _belongs(bureau: Bureau, owner: Subject, topic: Topic) -> bool:
    if topic.scope not in "DB":
        return owner == topic.about
    if owner.target is Target.PERSON:
        person = bureau.people[owner.key]
        return person.is_leader if topic.scope == "B" else person.department == topic.key
    return owner == (topic.about or Subject(Target.LEADERSHIP))
