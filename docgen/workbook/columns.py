"""What may be said of a column of the input workbook, and of a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """How a column's cells are read; `docgen.workbook.cells` holds one reader for each."""

    TEXT = "text"
    """A short text: one line."""
    LONG_TEXT = "long text"
    """A text that keeps its line breaks."""
    NAME = "name"
    """A name of a person, department or item, in its normal form."""
    ID = "id"
    """工号, 编号, 风险编号: letters, digits and hyphens, leading zeros kept."""
    DATE = "date"
    TIME = "time"
    """A time of day, "9:30"."""
    NUMBER = "number"
    WHOLE = "whole number"
    WEIGHTS = "weights"
    """Weights in per cent that add up to 100, "20/40/40"."""
    LIMITS = "limits"
    """Marks from the higher to the lower, "90/80"."""
    CHOICE = "choice"
    PHONE = "phone"
    EMAIL = "e-mail"
    ID_CARD = "ID card"
    REFERENCE = "reference"
    """Names something on another sheet: see `Reference`."""
    OWN = "own"
    """A column that only this office has: what the cell says, whatever that is."""


class Reference(StrEnum):
    """What a reference column points to."""

    PERSON = "人员"
    """A 工号, or a 姓名 that only one person has."""
    DEPARTMENT = "机构"
    """A 机构名称."""
    RISK = "风险"
    """A 风险编号, given in a risk sheet or derived from its order."""
    EVENT = "编号"
    """The key of another row of the same sheet."""
    SUBJECT = "对象"
    """By 对象类型 of the same row: a person, a department, or nothing."""


class Span(StrEnum):
    """Where a date may lie, by the programme's year."""

    YEAR = "in it"
    WITH_ENDS = "in it, or to 31 March of the next"
    """What ends a matter begun in the year."""
    FROM_YEAR = "in it or later"
    TO_YEAR = "in it or before"


@dataclass(frozen=True, slots=True)
class Column:
    """One column (or one setting of 单位). `note` is shown to the user in the blank workbook and the guide."""

    name: str
    type: ColumnType = ColumnType.TEXT
    required: bool = False
    key: bool = False
    reference: Reference | None = None
    choices: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Words that may follow a number: 100分, 2026年度."""
    note: str = ""
    example: str = ""
    expected: bool = False
    """The column must be there, though some of its cells may be empty."""
    when_empty: str = "cells.required"
    """The rule that an empty cell breaks, where the column is required."""
    unless: tuple[str, str] | None = None
    """A column of the same row and its value with which the cell may be empty all the same."""
    read_as: tuple[tuple[str, str], ...] = ()
    """Words that stand for a choice, each with that choice."""
    default: str | int = ""
    """What holds where a setting is empty."""
    span: Span = Span.YEAR
    """Where a date may lie."""
    edition: int = 1
    """Of the contract: columns of the second are optional, and fold away in the blank workbook."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `settings` is not empty for 单位 only: its rows are the settings, its columns 项目 and 内容."""

    name: str
    row_is: str
    columns: tuple[Column, ...]
    required: bool = False
    settings: tuple[Column, ...] = ()
    edition: int = 1

    def column(self, name: str) -> Column:
        """The declared column of that name; KeyError when there is none."""
        return _by_name(self.columns, name)

    def setting(self, name: str) -> Column:
        """The declared setting (项目) of that name; KeyError when there is none."""
        return _by_name(self.settings, name)


def _by_name(columns: tuple[Column, ...], name: str) -> Column:
    for column in columns:
        if column.name == name:
            return column
    raise KeyError(name)
