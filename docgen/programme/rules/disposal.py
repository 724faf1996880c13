"""What is done about a signal fits whom it is about (programme 四(四)3, 后期处置)."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Finding, error
from docgen.programme.rules.case import Case

ONLY_FOR = {"告诫": "个人", "督导": "机构"}
"""处置方式 → the 对象类型 that it is for."""


def disposal(case: Case) -> Iterator[Finding]:
    """告诫 only for a person, 督导 only for a department."""
    for event in case.bureau.events["预警处置"]:
        row = event.row
        if event.subject is None:
            continue  # told already: the kind of object may be what is wrong
        way, kind = row.text("处置方式"), row.text("对象类型")
        if way in ONLY_FOR and kind and kind != ONLY_FOR[way]:
            yield error("disposal.object", row.at("处置方式"), row.raw("处置方式"), fits=ONLY_FOR[way], kind=kind)
