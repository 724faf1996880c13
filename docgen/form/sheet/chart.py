"""A chart's picture as a chart of the workbook's own: bars that follow the cells they are drawn from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.title import title_maker
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import CharacterProperties, ParagraphProperties
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from docgen.form.places import CHART_CATEGORY, CHART_SERIES
from docgen.form.tree import Picture

_EMU = 12_700
"""A point, in the unit of drawings."""

_COLOURS = ("9E1B1B", "EBA937", "F7EEDB", "5B7FA6", "CFDAE8")
"""Of the parts of a whole, from the gravest on: a copier tells the first three by their lightness."""

_A_BAR = 17.0
"""Points that a category takes, its name beside the bar."""

_AROUND = 60.0
"""Points for legend, title and margins."""


@dataclass(slots=True)
class ChartCells:
    """Where what a section's charts draw stands: the cells over its columns and beside its rows."""

    series: list[tuple[int, int]] = field(default_factory=list)
    """Row and column of each series' name."""
    categories: list[tuple[int, int]] = field(default_factory=list)

    def take(self, part: str, row: int, column: int) -> None:
        """Put down a cell that is this part of a chart (`places.chart_part`)."""
        if part == CHART_SERIES:
            self.series.append((row, column))
        elif part == CHART_CATEGORY:
            self.categories.append((row, column))

    @property
    def complete(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.series and self.categories)


def put_chart(sheet: Worksheet, cells: ChartCells, picture: Picture, row: int, title: str) -> None:
    """Put a chart of these cells in the row where its picture would stand, as wide and at least as high.

    Stacked bars, one below the other in the order of the rows; each name and each figure is a cell's.
    """
    first, last = cells.categories[0][0], cells.categories[-1][0]
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 60
    chart.title = title_maker(title)
    for part in chart.title.tx.rich.p:
        part.pPr = ParagraphProperties(defRPr=CharacterProperties(sz=1200, b=True))
    chart.style, chart.roundedCorners = None, False
    chart.legend.position = "t"
    names = Reference(sheet, min_col=cells.categories[0][1], min_row=first, max_row=last)
    for place, (name_row, column) in enumerate(cells.series):
        series: Any = Series(Reference(sheet, min_col=column, min_row=first, max_row=last))
        series.tx = SeriesLabel(StrRef(f"{quote_sheetname(sheet.title)}!${get_column_letter(column)}${name_row}"))
        look = GraphicalProperties(solidFill=_COLOURS[place % len(_COLOURS)])
        look.line = LineProperties(solidFill="000000", w=6350)
        series.graphicalProperties = look
        series.dLbls = _figures()
        chart.series.append(series)
    chart.set_categories(names)
    chart.x_axis.scaling.orientation = "maxMin"  # the first category on top, as in the table
    chart.x_axis.delete, chart.y_axis.delete = False, True  # what has its figure beside it needs no scale
    chart.y_axis.majorGridlines = None
    height = max(picture.height, _A_BAR * (last - first + 1) + _AROUND)
    chart.anchor = OneCellAnchor(
        AnchorMarker(col=0, row=row - 1), XDRPositiveSize2D(round(picture.width * _EMU), round(height * _EMU))
    )
    sheet.add_chart(chart)


def _figures() -> Any:
    """Each bar's figure on it, on the paper's white, so that it is read on a dark bar as well; none for 0."""
    labels: Any = DataLabelList()
    labels.numFmt = "0;;;"
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.spPr = GraphicalProperties(solidFill="FFFFFF")
    labels.spPr.line = LineProperties(noFill=True)
    return labels
