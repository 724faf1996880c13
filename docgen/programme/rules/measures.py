"""Every risk has a measure of its own (programme 四(三), 风险防控)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docgen.findings import Finding, error, warning
from docgen.programme.model import Person
from docgen.programme.rules.case import Case, changed_texts

FROM = 4
"""Risks of one person from which repeated measures are told."""

_NOTHING = re.compile(r"[\s/\\\-—–_.。·、,，]*(无|暂无|没有|略|同上|待定|N/?A)?[\s/\\\-—–_.。]*", re.IGNORECASE)


def says_nothing(measure: str) -> bool:
    """Whether a measure is no measure: 无, /, 略."""
    return bool(_NOTHING.fullmatch(measure))


def measures(case: Case) -> Iterator[Finding]:
    """No measure that says nothing, nor a change to one, and not one measure for more than half of a person's risks."""
    for risk in case.risks():
        if risk.measure and says_nothing(risk.measure):
            yield error("measures.missing", risk.row.at("防控措施"), risk.row.raw("防控措施"), number=risk.number)
    for row in changed_texts(case, ("措施",)):
        if row.text("调整后") and says_nothing(row.text("调整后")):
            yield error("measures.missing", row.at("调整后"), row.raw("调整后"), number=row.text("风险编号"))
    for person in case.bureau.people.values():
        yield from _repeated(person)


def _repeated(person: Person) -> Iterator[Finding]:
    texts = ["".join(risk.measure.split()) for risk in person.risks]
    if len(texts) < FROM or len(set(texts)) == len(texts):
        return
    text, count = Counter(text for text in texts).most_common(1)[0]
    if text and not says_nothing(text) and count * 2 > len(texts):
        second = [risk for risk, own in zip(person.risks, texts, strict=True) if own == text][1]
        at = second.row.at("防控措施")
        yield warning(
            "measures.repeated", at, second.row.raw("防控措施"), name=person.name, count=count, risks=len(texts)
        )
