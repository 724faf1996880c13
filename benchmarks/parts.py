"""The parts of a run: each measures, adds to the results, and says which targets its figures are held against."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import office
from benchmarks.forms import KIND, TWO_PAGES, forms
from benchmarks.harness import Comparison, compare
from benchmarks.machine import in_memory
from benchmarks.peers import PEERS

WORD = (
    ("docgen", "docgen Word", 1),
    ("docgen, 2 processes", "docgen Word", 2),
    ("docxtpl", "docxtpl", 1),
    ("docxtemplater", "docxtemplater", 1),
)
"""Label, peer and processes of what is compared; the first one's texts are the measure of the others'."""

PDF = (
    ("docgen", "docgen PDF", 1),
    ("docgen, 2 processes", "docgen PDF", 2),
    ("docgen packs", "docgen packs", 1),
    ("docgen by WeasyPrint", "docgen WeasyPrint", 1),
    ("plain WeasyPrint", "WeasyPrint", 1),
    ("LibreOffice batch", "LibreOffice", 1),
    ("typst.compile each time", "typst.compile", 1),
)


DIFFERENT = 12
"""Times that PDFs are made of other forms before the first come again: Typst forgets after ten compiles."""


ALL_KINDS = 3
"""Rounds of the build of all kinds, which takes more than a minute."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured."""

    rounds: int = 5
    word_forms: int = 200
    pdf_forms: int = 40
    people: int = 2000
    """Of the rebuilds, and of the build of all kinds."""
    memory: tuple[int, ...] = (1000, 10_000)
    register: tuple[int, ...] = (900, 10_000)
    """People whose risks stand in one register: the longest that is still drawn as PDF, and one that is not."""
    rows: int = 50_000
    wrong: int = 100_000
    """Rows that are wrong in the workbook that is annotated; a tenth as many others stand beside them."""
    scaling: tuple[int, ...] = (100, 1000, 10_000, 50_000)
    formats: str = "docx,pdf"


@dataclass(slots=True)
class Results:
    """Everything measured so far, and what is wrong with it."""

    figures: dict[str, Any] = field(default_factory=dict)
    """By part, ready for JSON."""
    measured: dict[str, float] = field(default_factory=dict)
    """By the key of the target."""
    why: dict[str, str] = field(default_factory=dict)
    """Why a target could not be measured, by its key or the key's first part."""
    failures: list[str] = field(default_factory=list)
    """Texts that differ, and makers that broke down."""


Tell = Callable[[str], None]


def word(sizes: Sizes, results: Results, scratch: Path, tell: Tell) -> None:
    """Word files of the same forms by all makers."""
    found = compare(WORD, forms(2 * sizes.word_forms, scratch), sizes.word_forms, sizes.rounds, tell)
    _keep("word", found, results, {"word/docxtpl": "docxtpl", "word/docxtemplater": "docxtemplater"})


def pdf(sizes: Sizes, results: Results, scratch: Path, tell: Tell) -> None:
    """PDFs of the same two-page forms by all makers."""
    job = forms(DIFFERENT * sizes.pdf_forms, scratch, TWO_PAGES)
    found = compare(PDF, job, sizes.pdf_forms, sizes.rounds, tell)
    _keep("pdf", found, results, {"pdf/weasyprint": "plain WeasyPrint", "pdf/typst": "typst.compile each time"})
    both = found.each("docgen, 2 processes")
    if both is not None:
        results.measured["pdf/form"] = both
    # One soffice is all that LibreOffice's batch can use; docgen uses the cores that there are.
    _ratio("pdf/libreoffice", found, results, "LibreOffice batch", "docgen, 2 processes")
    _ratio("pdf/packs", found, results, "docgen", "docgen packs")


def rebuild(sizes: Sizes, results: Results, scratch: Path, tell: Tell) -> None:
    """A full build, one with nothing changed and one with one cell changed."""
    seconds = office.rebuilds(scratch, sizes.people, sizes.rounds, sizes.formats, tell)
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    results.figures["rebuild"] = {"people": sizes.people, "formats": sizes.formats, "seconds": seconds}
    results.measured["rebuild/share"] = 100 * medians["nothing changed"] / medians["full"]
    results.measured["rebuild/seconds"] = medians["nothing changed"]
    results.measured["rebuild/cell"] = medians["one cell"]


def kinds(sizes: Sizes, results: Results, scratch: Path, tell: Tell) -> None:
    """Builds of all kinds: every paper of a year, most of them one a person. The median counts."""
    people = (sizes.people,) * min(sizes.rounds, ALL_KINDS)
    found = office.growth(scratch, people, sizes.formats, tell, kinds=())
    results.figures["kinds"] = found
    results.measured["kinds"] = statistics.median(1000 * item["seconds"] / item["documents"] for item in found)


def memory(sizes: Sizes, results: Results, scratch: Path, tell: Tell) -> None:
    """Peak memory of a small and a ten times larger build."""
    found = office.growth(scratch, sizes.memory, sizes.formats, tell)
    results.figures["memory"] = found
    results.measured["memory"] = found[-1]["peak"] / found[0]["peak"]


def register(sizes: Sizes, results: Results, scratch: Path, tell: Tell) -> None:
    """Time and peak memory of a bureau's longest document, the register of its risks, in all its formats."""
    found = office.growth(scratch, sizes.register, "docx,pdf,xlsx", tell, kinds=("risk_register",))
    results.figures["register"] = found
    results.measured["register"] = max(item["peak"] for item in found)


def check(sizes: Sizes, results: Results, scratch: Path, tell: Tell) -> None:
    """All rules on many rows, beside openpyxl that only reads them."""
    people = max(20, round(sizes.rows / ROWS_EACH))
    seconds, rows = office.checking(scratch, people, sizes.rounds, tell)
    results.figures["check"] = {"people": people, "rows": rows, "seconds": seconds}
    results.measured["check"] = statistics.median(seconds["docgen check"]) / statistics.median(seconds["openpyxl"])


def annotate(sizes: Sizes, results: Results, scratch: Path, tell: Tell) -> None:
    """A check with a marked copy of a workbook in which all risks are wrong."""
    ran, rows = office.annotating(scratch, sizes.wrong, sizes.rounds, tell)
    seconds, peak = [item.seconds for item in ran], max(item.peak for item in ran)
    results.figures["annotate"] = {"wrong": sizes.wrong, "rows": rows, "seconds": seconds, "peak": peak}
    results.measured["annotate/seconds"] = statistics.median(seconds)
    results.measured["annotate/peak"] = peak


ROWS_EACH = 9.5
"""Rows that a person brings with five risks: the risks, the person, opinions and a share of the department's."""


def start(sizes: Sizes, results: Results, scratch: Path, tell: Tell) -> None:
    """How soon the program answers."""
    found = office.answers(sizes.rounds)
    results.figures["start"] = found
    results.measured["start/version"] = found["--version"]
    results.measured["start/help"] = found["--help"]
    tell("  " + ", ".join(f"{name} {value:.3f} s" for name, value in found.items()))


def scaling(sizes: Sizes, results: Results, scratch: Path, tell: Tell) -> None:
    """Time and memory of builds from a hundred people on."""
    results.figures["scaling"] = office.growth(scratch, sizes.scaling, sizes.formats, tell)


PARTS: dict[str, Callable[[Sizes, Results, Path, Tell], None]] = {
    "word": word,
    "pdf": pdf,
    "start": start,
    "check": check,
    "annotate": annotate,
    "rebuild": rebuild,
    "kinds": kinds,
    "memory": memory,
    "register": register,
    "scaling": scaling,
}
"""In the order in which they run."""

COMPARISONS = ("word", "pdf")
"""The parts that compare makers: their files go into memory where they can, so that no maker waits for the disk."""


def measure(names: list[str], sizes: Sizes, tell: Tell) -> Results:
    """Run these parts; what one cannot measure is told in the results and the next one goes on."""
    results = Results()
    for name in names:
        tell(f"{name}: {(PARTS[name].__doc__ or '').splitlines()[0]}")
        place = in_memory() if name in COMPARISONS else None
        prefix = f"docgen-bench-{name}-"
        with tempfile.TemporaryDirectory(prefix=prefix, dir=place, ignore_cleanup_errors=True) as scratch:
            try:
                PARTS[name](sizes, results, Path(scratch), tell)
            except office.NotThere as problem:
                results.why[name] = str(problem)
            except Exception as problem:
                results.why[name] = "failed"
                results.failures.append(f"{name}: {problem}")
    return results


def _keep(part: str, found: Comparison, results: Results, targets: dict[str, str]) -> None:
    results.failures += found.different
    own = found.each("docgen")
    assert own is not None
    results.figures[part] = {
        "form": KIND,
        "makers": [
            {
                "label": item.label,
                "how": PEERS[item.peer].how,
                "processes": item.cores,
                "lacks": item.lacks,
                "documents": item.documents,
                "seconds": item.seconds,
                "set-up seconds": item.setup,
                "peak MiB": item.peak,
                "ms a form": item.each if item.seconds else None,
                "× docgen": item.each / own if item.seconds else None,
            }
            for item in found.figures
        ],
        "different": found.different,
    }
    for key, label in targets.items():
        _ratio(key, found, results, label, "docgen")


def _ratio(key: str, found: Comparison, results: Results, slower: str, quicker: str) -> None:
    """Keep how many times as long one maker takes as another, or what is missing to run one of them."""
    ratio = found.ratio(slower, quicker)
    if ratio is None:
        lacks = (item.lacks for item in found.figures if item.label in (slower, quicker))
        results.why[key] = next(filter(None, lacks), "")
    else:
        results.measured[key] = ratio
