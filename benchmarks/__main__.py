"""`python -m benchmarks`: measure, print the tables, keep them as JSON and as a picture; `make bench` calls it."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.forms import ROOT
from benchmarks.machine import machine
from benchmarks.office import SEED
from benchmarks.parts import PARTS, Sizes, measure
from benchmarks.peers import versions
from benchmarks.plot import plot
from benchmarks.tables import report
from benchmarks.targets import verdicts

KEPT = ROOT / ".cache" / "bench"
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "pictures" / "performance.svg"
PICTURE_SHOWS = "Milliseconds a form by maker; time and memory by number of people"
BEGIN, END = "<!-- results: make bench BENCH=--docs -->", "<!-- end of results -->"


def main(arguments: list[str] | None = None) -> int:
    """Run the parts asked for: 0, or 1 when something could not be measured or texts differ."""
    options = _options()
    given = options.parse_args(arguments)
    if given.docs and given.only:
        options.error("--docs is for a run of all parts: figures of several runs do not stand beside each other")
    sizes = Sizes(
        given.rounds,
        given.word_forms,
        given.pdf_forms,
        given.people,
        tuple(given.memory),
        tuple(given.register),
        given.rows,
        given.wrong,
        tuple(given.scaling),
        given.formats,
    )
    found = measure(given.only or list(PARTS), sizes, lambda line: print(line, file=sys.stderr, flush=True))
    results: dict[str, Any] = {
        "day": date.today().isoformat(),
        "machine": machine(),
        "versions": versions(),
        "seed": SEED,
        "rounds": sizes.rounds,
        "other sizes": {name: size for name, size in asdict(sizes).items() if size != getattr(Sizes(), name)},
        "targets": [
            {
                "what": item.target.what,
                "target": item.target.wanted,
                "measured": item.measured,
                "shown": item.shown,
                "verdict": item.word,
            }
            for item in verdicts(found.measured, found.why)
        ],
        "figures": found.figures,
        "failures": found.failures,
    }
    text = report(results)
    print(text)
    for line in found.failures:
        print(f"FAILED: {line}", file=sys.stderr)
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if given.docs and not found.failures:
        shown = f"{text}\n\n![{PICTURE_SHOWS}](pictures/{PICTURE.name})"
        PAGE.write_text(with_results(PAGE.read_text("utf-8"), shown), "utf-8")
        PICTURE.write_text(plot(found.figures), "utf-8")
    return 1 if found.failures else 0


def with_results(page: str, text: str) -> str:
    """The page with these results in the place of those that stand there. Raises ValueError for one without a place."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no place for results")
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def _options() -> argparse.ArgumentParser:
    plain = Sizes()
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    add = options.add_argument
    add("--only", action="append", choices=list(PARTS), help="only this part (may be given more than once)")
    add("--rounds", type=int, default=plain.rounds, help="rounds that medians are taken of (%(default)s)")
    add("--word-forms", type=int, default=plain.word_forms, help="Word files a round (%(default)s)")
    add("--pdf-forms", type=int, default=plain.pdf_forms, help="PDFs a round (%(default)s)")
    add(
        "--people",
        type=int,
        default=plain.people,
        help="people of the rebuilds and of the build of all kinds (%(default)s)",
    )
    add("--memory", type=_numbers, default=plain.memory, help="people of the two builds whose memory is compared")
    add("--register", type=_numbers, default=plain.register, help="people of the builds of one register")
    add("--rows", type=int, default=plain.rows, help="rows to be checked, roughly (%(default)s)")
    add("--wrong", type=int, default=plain.wrong, help="wrong rows in the workbook that is annotated (%(default)s)")
    add("--scaling", type=_numbers, default=plain.scaling, help="people of the builds of the scaling run")
    add("--formats", default=plain.formats, help="what whole builds make (%(default)s)")
    add("--json", type=Path, default=KEPT / "results.json", help="where the figures are kept")
    add("--docs", action="store_true", help="put the tables and the picture into docs/performance.md")
    return options


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.replace("_", "").split(",")]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
