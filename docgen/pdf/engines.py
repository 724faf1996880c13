"""The PDF engines by name; each is imported only when it is asked for."""

from __future__ import annotations

from docgen.errors import WrongUsage
from docgen.messages import words
from docgen.pdf.engine import Engine

NAMES = ("typst", "weasyprint")
DEFAULT = "typst"
"""What forms are made with where nothing else is asked for."""


def engine(name: str = DEFAULT) -> Engine:
    """The engine of this name. Raises WrongUsage for a name that is not in NAMES."""
    if name == "typst":
        from docgen.pdf.typst_engine import TypstEngine

        return TypstEngine()
    if name == "weasyprint":
        from docgen.pdf.weasy import WeasyEngine

        return WeasyEngine()
    text = words("build.engine", name=name, known="、".join(NAMES))
    raise WrongUsage(text.message, hint=text.hint)
