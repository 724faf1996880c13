"""Whole runs of the program as an office starts it: builds, rebuilds, checks, and how soon it answers."""

from __future__ import annotations

import json
import re
import shutil
import statistics
import sys
import warnings
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.forms import ROOT
from benchmarks.watch import Ran, run

SEED = "texts of inputs/sample, varied by each person's place; nothing random"
DOCGEN = (sys.executable, "-m", "docgen")
CHECKS = ("personal_check", "department_check", "leadership_check")
"""What builds make whose figures of all years are compared: the check forms, one a person and department. One risk is
printed on one of them only, so that one cell's change is one document's."""
_READ_ONLY = """
import sys
from openpyxl import load_workbook
rows = 0
for path in sys.argv[1:]:
    for sheet in load_workbook(path, read_only=True, data_only=True):
        for number, row in enumerate(sheet.iter_rows(values_only=True)):
            rows += number > 0
print(rows)
"""
"""All values of all sheets by openpyxl's read-only mode; prints the rows below the headings."""

Tell = Callable[[str], None]


class NotThere(Exception):
    """Something to be measured that this program does not have."""


def workbooks(folder: Path, people: int, risks_each: int = 5, thousand: int = 1000) -> list[Path]:
    """Workbooks for `people` people, one for each thousand of them. Raises NotThere without their maker."""
    if find_spec("benchmarks.people") is None:
        raise NotThere("benchmarks/people.py is not there")
    from benchmarks.people import write_people

    if folder.is_dir():
        return sorted(folder.glob("*.xlsx"))
    return list(write_people(folder, people, workbooks=max(1, people // thousand), risks_each=risks_each))


@cache
def _knows(option: str) -> bool:
    return option in run([*DOCGEN, "build", "--help"], ROOT).output


def build(
    paths: Sequence[Path], output: Path, *options: str, kinds: Sequence[str] = CHECKS, jobs: int = 2
) -> tuple[Ran, dict[str, Any]]:
    """`docgen build` of these workbooks on `jobs` cores (where it can), and its answer; no `kinds` are all.

    Raises CommandFailed.
    """
    chosen = [part for kind in kinds for part in ("--kind", kind)]
    jobs_options = ["--jobs", str(jobs)] if _knows("--jobs") else []
    command = [*DOCGEN, "build", *map(str, paths), "-o", str(output), "--json", *chosen, *jobs_options, *options]
    ran = run(command, ROOT)
    return ran, json.loads(ran.output)


def change_a_cell(path: Path, text: str) -> None:
    """Add `text` to the 防控措施 of the workbook's first person's first risk."""
    from openpyxl import load_workbook

    with warnings.catch_warnings(action="ignore"):  # the workbook is lean: it has no default style
        book = load_workbook(path)
    sheet = book["个人风险点"]
    heading = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, heading.index("防控措施") + 1)
    cell.value = f"{str(cell.value).partition('（')[0]}（{text}）"
    book.save(path)


def rebuilds(scratch: Path, people: int, rounds: int, formats: str, tell: Tell) -> dict[str, list[float]]:
    """Seconds of a full build, a rebuild with nothing changed and one with one cell changed, each round from nothing.

    Raises AssertionError when a rebuild wrote another number of documents than it should.
    """
    seconds: dict[str, list[float]] = {"full": [], "nothing changed": [], "one cell": []}
    for turn in range(rounds):
        folder, output = scratch / "rebuild", scratch / "rebuild-out"
        paths = workbooks(folder, people)
        full, answer = build(paths, output, "--format", formats)
        again, same = build(paths, output, "--format", formats)
        change_a_cell(paths[0], f"第{turn + 1}次修改")
        changed, one = build(paths, output, "--format", formats)
        told = f"full {answer['written']}, nothing changed {same['written']}, one cell {one['written']} written"
        tell(f"  round {turn + 1}: {full.seconds:.2f}, {again.seconds:.2f}, {changed.seconds:.2f} s ({told})")
        if not answer["written"] or same["written"] or one["written"] != 1 or answer["failed"]:
            raise AssertionError(f"a rebuild did not write what it should: {told}")
        for name, ran in zip(seconds, (full, again, changed), strict=True):
            seconds[name].append(ran.seconds)
        shutil.rmtree(output)
        shutil.rmtree(folder)
    return seconds


def growth(
    scratch: Path, sizes: Sequence[int], formats: str, tell: Tell, kinds: Sequence[str] = CHECKS
) -> list[dict[str, float]]:
    """One build from nothing for each number of people: documents, seconds, peak MiB, processors' seconds."""
    found: list[dict[str, float]] = []
    for people in sizes:
        folder, output = scratch / f"people-{people}", scratch / f"people-{people}-out"
        ran, answer = build(workbooks(folder, people), output, "--format", formats, kinds=kinds)
        measured = {"seconds": ran.seconds, "peak": ran.peak, "worked": ran.worked}
        found.append({"people": people, "documents": answer["written"], **measured})
        tell(f"  {people} people: {answer['written']} documents, {ran.seconds:.1f} s, {ran.peak:.0f} MiB")
        shutil.rmtree(output)
        shutil.rmtree(folder)
    return found


def checking(scratch: Path, people: int, rounds: int, tell: Tell) -> tuple[dict[str, list[float]], int]:
    """Seconds of `docgen check` and of openpyxl only reading, on the same workbooks in turn, and their rows."""
    paths = [str(path) for path in workbooks(scratch / f"check-{people}", people)]
    seconds: dict[str, list[float]] = {"docgen check": [], "openpyxl": []}
    rows = 0
    for turn in range(rounds + 1):
        checked = run([*DOCGEN, "check", *paths, "--json"], ROOT)
        read = run([sys.executable, "-c", _READ_ONLY, *paths], ROOT)
        rows = int(read.output)
        tell(f"  {f'round {turn}' if turn else 'warming up'}: {checked.seconds:.2f}, {read.seconds:.2f} s, {rows} rows")
        if turn:
            seconds["docgen check"].append(checked.seconds)
            seconds["openpyxl"].append(read.seconds)
    return seconds, rows


def annotating(scratch: Path, wrong: int, rounds: int, tell: Tell) -> tuple[list[Ran], int]:
    """Runs of `docgen check --annotate` of a workbook in which that many rows are wrong, and all its rows."""
    [path] = workbooks(scratch / "wrong", wrong // WRONG_EACH, WRONG_EACH, thousand=wrong)
    spoil_levels(path)
    rows = int(run([sys.executable, "-c", _READ_ONLY, str(path)], ROOT).output)
    ran = []
    for _ in range(rounds):
        ran.append(run([*DOCGEN, "check", str(path), "--annotate", str(scratch / "marked.xlsx")], ROOT, FOUND))
        tell(f"  {ran[-1].seconds:.2f} s, {ran[-1].peak:.0f} MiB")
    return ran, rows


WRONG_EACH = 40
"""Risks a person in the workbook whose risks are all wrong: then few other rows stand beside them."""

FOUND = 1
"""How a check ends that has found errors."""


def spoil_levels(path: Path) -> None:
    """Make every 高, 中 and 低 of a workbook a word that no risk may have."""
    with zipfile.ZipFile(path) as archive:
        parts = {item: archive.read(item) for item in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for item, data in parts.items():
            spoilt = re.sub(r"<t>(?=[高中低]</t>)", "<t>很", data.decode()) if b"<si>" in data else data
            archive.writestr(item, spoilt)


def answers(rounds: int) -> dict[str, float]:
    """Median seconds of `docgen --version` and `docgen --help`, of four times `rounds` runs in turn."""
    spent: dict[str, list[float]] = {"--version": [], "--help": []}
    for _ in range(4 * rounds):
        for option, values in spent.items():
            values.append(run([*DOCGEN, option], ROOT).seconds)
    return {option: statistics.median(values) for option, values in spent.items()}
