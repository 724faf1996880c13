"""What this machine has for making documents, as facts: `docgen doctor` prints them.

Nothing here fails: what is not there is a fact with the command that brings it.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path

from docgen.messages import Message, message
from docgen.pdf.exact import replaced
from docgen.pdf.fonts import LATIN, ROLES, Face, Fonts, Role, find_fonts
from docgen.pdf.weasyprint import libraries

RARE = "喆昇翾堃玥㛃䶮𬱖𫖯𬭚·"
"""Characters of real names beyond GB 2312, of each Unicode block that names come from, and the middle dot."""

_REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)\s*(?:>=\s*([0-9.]+))?[^;]*(?:;.*extra\s*==\s*['\"](\w+)['\"])?")


class State(StrEnum):
    """ok: as it should be; warning: works, but less well; missing: something cannot be made."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing looked at: `group` is a stable English word for scripts, the rest is for people."""

    group: str
    """python, library, pdf, font, characters, office or folder."""
    name: str | Message
    state: State
    said: Message
    """What was found, and what brings it where something is missing."""


def examine(outputs: Path = Path("outputs"), fonts: Fonts | None = None, *, exact: bool = False) -> list[Fact]:
    """Look at everything. `outputs` is the folder that documents would go to; `fonts` those already looked up.

    `exact` is the office's setting that none may stand in for another.
    """
    found = find_fonts() if fonts is None else fonts
    return [
        *_python(),
        *_pdf_libraries(),
        *(_refused(role, found) if exact and _is_replaced(role, found) else _font(role, found) for role in ROLES),
        *(_refused(role, found) if exact and _is_replaced(role, found) else _latin(role, found) for role in LATIN),
        *_unreadable(found),
        _characters(found),
        _fact("office", "doctor.office", State.OK),
        _writable(outputs),
    ]


def _fact(group: str, key: str, state: State, /, name: str = "", **values: object) -> Fact:
    """A fact that is told by `key`; its name is given, or the group's own."""
    return Fact(group, name or message(f"doctor.name.{group}"), state, message(key, name=name, **values))


def _python() -> Iterator[Fact]:
    have = platform.python_version()
    try:
        about = metadata("docgen")
    except PackageNotFoundError:
        yield _fact("python", "doctor.not-installed", State.MISSING, version=have)
        return
    least = (about["Requires-Python"] or "").removeprefix(">=")
    old = _numbers(have) < _numbers(least)
    yield _fact(
        "python",
        "doctor.old-python" if old else "doctor.ok",
        State.MISSING if old else State.OK,
        version=have,
        least=least,
    )
    for line in about.get_all("Requires-Dist") or []:
        match = _REQUIREMENT.match(line)
        if match and match[3] in (None, "pdf"):
            yield _library(match[1], match[2] or "0", "pdf" if match[3] else "word")


def _library(name: str, least: str, purpose: str) -> Fact:
    try:
        have = version(name)
    except PackageNotFoundError:
        return _fact("library", f"doctor.library-missing/{purpose}", State.MISSING, name=name, least=least)
    if _numbers(have) < _numbers(least):
        return _fact("library", "doctor.old", State.WARNING, name=name, version=have, least=least)
    return _fact("library", "doctor.ok", State.OK, name=name, version=have, least=least)


def _pdf_libraries() -> Iterator[Fact]:
    lacking = set(libraries.missing())
    for name in libraries.NEEDED:
        if name in lacking:
            yield _fact("pdf", "doctor.pdf-missing", State.MISSING, name=name)
        else:
            yield _fact("pdf", "doctor.pdf", State.OK, name=name)


def _font(role: Role, fonts: Fonts) -> Fact:
    chain = fonts.resolve(role.standard)
    if not chain:
        return _fact("font", "doctor.font-missing", State.MISSING, name=role.name, standard=role.standard)
    values = {"name": role.name, "standard": role.standard, "face": _described(chain[0])}
    if role.name in fonts.missing and not fonts.named(role.standard):
        return _fact("font", "doctor.font-fallback", State.WARNING, **values)
    substituted = role.standard in fonts.substitutions([role.standard])
    return _fact("font", "doctor.font-substituted" if substituted else "doctor.font", State.OK, **values)


def _latin(role: Role, fonts: Fonts) -> Fact:
    chain = fonts.resolve(role.standard)
    if role.name not in fonts.roles:
        drawn = _described(chain[0]) if chain else "–"
        return _fact("font", "doctor.font-fallback", State.WARNING, name=role.name, standard=role.standard, face=drawn)
    substituted = role.standard in fonts.substitutions([role.standard])
    key = "doctor.font-substituted" if substituted else "doctor.font"
    return _fact("font", key, State.OK, name=role.name, standard=role.standard, face=_described(chain[0]))


def _is_replaced(role: Role, fonts: Fonts) -> bool:
    return any(replaced(fonts, [role.standard]).values())


def _refused(role: Role, fonts: Fonts) -> Fact:
    face = _described(fonts.resolve(role.standard)[0])
    return _fact("font", "doctor.font-exact", State.WARNING, name=role.name, standard=role.standard, face=face)


def _described(face: Face) -> str:
    bold = " Bold" if face.weight >= 600 else ""
    return f"{face.family}{bold}（{face.file}）"


def _unreadable(fonts: Fonts) -> Iterator[Fact]:
    for file in fonts.unreadable:
        yield _fact("font", "fonts.unreadable", State.WARNING, name=file.name, file=file)


def _characters(fonts: Fonts) -> Fact:
    lacking = fonts.undrawable(RARE)
    if lacking:
        return _fact("characters", "doctor.characters-missing", State.WARNING, characters="、".join(lacking))
    return _fact("characters", "doctor.characters", State.OK, characters=RARE)


def _writable(folder: Path) -> Fact:
    """Whether documents can be written: in the folder, or where it would be made."""
    there = folder.absolute()
    while not there.exists() and there != there.parent:
        there = there.parent
    good = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    return _fact(
        "folder",
        "doctor.folder" if good else "doctor.folder-closed",
        State.OK if good else State.MISSING,
        folder=folder,
    )


def _numbers(text: str) -> tuple[int, ...]:
    """A version as numbers, as far as they go: "3.1.5.post1" is 3.1.5."""
    return tuple(int(part) for part in re.findall(r"\d+", (re.match(r"[\d.]*", text) or [""])[0]))
