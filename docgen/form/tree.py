"""The form tree: what a Word template lays out, free of any output format's notions.

Read once from a compiled template by `form.read`, with the template's Jinja tags kept as nodes; `form.fill` makes a
tree without tags (`form.filled`) of it for each document, which the engines' writers read. All lengths are points
(1/72 in), all colours "rrggbb", all styles are resolved: nobody has to look up a Word style, theme or default.

`controls` of a node are the tags (w:tag) of the content controls that it stands in, the outermost first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class TagPlace:
    """Where a tag stands in the template, for messages."""

    part: str = ""
    near: str = ""
    """The first words around it."""
    typed: str = ""
    """The tag as it was typed in Word."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A Jinja tag as it stands in the compiled template: "{{ person.name }}", "{% for … %}", "{% endfor %}"."""

    source: str
    rich: bool = False
    """The value may be a RichText ({{r }}): its runs stand here."""
    at: TagPlace = field(default_factory=TagPlace, compare=False)

    @property
    def is_output(self) -> bool:
        """True for {{ }}, False for a statement."""
        return self.source.startswith("{{")


@dataclass(frozen=True, slots=True)
class Tagged:
    """An attribute whose value Jinja tags decide (cell background, column span, merge): template source."""

    source: str
    at: TagPlace = field(default_factory=TagPlace, compare=False)


# ---------------------------------------------------------------- inline


@dataclass(frozen=True, slots=True)
class RunStyle:
    """Character properties."""

    east: str = "宋体"
    """Font family for Han characters and full-width punctuation, as named in the template."""
    latin: str = "宋体"
    size: float = 10.5
    bold: bool = False
    italic: bool = False
    underline: str | None = None
    """Word's name: single, double, thick, dotted, dash, wave …"""
    strike: bool = False
    double_strike: bool = False
    """The line of `strike` is two."""
    color: str | None = None
    background: str | None = None
    """Highlight or run shading."""
    spacing: float = 0.0
    """Added after each character."""
    raised: float = 0.0
    """Baseline shift upwards."""
    script: Literal["super", "sub"] | None = None
    caps: bool = False
    small_caps: bool = False
    scale: float = 1.0
    """Horizontal scaling of glyphs."""
    border: Border | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Literal text."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line, page or column break inside a paragraph."""

    kind: Literal["line", "page", "column"] = "line"


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab character."""


@dataclass(frozen=True, slots=True)
class Field:
    """A page number field."""

    kind: Literal["page", "pages", "section_pages"]
    format: str = ""
    """Word's number format; "" for the section's own."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An inline picture. `media` is a key of Form.media; `name` is what a replacement goes by."""

    media: str
    width: float
    height: float
    name: str = ""
    alt: str = ""


Piece = Text | Tag | Break | Tab | Field | Picture


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces of one character style. `style` has no link: hyperlinks keep only their look."""

    style: RunStyle
    pieces: tuple[Piece, ...]
    controls: tuple[str, ...] = ()


# ---------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Border:
    """One side's line. `width` in points; `style` is Word's name (single, double, dashed, dotted, thick …)."""

    style: str
    width: float
    color: str = "000000"
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class Borders:
    """Lines by side; None where there is none."""

    top: Border | None = None
    right: Border | None = None
    bottom: Border | None = None
    left: Border | None = None


@dataclass(frozen=True, slots=True)
class TabStop:
    """A tab stop at `position` from the paragraph's left margin (the text area's left edge)."""

    position: float
    align: Literal["left", "center", "right", "decimal"] = "left"
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """How one level of a list counts."""

    format: str = "decimal"
    """Word's number format."""
    start: int = 1
    anew: bool = False
    """The list instance begins anew at `start` where it is first used (w:startOverride)."""
    restart: int | None = None
    """It begins again behind a paragraph of one of the first so many levels; None for every level above it."""


@dataclass(frozen=True, slots=True)
class ListLevel:
    """A paragraph's numbering. `list_id` is of what counts together: Word's abstract numbering."""

    list_id: str
    level: int
    format: str
    """Word's number format: decimal, chineseCounting, bullet …"""
    pattern: str
    """Word's level text: "%1.", "(%2)"."""
    start: int
    style: RunStyle
    suffix: Literal["tab", "space", "nothing"] = "tab"
    instance: str = ""
    counting: tuple[Counting, ...] = ()
    """How all levels of the instance count."""
    legal: bool = False
    """Labels have figures for every level (w:isLgl)."""

    def counts(self, level: int) -> Counting:
        """How a level of the list counts."""
        if level < len(self.counting):
            return self.counting[level]
        return Counting(self.format, self.start) if level == self.level else Counting()


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """Paragraph properties."""

    align: Literal["left", "right", "center", "justify", "distribute"] = "left"
    left: float = 0.0
    right: float = 0.0
    first_line: float = 0.0
    """First-line indent; negative for a hanging one. Indents in characters are already turned to points."""
    before: float = 0.0
    after: float = 0.0
    line_rule: Literal["multiple", "exact", "at_least"] = "multiple"
    line: float = 1.0
    """A factor for "multiple", points for the other two."""
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    widow_control: bool = True
    contextual_spacing: bool = False
    tabs: tuple[TabStop, ...] = ()
    numbering: ListLevel | None = None
    borders: Borders = Borders()
    background: str | None = None
    outline_level: int | None = None
    """0 for a first-level heading."""
    word_wrap: bool = True
    """False where Latin words may break anywhere."""
    snap_to_grid: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; statement tags may stand between its runs. `mark` is its mark's style (the height when empty)."""

    style: ParagraphStyle
    mark: RunStyle
    runs: tuple[Run | Tag, ...] = ()
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellStyle:
    """Cell properties: final borders and margins (table style, row and cell properties merged)."""

    width: float | None = None
    borders: Borders = Borders()
    margins: tuple[float, float, float, float] = (0.0, 5.4, 0.0, 5.4)
    """Top, right, bottom, left."""
    align: Literal["top", "center", "bottom"] = "top"
    direction: Literal["horizontal", "vertical"] = "horizontal"
    no_wrap: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell."""

    blocks: tuple[Block, ...]
    style: CellStyle = CellStyle()
    span: int | Tagged = 1
    """Grid columns covered."""
    merge: Literal["restart", "continue"] | Tagged | None = None
    """Vertical merge; a Tagged source renders to "restart" or "continue" (from {% vm %})."""
    background: str | Tagged | None = None
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowStyle:
    """Row properties."""

    height: float | None = None
    height_rule: Literal["at_least", "exact"] = "at_least"
    header: bool = False
    """Repeated at the top of each page."""
    cant_split: bool = False
    skip_before: int = 0
    skip_after: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table row; statement tags may stand between its cells."""

    cells: tuple[Cell | Tag, ...]
    style: RowStyle = RowStyle()
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands that does not run with the text (w:tblpPr), by the page or by its text area ("margin")."""

    across: Literal["page", "margin"] = "margin"
    x: float | Literal["left", "center", "right"] = "left"
    """Points from the left edge of `across`, or how the table is aligned there."""
    down: Literal["page", "margin"] = "margin"
    y: float | Literal["top", "center", "bottom"] = "bottom"
    """Points from the upper edge of `down`, or how the table is aligned there."""
    clear: float = 0.0
    """Between the text above and the table."""

    @property
    def at_foot(self) -> bool:
        """It stands at the foot of the text area, and the text of its page ends above it."""
        return self.down == "margin" and self.y == "bottom"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; statement tags may stand between its rows. `columns` are the grid's widths."""

    columns: tuple[float, ...]
    rows: tuple[TableRow | Tag, ...]
    align: Literal["left", "center", "right"] = "left"
    indent: float = 0.0
    """Of the table's left border line from the text area's left edge."""
    fixed: bool = True
    dynamic_columns: bool = False
    """Columns are made by a tag ({%tc %}), so that the grid is known only when filled."""
    controls: tuple[str, ...] = ()
    placed: Placed | None = None
    """None for one that runs with the text."""


Block = Paragraph | Table | Tag


@dataclass(frozen=True, slots=True)
class PageSetup:
    """A section's paper, margins and numbering."""

    width: float = 595.3
    height: float = 841.9
    landscape: bool = False
    top: float = 72.0
    right: float = 72.0
    bottom: float = 72.0
    left: float = 72.0
    header: float = 42.55
    """From the paper's top edge to the header's top."""
    footer: float = 42.55
    """From the paper's bottom edge to the footer's bottom."""
    gutter: float = 0.0
    page_start: int | None = None
    page_format: str = "decimal"
    grid_pitch: float | None = None
    """Line pitch of the document grid when lines snap to it."""
    align: Literal["top", "center", "bottom", "justify"] = "top"


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that share a page setup, with headers and footers by kind of page ("default", "first", "even")."""

    setup: PageSetup
    blocks: tuple[Block, ...]
    headers: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    footers: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    title_page: bool = False
    """The first page has the "first" header and footer (empty where there is none)."""
    starts: Literal["next", "continuous", "odd", "even"] = "next"


@dataclass(frozen=True, slots=True)
class Form:
    """A whole template."""

    sections: tuple[Section, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)
    """Its pictures, by the names of their parts."""
    pictures: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Pictures that a document may replace: name or alternative text in Word → keys of `media`."""
    default_tab: float = 21.0
    odd_and_even: bool = False
    """Odd and even pages have headers and footers of their own."""
    language: str = "zh-CN"
    split_marks: bool = False
    """A paragraph that ends with a page break has its mark, an empty line, on the next page."""
    name: str = ""
    """How messages call the template: its path."""


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A construct that the tree cannot carry, named with its place for `template check`."""

    construct: str
    part: str
    context: str
    """Nearby text."""
    content: bool = True
    """Something would be missing from the page; False where it would only look a little different."""
    printed: bool = False
    """The text in it stands on the page all the same."""
