"""Checking costs as much as there is to check: three times the people, three times the work; a big office finds nothing new."""

import sys
import tracemalloc
from datetime import date
from pathlib import Path
from types import FrameType

import pytest
from people import write_people

from docgen.programme.check import check

ON = date(2026, 12, 15)


def steps(paths: list[Path]) -> int:
    """How many lines a check runs through, each turn of a loop anew: its work, whatever else the machine does."""
    count = 0

    def each(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return each

    before = sys.gettrace()
    sys.settrace(each)  # type: ignore[arg-type]
    try:
        check(paths, on=ON)
    finally:
        sys.settrace(before)
    return count


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
def test_three_times_the_people_are_three_times_the_work(tmp_path: Path, workbooks: int) -> None:
    check(write_people(tmp_path / "warm", 50), on=ON)
    small = steps(write_people(tmp_path / "small", 200, workbooks, risks_each=1))
    big = steps(write_people(tmp_path / "big", 600, workbooks, risks_each=1))
    assert big < 3.3 * small


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


def test_a_build_keeps_less_of_a_person_than_was_read(tmp_path: Path) -> None:
    paths = write_people(tmp_path, 1000)
    check(paths, on=ON)  # what is loaded once is no part of it
    tracemalloc.start()
    try:
        checked = check(paths, on=ON)
        read, _ = tracemalloc.get_traced_memory()
        checked.let_go()
        bureaus = checked.bureaus
        del checked
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(bureaus) == 1
    assert kept < 0.88 * read
    assert kept / 1000 < 3_900  # bytes a person, with five risks and three opinions each
