"""What the bureau's forms are put together from, so that all look like one office's.

A paper is a title, a line of facts, tables that make one frame, and who signs; a notice is three parts tied by one
number. Sizes are points; the reasons for them stand beside them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from types import MappingProxyType

sys.path.insert(0, str(Path(__file__).resolve().parent))

from draw import SIDES, TOP, Cell, Leaf, Page, Row, Section, Statement, form, page_number, paragraph, table
from word_file import Style

TEMPLATES = Path(__file__).resolve().parents[1]

MM = 72 / 25.4

PORTRAIT = Page(landscape=False, top=20 * MM, left=27 * MM, right=18 * MM, bottom=18 * MM, footer=28)
"""27 mm to bind, 165 mm of text."""
LANDSCAPE = Page(landscape=True, top=25 * MM, left=22.5 * MM, right=22.5 * MM, bottom=16 * MM, footer=25)
"""25 mm at the head, where a landscape page is bound; 252 mm of text."""
UPRIGHT = replace(PORTRAIT, top=LANDSCAPE.top)
"""A portrait page behind landscape ones."""

SIGNED, SEALED = 60.0, 122.0
"""Least height of a cell in which somebody signs (21 mm), and of one that takes a round seal of 42 mm besides."""
SPARE = 1.55
"""How much taller such cells are where they stand on a page with room to spare."""

BLANK_ROW = 42.5
"""Least height of a row for handwriting, three lines of it: 15 mm."""
NEVER: Mapping[str, float] = MappingProxyType({})
"""No condition under which rows are higher than others."""

DATE = "　　　　年　　月　　日"
"""A date to be written by hand."""


def _low(height: float) -> float:
    """Room above a signature that puts it at the foot of a cell of this height, below an opinion of one line."""
    return round(height - 2 * TOP - 20 - 18, 1)


GAP = "　　　　　　　　"
"""Room to write a name."""


def filled(name: str, room: str = GAP) -> str:
    """A value, or room to write where there is none."""
    return f"{{% if {name} %}}{{{{ {name} }}}}{{% else %}}{room}{{% endif %}}"


def if_there(name: str, before: str, look: str = "^", behind: str = "") -> str:
    """A line below a value, where there is anything to say."""
    return f"\n{{%p if {name} %}}\n{look}{before}{{{{ {name} }}}}{behind}\n{{%p endif %}}"


def styles(page: Page) -> list[Style]:
    """The named styles of a form on this page."""
    song, hei, fang, kai = "宋体", "黑体", "仿宋_GB2312", "楷体_GB2312"
    ends = ((page.width / 2, "center"), (page.width, "right"))
    return [
        Style("Normal", "Normal", song, 10.5, 16),
        Style("Title", "表题", "方正小标宋简体", 22, 32, "center", after=4, outline=0),
        Style("PageTitle", "另页表题", "方正小标宋简体", 22, 32, "center", after=6, new_page=True, outline=0),
        Style("SubTitle", "副题", kai, 14, 22, "center", after=4),
        Style("Facts", "表头", fang, 12, 20, tabs=ends, after=3),
        Style("Label", "标签", hei, 11, 16, "center"),
        Style("Value", "填写", fang, 11, 16, "center"),
        Style("Long", "填写长文", fang, 11, 17),
        Style("Head", "栏名", hei, 10.5, 15, "center"),
        Style("Block", "分类", hei, 11, 16, keep_next=True),
        Style("Cell", "表文", song, 10.5, 15),
        Style("Middle", "表文居中", song, 10.5, 15, "center"),
        Style("FineHead", "小栏名", hei, 9, 12, "center"),
        Style("Fine", "小表文", song, 9, 12.5),
        Style("FineMiddle", "小表文居中", song, 9, 12.5, "center"),
        Style("Arrow", "箭头", song, 11, 11, "center"),
        Style("Mark", "等级标志", hei, 10.5, 15, "center"),
        Style("Opinion", "意见", fang, 12, 18, "left", before=2, first_line_chars=2),
        Style("Sign", "落款", fang, 12, 18, "right", before=_low(SIGNED)),
        Style("SignSpare", "落款宽", fang, 12, 18, "right", before=_low(SIGNED * SPARE)),
        Style("Seal", "盖章落款", fang, 12, 18, "right", before=_low(SEALED)),
        Style("SealSpare", "盖章落款宽", fang, 12, 18, "right", before=_low(SEALED * SPARE)),
        Style("Abreast", "并列落款", fang, 12, 18, "right", before=_low(SEALED) - 36),
        Style("Below", "落款日期", fang, 12, 18, "right"),
        Style("To", "主送", fang, 14, 25),
        Style("Text", "正文", fang, 14, 25, "both", first_line_chars=2),
        Style("Line", "手写行", fang, 14, 34, first_line_chars=2),
        Style("TextHead", "正文小标题", hei, 14, 25, first_line_chars=2, keep_next=True, outline=1),
        Style("Issuer", "署名", fang, 14, 25, "right", keep_next=True),
        Style("NoticeTo", "通知主送", fang, 12, 20),
        Style("Notice", "通知正文", fang, 12, 18, "both", first_line_chars=2),
        Style("NoticeLine", "通知手写行", fang, 12, 25, first_line_chars=2),
        Style("NoticeFacts", "通知文号", fang, 11, 18, tabs=ends, after=3),
        Style("Issued", "通知落款", fang, 12, 21, "center"),
        Style("Which", "题下说明", kai, 11, 17, "center", after=2),
        Style("Number", "文号", fang, 12, 20, "right", after=2),
        Style("SlipTitle", "存根题", "方正小标宋简体", 15, 22, "center", keep_next=True, outline=0),
        Style("SlipNumber", "存根编号", song, 9, 14, "right"),
        Style("Slip", "存根文", fang, 11, 17, tabs=ends),
        Style("Cut", "裁切线", song, 9, 14, "center"),
        Style("Dash", "裁切虚线", song, 1, 1, dashed=True),
        Style("Gap", "间隔", song, 5, 6),
        Style("Seam", "接缝", song, 1, 1),
        Style("CardTitle", "提示卡题", "方正小标宋简体", 16, 26, "center", after=2, outline=0),
        Style("CardFoot", "提示卡脚", hei, 11, 18, "center", before=4),
        Style("Note", "填表说明", song, 9, 12, "both", before=4),
        Style("Page", "页码", song, 9, 12, "center"),
        Style("Running", "续页表头", song, 9, 12, tabs=ends),
        Style(
            "RunningUpright", "竖页表头", song, 9, 12, tabs=((PORTRAIT.width / 2, "center"), (PORTRAIT.width, "right"))
        ),
    ]


FACTS = (
    "单位：{% if bureau.单位名称 %}{{ bureau.单位名称 }}{% else %}　　　　　　　　　{% endif %}"
    "\t{% if year %}{{ year }}{% else %}　　　　{% endif %}年度"
    "\t编号：{% if document.number %}{{ document.number }}{% else %}　　　　　　　{% endif %}"
)
"""The line under the title; room to write where nothing is known."""


def running(whose: str, style: str = "Running") -> str:
    """What stands at the top of the pages after the first: which form, whose, which number."""
    return paragraph(
        style,
        "{{ document.title }}（续）\t" + whose + "\t{% if document.number %}编号：{{ document.number }}{% endif %}",
    )


def label(text: str, span: int = 1) -> Cell:
    """A cell that says what stands beside it; a bar breaks its line."""
    return Cell([("Label", line) for line in text.split("|")], span)


def value(text: str, span: int = 1) -> Cell:
    """A short value in a header block."""
    return Cell([("Value", text)], span)


def long(text: str, span: int = 1) -> Cell:
    """A long value in a header block."""
    return Cell([("Long", text)], span)


def pairs(*named: tuple[str, str]) -> list[Cell]:
    """Labels with their short values beside them."""
    return [cell for name, text in named for cell in (label(name), value(text))]


def department_facts(name: str = "机构名称") -> Row:
    """The row of a header block that says which department, who heads it and who is in charge of it."""
    return Row(
        pairs(
            (name, "{{ department.机构名称 }}"),
            ("负责人", "{{ department.负责人 }}"),
            ("分管领导", "{{ department.分管领导 }}"),
        ),
        28,
    )


def heading(*names: str | Cell, style: str = "Head") -> Row:
    """The row that is repeated on each page; a bar in a name breaks its line."""
    cells = [Cell([(style, line) for line in name.split("|")]) if isinstance(name, str) else name for name in names]
    return Row(cells, height=30, heading=True)


LOOKS = {"=": "Middle", "~": "FineMiddle", "^": "Fine", "*": "Mark"}
"""What a value's text begins with → its style: in the middle of a narrow column, so and small, read small, a level."""


def written(text: str) -> list[tuple[str, str]]:
    """The paragraphs of a value's cell, one a line of the text; a line that begins with no sign of `LOOKS` is read."""
    return [(LOOKS.get(line[:1], "Cell"), line[1:] if line[:1] in LOOKS else line) for line in text.split("\n")]


def body(*texts: str | Cell, height: float = 30, keep: bool = False) -> Row:
    """A row of values, each as `written`."""
    return Row([text if isinstance(text, Cell) else Cell(written(text)) for text in texts], height, keep=keep)


def each(
    loop: str, *texts: str | Cell, height: float = 30, keep: str = "", roomy: Mapping[str, float] = NEVER
) -> list[Row | Statement]:
    """A row of values for each item of a loop; the one for which `keep` holds stays on a page with what follows.

    `roomy`: condition (of a template) → least height of the rows where it holds, so that a short table's page is full.
    """
    rows = [(condition, body(*texts, height=least)) for condition, least in {**roomy, "": height}.items()]
    return each_of(loop, rows, keep=keep)


def each_of(loop: str, rows: Sequence[tuple[str, Row]], *, keep: str = "") -> list[Row | Statement]:
    """For each item of a loop the row whose condition (of a template) holds, the last of them where none does."""
    made: list[Row | Statement] = []
    for place, (condition, row) in enumerate(rows):
        if len(rows) > 1:
            word = f"{'elif' if place else 'if'} {condition}" if place < len(rows) - 1 else "else"
            made.append(Statement(f"{{%tr {word} %}}"))
        made += by_condition(keep, [replace(row, keep=True)], [row]) if keep else [row]
    made += [Statement("{%tr endif %}")] if len(rows) > 1 else []
    return [Statement(f"{{%tr for {loop} %}}"), *made, Statement("{%tr endfor %}")]


def by_condition(
    condition: str, held: Sequence[Row | Statement], other: Sequence[Row | Statement] = ()
) -> list[Row | Statement]:
    """Rows that stand there where a condition of a template holds, and those that do where it does not."""
    otherwise = [Statement("{%tr else %}"), *other] if other else []
    return [Statement(f"{{%tr if {condition} %}}"), *held, *otherwise, Statement("{%tr endif %}")]


EMPTY_ROWS = "number in blank_rows"
"""The loop of the rows to write in."""


def empty_rows(*texts: str, height: float = BLANK_ROW, keep: str = "") -> list[Row | Statement]:
    """Rows for handwriting on a blank form; the one for which `keep` holds stays on a page with what follows."""
    return each(EMPTY_ROWS, *texts, height=height, keep=keep)


SIGN = (
    "签名：{% if office.typed and opinion.given %}{{ opinion.审核人 }}　{% else %}　　　　　　　{% endif %}"
    "‹{% if opinion.given and not office.typed %}（{{ opinion.审核人 }}）{% endif %}›"
)
"""A signature is left to the hand, the name of who signs in small type beside it; an office may have it set instead."""

SIGN_DATE = "{% if opinion.given %}　{{ opinion.日期 }}{% else %}" + DATE + "{% endif %}"


def opinions(page: Page, first: str, statement: str, spare: str = "") -> Section:
    """Who makes the table, the chain's `first`, then every step of it: label, opinion, signature and date.

    The cell of a body has room for its seal. The rows stay together. `spare` is the condition (of a template) under
    which they stand on a page with room, and are taller.
    """
    columns = shares(page, 36, page.width / MM - 36)

    def own(room: str) -> Row:
        cell = Cell(
            [("Opinion", statement), (f"Sign{room}", "签名：　　　　　　　　　　" + DATE)], align="top", signed_by=first
        )
        return Row([label(f"{first}签名"), cell], SIGNED * (SPARE if room else 1), keep=True)

    def step(room: str, *, sealed: bool) -> Row:
        name = f"{'Seal' if sealed else 'Sign'}{room}"
        last = (name, ("{{ opinion.seal }}　" if sealed else "") + SIGN + SIGN_DATE)
        cell = Cell([("Opinion", "{{ opinion.意见 }}"), last], align="top", signed_by="{{ opinion.role }}")
        return Row([label("{{ opinion.label }}"), cell], (SEALED if sealed else SIGNED) * (SPARE if room else 1))

    def rows(room: str) -> list[Row | Statement]:
        steps = [("opinion.seal", step(room, sealed=True)), ("", step(room, sealed=False))]
        return [*([own(room)] if first else ()), *each_of("opinion in opinions", steps, keep="not loop.last")]

    return Section(columns, by_condition(spare, rows("Spare"), rows("")) if spare else rows(""))


def of_step(role: str, text: str) -> str:
    """A text about the `opinion` of one step of the chain, each of its sizes (‹…›) a run by itself."""
    loop = f"{{% for opinion in opinions if opinion.role == '{role}' %}}"
    pieces = re.split("([‹›])", text)
    return "".join(piece if piece in ("", "‹", "›") else f"{loop}{piece}{{% endfor %}}" for piece in pieces)


def party(role: str, statement: str = "", *, tall: bool = True) -> tuple[Cell, Cell]:
    """A step of the chain beside others: label, then opinion, signature and date; `statement` is whose own table it is.

    `tall`: in a row as high as a seal asks for.
    """
    if statement:
        names, text, sign, day = [role, "签名"], statement, "签名：　　　　　　　", DATE
    else:
        names = [of_step(role, "{{ opinion.label|replace('意见', '') }}"), "意见"]
        text = of_step(role, "{{ opinion.意见 }}")
        sign, day = of_step(role, SIGN), of_step(role, SIGN_DATE)
    last = apart(sign, day, of_step(role, "{{ opinion.seal }}")) if tall else [("SignSpare", sign + day)]
    named = Cell([("Label", name) for name in names])
    return named, Cell([("Opinion", text), *last], align="top", signed_by=role)


def apart(sign: str, day: str = DATE, seal: str = "") -> list[tuple[str, str]]:
    """Seal, signature and date one below the other, at the foot of a cell as high as a seal asks for."""
    return [("Abreast", seal), ("Below", sign), ("Below", day)]


def abreast(page: Page, height: float, *parties: tuple[Cell, Cell], keep: bool = False) -> Section:
    """Who signs, side by side on a wide page, in a row of this height."""
    columns = shares(page, *[part for _ in parties for part in (24, page.width / MM / len(parties) - 24)])
    return Section(columns, [Row([cell for pair in parties for cell in pair], height, keep=keep)])


def signatures(page: Page, *roles: tuple[str, str], date: bool = False) -> str:
    """A line at the foot of a list: who signs (the chain's word, what is printed), and the date; no lines around."""
    cells = [Cell([("To", f"{text}：")], signed_by=role) for role, text in roles]
    cells += [Cell([("Issuer", DATE)])] if date else []
    return table(shares(page, *[48] * len(roles), *([69] if date else [])), [Row(cells, SIGNED)], lines=False)


def note(text: str) -> str:
    """How to fill in, on blank forms only."""
    return paragraph("Note", "{%p if blank %}") + paragraph("Note", text) + paragraph("Note", "{%p endif %}")


NO_LINES = dict.fromkeys(SIDES, "nil")


def cut(page: Page, number: str = "{{ document.number }}") -> Section:
    """A dashed line to tear along, the number on it: a seal across it ties the two parts together."""
    rule = Cell([("Dash", "")], lines=NO_LINES)
    row = Row([rule, Cell([("Cut", number)], lines=NO_LINES), rule], 24, keep=True)
    return Section(shares(page, 1, 1.2, 1), [row])


def blocks(*parts: str | Iterable[str]) -> list[str]:
    """Parts one after another."""
    return [item for part in parts for item in ([part] if isinstance(part, str) else part)]


def sheet(
    page: Page,
    parts: Sequence[str],
    *,
    whose: str,
    title: str = "{{ document.title }}",
    facts: str = FACTS,
    running_header: bool = True,
    upright: Sequence[str] = (),
) -> bytes:
    """A whole form: title, facts, what `parts` hold; pages after the first say whose it is.

    `upright` is what stands on portrait pages behind a landscape form.
    """
    # Word wants a paragraph behind the last table: one that brings no further page.
    end = paragraph("Seam")
    top = [paragraph(style, text) for style, text in (("Title", title), ("Facts", facts)) if text]
    header = running(whose) if running_header else ""
    if not upright:
        return form([*top, *parts, end], styles(page), page, page_number("Page"), header)
    behind = Leaf([*upright, end], UPRIGHT, running(whose, "RunningUpright"))
    return form([*top, *parts], styles(page), page, page_number("Page"), header, [behind])


BOOK = [
    Style("CoverOffice", "封面单位", "方正小标宋简体", 24, 40, "center", before=30),
    Style("CoverTitle", "封面题", "方正小标宋简体", 40, 64, "center", outline=0),
    Style("CoverYear", "封面年度", "楷体_GB2312", 22, 36, "center", after=26),
    Style("Chart", "图", "宋体", 10.5, 16, "center", rule="atLeast", keep_next=True),
    Style("Caption", "图题", "黑体", 10.5, 18, "center", before=4),
]
"""Styles that bound books have besides a form's."""


def book(page: Page, cover: Sequence[str], *parts: tuple[Page, Sequence[str]], whose: str) -> bytes:
    """A bound book: its cover, then parts on pages of their own, each with who it is about at the top."""
    style = {LANDSCAPE: "Running", UPRIGHT: "RunningUpright"}
    text = "{{ document.title }}\t" + whose + "\t{% if document.number %}编号：{{ document.number }}{% endif %}"
    leaves = [Leaf(blocks, paper, paragraph(style[paper], text)) for paper, blocks in parts]
    leaves[-1] = replace(leaves[-1], blocks=[*leaves[-1].blocks, paragraph("Seam")])
    return form(cover, [*styles(page), *BOOK], page, page_number("Page"), behind=leaves)


def shares(page: Page, *parts: float) -> tuple[float, ...]:
    """Widths in these proportions (mm of the programme's forms) that together are as wide as the page's text."""
    stops = [round(stop * page.width / sum(parts), 1) for stop in accumulate(parts)]
    return tuple(round(stop - before, 1) for before, stop in pairwise((0.0, *stops)))
