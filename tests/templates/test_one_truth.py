"""All papers of a year are views of one model: they agree on which risks there are, on their numbers and levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest

from docgen.kinds.context import Seen
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.kinds.mentions import Mentions
from docgen.kinds.subjects import topics
from docgen.programme.check import check
from docgen.programme.model import Bureau
from docgen.programme.register import registered
from docgen.programme.standing import standing
from docgen.programme.totals import levels_by_department
from docgen.shipped import SAMPLE

KINDS = load_kinds([SHIPPED])
FIELDS = ("风险编号", "风险内容", "风险等级", "防控措施")
WHOLE = Mentions(frozenset({"risks"}), {name: frozenset({"risk"}) for name in FIELDS})
"""A template that prints every risk that its document tells of."""

CHECK_TABLES = ("personal_check", "department_check", "leadership_check")


@pytest.fixture(scope="module")
def bureau() -> Bureau:
    [found] = check([SAMPLE], on=date(2026, 12, 31)).bureaus
    return found


def told(bureau: Bureau, kinds: Iterable[str]) -> Counter[tuple[str, ...]]:
    """How often the documents of these kinds tell of each risk: number, content, level, measure."""
    seen = Seen(bureau, WHOLE)
    return Counter(
        tuple(str(risk[name]) for name in FIELDS)
        for kind in kinds
        for topic in topics(KINDS[kind], bureau)
        for risk in seen.values(KINDS[kind], topic, document_id=f"{kind}/{topic.subject}")["risks"]
    )


def test_the_check_tables_together_tell_of_every_risk_once(bureau: Bureau) -> None:
    found = told(bureau, CHECK_TABLES)
    assert sum(found.values()) == len(found) == sum(1 for _ in bureau.risks())


@pytest.mark.parametrize("kind", ["risk_assessment", "public_notice"])
def test_tables_of_departments_and_the_bureau_tell_of_the_same_risks(bureau: Bureau, kind: str) -> None:
    once = told(bureau, [kind])
    papers = max(once.values())
    assert {risk: count // papers for risk, count in once.items()} == dict(told(bureau, CHECK_TABLES))


def test_the_register_tells_of_the_same_risks_as_the_check_tables(bureau: Bureau) -> None:
    kind = KINDS["risk_register"]
    fields = {name: frozenset({"risk"}) for name in FIELDS} | {"risks": frozenset({"register"})}
    seen = Seen(bureau, Mentions(frozenset({"register"}), fields))
    [topic] = topics(kind, bureau)
    register = seen.values(kind, topic, document_id="risk_register/-")["register"]
    found = Counter(tuple(str(risk[name]) for name in FIELDS) for risk in register.risks)
    assert found == told(bureau, CHECK_TABLES)
    assert register.total.total == found.total()
    for tallies in (register.by_department, register.by_category):
        for level in ("first", "second", "third", "total"):
            assert sum(item[level] for item in tallies) == register.total[level]


def test_a_risk_that_was_withdrawn_is_not_in_the_register_nor_in_its_sums(bureau: Bureau) -> None:
    gone = {event.number for event in bureau.events["风险调整"] if event.row.text("调整事项") == "撤销"}
    assert gone, "the sample withdraws a risk"
    before, after = (standing(bureau, day) for day in (date(2026, 10, 1), date(2027, 3, 31)))
    assert gone <= {risk.number for risk in registered(before)}
    assert gone.isdisjoint(risk.number for risk in registered(after))
    assert sum(levels.total() for levels in levels_by_department(after).values()) == len(registered(after))


def test_cards_and_commitments_tell_of_their_persons_risks_as_the_personal_table_does(bureau: Bureau) -> None:
    assert told(bureau, ["risk_card"]) == told(bureau, ["commitment"]) == told(bureau, ["personal_check"])


def test_control_procedures_tell_of_their_departments_risks_as_the_departments_table_does(bureau: Bureau) -> None:
    assert told(bureau, ["control_procedure"]) == told(bureau, ["department_check"])
