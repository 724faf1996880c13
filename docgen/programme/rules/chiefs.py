"""Who signs for the leading group: its 组长 and 副组长, also where the sheet 领导小组 does not say rightly who that is.

That is told once, at 领导小组; whoever signs as the one who lacks there is then taken for that one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from docgen.errors import Place
from docgen.findings import Finding, error, note, warning
from docgen.programme.model import Bureau, GroupMember, Step
from docgen.programme.rules.case import Case
from docgen.workbook.names import normal_name

HEAD = "组长"
CHIEFS = (HEAD, "副组长")
"""Who of the leading group signs for it."""


class Chiefs(NamedTuple):
    """The 工号 of those who may sign for the leading group; `misspelt` are members whose name is written wrongly."""

    keys: frozenset[str]
    misspelt: tuple[tuple[GroupMember, str], ...] = ()
    """The member, and the 工号 of whoever is meant."""


def chiefs(bureau: Bureau) -> Chiefs | None:
    """Those who may sign; None where that cannot be told."""
    if any(member.row.broken for member in bureau.group) or not all(person.name for person in bureau.people.values()):
        return None
    named = {normal_name(member.name): member for member in bureau.group if member.role in CHIEFS}
    known = {normal_name(person.name) for person in bureau.people.values()}
    keys = {key for key, person in bureau.people.items() if normal_name(person.name) in named}
    others = _other_signers(bureau, keys)
    misspelt = []
    for name, member in named.items():
        meant = [] if name in known else [key for key in others if _alike(name, bureau.people[key].name)]
        if meant:
            misspelt.append((member, meant[0]))
            others.remove(meant[0])
    if lacks_head(bureau):
        keys |= set(others[:1])
    keys |= {key for _, key in misspelt}
    return Chiefs(frozenset(keys), tuple(misspelt)) if keys else None


def lacks_head(bureau: Bureau) -> bool:
    """Whether there is a leading group, and nobody who heads it."""
    return bool(bureau.group) and not any(member.role == HEAD or member.row.broken for member in bureau.group)


def leading_group(case: Case) -> Iterator[Finding]:
    """The leading group has a 组长, and those who sign for it stand there as their name is."""
    bureau = case.bureau
    if lacks_head(bureau):
        row = bureau.group[0].row
        yield error("identity.group/no-head", Place(row.file, row.sheet))
    found = chiefs(bureau)
    misspelt = {id(member): key for member, key in found.misspelt} if found else {}
    known = {normal_name(person.name) for person in bureau.people.values()} | case.lost.nameless
    for member in bureau.group if known - {""} else ():
        at, raw = member.row.at("姓名"), member.row.raw("姓名")
        if id(member) in misspelt:
            name = bureau.person_name(misspelt[id(member)])
            yield warning("identity.group/near", at, raw, name=name, role=member.role)
        elif member.name and normal_name(member.name) not in known:
            yield note("identity.group", at, raw)


def _other_signers(bureau: Bureau, keys: set[str]) -> list[str]:
    """Who else signs for the leading group: the 主要负责人 first, then whoever does so most often."""
    signers = (opinion.signer for opinion in bureau.opinions if opinion.step is Step.LEADING_GROUP)
    counted = Counter(key for key in signers if key and key not in keys)
    return sorted(counted, key=lambda key: (key != bureau.head, -counted[key]))


def _alike(name: str, other: str) -> bool:
    return bool(get_close_matches(name, [normal_name(other)], n=1, cutoff=0.6))
