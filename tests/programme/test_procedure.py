"""工作程序 taken apart into its steps."""

import pytest

from docgen.programme.procedure import key_steps, steps

THREE = ("受理", "审核", "归档")


@pytest.mark.parametrize(
    "typed",
    [
        *("受理→审核→归档", "受理->审核-->归档", "受理－>审核－＞归档", "受理⇒审核➔归档", "受理—>审核——>归档"),
        *("受理=>审核➡️归档", "受理\n审核\n归档", "受理\n↓\n审核\n↓\n归档", "受理→\n审核→归档"),
        *("→受理→→审核 → 归档→", "受理 → 审核；→归档。", "　受理　→　审核　→　归档　"),
    ],
)
def test_clerks_part_steps_by_many_arrows_and_some_stray_ones(typed: str) -> None:
    assert steps(typed) == THREE


def test_what_is_no_arrow_parts_nothing() -> None:
    assert steps("初审、复核（A-B岗，金额>5000元）、审批") == ("初审、复核（A-B岗，金额>5000元）、审批",)
    assert steps("") == steps(" → \n→") == ()
    assert len(steps("→".join(f"第{number}步" for number in range(1, 16)))) == 15


def test_the_关键环节_is_the_step_so_called_and_else_those_that_speak_of_it() -> None:
    assert key_steps(THREE, " 审 核。") == {"审核"}
    assert key_steps(("审核", "复审核"), "审核") == {"审核"}
    assert key_steps(("受理", "双人审核", "归档"), "审核") == {"双人审核"}
    assert key_steps(THREE, "") == key_steps(THREE, "公示") == frozenset()
