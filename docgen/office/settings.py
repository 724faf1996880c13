"""docgen.toml: what an office sets once. A setting is a row of `SETTINGS`; reading, errors and the guide draw on it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docgen.errors import CannotUse, Place
from docgen.kinds.practice import Practice
from docgen.messages import message, say
from docgen.nearest import nearest
from docgen.pdf.engines import ANY, FONT_CHOICES, NAMES, STANDARDS
from docgen.pdf.engines import DEFAULT as ENGINE
from docgen.programme.deadlines import MOST as MOST_DAYS
from docgen.programme.deadlines import SET as DEADLINES
from docgen.programme.workdays import OFF, WORKED, is_entry
from docgen.trouble import why

FILE = "docgen.toml"
HAND, TYPED = SIGNATURES = ("hand", "typed")
"""Places for signatures left for the hand, or the names set in type."""
REVIEWED = "reviewed"
"""Among the kinds in [bases], the day when the office last looked them through."""
FORMATS = ("docx", "pdf", "xlsx")
"""Those that documents are made in, where nothing else is asked: of each kind, those that it has."""


@dataclass(frozen=True, slots=True)
class Settings:
    """An office's settings; where docgen.toml says nothing, the program's own."""

    formats: tuple[str, ...] = FORMATS
    engine: str = ENGINE
    standard: str = ""
    tags: bool = False
    fonts: str = ANY
    jobs: int | None = None
    grading: Mapping[str, str] = field(default_factory=dict)
    """An office's own entries of the grading table, as {"高重": "一级"}."""
    signatures: str = HAND
    public_names: bool = False
    public_ranks: bool = False
    sides: int = 2
    bases: Mapping[str, Any] = field(default_factory=dict)
    """`reviewed`, a date, and the office's own bases as {"warning": ["《…》（2019年）"]}."""

    deadlines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """The office's own days as {"warning": {"reply": 7}}."""

    layouts: Mapping[str, str] = field(default_factory=dict)
    """Kind id → which of the kind's templates is used, for those where it is not form.docx."""
    holidays: Mapping[str, Any] = field(default_factory=dict)
    """The office's own holidays as {"off": [date, [date, date]], "worked": [date]}."""

    @property
    def practice(self) -> Practice:
        """What the office chose of how its forms are filled in."""
        cited = {kind: tuple(texts) for kind, texts in self.bases.items() if kind != REVIEWED}
        return Practice(
            typed=self.signatures == TYPED,
            names=self.public_names,
            public_ranks=self.public_ranks,
            sides=self.sides,
            cited=cited,
            reviewed=self.bases.get(REVIEWED),
            days=self.deadlines,
            own_days=self.holidays,
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: where it stands in docgen.toml, which field of `Settings` it is, and what is right for it."""

    table: str
    """"" for one that stands above all tables."""
    key: str
    """"" for a whole table whose keys are the office's own."""
    field: str
    fits: Callable[[object], bool]
    known: Sequence[str] = ()
    """The values that it may have, where they can be listed."""
    entry: Callable[[str, object], bool] = lambda key, value: True
    """What is right for each entry of a whole table."""


def _one_of(*known: str) -> Callable[[object], bool]:
    return lambda value: value in known


def _some_of(*known: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and bool(value) and all(item in known for item in value)


def _table(value: object) -> bool:
    return isinstance(value, dict)


def _base(key: str, value: object) -> bool:
    if key == REVIEWED:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _deadlines(key: str, value: object) -> bool:
    return isinstance(value, dict) and all(
        name in DEADLINES and type(days) is int and 0 < days <= MOST_DAYS for name, days in value.items()
    )


def _layout(key: str, value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\w[\w-]*", value) is not None


def _holidays(key: str, value: object) -> bool:
    return key in (OFF, WORKED) and isinstance(value, list) and all(map(is_entry, value))


SETTINGS: tuple[Setting, ...] = (
    Setting("", "formats", "formats", _some_of(*FORMATS), FORMATS),
    Setting("", "jobs", "jobs", lambda value: type(value) is int and value > 0),
    Setting("pdf", "engine", "engine", _one_of(*NAMES), NAMES),
    Setting("pdf", "standard", "standard", _one_of("", *STANDARDS), STANDARDS),
    Setting("pdf", "tags", "tags", lambda value: isinstance(value, bool)),
    Setting("pdf", "fonts", "fonts", _one_of(*FONT_CHOICES), FONT_CHOICES),
    Setting("forms", "signatures", "signatures", _one_of(*SIGNATURES), SIGNATURES),
    Setting("forms", "public_names", "public_names", lambda value: isinstance(value, bool)),
    Setting("forms", "public_ranks", "public_ranks", lambda value: isinstance(value, bool)),
    Setting("forms", "sides", "sides", lambda value: type(value) is int and value in (1, 2)),
    Setting("bases", "", "bases", _table, entry=_base),
    Setting("deadlines", "", "deadlines", _table, entry=_deadlines),
    Setting("layouts", "", "layouts", _table, entry=_layout),
    Setting("holidays", "", "holidays", _table, entry=_holidays),
    Setting("grading", "", "grading", _table),
)
"""Every setting. What each must be is said by `setting.<field>` in the catalogue."""


def read_settings(file: Path) -> Settings:
    """The settings in a file. Raises CannotUse for one that cannot be read, is not known, or does not fit."""
    text = _text(file)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        at = re.search(r"at line (\d+)", str(problem))
        line = int(at[1]) if at else len(text.splitlines())
        raise CannotUse("office.settings/line", place=_place(file, line), file=file, line=line) from problem
    found: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, dict) and name in _TABLES:
            for key, inner in [("", value)] if _setting(name, "") else value.items():
                _enter(found, file, text, name, key, inner)
        else:
            _enter(found, file, text, "", name, value)
    return Settings(**found)


_TABLES = {item.table for item in SETTINGS} - {""}


def _setting(table: str, key: str) -> Setting | None:
    return next((item for item in SETTINGS if (item.table, item.key) == (table, key)), None)


def _text(file: Path) -> str:
    """What stands in the file. Raises CannotUse for one that cannot be read, or was saved in another encoding."""
    try:
        return file.read_text("utf-8-sig")
    except OSError as problem:
        reason = why(problem)
        raise CannotUse("office.settings", place=Place(str(file)), file=file, reason=reason) from problem
    except UnicodeDecodeError as problem:
        raise CannotUse("office.settings/encoding", place=Place(str(file)), file=file) from problem


def _place(file: Path, line: int) -> Place:
    """A line of the file; the file alone for line 0."""
    return Place(str(file), cell=say("office.settings.line", line=line) if line else None)


def _line(text: str, table: str, key: str) -> int:
    """The line on which a key of a table, or the heading of a table, stands; 0 where it is not found."""
    inside, wanted = "", ".".join(filter(None, (table, key))) + "."
    for number, line in enumerate(text.splitlines(), 1):
        heading = re.match(r"\s*\[+\s*([^\]]*?)\s*\]", line)
        if heading:
            inside = heading[1]
            if not table and re.split(r"\s*\.\s*", inside)[0].strip("\"'") == key:
                return number
            continue
        named = re.match(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+))\s*[=.]""", line)
        name = next(filter(None, named.groups()), "") if named else ""
        dotted = ".".join(filter(None, (inside, name)))
        if name and f"{dotted}.".startswith(wanted):
            return number
    return 0


def _enter(found: dict[str, Any], file: Path, text: str, table: str, key: str, value: object) -> None:
    setting = _setting(table, key)
    name = ".".join(filter(None, (table, key)))
    if setting is None:
        known = [item.key for item in SETTINGS if item.table == table and item.key]
        near = nearest(key, [*known, *([] if table else _TABLES)])
        raise CannotUse(
            "office.setting/near" if near else "office.setting",
            place=_place(file, _line(text, table, key)),
            name=name,
            near="、".join(near),
            known="、".join([*known, *(() if table else (f"[{item}]" for item in sorted(_TABLES)))]),
        )
    wrong = [] if setting.fits(value) else [(name, value)]
    if not wrong and isinstance(value, dict):
        wrong = [(f"{name}.{inner}", item) for inner, item in value.items() if not setting.entry(inner, item)]
    for where, what in wrong:
        raise CannotUse(
            "office.setting/value",
            place=_place(file, _line(text, "", where) or _line(text, table, key)),
            name=where,
            value=what,
            expected=message(f"setting.{setting.field}", known="、".join(setting.known)),
        )
    found[setting.field] = tuple(value) if isinstance(value, list) else value
