"""A kind of document is a folder: `form.docx` (its only layout) and `kind.toml` (what it is)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.errors import Place, TemplateProblem
from docgen.shipped import SHIPPED as SHIPPED

SCOPES = ("P", "D", "B", "E")
"""One for each person, department, bureau or event row (programme/documents: Scope)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of document is, as its kind.toml says."""

    id: str
    folder: Path
    title: str
    stage: str
    """The programme's stage in which it is made."""
    scope: str
    chain: tuple[str, ...]
    """Who signs, in order."""
    blank_rows: int | None
    """Empty rows of a blank form; None where the kind cannot be blank."""
    public: bool
    retention: str
    """保管期限."""
    code: str
    """Two letters that begin the document's number."""
    orientation: str
    rows: str | None = None
    """The sheet whose rows are the events of a kind of scope E."""

    @property
    def form(self) -> Path:
        """The Word template."""
        return self.folder / "form.docx"

    @property
    def blank(self) -> bool:
        """Whether it can be produced for filling by hand."""
        return self.blank_rows is not None


def load_kinds(folders: Iterable[Path]) -> dict[str, Kind]:
    """All kinds of the folders by id, a kind of an earlier folder standing before its namesake.

    Raises TemplateProblem for a kind.toml that cannot be used or a folder without form.docx.
    """
    kinds: dict[str, Kind] = {}
    for folder in folders:
        if not folder.is_dir():
            continue
        for file in sorted(folder.glob("*/kind.toml")):
            if file.parent.name not in kinds:
                kinds[file.parent.name] = load_kind(file.parent)
    return dict(sorted(kinds.items(), key=lambda item: SCOPES.index(item[1].scope) if item[1].scope != "B" else 9))


def load_kind(folder: Path) -> Kind:
    """The kind in one folder."""
    file = folder / "kind.toml"
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise _problem("kind.unreadable", file, reason=problem) from problem
    if not (folder / "form.docx").is_file():
        raise _problem("kind.no-form", folder)
    kind = Kind(
        id=folder.name,
        folder=folder,
        title=_field(data, file, "title", str),
        stage=_field(data, file, "stage", str),
        scope=_field(data, file, "scope", str),
        chain=tuple(_field(data, file, "chain", list, [])),
        blank_rows=_field(data, file, "blank_rows", int, None),
        public=_field(data, file, "public", bool, False),
        retention=_field(data, file, "retention", str, ""),
        code=_field(data, file, "code", str),
        orientation=_field(data, file, "orientation", str, "portrait"),
        rows=_field(data, file, "rows", str, None),
    )
    if kind.scope not in SCOPES:
        raise _problem("kind.scope", file, value=kind.scope)
    return kind


_NEEDED = object()


def _field(data: Mapping[str, Any], file: Path, name: str, kind: type, default: object = _NEEDED) -> Any:
    value = data.get(name, default)
    if value is _NEEDED:
        raise _problem("kind.missing", file, field=name)
    if value is not default and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
        raise _problem("kind.field", file, field=name, value=value)
    return value


def _problem(key: str, file: Path, **values: object) -> TemplateProblem:
    return TemplateProblem(key, place=Place(str(file)), file=file, **values)
