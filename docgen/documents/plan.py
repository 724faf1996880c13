"""What is to be made: a pure function from kinds and a bureau to a list of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from docgen.kinds.context import department_title
from docgen.kinds.kind import Kind
from docgen.outputs.paths import distinct, joined, safe_name
from docgen.programme.model import Bureau

LEADERSHIP = "班子"
"""The department's folder and the subject's name of what belongs to the leadership as a whole."""

BLANK_FOLDER = "空白表"


@dataclass(frozen=True, slots=True)
class Document:
    """One document to be made. `path` has no extension and is relative to the output folder."""

    id: str
    kind: Kind
    subject: str
    """工号, 机构名称, 班子, or "-" for a form that is wholly blank."""
    key: str
    """What the subject is found by in the bureau: the 工号 or 机构名称, "" for the bureau itself."""
    department: str
    name: str
    """How messages name the subject."""
    title: str
    path: str
    blank: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents are wanted; an empty part means all."""

    kinds: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    def wants(self, document: Document) -> bool:
        """Whether the document is among those selected."""
        return (
            (not self.kinds or document.kind.id in self.kinds)
            and (not self.departments or document.department in self.departments)
            and (not self.people or (document.kind.scope == "P" and document.key in self.people))
        )


def plan(kinds: Mapping[str, Kind], bureau: Bureau | None, *, blank: bool = False, folder: str = "") -> list[Document]:
    """All documents of these kinds for a bureau, kind by kind in the order of the sheets.

    Without a bureau: one wholly blank form of each kind. `folder` is put before every path where
    several bureaus share the output folder.
    """
    drafts = [
        draft
        for kind in kinds.values()
        if not blank or kind.blank
        for draft in _documents(kind, bureau, joined(folder, BLANK_FOLDER if blank else ""), blank)
    ]
    paths = distinct((item.id, item.path) for item in drafts)
    return [item if paths[item.id] == item.path else replace(item, path=paths[item.id]) for item in drafts]


def _documents(kind: Kind, bureau: Bureau | None, root: str, blank: bool) -> Iterator[Document]:
    folder = joined(root, safe_name(kind.title))
    for subject, key, department, name, title in _subjects(kind, bureau):
        path = folder
        if kind.scope == "P" and key:
            path = joined(folder, safe_name(department))
        stem = f"{key} {name}" if kind.scope == "P" and key else (name if key else title)
        yield Document(
            id=f"{kind.id}/{subject}",
            kind=kind,
            subject=subject,
            key=key,
            department=department,
            name=name,
            title=title,
            path=joined(path, safe_name(stem)),
            blank=blank,
        )


def _subjects(kind: Kind, bureau: Bureau | None) -> Iterable[tuple[str, str, str, str, str]]:
    """Subject, key, department, name and title of each document of a kind."""
    if bureau is None:
        return [("-", "", "", "", kind.title)]
    if kind.scope == "P":
        return [
            (person.id, person.id, person.department or LEADERSHIP, person.name, kind.title)
            for person in bureau.people.values()
        ]
    if kind.scope == "D":
        return [
            (item.name, item.name, item.name, item.name, department_title(kind.title, item.kind))
            for item in bureau.departments.values()
        ]
    if kind.scope == "B":
        return [(LEADERSHIP, "", LEADERSHIP, LEADERSHIP, kind.title)]
    return []
