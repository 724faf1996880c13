"""The chains of approval, and where a head's and a leader's own table begin."""

from __future__ import annotations

import pytest
from bureaus import bureau

from docgen.programme.chains import CHAINS, chain, last_step, skipped_steps
from docgen.programme.model import Grade, Step, Subject, Target
from docgen.workbook.choices import GRADES, STEPS


@pytest.mark.parametrize(
    ("subject", "steps"),
    [
        (Subject(Target.PERSON, "004"), ["股室负责人", "分管领导", "领导小组"]),
        (Subject(Target.PERSON, "003"), ["分管领导", "领导小组"]),
        (Subject(Target.PERSON, "001"), ["领导小组"]),
        (Subject(Target.DEPARTMENT, "综合股"), ["分管领导", "领导小组"]),
        (Subject(Target.LEADERSHIP), ["领导小组"]),
        (Subject(Target.REGISTER), ["党支部"]),
    ],
)
def test_a_table_passes_through_its_steps(subject: Subject, steps: list[str]) -> None:
    assert list(chain(bureau(), subject)) == steps
    assert (*skipped_steps(bureau(), subject), *steps) == CHAINS[subject.target]
    assert last_step(subject.target) == steps[-1]


def test_the_workbook_lets_choose_what_the_model_knows() -> None:
    assert tuple(Step) == STEPS
    assert tuple(Grade) == GRADES
