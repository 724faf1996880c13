"""A sheet part in which cells get other styles. Its rows are edited as text: a tree of a million cells fills memory."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from docgen.workbook.container import Unusable
from docgen.workbook.copy.package import MAIN, OFFICE
from docgen.workbook.grid import MAX_ROW, address, column_number, letters
from docgen.workbook.xml import parsed

CellMarks = Mapping[int, Mapping[int, int]]
"""Row → column → what is to be done with its style: see `SheetCopy.mark`."""

_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?:\s[^>]*)?(/?)>")
_AFTER_NOTES = (
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
    "AlternateContent",
)
"""What stands behind legacyDrawing (ECMA-376 part 1, CT_Worksheet); the last one holds controls."""

_STYLE = re.compile(rb'\ss="(\d+)"')
_MERGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_SPANS = re.compile(rb'\sspans="[^"]*"')


class _Run(NamedTuple):
    """Rows that follow each other: their numbers, where the first starts and the last ends."""

    numbers: list[int]
    start: int
    end: int


def q(name: str) -> str:
    """A name of the sheet's own namespace."""
    return f"{{{MAIN}}}{name}"


def without(element: etree._Element, name: str) -> None:
    """Take an attribute away."""
    if name in element.attrib:
        del element.attrib[name]


class SheetCopy:
    """A sheet: `shell` is its tree without rows, `rows` their text."""

    def __init__(self, data: bytes) -> None:
        """Raises Unusable where it is no sound sheet."""
        self._merges_at: dict[int, list[tuple[int, int, int]]] = {}
        found = _DATA.search(data)
        if found is None or not self._take(data, found) or not self._is_tidy():
            data = _tidied(data)
            found = _DATA.search(data)
            if found is None or not self._take(data, found):
                raise Unusable("damaged")

    def _take(self, data: bytes, opening: re.Match[bytes]) -> bool:
        self.prefix = opening[1]
        end = opening.end() if opening[2] else data.rfind(b"</" + self.prefix + b"sheetData>")
        if end < 0 or b"<!" in data[:200] or b"<!" in data[end:]:
            return False
        self.rows = data[opening.end() : end]
        try:
            self.shell = parsed(data[: opening.end()] + data[end:])
        except Unusable:
            return False
        return self.shell.find(q("sheetData")) is not None

    def _is_tidy(self) -> bool:
        """Whether every row and cell begins with its address, and nothing hides what looks like one."""
        if b"<!" in self.rows or b"<?" in self.rows or b"\0" in self.rows[:2]:
            return False
        for name in (b"row", b"c"):
            start = b"<" + self.prefix + name
            tidy = self.rows.count(start + b' r="')
            # Names of other elements may begin alike.
            if tidy != self.rows.count(start) and tidy != len(re.findall(re.escape(start) + rb"[\s/>]", self.rows)):
                return False
        return self._has_rows_side_by_side()

    def _has_rows_side_by_side(self) -> bool:
        """Whether no row lies in something else than the sheet: what stands before each is the end of another."""
        opening = b'<%brow r="' % self.prefix
        ends = re.findall(re.escape(b"</%brow>" % self.prefix) + rb"\s*" + re.escape(opening), self.rows)
        if len(ends) + self.rows.lstrip().startswith(opening) == self.rows.count(opening):
            return True  # as most are, where none is empty
        end, closing, may_follow = 0, b"</" + self.prefix + b"row>", True
        for row in self._row.finditer(self.rows):
            between = self.rows[max(end, row.start() - 64) : row.start()].rstrip()
            if not (between.endswith(closing) if between else may_follow):
                return False
            end, may_follow = row.end(), bool(row[2])
        return True

    def data(self) -> bytes:
        """The part as it is to be written."""
        shell = etree.tostring(self.shell, xml_declaration=True, encoding="UTF-8", standalone=True)
        opening = _DATA.search(shell)
        if opening is None:
            raise Unusable("damaged")
        if opening[2]:
            tag = opening[0][:-2].rstrip() + b">"
            closing = b"</" + opening[1] + b"sheetData>"
            return shell[: opening.start()] + tag + self.rows + closing + shell[opening.end() :]
        return shell[: opening.end()] + self.rows + shell[opening.end() :]

    def forget_choice(self) -> None:
        """The sheet is not the one that is looked at: of several chosen ones all would be changed at once."""
        for view in self.shell.iter(q("sheetView")):
            without(view, "tabSelected")

    def corner(self, cell: tuple[int, int]) -> tuple[int, int]:
        """The first cell of the merged ones that this lies within, else itself."""
        if not self._merges:
            return cell
        row, column = cell
        if column not in self._merges_at:
            self._merges_at[column] = sorted(
                (top, bottom, left) for top, left, bottom, right in self._merges if left <= column <= right
            )
        merges = self._merges_at[column]
        place = bisect_right(merges, (row, MAX_ROW, column)) - 1
        if place >= 0 and merges[place][1] >= row:
            return merges[place][0], merges[place][2]
        return cell

    @cached_property
    def _merges(self) -> list[tuple[int, int, int, int]]:
        """Top, left, bottom and right of all merged cells."""
        found = (_MERGE.fullmatch((item.get("ref") or "").replace("$", "")) for item in self.shell.iter(q("mergeCell")))
        return [
            (int(merge[2]), column_number(merge[1]), int(merge[4]), column_number(merge[3])) for merge in found if merge
        ]

    def restyle(self, style: Callable[[int], int], styles: Collection[int]) -> None:
        """Give every cell that has one of the styles another."""
        if not styles:
            return
        pattern = re.compile(rb'(<(?:[\w.-]+:)?c r="[A-Z]+\d+"(?:\s(?!s=)[a-z]+="[^"]*")*\ss=")(\d+)')

        def changed(match: re.Match[bytes]) -> bytes:
            number = int(match[2])
            return match[1] + str(style(number) if number in styles else number).encode()

        self.rows = pattern.sub(changed, self.rows)

    def mark(self, marks: CellMarks, style: Callable[[int, int], int]) -> None:
        """Give cells the style `style(its own, what stands in marks)`; cells and rows that are not there are put in."""
        if not marks:
            return
        self._column_styles = list(self._styles_of_columns())
        pending = sorted(marks)
        # What stays is not copied: the rows of a large sheet are a hundred megabytes.
        text = memoryview(self.rows)
        parts: list[bytes | memoryview] = []
        position = place = 0
        for run in self._runs(marks):
            number = run.numbers[0]
            while place < len(pending) and pending[place] < number:
                parts += (text[position : run.start], self._new_row(pending[place], marks[pending[place]], style))
                position = run.start
                place += 1
            if place < len(pending) and pending[place] == number:
                parts += (text[position : run.start], self._edited(run, marks[number], style))
                position = run.end
                place += len(run.numbers)
        parts.append(text[position:])
        parts += (self._new_row(number, marks[number], style) for number in pending[place:])
        self.rows = b"".join(parts)

    def _runs(self, marks: CellMarks) -> Iterator[_Run]:
        """All rows: each that is not marked by itself, those that follow each other and are marked alike together."""
        numbers: list[int] = []
        start = 0
        for row in self._row.finditer(self.rows):
            number = int(row[1])
            is_more = numbers and numbers[-1] == number - 1 and number in marks
            if is_more and marks.get(numbers[0]) == marks[number]:
                numbers.append(number)
                continue
            if numbers:
                yield _Run(numbers, start, row.start())
            numbers, start = [number], row.start()
        if numbers:
            yield _Run(numbers, start, len(self.rows))

    @cached_property
    def _row(self) -> re.Pattern[bytes]:
        return re.compile(rb'<%brow r="(\d+)"[^>]*?(/?)>' % re.escape(self.prefix))

    def _new_row(self, number: int, marks: Mapping[int, int], style: Callable[[int, int], int]) -> bytes:
        cells = b"".join(self._new_cell(number, column, marks[column], style, 0) for column in sorted(marks))
        return b'<%brow r="%d">%b</%brow>' % (self.prefix, number, cells, self.prefix)

    def _new_cell(self, row: int, column: int, mark: int, style: Callable[[int, int], int], own: int) -> bytes:
        own = own or next((number for first, last, number in self._column_styles if first <= column <= last), 0)
        return b'<%bc r="%b" s="%d"/>' % (self.prefix, address(row, column).encode(), style(own, mark))

    def _edited(self, run: _Run, marks: Mapping[int, int], style: Callable[[int, int], int]) -> bytes:
        text = self.rows[run.start : run.end]
        if len(run.numbers) == 1:
            return self._edited_row(text, run.numbers[0], marks, style)
        columns = {letters(column).encode(): mark for column, mark in marks.items()}
        known: dict[tuple[bytes, bytes], bytes] = {}

        def styled(cell: re.Match[bytes]) -> bytes:
            opening, column, attributes = cell.groups()
            if (column, attributes) not in known:
                known[column, attributes] = _with_style(attributes, columns[column], style)
            return opening + known[column, attributes]

        names = b"|".join(columns)
        cells = re.compile(rb'(<%bc r="(%b)\d+")([^>]*)' % (re.escape(self.prefix), names))
        edited, count = cells.subn(styled, text)
        if count == len(run.numbers) * len(marks):
            return edited
        # Some are not there.
        rows = [row.start() for row in self._row.finditer(text)]
        each = zip(run.numbers, rows, [*rows[1:], len(text)], strict=True)
        return b"".join(self._edited_row(text[start:end], number, marks, style) for number, start, end in each)

    def _edited_row(self, text: bytes, row: int, marks: Mapping[int, int], style: Callable[[int, int], int]) -> bytes:
        for column, mark in marks.items():
            name = b'<%bc r="%b%d"' % (self.prefix, letters(column).encode(), row)
            start = text.find(name)
            if start < 0:
                text = self._with_cell(text, row, column, mark, style)
            else:
                start += len(name)
                end = text.index(b">", start)
                text = text[:start] + _with_style(text[start:end], mark, style) + text[end:]
        return text

    def _with_cell(self, text: bytes, row: int, column: int, mark: int, style: Callable[[int, int], int]) -> bytes:
        opening = self._row.match(text)
        if opening is None:
            return text
        tag, rest = _SPANS.sub(b"", opening[0]), text[opening.end() :]
        own = _STYLE.search(tag)
        cell = self._new_cell(row, column, mark, style, int(own[1]) if own else 0)
        if opening[2]:
            return tag[:-2].rstrip() + b">" + cell + b"</" + self.prefix + b"row>" + rest
        for other in re.finditer(rb'<(?:[\w.-]+:)?c r="([A-Za-z]{1,3})\d+"', rest):
            if column_number(other[1].decode()) > column:
                return tag + rest[: other.start()] + cell + rest[other.start() :]
        end = rest.rfind(b"</" + self.prefix + b"row>")
        return tag + rest[:end] + cell + rest[end:]

    def _styles_of_columns(self) -> Iterator[tuple[int, int, int]]:
        for item in self.shell.iter(q("col")):
            numbers = [item.get(name, "0") for name in ("min", "max", "style")]
            if all(text.isascii() and text.isdecimal() and len(text) < 10 for text in numbers):
                yield int(numbers[0]), int(numbers[1]), int(numbers[2])

    def has_notes(self, key: str) -> None:
        """Say that the shapes of notes stand in the part with this relationship."""
        for item in self.shell.findall(q("legacyDrawing")):
            self.shell.remove(item)
        made = etree.Element(q("legacyDrawing"))
        made.set(f"{{{OFFICE}}}id", key)
        for place, item in enumerate(self.shell):
            if isinstance(item.tag, str) and item.tag.rpartition("}")[2] in _AFTER_NOTES:
                self.shell.insert(place, made)
                return
        self.shell.append(made)

    @property
    def notes_key(self) -> str | None:
        """The relationship of the part with the shapes of notes."""
        found = self.shell.find(q("legacyDrawing"))
        return None if found is None else found.get(f"{{{OFFICE}}}id")


def _with_style(attributes: bytes, mark: int, style: Callable[[int, int], int]) -> bytes:
    """What stands in a cell's tag behind its address, with another style."""
    own = _STYLE.search(attributes)
    if own is None:
        return b' s="%d"' % style(0, mark) + attributes
    return attributes[: own.start(1)] + b"%d" % style(int(own[1]), mark) + attributes[own.end(1) :]


def _tidied(data: bytes) -> bytes:
    """The sheet with the address of every row and cell said first, without comments, in UTF-8."""
    parser: etree.XMLParser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Unusable("damaged") from problem
    for name, parent in (("row", "sheetData"), ("c", "row")):
        if len(list(root.iter(q(name)))) != sum(1 for item in root.iter(q(parent)) for _ in item.iterchildren(q(name))):
            raise Unusable("damaged")
    last = 0
    for row in root.iter(q("row")):
        number = row.get("r") or ""
        last = int(number) if number.isascii() and number.isdecimal() and len(number) < 8 else min(last + 1, MAX_ROW)
        _say_first(row, str(last))
        column = 0
        for cell in row.iterchildren(q("c")):
            name = (cell.get("r") or "").rstrip("0123456789")
            column = column_number(name) or column + 1
            _say_first(cell, address(last, column))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _say_first(element: etree._Element, place: str) -> None:
    rest = {name: value for name, value in element.attrib.items() if name != "r"}
    element.attrib.clear()
    element.set("r", place)
    for name, value in rest.items():
        element.set(name, value)
