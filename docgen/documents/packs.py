"""Which documents are printed together: a pack for each department, or for each kind of document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from docgen.documents.places import BLANK_FOLDER
from docgen.documents.plan import Document
from docgen.kinds.schema import PAPERS
from docgen.messages import say
from docgen.outputs.paths import distinct, joined, safe_name

By = Literal["department", "kind"]

LARGEST = 200
"""Documents in one pack: about a ream on both sides, and a bound for the memory that one takes."""

_FIRST = "DPBE"
"""The order inside a department's pack: its own forms, then its people's."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Documents that are printed as one file. `path` has no extension and is relative to the output folder."""

    title: str
    documents: tuple[Document, ...]
    path: str


def packs(documents: Sequence[Document], by: By, *, folder: str = "") -> list[Pack]:
    """The packs of these documents, in their order; a pack of more than `LARGEST` comes in volumes.

    What is printed on another paper than A4 has packs of its own.

    `folder` is put before every path, as in `plan`; those of blank forms lie among the blank forms.
    """
    blank = any(item.blank for item in documents)
    folder = joined(folder, BLANK_FOLDER if blank else "", say("pack.folder"))
    groups: dict[tuple[str, str], list[Document]] = {}
    for item in documents:
        name = item.department or item.title if by == "department" else item.kind.title
        groups.setdefault((name, item.topic.paper.removeprefix(PAPERS[0])), []).append(item)
    found: list[Pack] = []
    for (name, paper), items in groups.items():
        title = say("pack.of-department", name=name) if by == "department" else name
        title = say("pack.blank", title=title) if blank else title
        title = f"{title} {paper}".rstrip()
        if by == "department":
            items.sort(key=lambda item: _FIRST.index(item.topic.scope))
        volumes = [items[start : start + LARGEST] for start in range(0, len(items), LARGEST)]
        for number, volume in enumerate(volumes, start=1):
            full = title if len(volumes) == 1 else say("pack.volume", title=title, number=number, count=len(volumes))
            found.append(Pack(full, tuple(volume), joined(folder, safe_name(full))))
    paths = distinct((str(number), item.path) for number, item in enumerate(found))
    return [Pack(item.title, item.documents, paths[str(number)]) for number, item in enumerate(found)]
