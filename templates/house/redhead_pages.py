"""The pages of an official document: 版记, page numbers, the head of a letter, sections (GB/T 9704-2012)."""

from __future__ import annotations

from collections.abc import Sequence

from conditional import for_each, when
from draw import Page, field_of, paragraph, run
from redhead import NO_DATE
from redhead_styles import (
    DIGIT_TOP,
    IMPRINT,
    LETTER_FOOT,
    LETTER_HEADER,
    LETTER_LINES,
    LETTER_WIDTH,
    LYING,
    MASTHEADS,
    MM,
    NUMBER_BELOW,
    NUMBER_LINE,
    RED,
    UPRIGHT,
    WIDTH,
    styles,
)
from word_file import package, twips

# ---------------------------------------------------------------- 版记


def imprint(copies: str = "document.copies", printer: str = "bureau.单位名称", day: str = "document.date") -> list[str]:
    """版记 at the foot of its page (7.4): 抄送机关 where there are any, 印发机关 and 印发日期; expressions."""
    date = f"{{% if {day} %}}{{{{ {day} }}}}{{% else %}}{NO_DATE}{{% endif %}}印发"
    copied = _row([("Copies", f"抄送：{{{{ {copies} }}}}。", WIDTH)], below=0.25)
    by = _row(
        [("Imprint", f"{{{{ {printer} }}}}", WIDTH - _DATED), ("ImprintDate", date, _DATED)],
        below=0.35,
    )
    rows = f"{_statement(f'if {copies}')}{copied}{_statement('endif')}{by}"
    return [_at_foot(rows)]


def letter_imprint(copies: str = "document.copies") -> list[str]:
    """The 版记 of a letter: 抄送机关 without lines and without who printed it (10.1)."""
    return when(copies, _at_foot(_row([("Copies", f"抄送：{{{{ {copies} }}}}。", WIDTH)], below=0), above=0))


def _at_foot(rows: str, above: float = 0.35) -> str:
    """A table at the foot of the type area.

    LibreOffice leaves one as wide as the text where it stands, unless it has its place from the page's edge.
    """
    where = f'w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{twips(UPRIGHT.left)}" w:tblpYSpec="bottom"'
    return _placed(where, (WIDTH - _DATED, _DATED), rows, above=above)


_DATED = 180.0
"""Width of the place of 印发日期."""


def _row(cells: Sequence[tuple[str, str, float]], below: float) -> str:
    """A row of the 版记, cells of style, text and width, and the line below it (mm)."""
    line = f'<w:bottom w:val="single" w:sz="{round(below * MM * 8)}" w:space="0" w:color="000000"/>' if below else ""
    made = (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{_SPAN if len(cells) == 1 else ""}'
        f"<w:tcBorders>{line}</w:tcBorders></w:tcPr>{paragraph(style, words)}</w:tc>"
        for style, words, width in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(made)}</w:tr>"


_SPAN = '<w:gridSpan w:val="2"/>'


def _statement(tag: str) -> str:
    """A row of its own for a tag {%tr %}."""
    words = paragraph("Imprint", f"{{%tr {tag} %}}")
    return f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{twips(WIDTH)}" w:type="dxa"/>{_SPAN}</w:tcPr>{words}</w:tc></w:tr>'


def _placed(where: str, columns: Sequence[float], rows: str, *, above: float = 0.35) -> str:
    """A table without margins at a place of the page; `above` is the line over its first row (mm)."""
    top = (
        f'<w:top w:val="single" w:sz="{round(above * MM * 8)}" w:space="0" w:color="000000"/>'
        if above
        else '<w:top w:val="nil"/>'
    )
    nil = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right", "insideH", "insideV"))
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    position = f'<w:tblpPr w:leftFromText="0" w:rightFromText="0" {where}/>' if where else ""
    centred = (UPRIGHT.paper[0] - sum(columns)) / 2 - UPRIGHT.left
    aside = "" if where else f'<w:tblInd w:w="{twips(centred)}" w:type="dxa"/>'
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr>{position}<w:tblW w:w="{sum(map(twips, columns))}" w:type="dxa"/>{aside}'
        f'<w:tblBorders>{top}{nil}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


# ---------------------------------------------------------------- page numbers


def _number(style: str, condition: str = "", align: str = "") -> str:
    """— 1 — in a paragraph (7.5); on a `condition` (of a template) only, else an empty one."""
    before, behind = (f"{{% if {condition} %}}", "{% endif %}") if condition else ("", "")
    look = f'<w:pStyle w:val="{style}"/>' + (f'<w:jc w:val="{align}"/>' if align else "")
    return f"<w:p><w:pPr>{look}</w:pPr>{run(before + '— ')}{field_of('PAGE')}{run(' —' + behind)}</w:p>"


def _aside(*, odd: bool) -> str:
    """A page number at the left of a landscape page, where the upright page's foot is: near its foot, or its head."""
    length = 60.0
    right = LYING.left - NUMBER_BELOW + DIGIT_TOP
    top = LYING.paper[1] - LYING.bottom - IMPRINT - length if odd else LYING.top + IMPRINT
    number = _number("PageAside", align="right" if odd else "left")
    cell = (
        f'<w:tr><w:trPr><w:trHeight w:val="{twips(length)}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(NUMBER_LINE)}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
        f"{number}</w:tc></w:tr>"
    )
    return _placed(_on_page(right - NUMBER_LINE, top), (NUMBER_LINE,), cell, above=0) + paragraph("Seam")


def _on_page(x: float, y: float) -> str:
    """A place on the paper."""
    return f'w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{twips(x)}" w:tblpY="{twips(y)}"'


# ---------------------------------------------------------------- letters


def _double(where: str, *, thick_first: bool) -> str:
    """Two red lines, 170 mm wide, at a place of the page; in the flow where none is said."""
    widths = (2.25, 0.75) if thick_first else (0.75, 2.25)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{round(width * 8)}" w:space="0" w:color="{RED}"/>'
        for side, width in zip(("top", "bottom"), widths, strict=True)
    )
    row = (
        f'<w:tr><w:trPr><w:trHeight w:val="{twips(LETTER_LINES)}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{twips(LETTER_WIDTH)}" w:type="dxa"/><w:tcBorders>{sides}</w:tcBorders></w:tcPr>'
        f"{paragraph('Seam')}</w:tc></w:tr>"
    )
    return _placed(where, (LETTER_WIDTH,), row, above=0)


def letterhead(name: str, number: str = "document.number") -> tuple[list[str], tuple[str, str]]:
    """What a letter begins with, and the header and footer of its first page (10.1); `name` is an expression.

    The head stands in the header, which is lower than the margin: the body begins below it.
    """
    header = [
        *for_each(f"line in ({name})|title_lines({MASTHEADS[1][0]})", paragraph("LetterHead", "{{ line }}")),
        paragraph("LetterGap"),
        _double("", thick_first=True),
        paragraph("Seam"),
    ]
    foot = _on_page((UPRIGHT.paper[0] - LETTER_WIDTH) / 2, UPRIGHT.paper[1] - LETTER_FOOT)
    footer = _double(foot, thick_first=False) + paragraph("Seam")
    begins = [paragraph("LetterRoom"), paragraph("LetterNumber", f"{{{{ {number} }}}}")]
    begins += [paragraph("Blank")] * 2
    return begins, ("".join(header), footer)


# ---------------------------------------------------------------- the whole


def document(
    parts: Sequence[str],
    last: Sequence[str],
    *,
    lying: Sequence[str] = (),
    letter: tuple[str, str] | None = None,
) -> bytes:
    """The .docx: upright pages of `parts`, landscape ones of `lying`, the 版记 (`last`) at the foot of an even page.

    `letter` are the header and footer of a letter's first page, which has no number. A page that bears the 版记 alone
    has none, nor has a blank one before it: each is the first page of a section (`document.turn` in docs/templates.md).
    What has no 版记 ends where it ends.
    """
    empty = paragraph("Seam")
    not_turned = "not document.turn" if last else ""
    first = letter or (empty, _number("PageOdd"))
    at_end = (
        ("".join([*when(not_turned, letter[0]), empty]), "".join([*when(not_turned, letter[1]), empty]))
        if letter and last
        else letter
        if letter
        else (empty, _number("PageOdd", not_turned))
    )
    running = [
        ("footer", "odd", _number("PageOdd")),
        ("footer", "even", _number("PageEven")),
        ("header", "aside_odd", _aside(odd=True)),
        ("header", "aside_even", _aside(odd=False)),
        *((kind, f"{kind}_none", empty) for kind in _KINDS),
        *((kind, f"{kind}_first", text) for kind, text in zip(_KINDS, first, strict=True)),
        *((kind, f"{kind}_end", text) for kind, text in zip(_KINDS, at_end, strict=True)),
    ]
    ids = {name: "rId3" if place == 0 else f"rId{place + 5}" for place, (_, name, _) in enumerate(running)}
    upright = [
        ("header", "default", "header_none"),
        ("header", "even", "header_none"),
        ("footer", "default", "odd"),
        ("footer", "even", "even"),
    ]
    aside = [
        ("header", "default", "aside_odd"),
        ("header", "even", "aside_even"),
        ("footer", "default", "footer_none"),
        ("footer", "even", "footer_none"),
    ]

    def section(page: Page, names: Sequence[tuple[str, str, str]], opening: str = "") -> str:
        """w:sectPr; `opening` names what stands on its first page instead."""
        names = [*names, *((kind, "first", f"{kind}_{opening}") for kind in _KINDS if opening)]
        return _section(page, [(kind, which, ids[name]) for kind, which, name in names], opening=bool(opening))

    body = section(UPRIGHT, upright, "first")
    if lying:
        blank = section(UPRIGHT, upright, "none")
        blocks = [*parts, _seam(body), *lying, _seam(section(LYING, aside)), *when("document.turn", _seam(blank))]
        end = blank
    else:
        end = section(UPRIGHT, upright, "end")
        turns = [*when("document.turn", _seam(body)), *when("document.turn == 2", _seam(end))] if last else []
        blocks = [*parts, *turns]
    return package(
        "".join([*blocks, *([empty, *last] if last else []), empty]) + end, styles(), running, odd_and_even=True
    )


def plain(parts: Sequence[str]) -> bytes:
    """The .docx of a paper without masthead and 版记: its pages are numbered as an official document's."""
    running = [("footer", "odd", _number("PageOdd")), ("footer", "even", _number("PageEven"))]
    section = _section(UPRIGHT, [("footer", "default", "rId3"), ("footer", "even", "rId6")], opening=False)
    return package("".join([*parts, paragraph("Seam")]) + section, styles(), running, odd_and_even=True)


_KINDS = ("header", "footer")


def _seam(section: str) -> str:
    """A paragraph that ends a section."""
    return f'<w:p><w:pPr><w:pStyle w:val="Seam"/>{section}</w:pPr></w:p>'


def _section(page: Page, references: Sequence[tuple[str, str, str]], *, opening: bool) -> str:
    """w:sectPr with headers and footers (header or footer, for which pages, relationship)."""
    named = "".join(f'<w:{kind}Reference w:type="{which}" r:id="{id}"/>' for kind, which, id in references)
    width, height = page.paper
    orient = ' w:orient="landscape"' if page.landscape else ""
    footer = max(page.bottom - (NUMBER_BELOW - DIGIT_TOP) - NUMBER_LINE, 20.0)
    return (
        f'<w:sectPr>{named}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{orient}/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" w:bottom="{twips(page.bottom)}"'
        f' w:left="{twips(page.left)}" w:header="{twips(LETTER_HEADER)}" w:footer="{twips(footer)}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if opening else ''}</w:sectPr>"
    )
