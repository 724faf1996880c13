"""Vertical text (w:textDirection "tbRl"): Han characters stand upright one below another, all others lie on their side.

A cell without Han characters is one text turned as a whole: a page number at the short edge of a landscape page.
"""

from __future__ import annotations

import re

from docgen.form.filled import FilledCell, FilledParagraph, FilledRow, printed_text

_UPRIGHT = "\u3400-\u9fff\u3041-\u30ff〇\U00020000-\U0003ffff"
UPRIGHT = re.compile(f"[{_UPRIGHT}]")
"""Characters that stand upright in vertical text."""
TURNED = re.compile(rf"[^{_UPRIGHT}\s]")
"""Those that Word turns: letters, figures and marks, and a tag that may print any."""


def turned_length(cell: FilledCell, row: FilledRow) -> float:
    """The room for a line of a cell whose text is turned as a whole, in points; 0 for all others.

    The row's height says how long its lines may be: without one, and with text that has characters of both kinds, the
    text is written as a column of single characters.
    """
    if cell.style.direction != "vertical" or not row.style.height:
        return 0.0
    texts = (printed_text(block) for block in cell.blocks if isinstance(block, FilledParagraph))
    if not all(isinstance(block, FilledParagraph) for block in cell.blocks) or any(map(UPRIGHT.search, texts)):
        return 0.0
    return max(row.style.height - cell.style.margins[0] - cell.style.margins[2], 1.0)
