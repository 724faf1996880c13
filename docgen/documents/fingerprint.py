"""A digest of all that a file is made from: while it stays the same, the file need not be made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from docgen.documents.render import Content
from docgen.documents.workplace import Workplace, digest
from docgen.kinds.kind import Kind
from docgen.kinds.transport import lister
from docgen.pdf.engines import Drawing


def canonical(value: object) -> bytes:
    """One form for equal values, whatever process they come from: mappings by key, records with their type's name.

    Raises TypeError for what is neither plain data, a date nor a dataclass.
    """
    text = json.dumps(value, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _plain(value: object) -> object:
    kind: type = type(value)
    if is_dataclass(kind):
        return lister(kind)(value)
    if isinstance(value, date):
        return [type(value).__name__, value.isoformat()]
    raise TypeError(f"{type(value).__name__} has no canonical form")


@dataclass(frozen=True, slots=True)
class Maker:
    """What all documents of one kind are made with, by format: a digest each."""

    digests: Mapping[str, bytes]

    def fingerprints(self, wanted: Content) -> dict[str, str]:
        """The fingerprint of each of the document's files."""
        own = canonical([wanted.values, wanted.properties])
        return {form: digest(made_with, own) for form, made_with in self.digests.items()}


def maker(kind: Kind, template: bytes, formats: Sequence[str], drawing: Drawing, workplace: Workplace) -> Maker:
    """What this kind's documents are made with."""
    facts = canonical([[item.name, getattr(kind, item.name)] for item in fields(kind) if item.name != "folder"])
    digests = {
        form: hashlib.sha256(
            b"\0".join(
                (
                    hashlib.sha256(template).digest(),
                    facts,
                    workplace.program(form, drawing.engine).encode(),
                    canonical([drawing, workplace.fonts_digest]) if form == "pdf" else b"",
                )
            )
        ).digest()
        for form in formats
    }
    return Maker(digests)
