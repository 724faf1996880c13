"""What a simple formula comes to: references, sums, arithmetic and joined texts. Of any other nothing is said.

Not a calculator: enough to see that a stored result is older than what it was worked out from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from docgen.workbook.cells import plain
from docgen.workbook.grid import MAX_COLUMN, MAX_ROW, NUMBER, TEXT, Formula, Grid, Raw, column_number, letters

MAX_CELLS = 1_000_000
"""Cells looked at for all formulas of a sheet: running totals grow with the square of their rows."""

Sheets = Callable[[str], Grid | None]
"""The grid of the sheet of that title."""

_Value = float | str | None

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?![\w.!:]))|\"(?P<text>(?:[^\"]|\"\")*)\"|(?P<sum>SUM)\s*(?=\()"
    r"|(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?(?P<first>\$?[A-Z]{1,3}\$?[1-9]\d{0,6})"
    r"(?::(?P<last>\$?[A-Z]{1,3}\$?[1-9]\d{0,6}))?(?![\w(!:.])|(?P<sign>[-+*/&(),]))",
    re.IGNORECASE,
)


class NotJudged(Exception):
    """The formula has something that is not worked out here."""


@dataclass(slots=True)
class Reckoner:
    """Works formulas of one sheet out; `left` is how many cells it may still look at."""

    grid: Grid
    sheets: Sheets
    left: int = MAX_CELLS
    _tokens: list[re.Match[str]] = field(default_factory=list)
    _at: int = 0

    def value(self, formula: Formula) -> float | str:
        """What the formula comes to. Raises NotJudged."""
        self._tokens, self._at = list(_tokens(written_here(formula))), 0
        if not any(token["first"] for token in self._tokens):
            raise NotJudged
        found = self._joined()
        if self._at < len(self._tokens):
            raise NotJudged
        return 0.0 if found is None else found

    def _next(self, signs: str) -> str:
        """The sign that stands here, where it is one of these; it is passed then."""
        if self._at < len(self._tokens):
            sign = self._tokens[self._at]["sign"]
            if sign and sign in signs:
                self._at += 1
                return sign
        return ""

    def _joined(self) -> _Value:
        left = self._added()
        while self._next("&"):
            left = _as_text(left) + _as_text(self._added())
        return left

    def _added(self) -> _Value:
        left = self._multiplied()
        while sign := self._next("+-"):
            right = _as_number(self._multiplied())
            left = _as_number(left) + (right if sign == "+" else -right)
        return left

    def _multiplied(self) -> _Value:
        left = self._single()
        while sign := self._next("*/"):
            right = _as_number(self._single())
            if sign == "/" and not right:
                raise NotJudged
            left = _as_number(left) * right if sign == "*" else _as_number(left) / right
        return left

    def _single(self) -> _Value:
        if self._next("-"):
            return -_as_number(self._single())
        if self._next("("):
            found = self._joined()
            self._must(")")
            return found
        if self._at >= len(self._tokens):
            raise NotJudged
        token = self._tokens[self._at]
        self._at += 1
        if token["number"]:
            return float(token["number"])
        if token["text"] is not None:
            return token["text"].replace('""', '"')
        if token["sum"]:
            return self._sum()
        if not token["first"] or token["last"]:
            raise NotJudged
        return next(self._cells(token), None)

    def _sum(self) -> float:
        self._must("(")
        total = 0.0
        while True:
            token = self._tokens[self._at] if self._at < len(self._tokens) else None
            if token is None or not token["first"]:
                raise NotJudged
            self._at += 1
            total += sum(value for value in self._cells(token) if isinstance(value, float))
            if not self._next(","):
                break
        self._must(")")
        return total

    def _must(self, sign: str) -> None:
        if not self._next(sign):
            raise NotJudged

    def _cells(self, token: re.Match[str]) -> Iterator[_Value]:
        """What the cells of a reference hold; those of a range that hold nothing are left out."""
        title = (token["sheet"] or "").strip("'").replace("''", "'")
        grid = self.sheets(title) if title else self.grid
        if grid is None:
            raise NotJudged
        top, left = _place(token["first"])
        bottom, right = _place(token["last"]) if token["last"] else (top, left)
        if not token["last"]:
            yield _value(grid.rows.get(top, {}).get(left))
            return
        self.left -= min(bottom - top + 1, len(grid.rows)) * (right - left + 1)
        if self.left < 0 or bottom < top or right < left:
            raise NotJudged
        numbers = range(top, bottom + 1) if bottom - top < len(grid.rows) else grid.rows
        for number in numbers:
            row = grid.rows.get(number) if top <= number <= bottom else None
            for column, cell in row.items() if row else ():
                if left <= column <= right:
                    yield _value(cell)


def _tokens(formula: str) -> Iterator[re.Match[str]]:
    position, text = 0, formula.rstrip()
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise NotJudged
        yield token
        position = token.end()


def _place(reference: str) -> tuple[int, int]:
    name, row = _parted(reference.replace("$", ""))
    column = column_number(name)
    if not column or not 1 <= row <= MAX_ROW:
        raise NotJudged
    return row, column


def _parted(reference: str) -> tuple[str, int]:
    name = reference.rstrip("0123456789")
    return name, int(reference[len(name) :])


def _value(cell: Raw | None) -> _Value:
    if cell is None:
        return None
    if cell.kind == NUMBER:
        return float(cell.text)
    if cell.kind == TEXT:
        return cell.text
    raise NotJudged


def _as_number(value: _Value) -> float:
    if isinstance(value, str):
        raise NotJudged
    return value or 0.0


def _as_text(value: _Value) -> str:
    if isinstance(value, float):
        return plain(value)
    return value or ""


_REFERENCE = re.compile(r"(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(?![\w(!.])", re.IGNORECASE)


def written_here(formula: Formula) -> str:
    """The formula as its own cell has it. Raises NotJudged where a reference leads off the sheet."""
    text, rows, columns = formula
    if not rows and not columns:
        return text
    # Texts and titles of sheets stay as they are.
    parts = re.split(r"(\"(?:[^\"]|\"\")*\"|'(?:[^']|'')+')", text)
    parts[::2] = [_REFERENCE.sub(lambda match: _shifted(match, rows, columns), part) for part in parts[::2]]
    return "".join(parts)


def _shifted(match: re.Match[str], rows: int, columns: int) -> str:
    fixed_column, name, fixed_row, row = match.groups()
    column = column_number(name) + (0 if fixed_column else columns)
    number = int(row) + (0 if fixed_row else rows)
    if not 1 <= column <= MAX_COLUMN or not 1 <= number <= MAX_ROW:
        raise NotJudged
    return f"{fixed_column}{letters(column)}{fixed_row}{number}"
