"""Draws all shipped forms anew.

    .venv/bin/python templates/house/draw_all.py [KIND…]

writes templates/<kind>/form.docx. People change those files in Word; this is where the shipped ones come from.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import books
import check_tables
import evaluation
import issued
import lists
import notices
import persons
import procedures
import programme
import records
import scores
import summary
from parts import TEMPLATES

FORMS = {
    kind: draw
    for papers in (
        *(check_tables, books, lists, procedures, scores, notices, records, persons),
        *(issued, programme, evaluation, summary),
    )
    for kind, draw in papers.FORMS.items()
}


def main(wanted: list[str]) -> None:
    """Write the forms wanted, all where none is named."""
    for kind, draw in FORMS.items():
        if not wanted or kind in wanted:
            (TEMPLATES / kind).mkdir(exist_ok=True)
            (TEMPLATES / kind / "form.docx").write_bytes(draw())
    for (kind, layout), draw in issued.LAYOUTS.items():
        if not wanted or kind in wanted:
            (TEMPLATES / kind / f"{layout}.docx").write_bytes(draw())


if __name__ == "__main__":
    main(sys.argv[1:])
