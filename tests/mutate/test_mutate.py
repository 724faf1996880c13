"""The mutator finds what it is to find, and the program holds up against a few of its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutate import workbooks
from tests.mutate.runner import Failure, run, sort_of, tally


def test_the_same_seed_gives_the_same_files() -> None:
    first, again, other = (list(workbooks.cases(seed, 5)) for seed in (1, 1, 2))
    assert first == again
    assert [data for _, data in first] != [data for _, data in other]


def test_a_defect_is_told_with_its_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(next(iter(workbooks.cases(1, 1)))[1])

    def fail(*_: object, **__: object) -> None:
        raise IndexError("no such place")

    monkeypatch.setattr("docgen.programme.check.read_workbook", fail)
    said = workbooks.try_one(path)
    assert said is not None
    assert "IndexError: no such place" in sort_of(said)


def test_failures_of_one_cause_are_counted_together() -> None:
    said = 'File "/a/b/c.py", line 3, in d\nKeyError: 1'
    assert tally([Failure("x", said, b""), Failure("y", said, b"")]) == [("KeyError: 1  (b/c.py:3)", 2, "x")]


@pytest.mark.slow
def test_mutated_workbooks_end_well() -> None:
    assert [(item.name, item.said) for item in run("workbooks", seed=7, count=60)] == []
