"""The numbers in `docgen status`: each series from its first to its last, its gaps, and what was changed by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from docgen.cli import show
from docgen.ledger.numbers import Gap, Series
from docgen.messages import say
from docgen.office.names import DocumentNames
from docgen.office.series import GivenSeries


def show_series(found: GivenSeries, names: DocumentNames) -> None:
    """A line for each series, the gaps below; kinds have their order from the titles in `names`."""
    titles = names.titles
    for said in found.changed:
        show.tell(say("series.changed", what=names.in_words(said)))
    if not found.series:
        return
    several = len({(item.bureau, item.year) for item in found.series}) > 1
    places = {key: place for place, key in enumerate(titles)}
    in_order = sorted(found.series, key=lambda item: (item.bureau, item.year, places.get(item.name, -1)))
    click.echo()
    show.table([say("series.heading").split("|"), *(_line(item, titles, several=several) for item in in_order)])
    for item in in_order:
        for gap in item.gaps:
            show.hanging(
                "  ", say("series.gap", series=_name(item, titles, several=several), what=_told(gap, item, names))
            )


def _line(item: Series, titles: Mapping[str, str], *, several: bool) -> list[str]:
    count = sum(1 if gap.first is None or gap.last is None else gap.last - gap.first + 1 for gap in item.gaps)
    return [_name(item, titles, several=several), item.first, item.last, str(item.documents), str(count or "")]


def _name(item: Series, titles: Mapping[str, str], *, several: bool) -> str:
    name = titles.get(item.name, item.name)
    return say("series.of", bureau=item.bureau, year=item.year, name=name) if several else name


def _told(gap: Gap, of: Series, names: DocumentNames) -> str:
    """A gap of a series in words."""
    name = names.of(of.bureau, of.year, gap.document) if gap.document else ""
    if gap.cancelled:
        by = say("series.by", name=gap.cancelled.by) if gap.cancelled.by else ""
        facts = {"number": gap.number, "name": name, "on": gap.cancelled.on, "by": by}
        return say("series.gap.cancelled", **facts, reason=gap.cancelled.reason)
    serials = say("series.one" if gap.first == gap.last else "series.range", first=gap.first, last=gap.last)
    variant = "" if gap.why != "taken" or gap.document else "/typed"
    return say(f"series.gap.{gap.why}{variant}", serials=serials, number=gap.number, name=name)


def series_entries(found: GivenSeries) -> dict[str, object]:
    """What `status --json` says of numbers: `series`, and `changed_numbers` where any were changed by hand."""
    said: dict[str, object] = {}
    if found.series:
        said["series"] = _entries(found.series)
    if found.changed:
        said["changed_numbers"] = [str(item) for item in found.changed]
    return said


def _entries(series: Sequence[Series]) -> list[dict[str, object]]:
    return [
        {
            "bureau": item.bureau,
            "year": item.year,
            "series": item.name,
            "first": item.first,
            "last": item.last,
            "documents": item.documents,
            "others": list(item.others),
            "gaps": [_entry(gap) for gap in item.gaps],
        }
        for item in series
    ]


def _entry(gap: Gap) -> dict[str, object]:
    cancelled = gap.cancelled
    return {
        "why": gap.why,
        "from": gap.first,
        "to": gap.last,
        "number": gap.number,
        "document": gap.document,
        "reason": cancelled.reason if cancelled else "",
        "on": cancelled.on.isoformat() if cancelled else None,
        "by": cancelled.by if cancelled else "",
    }
