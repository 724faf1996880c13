"""A workbook made with openpyxl as bytes: the same content gives the same bytes, whenever it is saved."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree
from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")

Edit = Callable[[str, bytes], bytes]
"""Part name and its bytes → its bytes as they are to be written."""


def saved(workbook: Workbook, edit: Edit | None = None) -> bytes:
    """The workbook's bytes, each part passed through `edit`, with no time of saving in them."""
    for page in workbook.worksheets:
        # openpyxl forgets how deep a sheet's groups go, and then Excel leaves no room for the + to click on.
        levels = [item.outlineLevel or 0 for item in page.column_dimensions.values()]
        page.column_dimensions.max_outline = max(levels, default=0) or None
    stream = io.BytesIO()
    workbook.save(stream)
    result = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", data)
            elif entry.filename == "xl/styles.xml":
                data = _with_fonts_in_order(data)
            elif edit:
                data = edit(entry.filename, data)
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return result.getvalue()


_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""The order in which Excel writes a font's properties (ECMA-376 part 1, CT_Font); openpyxl has its own."""


def fonts_in_order(styles: etree._Element) -> None:
    """Put the properties of every font into that order; what is no property of one goes last."""
    places = {name: place for place, name in enumerate(_FONT_ORDER)}
    for font in styles.iter("{*}font"):
        font[:] = sorted(font, key=lambda item: places.get(str(item.tag).rpartition("}")[2], len(places)))


def _with_fonts_in_order(styles: bytes) -> bytes:
    root = etree.fromstring(styles)
    fonts_in_order(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def print_landscape(page: Worksheet) -> None:
    """A4 landscape, as wide as one page, as long as it takes."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.5
    if page.oddHeader and page.oddFooter:
        page.oddHeader.center.text = "&A"
        page.oddFooter.center.text = "— &P —"
