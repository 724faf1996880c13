"""What a run is asked for, in the users' words, turned into what there is: kinds, stages, departments, people, rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from docgen.documents.plan import Selection
from docgen.errors import WrongUsage
from docgen.kinds.kind import Kinds, load_kinds
from docgen.nearest import nearest
from docgen.office.folder import Office
from docgen.programme.model import Bureau
from docgen.programme.stages import NUMBERED, STAGES
from docgen.workbook.names import normal_id, normal_name


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be made, as it was typed; an empty part means all."""

    kinds: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    """By number or name."""
    events: tuple[str, ...] = ()
    """By 编号."""


def kinds_of(office: Office, wanted: Sequence[str] = ()) -> Kinds:
    """All kinds that the office can make, or those wanted, and those that cannot be read.

    Raises WrongUsage for one that there is not, TemplateProblem for a wanted one that cannot be read.
    """
    return chosen(load_kinds(office.templates, office.settings.layouts), wanted)


def chosen(kinds: Kinds, wanted: Sequence[str]) -> Kinds:
    """Those wanted of these kinds, all where nothing is. Raises as `kinds_of`."""
    for kind_id in wanted:
        if kind_id in kinds.problems:
            raise kinds.problems[kind_id]
        if kind_id not in kinds:
            raise _no_such("usage.no-kind", kind_id, kinds)
    return Kinds({key: kind for key, kind in kinds.items() if not wanted or key in wanted}, kinds.problems)


def selection(asked: Asked, bureaus: Sequence[Bureau]) -> Selection:
    """What is wanted, by key. Raises WrongUsage for a stage, department, person or 编号 that there is not."""
    return Selection(
        frozenset(asked.kinds),
        _found("usage.no-department", asked.departments, normal_name, (item.departments for item in bureaus)),
        _found("usage.no-person", asked.people, normal_id, (item.people for item in bureaus)),
        stages_of(asked),
        _found("usage.no-event", asked.events, normal_id, (_numbers(item) for item in bureaus)),
    )


def stages_of(asked: Asked) -> frozenset[str]:
    """The stages that are meant, each typed as its number, its name or both. Raises WrongUsage for any other."""
    known = {normal_name(word): stage for stage, folder in NUMBERED.items() for word in (folder[0], stage, folder)}
    for typed in asked.stages:
        if normal_name(typed) not in known:
            raise _no_such("usage.no-stage", typed, STAGES)
    return frozenset(known[normal_name(typed)] for typed in asked.stages)


def _numbers(bureau: Bureau) -> Iterator[str]:
    """The 编号 of all rows of the sheets of events."""
    return (event.number for events in bureau.events.values() for event in events if event.number)


def _found(
    key: str, typed: Sequence[str], normal: Callable[[str], str], there: Iterable[Iterable[str]]
) -> frozenset[str]:
    """The keys that are meant, of those that the bureaus have."""
    if not typed:
        return frozenset()
    known = {normal(name): name for names in there for name in names}
    for name in typed:
        if normal(name) not in known:
            raise _no_such(key, name, known.values())
    return frozenset(known[normal(name)] for name in typed)


def _no_such(key: str, value: str, known: Iterable[str]) -> WrongUsage:
    """That there is nothing of this name, with what may be meant."""
    words = list(known)
    near = nearest(value, words)
    return WrongUsage(f"{key}/near" if near else key, value=value, near="、".join(near), known="、".join(words))
