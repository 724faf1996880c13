"""kind.toml as data: one list of items that reading, errors and the guide's table draw on.

An item's explanation stands in the messages, under `kind.item/<key>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from docgen.kinds.chain import ROLES
from docgen.kinds.patterns import NUMBER_FIELDS, BadPattern, Pattern
from docgen.messages import Message, message
from docgen.nearest import nearest
from docgen.programme.model import EVENT_SHEETS, Target
from docgen.programme.stages import STAGES
from docgen.workbook.columns import ColumnType, Reference
from docgen.workbook.schema import SHEETS

SCOPES = ("P", "D", "B", "E")
"""One for each person, department, bureau or event (programme/documents: Scope)."""

FORMATS = ("docx", "pdf", "xlsx")
ORIENTATIONS = ("portrait", "landscape")

PAPERS = ("A4", "A3")
"""What a document may be made on; templates are drawn for the first, and enlarged for the other."""

TARGETS = tuple(item.value for item in Target)

ROSTERS: Mapping[str, str] = {"P": "人员", "D": "机构"}
"""The sheet that has a row for each document of a scope."""

ISSUERS = ("单位", "党组织", "领导小组")
"""Who issues a document: the bureau, its party body, or the leading group, which has no seal."""

DEFAULT_NUMBER = "{code}-{year}-{serial:03d}"

_ROLE_MEANT = 0.75
"""How alike a role that is not in the table must be to one that is, to be taken for a slip of the keyboard."""

Where = tuple[tuple[str, tuple[str, ...]], ...]


class Wrong(Exception):
    """A value that cannot be used, with what is to be said of it."""

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True, slots=True)
class Item:
    """One key of kind.toml. `check` gives the value that is kept, and raises Wrong."""

    key: str
    check: Callable[[str, Any], object]
    default: object = None
    required: bool = False
    example: str = ""
    """As it is written in a file."""

    @property
    def told(self) -> Message:
        """What it is for, in one line."""
        return message(f"kind.item/{self.key}")


def _wrong(variant: str, key: str, **values: object) -> Wrong:
    return Wrong(message(f"kind.field/{variant}" if variant else "kind.field", field=key, **values))


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong("", key, value=value)
    if not value.strip():
        raise _wrong("empty", key)
    return value.strip()


def _flag(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _wrong("", key, value=value)
    return value


def _rows_to_draw(key: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_ROWS:
        raise _wrong("", key, value=value)
    return value


MOST_ROWS = 500
"""Empty rows of a blank form: about as many as ten pages hold."""


def _one_of(choices: Sequence[str], key: str, value: Any) -> str:
    text = _text(key, value)
    if text not in choices:
        raise _wrong("choice", key, value=text, known="、".join(choices), near=near(text, choices))
    return text


def _choice(choices: Sequence[str]) -> Callable[[str, Any], str]:
    return lambda key, value: _one_of(choices, key, value)


def _texts(key: str, value: Any) -> tuple[str, ...]:
    """A text, or a list of different ones."""
    found = tuple(_text(key, item) for item in (value if isinstance(value, list) else [value]))
    if not found or len(set(found)) < len(found):
        raise _wrong("", key, value=value)
    return found


def _choices(choices: Sequence[str]) -> Callable[[str, Any], tuple[str, ...]]:
    return lambda key, value: tuple(_one_of(choices, key, item) for item in _texts(key, value))


def _code(key: str, value: Any) -> str:
    if not re.fullmatch(r"[A-Z]{2}", _text(key, value)):
        raise _wrong("code", key, value=value)
    return str(value)


def _chain(key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _wrong("", key, value=value)
    for role in (roles := _texts(key, value) if value else ()):
        meant = get_close_matches(role, ROLES, n=1, cutoff=_ROLE_MEANT)
        if role not in ROLES and meant:
            raise _wrong("role", key, value=role, near=meant[0])
    return roles


def _where(key: str, value: Any) -> Where:
    if not isinstance(value, dict) or not value:
        raise _wrong("table", key, value=value)
    return tuple((column, _texts(f"{key}.{column}", wanted)) for column, wanted in value.items())


def _copies(key: str, value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not value:
        raise _wrong("table", key, value=value)
    for name in value:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise _wrong("copy", key, value=name)
    return tuple((name, _text(f"{key}.{name}", column)) for name, column in value.items())


def _titles(key: str, value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not value:
        raise _wrong("table", key, value=value)
    known = [f"{sheet}.{column.name}" for sheet in EVENT_SHEETS for column in SHEETS[sheet].columns]
    return tuple((_one_of_many(known, key, place), _text(f"{key}.{place}", title)) for place, title in value.items())


def _number(key: str, value: Any) -> str:
    try:
        Pattern.parse(_text(key, value), NUMBER_FIELDS, needed=("serial",))
    except BadPattern as problem:
        raise _wrong("pattern", key, value=value, reason=problem.said) from problem
    return str(value)


def _headings(key: str, value: Any) -> tuple[str, ...]:
    known = [column.name for sheet in SHEETS.values() for column in (*sheet.columns, *sheet.settings)]
    return tuple(_one_of_many(known, key, item) for item in _texts(key, value))


def _one_of_many(known: Sequence[str], key: str, value: str) -> str:
    if value not in known:
        raise _wrong("column", key, value=value, near=near(value, known))
    return value


ITEMS: tuple[Item, ...] = (
    Item("title", _text, required=True, example='"个人廉政风险自查表"'),
    Item("stage", _choice(STAGES), required=True, example='"贯彻执行"'),
    Item("scope", _choices(SCOPES), required=True, example='["D", "B"]'),
    Item("code", _code, required=True, example='"GR"'),
    Item("blank_rows", _rows_to_draw, example="5"),
    Item("chain", _chain, (), example='["本人", "股室负责人"]'),
    Item("opinions", _choices(TARGETS), (), example='"个人"'),
    Item("public", _flag, False, example="true"),
    Item("shows", _headings, (), example='["风险内容", "防控措施"]'),
    Item("retention", _text, "", example='"30年"'),
    Item("orientation", _choice(ORIENTATIONS), "portrait", example='"landscape"'),
    Item("papers", _choices(PAPERS), (), example='["A4", "A3"]'),
    Item("formats", _choices(FORMATS), ("docx", "pdf"), example='["docx", "pdf"]'),
    Item("rows", _choice(EVENT_SHEETS), "", example='"预警处置"'),
    Item("where", _where, (), example='{"处置方式" = "告诫"}'),
    Item("group", _texts, (), example='["会议", "日期"]'),
    Item("copies", _copies, (), example='{direct = "直接责任人", leader = "分管领导"}'),
    Item("series", _text, "", example='"发文"'),
    Item("number", _number, DEFAULT_NUMBER, example=f'"{DEFAULT_NUMBER}"'),
    Item("issuer", _choice(ISSUERS), ISSUERS[0], example='"党组织"'),
    Item("titles", _titles, (), example='{"表彰.批准依据" = "关于表彰先进集体和先进个人的决定"}'),
    Item("gate", _choice(TARGETS), "", example='"登记册"'),
)
"""All keys, in the order of the guide."""


def near(text: str, known: Sequence[str]) -> Message | str:
    """What may have been meant, "" where nothing is like it."""
    found = nearest(text, known)
    return message("parts.near", near="、".join(found)) if found else ""


def values_of(data: Mapping[str, Any]) -> tuple[dict[str, Any], list[Message]]:
    """The value of every item, and all that is wrong with the file; those of a wrong file are not to be used."""
    problems: list[Message] = []
    known = [item.key for item in ITEMS]
    problems += [
        message("kind.unknown-key", field=key, near=near(key, known), known="、".join(known))
        for key in data
        if key not in known
    ]
    values: dict[str, Any] = {item.key: item.default for item in ITEMS}
    for item in ITEMS:
        if item.key in data:
            try:
                values[item.key] = item.check(item.key, data[item.key])
            except Wrong as wrong:
                problems.append(wrong.said)
        elif item.required:
            problems.append(message("kind.missing", field=item.key, example=item.example))
    if not problems:
        problems += [message(f"kind.together/{name}") for name, clashes in TOGETHER.items() if clashes(values)]
    if not problems:
        problems += _columns(values)
    return values, problems


_OWNERS: Mapping[str, frozenset[str]] = {
    "个人": frozenset("PE"),
    "机构": frozenset("DE"),
    "班子": frozenset("BE"),
    "登记册": frozenset("B"),
}
"""The scopes whose documents are about such an object."""

TOGETHER: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "rows-missing": lambda kind: "E" in kind["scope"] and not kind["rows"],
    "rows-without-events": lambda kind: bool(kind["rows"]) and "E" not in kind["scope"],
    "group-without-rows": lambda kind: bool(kind["group"]) and not kind["rows"],
    "copies-without-rows": lambda kind: bool(kind["copies"]) and not kind["rows"],
    "copies-with-group": lambda kind: bool(kind["copies"]) and bool(kind["group"]),
    "where-without-rows": lambda kind: bool(kind["where"]) and kind["scope"] == ("B",),
    "public-without-shows": lambda kind: kind["public"] and not kind["shows"],
    "shows-not-public": lambda kind: bool(kind["shows"]) and not kind["public"],
    "opinions-of-others": lambda kind: any(not _OWNERS[name] & set(kind["scope"]) for name in kind["opinions"]),
    "gate-of-others": lambda kind: kind["gate"] in ("个人", "机构") and not _OWNERS[kind["gate"]] & set(kind["scope"]),
}
"""Keys that do not go together: name of the message, and whether it is so."""


def _columns(kind: Mapping[str, Any]) -> list[Message]:
    """The columns that a kind names and its sheets do not have."""
    sheets = [ROSTERS[scope] for scope in kind["scope"] if scope in ROSTERS]
    sheets += [kind["rows"]] if kind["rows"] else []
    problems: list[Message] = []
    for key, names, among in (
        ("where", [name for name, _ in kind["where"]], sheets),
        ("group", kind["group"], sheets[-1:]),
        ("copies", [name for _, name in kind["copies"]], sheets[-1:]),
    ):
        columns = {column.name: column for sheet in among for column in SHEETS[sheet].columns}
        for name in names:
            if name not in columns:
                problems.append(
                    message(
                        "kind.field/sheet-column",
                        field=key,
                        value=name,
                        sheet="、".join(among),
                        near=near(name, list(columns)),
                    )
                )
            elif key == "copies" and columns[name].reference is not Reference.PERSON:
                problems.append(message("kind.field/person-column", field=key, value=name))
            elif key == "where" and columns[name].type is ColumnType.CHOICE:
                choices = columns[name].choices
                problems += [
                    message(
                        "kind.field/choice",
                        field=f"where.{name}",
                        value=value,
                        known="、".join(choices),
                        near=near(value, choices),
                    )
                    for value in dict(kind["where"])[name]
                    if value not in choices
                ]
    return problems
