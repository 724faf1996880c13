"""The PDF engines by name; each is imported only when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.errors import WrongUsage
from docgen.pdf.engine import Engine

if TYPE_CHECKING:
    from docgen.pdf.fonts import Fonts

NAMES = ("typst", "weasyprint")
DEFAULT = "typst"
"""What forms are made with where nothing else is asked for."""

STANDARDS = ("a-2b", "a-2u")
"""Archive standards that files can be made after: PDF/A-2 (ISO 19005-2) level B, and U, whose text is all Unicode."""


ANY, EXACT = FONT_CHOICES = ("any", "exact")
"""Whether another font may draw what the named one would, where that is not installed (see `exact`)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How PDF files are drawn; a plain value that goes to workers and into the files' fingerprints."""

    engine: str = DEFAULT
    standard: str = ""
    """One of STANDARDS, "" for none."""
    tags: bool = False
    """Whether a file holds the structure that screen readers go by. WeasyPrint always writes it."""
    fonts: str = ANY
    """One of FONT_CHOICES."""

    def __post_init__(self) -> None:
        """Raises WrongUsage for what is not in NAMES or STANDARDS, and for a standard with WeasyPrint.

        That engine's metadata would name the tool, and a pack joined of its files is no archive file.
        """
        if self.engine not in NAMES:
            raise WrongUsage("build.engine", name=self.engine, known="、".join(NAMES))
        if self.standard and self.standard not in STANDARDS:
            raise WrongUsage("build.standard", value=self.standard, known="、".join(STANDARDS))
        if self.standard and self.engine != "typst":
            raise WrongUsage("build.standard/engine", value=self.standard, engine=self.engine)


def engine(
    name: str = DEFAULT, *, standard: str = "", tags: bool = False, exact: bool = False, fonts: Fonts | None = None
) -> Engine:
    """The engine that draws as `Drawing` says, with these fonts or all that are installed. Raises as `Drawing`."""
    drawing = Drawing(name, standard, tags)
    if drawing.engine == "typst":
        from docgen.pdf.typst.engine import TypstEngine

        return TypstEngine(fonts, standards=[standard] if standard else [], tagged=tags, exact=exact)
    from docgen.pdf.weasyprint.engine import WeasyEngine

    return WeasyEngine(fonts, exact=exact)
