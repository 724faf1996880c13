"""What templates see of the domain: plain values, every missing one "" and never None."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class BureauView:
    """`bureau` in a template."""

    name: str = ""
    short_name: str = ""
    year: str = ""
    party_branch: str = ""
    group_name: str = ""
    hotline: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """`document` in a template."""

    id: str = ""
    title: str = ""
    number: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class PersonView:
    """`person` in a template."""

    id: str = ""
    name: str = ""
    department: str = ""
    title: str = ""
    post: str = ""
    politics: str = ""
    duties: str = ""
    is_leader: bool = False


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """`department` in a template; people by name."""

    name: str = ""
    kind: str = ""
    head: str = ""
    leader: str = ""
    functions: str = ""


@dataclass(frozen=True, slots=True)
class RiskView:
    """One of `risks` in a template."""

    number: str = ""
    category: str = ""
    content: str = ""
    manifestation: str = ""
    found_by: str = ""
    likelihood: str = ""
    severity: str = ""
    grade: str = ""
    measure: str = ""
    process: str = ""
    procedure: str = ""
    matter: str = ""
    answerable: str = ""


@dataclass(frozen=True, slots=True)
class MatterView:
    """One of `matters` in a leadership template: a 事项类别 and its risks."""

    name: str
    risks: tuple[RiskView, ...] = ()


@dataclass(frozen=True, slots=True)
class OpinionView:
    """One of `opinions` in a template: a step of the chain, given or still to be written by hand."""

    step: str
    label: str
    text: str = ""
    signer: str = ""
    date: str = ""
    given: bool = field(default=False)


def chinese_date(day: date | None) -> str:
    """2026年9月5日: Arabic figures without leading zeros (GB/T 9704-2012, 7.3.5.3); "" for None."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
