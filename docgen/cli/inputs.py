"""Reading and checking the workbooks of a run, the same for every command that does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from docgen.cli import show
from docgen.cli.common import grading_of
from docgen.messages import say
from docgen.office.folder import Office
from docgen.programme.check import Checked, check


def checked_inputs(office: Office | None, paths: Sequence[Path], on: date, *, quiet: bool) -> Checked:
    """Everything the workbooks say and what is wrong with it, as of the day `on`."""
    if not quiet:
        show.tell(say("check.reading", files=len(paths)))
    return check(paths, on=on, grading=grading_of(office), undrawable=_undrawable())


def _undrawable() -> Callable[[str], str] | None:
    """What tells the characters that no font draws; None on a machine that has no font to draw with at all."""
    from docgen.pdf.fonts import find_fonts
    from docgen.pdf.roles import DEFAULT

    fonts = find_fonts()
    return fonts.undrawable if fonts.resolve(DEFAULT) else None
