"""Mutated templates end without the program's own failure; `python -m tests.mutate templates` tries many more."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.parametrize("number", range(20))
def test_a_mutated_template_is_checked_filled_and_shown(number: int, tmp_path: Path) -> None:
    from tests.mutate.templates import SUFFIX, cases, try_one

    name, data = next(islice(cases(number, 1), 1))
    path = tmp_path / f"模板{SUFFIX}"
    path.write_bytes(data)
    assert try_one(path) is None, name
