"""The measures and named styles of official documents (GB/T 9704-2012; numbers in brackets are its clauses)."""

from __future__ import annotations

from dataclasses import replace

from draw import Page
from word_file import FONTS, Style

MM = 72 / 25.4
SONG, HEI, FANG, KAI, TITLE = (FONTS[place][0] for place in (0, 1, 2, 3, 4))
RED = "FF0000"

LINE = 28.95
"""22 lines of it are 225 mm (5.2.3)."""
SEAM = 0.9
"""Of a paragraph that ends a section: what 22 lines leave of a page holds no more."""
BODY, SPREAD = 16.0, -0.25
"""三号; drawn together so that 28 characters are 156 mm wide (5.2.3)."""
CHARACTER = BODY + SPREAD
WIDTH = 156 * MM
IMPRINT = 14.0
"""四号, of the 版记 and of page numbers (7.4, 7.5)."""

UPRIGHT = Page(landscape=False, top=37 * MM, left=28 * MM, right=26 * MM, bottom=35 * MM, footer=0)
"""5.2.1: 天头 37 mm, 订口 28 mm, type area 156 × 225 mm."""
LYING = Page(landscape=True, top=28 * MM, left=35 * MM, right=37 * MM, bottom=26 * MM, footer=0)
"""The same sheet turned so that its head lies at the left of the upright one (7.5, 10)."""

NUMBER_BELOW, NUMBER_LINE = 7 * MM, 20.0
"""The dash of a page number stands so far below the type area (7.5)."""
DIGIT_TOP = 0.8 * NUMBER_LINE - 0.33 * IMPRINT
"""From the top of a page number's line to its dash."""

HEAD_TOP = 35 * MM
"""From the top of the type area to the top of the masthead (7.2.4)."""
_INK = 0.8
"""How high a character of the masthead stands above its baseline, by its size."""
MASTHEADS = ((8, 52.0), (10, 42.0), (12, 36.0), (16, 27.0))
"""Characters in a line at most → size of the masthead; of a longer name two or three lines of the last size."""


LETTER, LETTER_LINE = 36.0, 43.2
LETTER_TOP, LETTER_WIDTH, LETTER_FOOT = 30 * MM, 170 * MM, 20 * MM
"""函头 30 mm from the page's top, its double lines 170 mm wide, the lower ones 20 mm from the page's foot (10.1)."""
LETTER_HEADER = LETTER_TOP - (0.8 * LETTER_LINE - _INK * LETTER)
LETTER_GAP = 4 * MM - 0.2 * LETTER_LINE + (1 - _INK) * LETTER / 2
"""The upper lines stand 4 mm below the head."""
LETTER_LINES = 4.0
LETTER_ROOM = 7 / 8 * BODY - (0.8 * LINE - _INK * BODY)
"""The number stands seven eighths of a character below the lines."""


def width_of_date(digits: int) -> float:
    """How wide 年月日 and the day's figures are, which are half as wide, and the five gaps between the two."""
    return 3 * CHARACTER + digits * (BODY / 2 + SPREAD) + 5 * BODY / 5


MEMBER = (6.5 * CHARACTER, 11.5 * CHARACTER)
"""Where name and post begin in a list of members, behind 副组长： and a name."""

DATES = (6, 7, 8)
"""How many figures a date has: 2026年9月8日 to 2026年12月31日."""


def _under_seal(digits: int) -> float:
    """The left indent of lines that are centred over a date which ends four characters from the right (7.3.5.1)."""
    return WIDTH - 2 * 4 * CHARACTER - width_of_date(digits)


def _head(number: int, size: float) -> tuple[Style, Style]:
    """The room above a masthead of this size, and its line."""
    line = round(size * 1.2, 1)
    room = HEAD_TOP - (0.8 * line - _INK * size)
    return (
        Style(f"HeadRoom{number}", f"红头上空{number}", SONG, 1, room),
        Style(f"Masthead{number}", f"红头{number}", TITLE, size, line, "center", color=RED),
    )


def _body(id: str, name: str, align: str = "both", indent: int = 2, font: str = FANG, **more: float | bool) -> Style:
    style = Style(id, name, font, BODY, LINE, align, first_line_chars=indent, spread=SPREAD, hangs=False)
    return replace(style, **more)  # type: ignore[arg-type]


def styles() -> list[Style]:
    """The named styles of an official document."""
    return [
        Style("Normal", "Normal", FANG, BODY, LINE, spread=SPREAD),
        *(style for number, (_, size) in enumerate(MASTHEADS, start=1) for style in _head(number, size)),
        Style("Blank", "空行", FANG, BODY, LINE),
        Style("BlankKept", "空行不分页", FANG, BODY, LINE, keep_next=True),
        Style("Number", "发文字号", FANG, BODY, LINE, "center", under=(1.5, 7, RED)),
        Style("PlainTop", "版心首行", FANG, BODY, LINE),
        Style("Title", "公文标题", TITLE, 22, 33, "center", keep_next=True, outline=0),
        _body("To", "主送机关", "left", 0),
        _body("Text", "公文正文"),
        _body("TextLast", "公文正文末段", keep_next=True),
        _body("Level1", "一级标题", "left", font=HEI, keep_next=True, outline=1),
        _body("Level2", "二级标题", "left", font=KAI, keep_next=True, outline=2),
        _body("Level3", "三级标题", "left", keep_next=True, outline=3),
        _listed("Enclosure", "附件说明", 5, 3),
        _listed("EnclosureFirst", "附件说明首项", 6, 4),
        _listed("EnclosureNext", "附件说明各项", 6, 1),
        _body("Annex", "附件字样", "left", 0, HEI, new_page=True, keep_next=True),
        _body("AnnexNext", "另面附件字样", "left", 0, HEI, keep_next=True),
        _body("Remark", "附注", "left"),
        *(_body(f"Sealed{digits}", f"盖章署名{digits}", "center", 0, left=_under_seal(digits)) for digits in DATES),
        replace(
            _body("Member", "名单", "left", 0, left=MEMBER[1], hanging=MEMBER[1] - 2 * CHARACTER),
            tabs=tuple((at, "left") for at in MEMBER),
        ),
        Style("Cell", "表文", SONG, 10.5, 15),
        Style("Middle", "表文居中", SONG, 10.5, 15, "center"),
        Style("Head", "栏名", HEI, 10.5, 15, "center"),
        Style("Imprint", "版记", FANG, IMPRINT, 24, left=IMPRINT),
        Style("Copies", "版记抄送", FANG, IMPRINT, 24, left=4 * IMPRINT, right=IMPRINT, hanging=3 * IMPRINT),
        Style("ImprintDate", "版记日期", FANG, IMPRINT, 24, "right", right=IMPRINT),
        Style("PageOdd", "单页码", SONG, IMPRINT, NUMBER_LINE, "right", right=IMPRINT, latin=SONG),
        Style("PageEven", "双页码", SONG, IMPRINT, NUMBER_LINE, "left", left=IMPRINT, latin=SONG),
        Style("PageAside", "横页码", SONG, IMPRINT, NUMBER_LINE, "center", latin=SONG),
        Style("Seam", "接缝", SONG, 1, SEAM),
        Style("LetterHead", "函头", TITLE, LETTER, LETTER_LINE, "center", color=RED),
        Style("LetterGap", "函头线上空", SONG, 1, LETTER_GAP),
        Style("LetterRoom", "函头下空", SONG, 1, LETTER_ROOM),
        Style("LetterNumber", "函发文字号", FANG, BODY, LINE, "right"),
    ]


def _listed(id: str, name: str, left: int, hanging: int) -> Style:
    """A title in the list of attachments: further lines stand below its first character (7.3.4)."""
    return _body(id, name, "left", 0, left=left * CHARACTER, hanging=hanging * CHARACTER, keep_next=True)
