"""The PDF engines by name. Importing this loads none of them."""

from __future__ import annotations

from docgen.errors import WrongUsage
from docgen.messages import words
from docgen.pdf.engine import Engine

NAMES = ("weasyprint",)
DEFAULT = "weasyprint"


def engine(name: str) -> Engine:
    """The engine of this name, its fonts found. Raises WrongUsage for a name that there is not."""
    if name == "weasyprint":
        from docgen.pdf.weasy import WeasyEngine

        return WeasyEngine()
    text = words("build.engine", name=name, known="、".join(NAMES))
    raise WrongUsage(text.message, hint=text.hint)
