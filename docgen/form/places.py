"""What content controls tell: who signs in a cell (`sign:<step>`), what leads to a file (`link`), what is a chart's."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.form.filled import FilledCell, FilledParagraph

SIGN = "sign:"
"""How the tag (w:tag) of such a control begins; the chain's own word for the step follows."""


LINK = "link"
"""The tag of a control whose text is a file's path: in a workbook its cell leads there."""

CHART = "chart"
"""The tag of a control around a chart's picture: in a workbook a chart of its own stands there."""

CHART_SERIES, CHART_CATEGORY = "chart:series", "chart:category"
"""Tags in the table that such a chart draws: over a column of figures, and beside a row of them."""


def is_link(cell: FilledCell) -> bool:
    """Whether the cell's text is a path that it leads to."""
    return LINK in _tags(cell)


def chart_part(cell: FilledCell) -> str:
    """What the cell is to the chart of its section: CHART_SERIES, CHART_CATEGORY or ""."""
    return next((tag for tag in _tags(cell) if tag in (CHART_SERIES, CHART_CATEGORY)), "")


def is_chart(paragraph: FilledParagraph) -> bool:
    """Whether a chart's picture stands in this paragraph."""
    return CHART in paragraph.controls or CHART in paragraph.holds


def steps_signed(cell: FilledCell) -> tuple[str, ...]:
    """The steps that sign in this cell, whether the control is the cell, a paragraph in it or a few words.

    What a template's own tag is part of ("sign:{{ opinion.环节 }}") stands among the cell's controls filled in.
    """
    return tuple(dict.fromkeys(tag[len(SIGN) :] for tag in _tags(cell) if tag.startswith(SIGN) and "{" not in tag))


def _tags(cell: FilledCell) -> Iterator[str]:
    yield from cell.controls
    for block in cell.blocks:
        yield from block.controls
        if isinstance(block, FilledParagraph):
            yield from block.holds
