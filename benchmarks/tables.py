"""The tables of a run, as Markdown that reads well on a terminal too."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width


def table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with its columns in line; the first one's texts stand on the left, all others on the right."""
    widths = [max(_width(row[place]) for row in (heading, *rows)) for place in range(len(heading))]
    lines = [
        _line(heading, widths),
        "|" + "|".join("-" * (width + 1) + "-:"[place > 0] for place, width in enumerate(widths)) + "|",
    ]
    return "\n".join([*lines, *(_line(row, widths) for row in rows)])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    parts = []
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        room = " " * (width - _width(cell))
        parts.append(f" {room}{cell} " if place else f" {cell}{room} ")
    return "|" + "|".join(parts) + "|"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def report(results: Mapping[str, Any]) -> str:
    """All tables of a run's results (`benchmarks.__main__`), the targets first."""
    return "\n\n".join(_parts(results))


def _parts(results: Mapping[str, Any]) -> Iterator[str]:
    machine = ", ".join(f"{name} {value}" for name, value in results["machine"].items())
    versions = ", ".join(f"{name} {value}" for name, value in results["versions"].items())
    yield (
        f"Machine: {machine}.\nMeasured on {results['day']} with {versions}.\n"
        f"{results['rounds']} rounds; workbooks: {results['seed']}."
    )
    if results["other sizes"]:
        sizes = ", ".join(f"{name} {size}" for name, size in results["other sizes"].items())
        yield f"NOT the sizes that the targets are for: {sizes}."
    targets = [(item["what"], item["target"], item["shown"], item["verdict"]) for item in results["targets"]]
    yield table(("to reach", "target", "measured", "verdict"), targets)
    figures = results["figures"]
    for part, title in (
        ("word", "Word, personal_check of the sample's people"),
        ("pdf", "PDF, two-page personal_check"),
    ):
        if part in figures:
            yield f"{title}:\n\n" + _makers(figures[part]["makers"])
    if "check" in figures:
        rows = [_medians(name, values) for name, values in figures["check"]["seconds"].items()]
        yield f"check, {figures['check']['rows']} rows:\n\n" + table(("", "median s", "min–max s"), rows)
    if "annotate" in figures:
        found = figures["annotate"]
        heading = (
            f"check --annotate, {found['rows']} rows, {found['wrong']} of them wrong, {found['peak']:.0f} MiB:\n\n"
        )
        yield heading + table(("", "median s", "min–max s"), [_medians("docgen check --annotate", found["seconds"])])
    if "rebuild" in figures:
        made = figures["rebuild"]
        rows = [_medians(name, values) for name, values in made["seconds"].items()]
        heading = f"builds of {made['people']} people ({made['formats']}):\n\n"
        yield heading + table(("", "median s", "min–max s"), rows)
    for part, title in (
        ("kinds", "all kinds, builds from nothing"),
        ("memory", "peak memory, one build from nothing each"),
        ("register", "the register of risks, Word, PDF and Excel, one build from nothing each"),
        ("scaling", "scaling, one build from nothing each"),
    ):
        if part in figures:
            yield f"{title}:\n\n" + _growth(figures[part])


def _makers(makers: Sequence[Mapping[str, Any]]) -> str:
    rows = []
    for item in makers:
        if item["lacks"]:
            rows.append((item["label"], "–", "–", "–", "–", item["lacks"]))
            continue
        each = [1000 * seconds / item["documents"] for seconds in item["seconds"]]
        rows.append(
            (
                item["label"],
                f"{item['ms a form']:.2f}",
                f"{min(each):.2f}–{max(each):.2f}",
                f"{item['× docgen']:.2f}",
                f"{item['set-up seconds']:.2f}",
                f"{item['peak MiB']:.0f}",
            )
        )
    return table(("", "ms a form", "min–max", "× docgen", "set-up s", "peak MiB"), rows)


def _medians(name: str, values: Sequence[float]) -> tuple[str, str, str]:
    return name, f"{statistics.median(values):.2f}", f"{min(values):.2f}–{max(values):.2f}"


def _growth(rows: Sequence[Mapping[str, float]]) -> str:
    return table(
        ("people", "documents", "s", "ms a document", "processors' ms", "peak MiB"),
        [
            (
                f"{row['people']:,}",
                f"{row['documents']:,}",
                f"{row['seconds']:.1f}",
                f"{1000 * row['seconds'] / row['documents']:.1f}",
                f"{1000 * row['worked'] / row['documents']:.1f}",
                f"{row['peak']:.0f}",
            )
            for row in rows
        ],
    )
