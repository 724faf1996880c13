"""What travels with the program besides its code: the shipped kinds, the sample workbook and the blank one.

In the source tree they stand beside the package; a wheel carries them inside it, where `setup.py` puts them.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSIDE = _PACKAGE / "shipped_files"
_HOME = _INSIDE if _INSIDE.is_dir() else _PACKAGE.parent

SHIPPED = _HOME / "templates"
"""The kinds that come with the program; an office's own folder stands before it."""

SAMPLE = _HOME / "inputs" / "示例.xlsx"
"""A whole bureau's year, invented."""

BLANK = _HOME / "inputs" / "空白.xlsx"
"""A workbook to fill in: headings, drop-down lists, notes."""
