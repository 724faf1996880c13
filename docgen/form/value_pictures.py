"""Pictures that values bring: our own images, and docxtpl's InlineImage with the size that it has in the Word file."""

from __future__ import annotations

from typing import Any

from docgen.messages import message
from docgen.word.image import BadPicture, Image, inspected

EMU = 12700
"""English metric units to the point."""


def picture_of(value: Any) -> Image | None:
    """The picture that a value is, None for any other value. Raises BadPicture.

    An InlineImage is of the size asked for, else that of its own pixels and resolution, as in the Word file.
    """
    if isinstance(value, Image):
        return value
    if type(value).__name__ != "InlineImage":
        return None
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image as WordImage

    name = value.image_descriptor if isinstance(value.image_descriptor, str) else ""
    try:
        found = WordImage.from_file(value.image_descriptor)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, OSError, ValueError) as problem:
        raise BadPicture(message("template.image/kind", name=name)) from problem
    kind, _ = inspected(found.blob, name)
    width, height = found.scaled_dimensions(value.width, value.height)
    return Image(found.blob, kind, width / EMU, height / EMU)
