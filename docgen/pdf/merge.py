"""Several PDF files as one for printing: bookmarks, and on both sides every part beginning on a right-hand page."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from docgen.pdf.engine import DocumentProperties, Pdf, Sides


def merged(parts: Sequence[tuple[str, bytes]], properties: DocumentProperties, sides: Sides = 2) -> Pdf:
    """One file of all parts (bookmark title, PDF); printed on both sides, an empty page follows an odd last one.

    The last part needs none. Raises pikepdf.PdfError for a part that is no PDF file.
    """
    starts: list[int] = []
    with pikepdf.new() as pack:
        for _, data in parts:
            if sides == 2 and len(pack.pages) % 2:
                pack.add_blank_page(page_size=_size(pack.pages[-1]))
            starts.append(len(pack.pages))
            with pikepdf.open(io.BytesIO(data)) as pdf:
                pack.pages.extend(pdf.pages)
        with pack.open_outline() as outline:
            outline.root.extend(
                pikepdf.OutlineItem(title, start) for (title, _), start in zip(parts, starts, strict=True)
            )
        _describe(pack, properties, sides)
        target = io.BytesIO()
        pages = len(pack.pages)
        pack.save(target, deterministic_id=True)
    return Pdf(target.getvalue(), pages)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left, top - bottom


def _describe(pack: pikepdf.Pdf, properties: DocumentProperties, sides: Sides) -> None:
    about = {"/Title": properties.title, "/Author": properties.author, "/Subject": properties.subject}
    for key, value in about.items():
        if value:
            pack.docinfo[key] = value
    if properties.created:
        pack.docinfo["/CreationDate"] = pack.docinfo["/ModDate"] = properties.created.strftime("D:%Y%m%d%H%M%SZ")
    duplex = pikepdf.Name.DuplexFlipLongEdge if sides == 2 else pikepdf.Name.Simplex
    pack.Root.ViewerPreferences = pikepdf.Dictionary(Duplex=duplex, DisplayDocTitle=True)
    pack.Root.PageMode = pikepdf.Name.UseOutlines
