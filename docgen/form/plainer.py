"""What Typst, the engine that PDF files are drawn with by default, draws more plainly than Word, as tables of rules.

Each rule has its words in the catalogue under `template.plainer/<name>`. They say what the writer (`typst.style`,
`typst.shapes`, `typst.table`) really does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from docgen.form.tree import Border, Borders, Cell, Form, Paragraph, Run, Section, Tab, Table
from docgen.form.typst.base import PAGE_PATTERNS
from docgen.form.walk import blocks, cells, first_words, run_words, runs, words

_FAITHFUL = {
    *("single", "thick", "dotted", "dottedHeavy", "dash", "dashed", "dashSmallGap", "dashedHeavy", "dashLong"),
    *("dotDash", "dotDotDash"),
}
"""Lines that are drawn as Word draws them, or nearly; all others come out as one straight line."""

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|\{\{")


def _bent(borders: Borders) -> bool:
    sides = (borders.top, borders.right, borders.bottom, borders.left)
    return any(isinstance(side, Border) and side.style not in _FAITHFUL for side in sides)


RUNS: Mapping[str, Callable[[Run], bool]] = {
    "underline": lambda run: run.style.underline not in (None, "words", "double", *_FAITHFUL),
    "underline-words": lambda run: run.style.underline == "words" and " " in run_words(run).strip(),
    "double-strike": lambda run: run.style.double_strike,
    "small-caps": lambda run: run.style.small_caps and bool(re.search("[a-z]", run_words(run))),
    "text-border": lambda run: run.style.border is not None,
    "boxed": lambda run: run.style.scale != 1.0 or (run.style.italic and bool(_HAN.search(run_words(run)))),
}
"""Name → whether it holds for a run that has text."""

PARAGRAPHS: Mapping[str, Callable[[Paragraph], bool]] = {
    "border": lambda item: _bent(item.style.borders),
    "decimal-tab": lambda item: (
        any(stop.align == "decimal" for stop in item.style.tabs)
        and any(isinstance(piece, Tab) for run in runs(item) for piece in run.pieces)
    ),
}

CELLS: Mapping[str, Callable[[Cell, Table], bool]] = {
    "border": lambda cell, table: _bent(cell.style.borders),
    # In a table of fixed columns Word breaks the lines, too.
    "no-wrap": lambda cell, table: cell.style.no_wrap and not table.fixed,
}

SECTIONS: Mapping[str, Callable[[Section], bool]] = {
    "page-align": lambda section: section.setup.align != "top",
    "page-format": lambda section: section.setup.page_format not in PAGE_PATTERNS,
}


def plainer(form: Form) -> dict[str, str]:
    """The rules that hold somewhere in a form, each with the first words of the first place."""
    found: dict[str, str] = {}
    for name, place in _all(form):
        found.setdefault(name, place)
    return found


def _all(form: Form) -> Iterator[tuple[str, str]]:
    before: Section | None = None
    for section in form.sections:
        start = first_words(section.blocks)
        yield from ((name, start) for name, holds in SECTIONS.items() if holds(section))
        if before is not None and section.starts == "continuous" and _page(section) != _page(before):
            yield "continuous", start
        before = section
    for block in blocks(form):
        if isinstance(block, Paragraph):
            yield from ((name, words(block)) for name, holds in PARAGRAPHS.items() if holds(block))
            for run in runs(block):
                if run_words(run):
                    yield from ((name, run_words(run)) for name, holds in RUNS.items() if holds(run))
        elif isinstance(block, Table):
            for cell in cells(block):
                text = first_words(cell.blocks) or first_words([block])
                yield from ((name, text) for name, holds in CELLS.items() if holds(cell, block))


def _page(section: Section) -> object:
    """What of a section shows on the page: a continuous one stands on the page of the one before."""
    return replace(section.setup, page_start=None), section.headers, section.footers
