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
    texts = _Texts(kind.shows, asked)
    texts.take(values)
    for text in texts.found:
        for item in private(text):
            if item.found not in allowed:
                column, at = _cell(item, kind, topic, bureau)
                key = f"kind.private/{item.rule.removeprefix('privacy.')}"
                raise Withheld(key, place=at, title=topic.title, name=topic.name or bureau.name, column=column, at=at)


class _Texts:
    """Collects the texts that may be printed, each once: of a column only where it may stand on a public document."""

    def __init__(self, shows: Collection[str], asked: Collection[str]) -> None:
        self.found: dict[str, None] = {}
        self._shows = shows
        self._asked = asked
        self._places: dict[type[View], list[int]] = {}

    def take(self, value: Any) -> None:
        """A value, and what is in it."""
        if isinstance(value, str):
            self.found[value] = None
        elif isinstance(value, View):
            if not isinstance(value, DocumentView):
                self._take_record(value)
        elif isinstance(value, tuple | Mapping):
            for item in value.values() if isinstance(value, Mapping) else value:
                self.take(item)

    def _take_record(self, record: View) -> None:
        kind = type(record)
        if kind not in self._places:
            self._places[kind] = [place for place, names in enumerate(kind._aliases) if self._may_show(kind, names[0])]
        for place in self._places[kind]:
            if item := record[place]:
                self.take(item)
        for name, item in record[-1]:
            if name in self._asked:
                self.take(item)

    def _may_show(self, kind: type[View], heading: str) -> bool:
        return heading in self._shows or heading not in COLUMNS or issubclass(kind, BureauView)


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
