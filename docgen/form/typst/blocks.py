"""Written paragraphs and tables, and how they stand one below another."""

from __future__ import annotations

from dataclasses import dataclass, replace

from docgen.form.typst.specs import ParagraphSpec
from docgen.form.typst.text import joined, points

LIKELY = 0.45
"""What takes more than this part of a page, roughly, may be too high for one."""
SURE = 0.9
"""What takes less than this part of a page, at most, is not: what is both is measured before it is told to stay whole,
which takes as long as laying it out."""


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """A paragraph or table as source, but for the space above and below, which its neighbours decide."""

    source: str
    spec: ParagraphSpec | None = None
    height: float = 0.0
    """Roughly, in points."""
    new_page: str = ""
    """A page begins before it; the statement that begins it."""
    follows: bool = False
    """The rest of a paragraph that a page break cut."""
    blank: bool = False
    """Nothing but an empty line, which beside a page break needs no room."""
    function: str = ""
    """What makes a paragraph of the source."""
    behind: str = ""
    """A statement that stands behind it."""
    most: float = 0.0
    """The height that it does not exceed, in points; of a table only where it stands in a cell."""


_PARTING = 3.5
"""Lines, roughly, from which a paragraph can be parted with two lines on each page."""


def parted(blocks: list[WrittenBlock]) -> list[WrittenBlock]:
    """The blocks, those that stay with the next one held as Word holds them: by their last lines, not as a whole.

    The last line of such a paragraph reaches as far down as what it stays with, which is then set over it: where that
    does not fit, the last line goes to the next page, and the one before it goes with it.
    """
    if not any(block.spec and block.spec.free for block in blocks):
        return blocks
    made = list(blocks)
    for index, block in enumerate(blocks):
        spec = block.spec
        if spec and spec.free and block.height > _PARTING * spec.line and (high := _kept_height(blocks, index, spec)):
            over = high - max(spec.below, _above(blocks[index + 1])) + spec.below + _above(blocks[index + 1])
            source = joined([block.source, f"strut(0pt,{points(spec.depth + high)})"])
            made[index] = replace(block, source=source, function=spec.free, behind=f"v({points(-over)})")
    return made


def _kept_height(blocks: list[WrittenBlock], index: int, spec: ParagraphSpec | None) -> float:
    """The height of what stays with a paragraph, to the first line of the last of it; 0 where no paragraph ends it."""
    total, below = 0.0, spec.below if spec else 0.0
    for block in blocks[index + 1 :]:
        spec = block.spec
        if spec is None or block.new_page:
            return 0.0
        total += max(below, spec.above)
        if not spec.style.keep_next:
            return total + spec.line
        total += block.height
        below = spec.below
    return 0.0


def _above(block: WrittenBlock) -> float:
    return block.spec.above if block.spec else 0.0


NEW_PAGE = "pagebreak()"
"""Begins a page, whatever the one before it holds."""
FRESH_PAGE = "pagebreak(weak:true)"
"""Begins a page where the one before it holds something."""


def broken(blocks: list[WrittenBlock], *, split_marks: bool) -> tuple[list[WrittenBlock], bool]:
    """The blocks of one paragraph that page breaks cut, without lines that only hold a break; whether a page begins
    behind them.

    As in Word a break's own line is the last on its page even where the page is full, and a paragraph that ends with a
    break has no line on the next page, but where `split_marks` says so (w:splitPgBreakAndParaMark).
    """
    behind = len(blocks) > 1 and blocks[-1].blank and not split_marks
    kept = blocks[:-1] if behind else list(blocks)
    if len(blocks) > 1 and kept and kept[0].blank and not kept[0].new_page:
        del kept[0]
    return kept, behind


def begun(blocks: list[WrittenBlock]) -> list[WrittenBlock]:
    """The blocks, a page beginning before the first of them."""
    first = replace(blocks[0], new_page=NEW_PAGE) if blocks else WrittenBlock("", new_page=NEW_PAGE)
    return [first, *blocks[1:]]


def flow(blocks: list[WrittenBlock], *, inside: bool) -> str:
    """Blocks one below another; `inside` a cell no page can begin, and the last space below counts."""
    statements: list[str] = []
    for index, block in enumerate(blocks):
        spec = block.spec
        # A section's pages have just begun: a weak break would come behind the marks that stand before its text.
        asked = block.new_page if not (inside or (index == 0 and block.new_page == FRESH_PAGE)) else ""
        if spec is None:
            statements += filter(None, (asked, block.source))
            continue
        above: float | None = None
        if asked:
            statements.append(asked)
            above = 0.0
        elif index == 0:
            above = 0.0
        if above is not None and spec.above and not block.follows:
            # At the top of a cell or of a page that was asked for, Typst would drop the space.
            statements.append(f"v({points(spec.above)})")
        options = f"above:{points(above)}," if above is not None and spec.above else ""
        last = inside and index == len(blocks) - 1 and spec.below
        if last:
            options += "below:0pt,"
        statements.append(f"{block.function}({options}{block.source})")
        if block.behind:
            statements.append(block.behind)
        if last:
            statements.append(f"v({points(spec.below)})")
    return joined(statements)


def height_of(blocks: list[WrittenBlock], *, most: bool = False) -> float:
    """The height of blocks one below another in points: roughly, or the most that it can be."""
    total = last = 0.0
    for block in blocks:
        above = block.spec.above if block.spec else 0.0
        total += max(above, last) + (block.most if most else block.height)
        last = block.spec.below if block.spec else 0.0
    return total + last


def plain_lines(blocks: list[WrittenBlock]) -> tuple[str, str]:
    """Plain paragraphs that are aligned alike: their alignment, and their lines without elements around them."""
    aligned = {block.spec.plain if block.spec else "" for block in blocks}
    plain = aligned.pop() if len(aligned) == 1 else ""
    return plain, joined([block.source for block in blocks], "linebreak()") if plain else ""
