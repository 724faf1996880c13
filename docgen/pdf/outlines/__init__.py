"""A page is laid out with fonts without outlines, and the finished file gets the outlines: the door to all of that.

Typst would take every outline apart for every document (docs/design.md). Nothing outside this folder knows its modules.
"""

from docgen.pdf.outlines.cff import glyph_count as compact_glyph_count
from docgen.pdf.outlines.restore import Link, NotPlain, finish
from docgen.pdf.outlines.stripped import StrippedFont, strip

__all__ = ["Link", "NotPlain", "StrippedFont", "compact_glyph_count", "finish", "strip"]
