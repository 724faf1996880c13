"""Who signs as 股室负责人 or 分管领导 of a department, also where 机构 names another than all who sign.

Where most opinions of a step on a department's tables are one other person's, it is 机构 that has not been changed:
that is told once, there, and the signer is then taken for who is meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from docgen.findings import Finding, error
from docgen.programme.chains import department_of, holder_in
from docgen.programme.model import Bureau, Step
from docgen.programme.rules.case import Case

ALL, MOST = 2, 4
"""Opinions by one other person from which it is 机构 that is wrong: when they are all, or more than half."""

COLUMNS: Mapping[Step, str] = {Step.DEPARTMENT_HEAD: "负责人", Step.LEADER_IN_CHARGE: "分管领导"}
"""Where 机构 names who gives the step."""


def others_signing(bureau: Bureau) -> Mapping[tuple[str, Step], tuple[str, int]]:
    """(机构名称, step) → who signs in the place of the one whom 机构 names, and how often."""
    signed: Counter[tuple[str, Step]] = Counter()
    by_other: Counter[tuple[str, Step, str]] = Counter()
    for subject, opinions in bureau.opinions_by_subject():
        department = department_of(bureau, subject)
        if department is None:
            continue
        for opinion in opinions:
            named = holder_in(department, opinion.step) if opinion.step else None
            if opinion.step is None or opinion.signer is None or named is None:
                continue
            signed[department.name, opinion.step] += 1
            if opinion.signer != named:
                by_other[department.name, opinion.step, opinion.signer] += 1
    return {
        (name, step): (key, count)
        for (name, step, key), count in by_other.items()
        if (count >= ALL and count == signed[name, step]) or (count >= MOST and 2 * count > signed[name, step])
    }


def holders(case: Case) -> Iterator[Finding]:
    """机构 names those who sign."""
    bureau = case.bureau
    for (name, step), (key, count) in others_signing(bureau).items():
        row, column = bureau.departments[name].row, COLUMNS[step]
        named = bureau.person_name(bureau.departments[name].people[column])
        values = {"name": name, "column": column, "named": named, "signer": bureau.person_name(key), "count": count}
        yield error("approvals.holder", row.at(column), row.raw(column), step=step.value, **values)
