"""A long list as a workbook: laid out with one line, whose row is then written again, as text, for all of them.

Laid out line by line, fifty thousand would take half a minute. So every line looks as the template says for one; what
a template decides by a line's values, or counts in its loops, it cannot decide for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docgen.form.fill import FormTemplate
from docgen.form.sheet.writer import link_address, write_workbook
from docgen.word.package import read_package, write_package

_SHEET = "xl/worksheets/sheet1.xml"
_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
_WORKBOOK = "xl/workbook.xml"

_MOST_LINKS = 65_530
"""Links that Excel takes in a worksheet; the lines behind them have none."""

_TALLEST = 48.0
"""Points that a line may be high, three lines of text: one that is longer than all others must not set them all."""

_MARK = re.compile(r"@@[bl]_(\w+)@@")
"""What stands for a line's value while its row is laid out."""

_ROW = re.compile(r'<row r="(\d+)".*?</row>', re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)\d+"( s="\d+")?(?: t="\w+")?(?:/>|><is><t[^>]*>(.*?)</t></is></c>)', re.DOTALL)
_MERGE = re.compile(r'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/>')
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b\x0c\x0e-\x1f]")


def write_long_list(
    template: FormTemplate,
    values: Mapping[str, Any],
    names: tuple[str, str],
    title: str,
    created: datetime,
    author: str = "",
) -> bytes | None:
    """The workbook, as `write_workbook`; None where the template does not have one row a block and one a line.

    `names` are those of the blocks in `values` and of the lines in each block; both are mappings of texts and numbers.
    """
    blocks = values[names[0]]
    block = {key: f"@@b_{key}@@" for key in blocks[0] if key != names[1]}
    line = {key: f"@@l_{key}@@" for key in blocks[0][names[1]][0]}
    lines = [item for one in blocks for item in one[names[1]]]
    longest = {key: max((item[key] for item in lines), key=lambda value: len(str(value))) for key in line}

    def laid_out(shown: Mapping[str, Any]) -> dict[str, bytes]:
        sample = template.fill({**values, names[0]: [{**block, names[1]: [shown]}]})
        return read_package(write_workbook(sample, title, created, author))

    members = laid_out(line)
    sheet = _Sheet(members[_SHEET].decode())
    if not sheet.plain:
        return None
    sheet.set_heights(laid_out(longest)[_SHEET].decode())
    rows, tail = sheet.written(blocks, names[1])
    relations = members.get(_RELATIONS, b"").decode()
    linked = re.search(r'Target="[^"]*@@l_(\w+)@@', relations)
    if linked:
        paths = [str(item[linked[1]]) for item in lines]
        tail, relations = _with_links(tail, relations, sheet, paths)
        members[_RELATIONS] = relations.encode()
    moved = rf"\1${sheet.last_row}"
    members[_WORKBOOK] = re.sub(rb"(_FilterDatabase[^<]*:\$[A-Z]+)\$\d+", moved.encode(), members[_WORKBOOK])
    members[_SHEET] = b"".join([*rows, tail.encode()])
    del rows
    return write_package(members)


@dataclass(slots=True)
class _RowText:
    """A row that is written again and again: what stands around its values."""

    row: re.Match[str]
    cells: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Of each cell: its column, its style, the name of the value that is all of it, its text with values' marks."""
    height: str = ""
    """As an attribute; where it is not enough, the program that opens the file may set it anew."""

    def __post_init__(self) -> None:
        for column, style, text in _CELL.findall(self.row[0]):
            alone = _MARK.fullmatch(text)
            self.cells.append((column, style, alone[1] if alone else "", text))

    def written(self, number: int, values: Mapping[str, Any]) -> str:
        """The row with these values."""
        cells = []
        for column, style, name, text in self.cells:
            value = values[name] if name else _MARK.sub(lambda found: _escaped(values[found[1]]), text)
            if type(value) is int:
                cells.append(f'<c r="{column}{number}"{style}><v>{value}</v></c>')
            elif value:
                shown = _escaped(value) if name else value
                cells.append(f'<c r="{column}{number}"{style} t="inlineStr"><is><t>{shown}</t></is></c>')
            else:
                cells.append(f'<c r="{column}{number}"{style}/>')
        return f'<row r="{number}"{self.height}>{"".join(cells)}</row>'


def _height(sheet: str, row: int) -> str:
    """The height of a laid-out row as an attribute, within `_TALLEST`."""
    found = re.search(rf'<row r="{row}" ht="([\d.]+)"', sheet)
    return f' ht="{min(float(found[1]), _TALLEST):g}"' if found else ""


def _escaped(value: object) -> str:
    text = str(value)
    return escape(_NO_XML.sub("", text)) if _SPECIAL.search(text) else text


class _Sheet:
    """The worksheet of one block with one line, and what is written in their place."""

    def __init__(self, text: str) -> None:
        self.text = text
        rows = list(_ROW.finditer(text))
        blocks = [row for row in rows if "@@b_" in row[0]]
        lines = [row for row in rows if "@@l_" in row[0]]
        self.plain = (len(blocks), len(lines)) == (1, 1) and int(blocks[0][1]) + 1 == int(lines[0][1])
        if self.plain:
            self.block, self.line = _RowText(blocks[0]), _RowText(lines[0])
            self.first = int(blocks[0][1])
            self.last = self.first + 1
            self.behind = [row for row in rows if int(row[1]) > self.last]
        self.numbers: list[int] = []
        """The rows of the lines."""

    def set_heights(self, text: str) -> None:
        """Make rows as high as those of a worksheet with long values."""
        self.block.height, self.line.height = _height(text, self.first), _height(text, self.last)

    @property
    def last_row(self) -> int:
        """The row of the last line."""
        return self.numbers[-1]

    def written(self, blocks: Sequence[Mapping[str, Any]], name: str) -> tuple[list[bytes], str]:
        """The worksheet with all blocks and lines: to the end of its rows, and what stands behind them.

        Rows are UTF-8 one by one: a text of all of them would take four times the memory for one rare character.
        """
        begun: list[int] = []
        rows = [row.encode() for row in self._rows(blocks, name, begun)]
        moved = self.last_row - self.last
        foot = "".join(_lower(row[0], int(row[1]), int(row[1]) + moved) for row in self.behind)
        begin, end = self.block.row.start(), self.text.index("</sheetData>")
        merges = "".join(self._merges(begun, moved))
        count = merges.count("<mergeCell ")
        tail = re.sub(
            r"<mergeCells.*?</mergeCells>", f'<mergeCells count="{count}">{merges}</mergeCells>', self.text[end:]
        )
        tail = re.sub(r'(<autoFilter ref="[A-Z]+\d+:[A-Z]+)\d+', rf"\g<1>{self.last_row}", tail)
        head = re.sub(
            r'(<dimension ref="[A-Z]+\d+:[A-Z]+)\d+', rf"\g<1>{self.last_row + len(self.behind)}", self.text[:begin]
        )
        return [head.encode(), *rows, foot.encode()], tail

    def _rows(self, blocks: Sequence[Mapping[str, Any]], name: str, begun: list[int]) -> Iterator[str]:
        number = self.first
        for block in blocks:
            begun.append(number)
            yield self.block.written(number, block)
            for item in block[name]:
                number += 1
                self.numbers.append(number)
                yield self.line.written(number, item)
            number += 1

    def _merges(self, begun: Sequence[int], moved: int) -> Iterator[str]:
        for left, top, right, foot in _MERGE.findall(self.text):
            first, last = int(top), int(foot)
            if first == self.first:
                places = [(row, row) for row in begun]
            elif first == self.last:
                places = [(row, row) for row in self.numbers]
            else:
                lower = moved if first > self.last else 0
                places = [(first + lower, last + lower)]
            yield from (f'<mergeCell ref="{left}{one}:{right}{other}"/>' for one, other in places)


def _lower(row: str, old: int, new: int) -> str:
    """A row with another number."""
    return re.sub(rf'r="([A-Z]*){old}"', rf'r="\g<1>{new}"', row)


def _with_links(tail: str, relations: str, sheet: _Sheet, paths: Sequence[str]) -> tuple[str, str]:
    """What stands behind the rows with a link in each line that has a path, and the part that says where they lead."""
    found = re.search(rf'<hyperlinks>.*?ref="([A-Z]+){sheet.last}".*?</hyperlinks>', tail, re.DOTALL)
    assert found, "a link was laid out"
    wanted = [(number, path) for number, path in zip(sheet.numbers, paths, strict=True) if path][:_MOST_LINKS]
    links = "".join(f'<hyperlink ref="{found[1]}{number}" r:id="l{number}"/>' for number, _ in wanted)
    told = "".join(
        f'<Relationship Id="l{number}" Type="{_DOCUMENT}/hyperlink" Target={quoteattr(link_address(path))}'
        ' TargetMode="External"/>'
        for number, path in wanted
    )
    links = f'<hyperlinks xmlns:r="{_DOCUMENT}">{links}</hyperlinks>'
    others = re.sub(r"<Relationship [^>]*@@l_[^>]*/>", "", relations)
    return tail[: found.start()] + links + tail[found.end() :], others.replace(
        "</Relationships>", f"{told}</Relationships>"
    )


_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
