"""The PDF engines by name; each is imported only when it is asked for."""

from __future__ import annotations

from docgen.pdf.engine import Engine

NAMES = ("weasyprint",)
DEFAULT = "weasyprint"
"""What forms are made with where nothing else is asked for."""


def engine(name: str = DEFAULT) -> Engine:
    """The engine of this name. Raises KeyError for a name that is not in NAMES."""
    if name == "weasyprint":
        from docgen.pdf.weasy import WeasyEngine

        return WeasyEngine()
    raise KeyError(name)
