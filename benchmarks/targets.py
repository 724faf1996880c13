"""What is to be reached, as data, and whether it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """One line of what is to be reached; `key` is the measurement that it is held against."""

    key: str
    what: str
    value: float
    unit: str
    at_most: bool = False
    """Whether smaller is better."""

    def reached(self, measured: float) -> bool:
        """Whether a measurement reaches it."""
        return measured <= self.value if self.at_most else measured >= self.value

    @property
    def wanted(self) -> str:
        """The target as the table shows it."""
        return f"{'≤' if self.at_most else '≥'} {self.value:g} {self.unit}"


TARGETS = (
    Target("word/docxtpl", "Word: docxtpl's time a form ÷ docgen's", 40, "×"),
    Target("word/docxtemplater", "Word: docxtemplater's time a form ÷ docgen's", 10, "×"),
    Target("pdf/weasyprint", "PDF: plain WeasyPrint's time a form ÷ docgen's", 12, "×"),
    Target("pdf/libreoffice", "PDF: LibreOffice batch's time a form ÷ docgen's on two cores", 8, "×"),
    Target("pdf/typst", "PDF: typst.compile each time ÷ docgen's time a form", 1.5, "×"),
    Target("pdf/form", "PDF: a form on two cores", 10, "ms", at_most=True),
    Target("pdf/packs", "PDF: single files' time a form ÷ packs'", 1.5, "×"),
    Target("rebuild/share", "rebuild, nothing changed, share of the full build", 5, "%", at_most=True),
    Target("rebuild/seconds", "rebuild, nothing changed", 2, "s", at_most=True),
    Target("rebuild/cell", "rebuild, one cell changed", 3, "s", at_most=True),
    Target("kinds", "2,000 people, all kinds: a document on two cores", 12, "ms", at_most=True),
    Target("memory", "peak memory, 10,000 documents ÷ 1,000", 1.25, "×", at_most=True),
    Target("register", "register of 50,000 risks: peak memory", 2500, "MiB", at_most=True),
    Target("check", "check of 50,000 rows ÷ openpyxl only reading them", 1, "×", at_most=True),
    Target("annotate/seconds", "check --annotate with 100,000 wrong rows", 5, "s", at_most=True),
    Target("annotate/peak", "check --annotate with 100,000 wrong rows: peak memory", 500, "MiB", at_most=True),
    Target("start/version", "docgen --version", 0.15, "s", at_most=True),
    Target("start/help", "docgen --help", 0.15, "s", at_most=True),
)
"""In the order of the table."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target with what was measured; None where it was not, and `why`."""

    target: Target
    measured: float | None
    why: str = ""

    @property
    def word(self) -> str:
        """reached, not reached, or not measured."""
        if self.measured is None:
            return "not measured"
        return "reached" if self.target.reached(self.measured) else "not reached"

    @property
    def shown(self) -> str:
        """The measurement, or why there is none."""
        if self.measured is None:
            return self.why
        return f"{_rounded(self.measured)} {self.target.unit}"


def verdicts(measured: Mapping[str, float], why: Mapping[str, str]) -> Sequence[Verdict]:
    """A verdict for every target; `why` says by key or its first part why one was not measured."""
    return [
        Verdict(
            item,
            measured.get(item.key),
            why.get(item.key) or why.get(item.key.partition("/")[0]) or "not asked for",
        )
        for item in TARGETS
    ]


def _rounded(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"
