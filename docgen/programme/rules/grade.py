"""A risk's grade agrees with how likely it is and how much harm it does (programme 四(二), 风险评估)."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.errors import Place
from docgen.findings import Finding, error, note, warning
from docgen.programme.grading import steps_lower
from docgen.programme.model import Grade
from docgen.programme.rules.case import Case

TOO_LOW = 2
"""Levels below the derived one from which a grade is an error."""


def grade(case: Case) -> Iterator[Finding]:
    """Filled in where empty, told where it disagrees, refused where two levels too low: unless 等级说明 says why."""
    told = set()
    for risk in case.risks():
        row = risk.row
        if risk.derived and row.text("风险等级") == risk.derived:
            continue  # as most are
        if "风险等级" not in row and "风险等级" not in row.broken:
            sheet = (row.file, row.sheet)
            if sheet not in told:
                told.add(sheet)
                yield note("grade.filled/column", Place(row.file, row.sheet))
            continue
        should = risk.derived
        if should is None or row.broken & {"风险等级", "发生几率", "危害程度"}:
            continue
        given = row.text("风险等级")
        values = {"derived": should.value, "likelihood": risk.likelihood, "severity": risk.severity}
        at = row.at("风险等级")
        if not given:
            yield note("grade.filled", at, **values)
        elif row.text("等级说明"):
            continue
        elif steps_lower(Grade(given), should) >= TOO_LOW:
            yield error("grade.too-low", at, given, **values)
        elif Grade(given) is not should:
            yield warning("grade.differs", at, given, **values)
