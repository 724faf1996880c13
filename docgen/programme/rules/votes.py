"""Papers of a 民主测评 are counted: no more come back than went out, and those that count are all accounted for."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Finding, error
from docgen.programme.rules.case import Case
from docgen.programme.scores import number

COUNTED = ("优秀", "良好", "一般", "较差", "弃权")
"""What the papers that count say; 弃权 may be empty."""

FEWER = (("收回", "发出"), ("有效", "收回"))


def votes(case: Case) -> Iterator[Finding]:
    """收回 ≤ 发出, 有效 ≤ 收回, and 优秀 + 良好 + 一般 + 较差 + 弃权 = 有效; no count below 0."""
    for row in case.rows("民主测评"):
        below = [column for column in ("发出", "收回", "有效", *COUNTED) if (number(row, column) or 0) < 0]
        if below:
            yield error("scores.votes/below", row.at(below[0]), row.raw(below[0]))
            continue
        for less, more in FEWER:
            few, many = number(row, less), number(row, more)
            if few is not None and many is not None and few > many:
                yield error("scores.votes/more", row.at(less), row.raw(less), less=less, more=more, most=many)
        counts, valid = [number(row, column) for column in COUNTED], number(row, "有效")
        if valid is None or None in counts[:-1] or "弃权" in row.broken:
            continue
        total = sum(count or 0 for count in counts)
        if total != valid:
            yield error("scores.votes/sum", row.at("有效"), row.raw("有效"), total=total)
