"""What an office says of itself: one 组长, telephones and an address that reach somebody, days on which it is open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from docgen.findings import Finding, error, warning
from docgen.programme.rules.case import Case
from docgen.programme.rules.chiefs import HEAD
from docgen.workbook.names import fold_width, normal_id, normal_name

DAYS = range(1, 61)
"""公示工作日数 outside these is a mistake of typing."""


def office(case: Case) -> Iterator[Finding]:
    """The leading group has one head; what is printed for the public can be called, written to and counted."""
    yield from _chiefs(case)
    yield from _settings(case)
    for row in case.rows("人员"):
        typed = row.sound_text("联系电话")
        if typed and not is_phone(typed, least=3):
            yield warning("identity.phone", row.at("联系电话"), row.raw("联系电话"))


def _chiefs(case: Case) -> Iterator[Finding]:
    """Workbooks of several departments may each name the same 组长."""
    chiefs = [member for member in case.bureau.group if member.role == HEAD and member.name]
    first: dict[str, str] = {}
    for member in chiefs:
        name = normal_name(member.name)
        if first and name not in first:
            at = member.row.at("小组职务")
            yield error("identity.chief", at, member.row.raw("小组职务"), name=member.name, other=chiefs[0].name)
        first.setdefault(name, name)


def _settings(case: Case) -> Iterator[Finding]:
    for item, (variant, means) in CONTACTS.items():
        row = case.bureau.settings.get(item)
        text = row.sound_text("内容") if row else ""
        if row and text and not means(text):
            yield warning(f"identity.contact/{variant}", row.at("内容"), row.raw("内容"))


def _is_open(text: str) -> bool:
    return not re.fullmatch(r"-?\d+", text) or int(text) in DAYS


_BETWEEN = re.compile(r"[、，,；;/|\n和或及]|\s{2,}")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|#|-)\s*\d{1,6}$", re.IGNORECASE)
_NUMBER = re.compile(
    r"1[3-9]\d{9}"  # a mobile
    r"|0(?:10|2\d|[3-9]\d{2})\d{7,8}"  # with the code of its area
    r"|[48]00\d{7}"  # a service line
    r"|[2-9]\d{6,7}"  # without the code
    r"|\d{3,6}"  # a public line or one of the house
)


def is_phone(text: str, least: int = 5) -> bool:
    """Whether a cell holds telephone numbers that can be dialled, words beside them or not; `least` digits each.

    A mobile or a number with its area's code that lacks a digit, or has one more, cannot be dialled.
    """
    parts = [part for part in _BETWEEN.split(normal_dashes(text)) if re.search(r"\d", part)]
    return bool(parts) and all(_can_be_dialled(part, least) for part in parts)


def normal_dashes(text: str) -> str:
    """The text with narrow letters, and one hyphen for all that look like it."""
    return re.sub("[‐‑–—―−－]", "-", fold_width(text))


def _can_be_dialled(part: str, least: int) -> bool:
    """By its digits, with or without what may be an extension, or its pieces between spaces each."""
    pieces = part.split()
    if len(pieces) > 1 and all(_NUMBER.fullmatch(_digits(piece)) and len(_digits(piece)) > 6 for piece in pieces):
        return True
    found = {_digits(part), _digits(_EXTENSION.sub("", part))}
    return any(len(digits) >= least and len(set(digits)) > 1 and _NUMBER.fullmatch(digits) for digits in found)


def _digits(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    abroad = re.search(r"(?:\+|\b00)86", text)
    if not abroad:
        return digits
    national = digits.removeprefix("00").removeprefix("86")
    return national if national.startswith(("0", "1")) else f"0{national}"


_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")


def is_email(text: str) -> bool:
    """Whether a cell holds addresses of mailboxes, each with its domain."""
    parts = [part for part in re.split(r"[、，,；;/|\s]+", fold_width(text)) if part]
    return bool(parts) and all(_EMAIL.fullmatch(normal_id(part)) for part in parts)


CONTACTS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "监督电话": ("phone", is_phone),
    "监督邮箱": ("email", is_email),
    "公示工作日数": ("days", _is_open),
}
"""Settings that the public goes by, each with what makes its value mean something."""
