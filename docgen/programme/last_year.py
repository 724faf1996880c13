"""The year before each bureau's: among the workbooks themselves, or in workbooks named beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from docgen.errors import CannotUse, Place, WrongUsage
from docgen.programme.assemble import assemble
from docgen.programme.grading import GradingTable
from docgen.programme.model import Bureau
from docgen.workbook.read import read_workbook


def years_before(
    bureaus: Sequence[Bureau], named: Sequence[Path], grading: GradingTable
) -> Mapping[tuple[str, int], Bureau]:
    """(单位名称, 年度) of a bureau → its year before. A `named` one goes before one that is there anyway.

    A bureau of another name is the same one renamed, where there is only one to compare. Raises CannotUse for a named
    workbook that cannot be opened, WrongUsage for one that is of no bureau's year before.
    """
    last = [*bureaus, *_read(bureaus, named, grading)]
    single = len({bureau.name for bureau in bureaus}) == 1
    found: dict[tuple[str, int], Bureau] = {}
    for bureau in bureaus:
        for other in last:
            renamed = single and not any(other is item for item in bureaus)
            if other.year == bureau.year - 1 and (other.name == bureau.name or renamed):
                found[bureau.name, bureau.year] = other
    return found


def _read(bureaus: Sequence[Bureau], named: Sequence[Path], grading: GradingTable) -> tuple[Bureau, ...]:
    """The bureaus of workbooks that are only compared with."""
    if not named or not bureaus:
        return ()
    books = [read_workbook(path) for path in named]
    for book in books:
        if not book.usable:
            raise CannotUse(book.findings[0].said, place=Place(book.file))
    found = assemble(books, grading)
    wanted = {bureau.year - 1 for bureau in bureaus}
    for bureau in found.bureaus:
        if bureau.year not in wanted:
            files = "、".join(book.file for book in found.books[bureau.name, bureau.year])
            told = "、".join(f"{year}年" for year in sorted(wanted))
            key = "usage.last" if bureau.name else "usage.last/none"
            raise WrongUsage(key, file=files, found=f"{bureau.name}{bureau.year}年", wanted=told)
    return found.bureaus
