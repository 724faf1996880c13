"""What a run is asked for, in the users' words, turned into what there is: kinds, stages, departments, people, rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from docgen.documents.plan import Selection
from docgen.errors import WrongUsage
from docgen.kinds.kind import Kind, Kinds, load_kinds
from docgen.kinds.subjects import LEADERSHIP_NAME
from docgen.nearest import nearest
from docgen.office.folder import Office
from docgen.programme.model import Bureau
from docgen.programme.stages import NUMBERED, STAGES
from docgen.workbook.names import normal_id, normal_name, normal_word


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be made, as it was typed; an empty part means all."""

    kinds: tuple[str, ...] = ()
    """By id or title."""
    departments: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """By 工号, or by a name that only one has."""
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
    ids = {_kind_id(kinds, word) for word in wanted}
    return Kinds({key: kind for key, kind in kinds.items() if not wanted or key in ids}, kinds.problems)


def kind_of(office: Office, word: str) -> Kind:
    """The kind of that id or title. Raises as `kinds_of`."""
    [kind] = kinds_of(office, [word]).values()
    return kind


def _kind_id(kinds: Kinds, word: str) -> str:
    """The id of the kind that is meant: by its id, or by a title that only one has."""
    if word in kinds.problems:
        raise kinds.problems[word]
    if word in kinds:
        return word
    titled = [key for key, kind in kinds.items() if normal_word(word) in map(normal_word, _titles(kind))]
    if len(titled) > 1:
        raise WrongUsage("usage.kinds-alike", value=word, known="、".join(titled))
    if not titled:
        titles = {title: key for key, kind in kinds.items() for title in _titles(kind)}
        near = list(dict.fromkeys(titles.get(name, name) for name in nearest(word, [*kinds, *titles])))
        known = "、".join(f"{kind.title}（{key}）" for key, kind in kinds.items())
        near_words = "、".join(f"{kinds[key].title}（{key}）" for key in near)
        raise WrongUsage("usage.no-kind/near" if near else "usage.no-kind", value=word, near=near_words, known=known)
    return titled[0]


def _titles(kind: Kind) -> Sequence[str]:
    """What its documents are called, whatever they are about."""
    return (kind.title, *(title for _, title in kind.titles))


def selection(asked: Asked, kinds: Kinds, bureaus: Sequence[Bureau]) -> Selection:
    """What is wanted, by key. Raises WrongUsage for a kind, stage, department, person or 编号 that there is not."""
    return Selection(
        frozenset(chosen(kinds, asked.kinds)) if asked.kinds else frozenset(),
        _found("usage.no-department", asked.departments, normal_name, (item.departments for item in bureaus)),
        _people(asked.people, bureaus),
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


def _people(typed: Sequence[str], bureaus: Sequence[Bureau]) -> frozenset[str]:
    """The 工号 of the people that are meant. Raises WrongUsage for a name that several have."""
    named: dict[str, dict[str, str]] = {}
    for bureau in bureaus if typed else ():
        for key, person in bureau.people.items():
            named.setdefault(normal_name(person.name), {})[key] = person.department or LEADERSHIP_NAME
    ids = {normal_id(key) for bureau in bureaus for key in bureau.people} if typed else set()
    meant: list[str] = []
    for word in typed:
        having = {} if normal_id(word) in ids else named.get(normal_name(word), {})
        if len(having) > 1:
            known = "、".join(f"{key}（{department}）" for key, department in having.items())
            raise WrongUsage("usage.people-alike", value=word, count=len(having), known=known)
        meant += having or [word]
    return _found("usage.no-person", meant, normal_id, (item.people for item in bureaus))


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
