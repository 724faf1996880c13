"""Mutated files against the program: `python -m tests.mutate workbooks --count 3000 --seed 1`.

Ends with 1 when the program failed on any: a defect, a broken part in what it wrote, no answer in time. Failures are
told by their cause with one name each; `--keep FOLDER` keeps their files and what was said of each.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

from tests.mutate.runner import SECONDS, Failure, run, tally

KINDS = ("workbooks", "templates")


def main() -> int:
    """Run the command line; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutate", description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--count", type=int, default=3000, help="how many files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="worker processes")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for one file")
    parser.add_argument("--keep", type=Path, help="folder for the files of failures")
    given = parser.parse_args()
    begun = time.monotonic()
    failures: list[Failure] = []
    for failure in run(given.kind, given.seed, given.count, jobs=given.jobs, seconds=given.seconds):
        failures.append(failure)
        print(f"{failure.name}: {failure.said.strip().splitlines()[-1][:200]}", flush=True)
        if given.keep:
            _keep(given.keep, failure, len(failures))
    print(f"\n{given.count} {given.kind}, {len(failures)} failures, {time.monotonic() - begun:.0f} s")
    for sort, number, name in tally(failures):
        print(f"{number:6}  {sort}  e.g. {name}")
    return 1 if failures else 0


def _keep(folder: Path, failure: Failure, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{number:04}-{re.sub('[^0-9A-Za-z.-]+', '_', failure.name)[:80]}"
    (folder / f"{stem}.bin").write_bytes(failure.data)
    (folder / f"{stem}.txt").write_text(failure.said)


if __name__ == "__main__":
    sys.exit(main())
