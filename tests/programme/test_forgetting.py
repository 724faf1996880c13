"""A check keeps nothing of what it remembered on the way."""

from datetime import date
from pathlib import Path

from docgen.programme.check import check
from docgen.workbook.names import normal_id, normal_name, normal_reference, normal_word

SAMPLE = Path(__file__).resolve().parents[2] / "inputs" / "示例.xlsx"


def test_spellings_are_forgotten_when_the_check_is_over() -> None:
    check([SAMPLE], on=date(2026, 12, 20))
    for function in (normal_name, normal_id, normal_reference, normal_word):
        assert function.cache_info().currsize == 0, function.__name__
