"""Checking costs as much as there is to check: twice the people, twice the work; a big office finds nothing new."""

import cProfile
import pstats
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from people import write_people

from docgen.programme.check import check

ON = date(2026, 12, 15)


def calls(paths: list[Path]) -> int:
    """How many calls a check makes: a measure of its work that no busy machine changes."""
    profile = cProfile.Profile()
    profile.runcall(check, paths, on=ON)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_made_up_workbooks_are_without_a_finding_and_the_same_each_time(tmp_path: Path) -> None:
    first = write_people(tmp_path / "a", 90, workbooks=3)
    again = write_people(tmp_path / "b", 90, workbooks=3)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    found = check(first, on=ON)
    assert found.findings == ()
    (bureau,) = found.bureaus
    assert len(bureau.people) == 90
    assert sum(len(person.risks) for person in bureau.people.values()) == 450
    assert len({item.department for item in bureau.people.values()}) > 3


@pytest.mark.parametrize("workbooks", [1, 4])
def test_twice_the_people_are_twice_the_work(tmp_path: Path, workbooks: int) -> None:
    check(write_people(tmp_path / "warm", 50), on=ON)
    small = calls(write_people(tmp_path / "small", 300, workbooks))
    big = calls(write_people(tmp_path / "big", 600, workbooks))
    assert big < 2.3 * small


@pytest.mark.slow
def test_memory_grows_with_the_people_and_no_faster(tmp_path: Path) -> None:
    def kept(people: int) -> int:
        paths = write_people(tmp_path / str(people), people, workbooks=people // 500)
        tracemalloc.start()
        checked = check(paths, on=ON)
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(checked.bureaus) == 1
        return size

    small, big = kept(1000), kept(4000)
    assert big < 4.4 * small
    assert big / 4000 < 12_000  # bytes a person, with five risks and three opinions each
