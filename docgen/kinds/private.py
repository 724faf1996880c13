"""The last look at what a public document prints: no ID-card number, mobile number or e-mail address goes out.

`check` finds them in the sheets of risks; a public kind may print other columns too, and with `--keep-going` a run goes
on beside errors.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import Any

from docgen.errors import CannotUse, Place
from docgen.kinds.kind import Kind
from docgen.kinds.public import COLUMNS
from docgen.kinds.scope import members_of, risks_of
from docgen.kinds.subjects import Topic
from docgen.kinds.views import BureauView, DocumentView, View
from docgen.programme.model import Bureau
from docgen.programme.rules.privacy import Private, private
from docgen.workbook.rows import Row

ALLOWED = ("监督电话", "监督邮箱")
"""The settings of 单位 that are there to be public."""


class Withheld(CannotUse):
    """A public document that would show what identifies a person."""


def must_be_public(
    kind: Kind, topic: Topic, bureau: Bureau, values: Mapping[str, Any], asked: Collection[str] = ()
) -> None:
    """Raises Withheld for `values` with what must not be public, naming its cell.

    `asked` are the fields that the template mentions: of the settings that only this office has, those count.
    """
    allowed = {item.found for name in ALLOWED for item in private(bureau.setting(name))}
    for text in _texts(values, kind.shows, asked):
        for item in private(text):
            if item.found not in allowed:
                column, at = _cell(item, kind, topic, bureau)
                key = f"kind.private/{item.rule.removeprefix('privacy.')}"
                raise Withheld(key, place=at, title=topic.title, name=topic.name or bureau.name, column=column, at=at)


def _texts(value: Any, shows: Collection[str], asked: Collection[str]) -> Iterator[str]:
    """The texts that may be printed: of a column only where it may stand on a public document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, View) and not isinstance(value, DocumentView):
        *places, own = tuple(value)
        for item, (heading, *_) in zip(places, value._aliases, strict=True):
            if heading in shows or heading not in COLUMNS or isinstance(value, BureauView):
                yield from _texts(item, shows, asked)
        for name, item in own:
            if name in asked:
                yield from _texts(item, shows, asked)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item, shows, asked)
    elif isinstance(value, tuple) and not isinstance(value, View):
        for item in value:
            yield from _texts(item, shows, asked)


def _cell(wanted: Private, kind: Kind, topic: Topic, bureau: Bureau) -> tuple[str, Place]:
    """The column and place of the cell that has it: first of the document's own rows, first of the columns shown."""
    for name, row in bureau.settings.items():
        if name not in ALLOWED and wanted in private(row.text("内容")):
            return name, row.at("内容")
    rows = list(chain(_own_rows(kind, topic, bureau), _all_rows(bureau)))
    for only in (kind.shows, None):
        for row in rows:
            for name, value in chain(row.values(), row.own()):
                if isinstance(value, str) and (only is None or name in only) and wanted in private(value):
                    return name, row.at(name)
    return kind.title, Place()


def _own_rows(kind: Kind, topic: Topic, bureau: Bureau) -> Iterator[Row]:
    members = members_of(bureau)
    yield from (event.row for event in topic.events)
    yield from (risk.row for risk in risks_of(bureau, kind, topic, members))
    yield from (person.row for person in members.get(topic.department, ()))
    if topic.department in bureau.departments:
        yield bureau.departments[topic.department].row


def _all_rows(bureau: Bureau) -> Iterator[Row]:
    yield from (risk.row for risk in bureau.risks())
    yield from (person.row for person in bureau.people.values())
    yield from (item.row for item in bureau.departments.values())
    yield from (event.row for events in bureau.events.values() for event in events)
    yield from (member.row for member in bureau.group)
