"""What a PDF engine is: it takes a form once and renders it for each document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from docgen.form.signing import SigningPlace
from docgen.form.tree import Form

Sides = Literal[1, 2]
"""On how many sides of a sheet a pack is printed."""


class DocumentProperties(Protocol):
    """What a file says of itself; `docgen.word.template.Properties` is one."""

    @property
    def title(self) -> str:
        """Title."""
        ...

    @property
    def subject(self) -> str:
        """Subject."""
        ...

    @property
    def author(self) -> str:
        """The office whose document it is."""
        ...

    @property
    def created(self) -> datetime | None:
        """The document's date, given from outside so that identical input gives identical bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF file, its number of pages, and where it is to be signed."""

    data: bytes
    pages: int
    places: tuple[SigningPlace, ...] = ()


class Prepared(Protocol):
    """A form made ready: rendering it costs only what depends on the document."""

    def render(
        self,
        context: Mapping[str, object],
        properties: DocumentProperties,
        pictures: Mapping[str, bytes] | None = None,
    ) -> Pdf:
        """The PDF for one document. Raises TemplateProblem for a tag that fails, CannotUse for text no font draws.

        `pictures` replaces pictures of the template: name or alternative text in Word → bytes of a PNG or JPEG.
        """
        ...


@dataclass(frozen=True, slots=True)
class PackPart:
    """A document of a pack: its form, what it is rendered with, and how the bookmarks call it."""

    prepared: Prepared
    context: Mapping[str, object]
    title: str
    pictures: Mapping[str, bytes] | None = None
    """As in `Prepared.render`."""


class Engine(Protocol):
    """Makes PDFs of forms."""

    def prepare(self, form: Form) -> Prepared:
        """Make the form ready to be filled and written in the engine's language; done once a template."""
        ...

    def pack(self, parts: Sequence[PackPart], properties: DocumentProperties, sides: Sides = 2) -> Pdf:
        """Many documents as one file for printing, with bookmarks; on both sides each begins on a right-hand page.

        Raises as `Prepared.render`.
        """
        ...
