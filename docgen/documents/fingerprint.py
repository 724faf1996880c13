"""A digest of all that a file is made from: while it stays the same, the file need not be made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal

from docgen.documents.render import Content
from docgen.documents.workplace import Workplace, digest
from docgen.kinds.kind import Kind
from docgen.pdf.engines import Drawing


def canonical(value: object) -> bytes:
    """One form for equal values, whatever process they come from: mappings by key, records in their fields' order.

    Raises TypeError for what is neither plain data, bytes, a date, a decimal number nor a dataclass.
    """
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


def _plain(value: object) -> object:
    kind: type = type(value)
    if is_dataclass(kind):
        return [kind.__name__, *(getattr(value, item.name) for item in fields(kind) if item.compare)]
    if isinstance(value, date):
        return [kind.__name__, value.isoformat()]
    if isinstance(value, bytes):
        return [kind.__name__, hashlib.sha256(value).hexdigest()]
    if isinstance(value, Decimal):
        return [kind.__name__, str(value)]
    raise TypeError(f"{type(value).__name__} has no canonical form")


_ENCODER = json.JSONEncoder(default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

_SHORT = 4
"""Bytes of a short digest."""


def short(data: bytes) -> str:
    """A short digest, for what explains and decides nothing."""
    return hashlib.blake2b(data, digest_size=_SHORT).hexdigest()


@dataclass(frozen=True, slots=True)
class Maker:
    """What all documents of one kind are made with, by format: a digest each."""

    digests: Mapping[str, bytes]
    workplace: Workplace
    parts: Mapping[str, str]
    """A short digest of each of the things that the digests are of, by its name (see `documents.parts`)."""

    def fingerprints(self, wanted: Content) -> dict[str, str]:
        """The fingerprint of each of the document's files."""
        own = canonical([wanted.values, wanted.properties, *(["turn"] if wanted.turns else [])])
        if wanted.charts:
            own += self.workplace.charts.encode()
        return {form: digest(made_with, own) for form, made_with in self.digests.items()}


def maker(
    kind: Kind,
    template: bytes,
    formats: Sequence[str],
    drawing: Drawing,
    workplace: Workplace,
    *,
    turns: bool = False,
) -> Maker:
    """What this kind's documents are made with; where it `turns`, a layout decides of Word files, too."""
    laid_out = ("pdf", "docx") if turns else ("pdf",)
    facts = canonical([[item.name, getattr(kind, item.name)] for item in fields(kind) if item.name != "folder"])
    digests = {
        form: hashlib.sha256(
            b"\0".join(
                (
                    hashlib.sha256(template).digest(),
                    facts,
                    workplace.program(form, drawing.engine).encode(),
                    canonical([drawing, workplace.fonts_digest]) if form in laid_out else b"",
                    workplace.program("pdf", drawing.engine).encode() if form in laid_out[1:] else b"",
                )
            )
        ).digest()
        for form in formats
    }
    laid_out_here = [form for form in formats if form in laid_out]
    parts = {".template": short(template + facts)}
    parts |= {f".program {form}": short(workplace.program(form, drawing.engine).encode()) for form in formats}
    if laid_out_here:
        parts |= {".drawing": short(canonical(drawing)), ".fonts": short(workplace.fonts_digest.encode())}
    return Maker(digests, workplace, parts)
