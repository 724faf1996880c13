"""Pictures of a template as a page can show them."""

from __future__ import annotations

import io
import struct
import warnings

from docgen.word.image import MAX_SIDE, kind_and_sides, picture_format

_CONVERTED = (b"II*\0", b"MM\0*", b"RIFF")
"""How TIFF and WebP begin."""


def printable(data: bytes) -> bytes | None:
    """A picture's bytes, as PNG where no page shows its kind; None for one that cannot be shown (EMF, WMF …).

    TIFF and WebP need Pillow, which comes with what PDF files are drawn with.
    """
    if picture_format(data) or kind_and_sides(data)[0] == "svg":
        return data
    return _as_png(data) if data.startswith(_CONVERTED) else None


def _as_png(data: bytes) -> bytes | None:
    try:
        from PIL import Image
    except ImportError:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is wrong with a picture is told by docgen
            with Image.open(io.BytesIO(data), formats=("TIFF", "WEBP")) as picture:
                if max(picture.size) > MAX_SIDE:
                    return None
                made = io.BytesIO()
                picture.convert("RGBA" if "A" in picture.getbands() else "RGB").save(made, "PNG")
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, struct.error, Image.DecompressionBombError):
        return None
    return made.getvalue()
