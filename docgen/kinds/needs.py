"""Whether the workbook holds what a document cannot be without (`needs` of kind.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cached_property

from docgen.kinds.kind import Kind
from docgen.kinds.scope import adjustments_of, confirmed_risks, members_of, risks_of
from docgen.kinds.subjects import Topic
from docgen.programme.model import OPINIONS, Bureau, Person, Risk, Subject, Target
from docgen.programme.standing import ADJUSTMENTS

GROUP = "领导小组"


def has_rows(bureau: Bureau, sheet: str) -> bool:
    """Whether a sheet has any row, whomever it is about."""
    if sheet == GROUP:
        return bool(bureau.group)
    if sheet == OPINIONS:
        return bool(bureau.opinions)
    if sheet in bureau.events:
        return bool(bureau.events[sheet])
    return any(risk.row.declared_sheet == sheet for risk in bureau.risks())


class Needs:
    """What there is of one bureau, looked through once for all documents."""

    def __init__(self, bureau: Bureau) -> None:
        self._bureau = bureau
        self._about: dict[str, Set[Subject | None]] = {}

    def met(self, kind: Kind, topic: Topic) -> bool:
        """Whether every sheet that the kind needs has rows: about the person, department or leadership, if it is about
        one, else any."""
        return all(self._has(kind, topic, sheet) for sheet in kind.needs)

    def _has(self, kind: Kind, topic: Topic, sheet: str) -> bool:
        bureau = self._bureau
        if sheet == GROUP or topic.scope == "E":
            return has_rows(bureau, sheet)
        if sheet == ADJUSTMENTS:
            return any(True for _ in adjustments_of(bureau, kind, topic, self._risks))
        if sheet not in bureau.events and sheet != OPINIONS:
            return any(risk.row.declared_sheet == sheet for risk in risks_of(bureau, kind, topic, self._members))
        about = topic.about
        if about is None and {"D", "B"} <= set(kind.scopes):
            about = Subject(Target.LEADERSHIP)
        return has_rows(bureau, sheet) if about is None else about in self._subjects(sheet)

    def _subjects(self, sheet: str) -> Set[Subject | None]:
        """Whom the rows of a sheet are about."""
        if sheet not in self._about:
            rows = self._bureau.opinions if sheet == OPINIONS else self._bureau.events[sheet]
            self._about[sheet] = {row.subject for row in rows}
        return self._about[sheet]

    @cached_property
    def _risks(self) -> Mapping[str, Risk]:
        return confirmed_risks(self._bureau)

    @cached_property
    def _members(self) -> Mapping[str, Sequence[Person]]:
        return members_of(self._bureau)
