"""Texts that were copied where each should have been thought of anew: risks, talks, what happened, opinions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

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


class _Text(NamedTuple):
    """A risk's text and whose it is."""

    row: Row
    owner: str
    name: str
    post: str
    department: str


def _risks(case: Case) -> Iterator[Finding]:
    """Of people of different posts; of people of one post in different departments, for information."""
    texts: list[_Text] = []
    parts: list[tuple[str, str, str]] = []
    for person in case.bureau.people.values():
        post, department = normal_word(person.post), person.department or ""
        for risk in person.risks:
            texts.append(_Text(risk.row, person.id, person.name, post, department))
            parts.append((bare(risk.content), bare(risk.manifestation), bare(risk.measure)))
    for group in groups(parts, [text.owner for text in texts], LEAST):
        members = [texts[place] for place in group]
        posts, departments = ({getattr(item, name) for item in members} for name in ("post", "department"))
        names = "、".join(dict.fromkeys(item.name for item in members[:3]))
        values = {"names": names, "count": len(members), "others": _others(members[2:])}
        row = members[1].row
        at, raw = row.at("风险内容"), row.raw("风险内容")
        if len(posts) > 1:
            yield warning("sameness.risk", at, raw, first=members[0].row.at("风险内容").cell or "", **values)
        elif len(departments) > 1:
            yield note("sameness.risk/post", at, raw, first=members[0].row.at("风险内容").cell or "", **values)


def _others(members: Sequence[_Text]) -> object:
    return other_places([item.row for item in members], "风险内容")


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
