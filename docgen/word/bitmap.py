"""A BMP as PNG, for what knows no BMP: Typst and workbooks."""

from __future__ import annotations

import io

from docgen.errors import CannotUse


def bmp_as_png(data: bytes) -> bytes:
    """The same picture as PNG. Raises CannotUse where Pillow is not installed, or cannot read it."""
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError as problem:
        raise CannotUse("pdf.missing", reason=problem.name or str(problem)) from problem
    stream = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data), formats=["BMP"]) as found:
            found.save(stream, "PNG")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise CannotUse("template.picture/bmp", reason=problem) from problem
    return stream.getvalue()
