"""Which workbooks are one bureau's: those of one 单位名称 and 年度, and those of which one of the two was mistyped.

A workbook whose people and departments the others lack, and which asks for people or departments that only they have,
is theirs, though its 单位名称 is spelt otherwise or its 年度 is another: that is told once, at that cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from docgen.errors import Place
from docgen.findings import Finding, error
from docgen.programme.causes.census import census
from docgen.workbook.names import normal_id, normal_name
from docgen.workbook.rows import Book, Row

Groups = dict[tuple[str, int], list[Book]]
"""Workbooks by (单位名称, 年度)."""

_SETTINGS = ("单位名称", "年度")


class _Knows(NamedTuple):
    """Whom some workbooks have, and whom they ask for without having them."""

    people: frozenset[str]
    names: frozenset[str]
    departments: frozenset[str]
    lacks: frozenset[str]

    def lacked_by(self, other: _Knows) -> frozenset[str]:
        """What the other asks for and this one has."""
        return other.lacks & (self.people | self.names | self.departments)


def joined(groups: Groups) -> tuple[Groups, list[Finding]]:
    """The groups, those put together that are one bureau's, and what is told of it."""
    if len(groups) < 2:
        return groups, []
    known = {key: _knows(books) for key, books in groups.items()}
    whole = dict(groups)
    findings: list[Finding] = []
    order = list(groups)
    # The fewer people, the sooner it is the part that is mistyped; of equals the later.
    for key in sorted(order, key=lambda key: (len(groups[key]), len(known[key].people), -order.index(key))):
        into = next((other for other in whole if other != key and _are_one(key, other, known)), None)
        if into is None:
            continue
        books = whole.pop(key)
        findings += (told for book in books for told in _told(book, key, into, whole[into][0]))
        whole[into] = [*whole[into], *books]
    return whole, findings


def _knows(books: list[Book]) -> _Knows:
    asked = census(books)
    people = _keys(books, "人员", "工号")
    names = frozenset(normal_name(key) for key in _keys(books, "人员", "姓名"))
    departments = frozenset(normal_name(key) for key in _keys(books, "机构", "机构名称"))
    lacks = {key for key in asked.people if key not in people and normal_name(key) not in names}
    lacks |= {key for key in asked.departments if key not in departments}
    return _Knows(people, names, departments, frozenset(lacks))


def _keys(books: list[Book], sheet: str, column: str) -> frozenset[str]:
    values = (value for book in books if sheet in book.sheets for value in book.sheets[sheet].values(column))
    return frozenset(normal_id(str(value)) for value in values if value)


def _are_one(key: tuple[str, int], other: tuple[str, int], known: Mapping[tuple[str, int], _Knows]) -> bool:
    """Whether the workbooks are one bureau's: either the names differ a little, or the years do."""
    (name, year), (its_name, its_year) = key, other
    alike = get_close_matches(name, [its_name], n=1, cutoff=0.6) if year == its_year else name == its_name
    own, its = known[key], known[other]
    apart = own.people.isdisjoint(its.people) and own.departments.isdisjoint(its.departments)
    return bool(alike) and apart and bool(its.lacked_by(own) or own.lacked_by(its))


def _told(book: Book, key: tuple[str, int], into: tuple[str, int], first: Book) -> Iterator[Finding]:
    place = 0 if key[0] != into[0] else 1
    row = _setting(book, _SETTINGS[place])
    there = _setting(first, _SETTINGS[place])
    at = row.at("内容") if row else Place(book.file, "单位")
    where = there.at("内容") if there else Place(first.file, "单位")
    raw = row.raw("内容") if row else ""
    sort = ("name", "year")[place]
    yield error(f"identity.bureau/{sort}", at, raw, other=str(into[place]), at=where)


def _setting(book: Book, item: str) -> Row | None:
    sheet = book.sheets.get("单位")
    return next((row for row in sheet.rows if row.text("项目") == item), None) if sheet else None
