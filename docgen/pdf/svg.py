"""A drawing of lines as points, for programs that draw no SVG: Word's own pictures have a PNG beside it."""

from __future__ import annotations

from typing import Any

from docgen.errors import CannotUse
from docgen.word.image import Image

DOTS_AN_INCH = 300
"""As fine as office printers draw."""

_SOURCE = (
    "#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: none)\n"
    '#image("/drawing.svg", width: 100%, height: 100%, fit: "stretch")'
)


def as_png(image: Image) -> bytes:
    """An SVG image as PNG, as large as it stands on the page.

    Raises CannotUse where Typst is not installed, or the drawing holds what it cannot draw.
    """
    try:
        import typst
    except ImportError as problem:
        raise CannotUse("pdf.missing", reason=problem.name or str(problem)) from problem
    main = _SOURCE.format(width=round(image.width, 3), height=round(image.height, 3)).encode()
    try:
        sources: Any = {"main.typ": main, "drawing.svg": image.data}
        drawn = typst.compile(sources, format="png", ppi=float(DOTS_AN_INCH))
    except typst.TypstError as problem:
        raise CannotUse("template.image/kind", name=image.name) from problem
    return bytes(drawn)
