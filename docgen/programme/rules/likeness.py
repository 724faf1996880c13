"""Texts that were copied where each should have been thought of anew: risks, talks, what happened, opinions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from docgen.findings import Finding, note, warning
from docgen.programme.alike import groups
from docgen.programme.cases import SIGNALS
from docgen.programme.model import Event
from docgen.programme.references import other_places
from docgen.programme.rules.case import TALKS, Case
from docgen.workbook.names import bare, normal_word
from docgen.workbook.rows import Row

LEAST = 12
"""Characters that a text must have to count."""

FROM = 4
"""Tables of one signer from which one opinion on most of them is told."""


def likeness(case: Case) -> Iterator[Finding]:
    """Groups of alike texts, each told once at its second cell; see the workbook rules: sameness."""
    yield from _risks(case)
    talks = [event for event in case.bureau.events["前期预防"] if event.row.text("措施类型") in TALKS]
    yield from _events("talk", talks, "内容")
    yield from _events("signal", case.bureau.events[SIGNALS], "情况")
    yield from _opinions(case)


def _risks(case: Case) -> Iterator[Finding]:
    """Of people of different posts; of people of one post in different departments, for information."""
    owned = [(person, risk.row) for person in case.bureau.people.values() for risk in person.risks]
    parts = [
        (bare(risk.content), bare(risk.manifestation), bare(risk.measure))
        for person in case.bureau.people.values()
        for risk in person.risks
    ]
    for group in groups(parts, [person.id for person, _ in owned], LEAST):
        people, rows = zip(*(owned[place] for place in group), strict=True)
        posts = {normal_word(person.post) for person in people}
        departments = {person.department or "" for person in people}
        names = "、".join(dict.fromkeys(person.name for person in people[:3]))
        others = other_places(list(rows[2:]), "风险内容")
        values = {"names": names, "count": len(rows), "others": others, "first": rows[0].at("风险内容").cell or ""}
        at, raw = rows[1].at("风险内容"), rows[1].raw("风险内容")
        if len(posts) > 1:
            yield warning("sameness.risk", at, raw, **values)
        elif len(departments) > 1:
            yield note("sameness.risk/post", at, raw, **values)


def _events(what: str, events: Iterable[Event], column: str) -> Iterator[Finding]:
    """Two rows about different objects in almost the same words."""
    told = [(event, text) for event in events if event.subject and (text := bare(event.row.text(column)))]
    parts = [(text,) for _, text in told]
    for group in groups(
        parts, [(event.subject.target, event.subject.key) for event, _ in told if event.subject], LEAST
    ):
        first, second, *others = (told[place][0].row for place in group)
        values = {"first": first.at(column).cell or "", "count": len(group), "others": other_places(others, column)}
        yield warning(f"sameness.event/{what}", second.at(column), second.raw(column), **values)


def _opinions(case: Case) -> Iterator[Finding]:
    """One opinion word for word on more than half of a signer's tables."""
    by_signer: dict[str, list[tuple[str, Row, str]]] = {}
    for opinion in case.bureau.opinions:
        if opinion.signer:
            by_signer.setdefault(opinion.signer, []).append((opinion.text, opinion.row, opinion.signer_name))
    for given in by_signer.values():
        if len(given) < FROM:
            continue
        text, count = Counter(normal_word(text) for text, _, _ in given).most_common(1)[0]
        if len(text) >= LEAST and 2 * count > len(given):
            _, row, name = [item for item in given if normal_word(item[0]) == text][1]
            values = {"name": name, "count": count, "tables": len(given)}
            yield note("sameness.opinion", row.at("意见"), row.raw("意见"), **values)
