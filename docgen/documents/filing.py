"""What of a year's documents goes into the archive, in which order and under which 档号 (DA/T 22-2015)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count, groupby
from typing import Any

from docgen.documents.plan import Document
from docgen.kinds.issuing import issuer_of
from docgen.kinds.kind import Kind
from docgen.kinds.subjects import JOINT, LEADERSHIP, WHOLE, issued
from docgen.kinds.views import ArchiveView, FiledView, FilingClassView
from docgen.ledger.ledger import Made
from docgen.programme.model import Bureau, Event

RETENTION_CODES: Mapping[str, str] = {"永久": "Y", "30年": "D30", "10年": "D10"}
"""保管期限 → its code in a 档号 (DA/T 22-2015)."""

TO_FILL = "　　　　"
"""Stands in a 档号 for a part that the workbook does not know: room to write it."""

_DAYS = ("决定日期", "检查日期", "日期")
"""The columns that say on which day an event's document came about."""


@dataclass(frozen=True, slots=True)
class FilingRecord:
    """What the record knows of the documents that are to be filed."""

    made: Sequence[Made] = ()
    days: Mapping[str, date] = field(default_factory=dict)
    """By document id: when they were made."""


@dataclass(frozen=True, slots=True)
class _File:
    """One 件 on its way into the catalogue."""

    made: Made
    kind: Kind
    document: Document | None
    department: str
    """The 机构名称 whose class it belongs to."""


class Filing:
    """The documents of a bureau's year that were made and not taken down, as the archive has them."""

    def __init__(
        self, bureau: Bureau, kinds: Mapping[str, Kind], planned: Iterable[Document], record: FilingRecord | None = None
    ) -> None:
        """`kinds` are all that the office has, `planned` all documents; without a `record` what is planned counts.

        A document that is planned no more is told of by what the record says.
        """
        self._bureau = bureau
        self._kinds = kinds
        self._planned = {item.id: item for item in planned}
        self._record = record or FilingRecord([_as_made(item, bureau) for item in self._planned.values()])
        self._codes = {name: item.row.text("机构代码") for name, item in bureau.departments.items()}
        self._departments = {name: place for place, name in enumerate(bureau.departments)}

    def of(self, retention: str) -> Any:
        """The catalogue of one 保管期限: class by class (机构), each numbered from 0001.

        What is the whole bureau's stands with the department that keeps the office of the leading group. Where no
        department has a 机构代码, files are not classed by it and the 档号 has no such part (DA/T 22-2015).
        """
        places = count(1)
        classes = []
        for name, files in groupby(self._sorted(retention), key=lambda item: item.department if self._classed else ""):
            told = [self._told(item, number, next(places)) for number, item in enumerate(files, start=1)]
            code = self._codes.get(name, "")
            classes.append(FilingClassView.of({"name": name, "code": code, "count": len(told), "files": tuple(told)}))
        listed = [item for one in classes for item in one["files"]]
        return ArchiveView.of(
            {
                "全宗号": self._bureau.setting("全宗号"),
                "全宗名称": self._bureau.name,
                "保管期限": retention,
                "classes": tuple(classes),
                "count": len(listed),
                "pages": sum(item["页数"] or 0 for item in listed),
                "unpaged": sum(not item["页数"] for item in listed),
            }
        )

    @property
    def _classed(self) -> bool:
        """Whether files are classed by 机构."""
        return any(self._codes.values())

    def _sorted(self, retention: str) -> list[_File]:
        """By class, kind and the plan's order; what was made on several papers is one."""
        kinds = {key: place for place, key in enumerate(self._kinds)}
        places = {key: place for place, key in enumerate(self._planned)}
        found: dict[str, _File] = {}
        for made in sorted(self._record.made, key=lambda item: (places.get(item.id, len(places)), item.id)):
            kind = self._kinds.get(made.kind)
            if kind and kind.retention == retention and not (made.withdrawn or made.blank):
                document = self._planned.get(made.id)
                one = document.numbered if document else made.id
                found.setdefault(one, _File(made, kind, document, self._class_of(made.department)))
        last = len(self._departments)
        return sorted(
            found.values(),
            key=lambda item: (
                self._departments.get(item.department, last) if self._classed else 0,
                kinds[item.kind.id],
                places.get(item.made.id, len(places)),
            ),
        )

    def _class_of(self, department: str) -> str:
        if department in self._bureau.departments:
            return department
        return self._bureau.setting("领导小组办公室")

    def _told(self, item: _File, number: int, place: int) -> Any:
        return FiledView.of(
            {
                "place": place,
                "档号": self._code(item, number),
                "文号": item.made.number,
                "责任者": issuer_of(item.kind, self._bureau),
                "题名": self._title(item),
                "日期": self._day(item),
                "页数": item.made.pages or "",
            }
        )

    def _code(self, item: _File, number: int) -> str:
        """全宗号-WS·年度-保管期限-机构(问题)代码-件号."""
        bureau = self._bureau
        parts = [
            bureau.setting("全宗号") or TO_FILL,
            f"{bureau.setting('门类代码')}·{bureau.year}",
            RETENTION_CODES[item.kind.retention],
            *([self._codes.get(item.department) or TO_FILL] if self._classed else []),
            f"{number:04d}",
        ]
        return "-".join(parts)

    def _title(self, item: _File) -> str:
        if item.document is None:
            return f"{item.kind.title}（{item.made.subject}）"
        name = item.document.name
        about = "" if name in ("", WHOLE, LEADERSHIP) else f"（{name.replace(JOINT, '　')}）"
        return item.document.title + about

    def _day(self, item: _File) -> str:
        """成文日期, else the day of the event that it tells of, else the day on which it was made: 20261109."""
        subject = item.document.topic.subject if item.document else item.made.subject
        events = item.document.topic.events if item.document else ()
        day = issued(item.kind, subject, self._bureau).day or _of_event(events) or self._record.days.get(item.made.id)
        return f"{day:%Y%m%d}" if day else ""


def _of_event(events: Sequence[Event]) -> date | None:
    days = (event.row[column] for event in events for column in _DAYS)
    return next((day for day in days if isinstance(day, date)), None)


def _as_made(document: Document, bureau: Bureau) -> Made:
    """A document as the record would have it, but for number and pages."""
    return Made(
        *(bureau.name, bureau.year, document.id, document.kind.id, document.subject, document.department, "", None),
        files={},
        blank=document.blank,
    )
