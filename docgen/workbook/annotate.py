"""A copy of the user's workbook in which every finding is a coloured cell with a comment, listed with links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from docgen.errors import CannotUse, Place
from docgen.files import write_whole
from docgen.findings import Finding
from docgen.messages import say
from docgen.workbook.cells import visible
from docgen.workbook.container import Container, Unusable, read_whole
from docgen.workbook.copy.book import BookCopy
from docgen.workbook.copy.listing import ORDER, cells_of, listing
from docgen.workbook.copy.marks import SheetMarks, ToldCells, places
from docgen.workbook.copy.notes import Notes
from docgen.workbook.copy.sheet import SheetCopy
from docgen.workbook.copy.styles import StylesCopy
from docgen.workbook.grid import address

RESULT_SHEET = "检查结果"

_LONGEST = 30_000
"""Characters of a comment; Excel allows 32,767."""


def annotate(source: Path, findings: Iterable[Finding], target: Path) -> None:
    """Write to `target` a copy of the workbook `source` with the findings whose file is `str(source)`.

    All that the workbook holds stays as it is, but macros. Strict OOXML becomes transitional. Marks of an earlier
    annotation are replaced. The copy has a sheet 检查结果 in front, which reading passes over.
    Raises CannotUse when `source` cannot be opened as a workbook, is `target`, or `target` is a folder, a device or
    the like, or cannot be written.
    """
    own = [finding for finding in findings if finding.file == str(source)]
    if source.resolve() == target.resolve():
        raise _cannot("annotate.same", target)
    if target.exists() and not target.is_file():
        raise _cannot("annotate.no-file", target)
    try:
        container = Container(read_whole(source), source.name)
    except Unusable as problem:
        raise CannotUse(
            f"workbook.file/{problem.variant}", place=Place(str(source)), value="", **problem.values
        ) from problem
    try:
        data = _copy(container, own)
    except Unusable as problem:
        raise _cannot("annotate.odd", source) from problem
    write_whole(target, data)


def _cannot(key: str, path: Path) -> CannotUse:
    return CannotUse(key, place=Place(str(path)), path=path)


def _copy(container: Container, findings: Sequence[Finding]) -> bytes:
    book = BookCopy(container)
    book.remove(RESULT_SHEET)
    styles = StylesCopy(book.package, book.name)
    by_sheet: dict[str, list[Finding]] = {}
    for finding in findings:
        by_sheet.setdefault(finding.sheet or "", []).append(finding)
    parts = book.parts
    for title, part in parts.items():
        told = by_sheet.get(title, [])
        if any(cells_of(item) for item in told) or styles.marked or _has_notes(book, part):
            _mark_sheet(book, part, told, styles)
    data, area = listing(findings, parts, styles)
    book.put_first(RESULT_SHEET, data, area)
    styles.save()
    return book.packed()


def _has_notes(book: BookCopy, part: str) -> bool:
    return any(kind == "comments" for _, kind, _ in book.package.relations(part))


def _mark_sheet(book: BookCopy, part: str, findings: Sequence[Finding], styles: StylesCopy) -> None:
    sheet = SheetCopy(book.package.read(part))
    sheet.forget_choice()
    notes = Notes(book.package, part, sheet, say("annotate.mark"), say("annotate.author"))
    told = ToldCells(findings, sheet.corner)
    sheet.restyle(lambda number: styles.coloured(number, None), styles.marked)
    _uncolour(sheet, notes, styles)
    sheet.mark(told.marks.rows, lambda number, worst: styles.coloured(number, ORDER[worst]))
    for cell, items in told.notes().items():
        said = "\n".join(
            f"【{say(f'severity.{item.severity}')}】{_sentence(item.message)}{item.hint}" for item in items
        )
        notes.add(address(*cell), visible(f"{say('annotate.mark')}\n{said}")[:_LONGEST])
    notes.save()
    book.package.write(part, sheet.data())


def _uncolour(sheet: SheetCopy, notes: Notes, styles: StylesCopy) -> None:
    """Cells with a note of an earlier check lose its colour, also where another program has saved the copy."""
    earlier = SheetMarks()
    for cell in places(notes.earlier):
        earlier.add(*cell, 0)
    sheet.mark(
        earlier.rows, lambda number, _: styles.coloured(number, None) if number in styles.like_marked else number
    )


def _sentence(text: str) -> str:
    return text if text.endswith("？") else f"{text}。"
