"""What notices are put together from: 存根, 正本 and 回执 tied by one number, and the pages behind."""

from __future__ import annotations

from collections.abc import Sequence

from conditional import when
from draw import Cell, Row, Section, frame, paragraph, table
from parts import DATE, GAP, NO_LINES, PORTRAIT, SEALED, SIGNED, cut, filled, label, long, pairs, shares, sheet

DAY = "　　年　　月　　日"
"""A date by hand in a narrow cell."""
OBJECT = "对象本人或负责人"
"""Who signs for receipt, in the chain's word."""


# ---------------------------------------------------------------- what notices say alike


def by(name: str) -> str:
    """A date that may have to be written by hand."""
    return filled(name, DATE[1:])


def ended(name: str, last: str = "。") -> str:
    """A text with a full stop where it ends without one."""
    return f"{{{{ {name} }}}}{{% if {name}[-1:] not in '。；！？' %}}{last}{{% endif %}}"


YOU = filled("event.you", "你（单位）")
YOU_PERSON = filled("event.you", "你")
SOURCE = filled("event.信息来源", GAP)
OFFICE = (
    "领导小组办公室{% if bureau.监督电话 %}（{% if bureau.领导小组办公室 %}{{ bureau.领导小组办公室 }}，{% endif %}"
    "电话{{ bureau.监督电话 }}）{% endif %}"
)
GROUP = filled("bureau.领导小组名称", "廉政风险防控工作领导小组")
LEADER = filled("event.responsible_title ~ event.防控责任人", GAP[2:])
NUMBER = filled("document.number", "　　　　〔　　　〕　　号")
CASE = "{% if blank or event.编号 %}事项编号：{{ event.编号 }}{% endif %}"
BASES = "{% if bases %}依据{{ bases|join('、') }}，{% endif %}"
LIKE = "{% if bases %}参照{{ bases|join('、') }}，{% endif %}"
"""Of what is the bureau's own step and not the measure that the rules are about."""
RISK = (
    "{% if event.risk %}上述情况触及廉政风险点“{{ event.risk.风险内容.rstrip('。；') }}”（{{ event.风险编号 }}，"
    "{{ event.risk.风险等级 }}）。{% endif %}"
)
EARLIER = (
    "{% if event.earlier %}此前已于{{ event.earlier.日期 }}作出{{ event.earlier.处置方式 }}"
    "（{{ event.earlier.编号 }}）。{% endif %}"
)


DEMAND = "{{ demand.rstrip('；。;.') }}"
"""One of the demands, without the sign that ends it."""


def decided(text: str, bases: str = BASES) -> list[str]:
    """The risk point that is touched, what came before, the basis, and what is decided."""
    return [
        *when("blank", paragraph("NoticeLine", "上述情况触及廉政风险点：")),
        paragraph("Notice", f"{RISK}{EARLIER}{bases}{text}"),
    ]


def notice_text(*lines: str) -> list[str]:
    """Paragraphs of a notice."""
    return [paragraph("Notice", line) for line in lines]


def facts(opening: str, name: str = "event.情况", blanks: int = 2) -> list[str]:
    """What came to light, behind its opening words; several lines of it are paragraphs of their own below those.

    Lines to write on where there is none.
    """
    lines = f"{name}.splitlines()"
    return [
        paragraph("Notice", f"{{%p if {lines}|length == 1 %}}"),
        paragraph("Notice", opening + ended(name)),
        paragraph("Notice", "{%p else %}"),
        paragraph("Notice", opening),
        paragraph("Notice", f"{{%p for line in {lines} %}}"),
        paragraph("Notice", ended("line")),
        paragraph("Notice", "{%p endfor %}"),
        paragraph("Notice", f"{{%p if not {name} %}}"),
        *[paragraph("NoticeLine")] * blanks,
        paragraph("Notice", "{%p endif %}"),
        paragraph("Notice", "{%p endif %}"),
    ]


def demands(blanks: int = 3) -> list[str]:
    """What is asked, numbered where it is more than one thing."""
    numbered = "{% if event.demands|length > 1 %}{{ loop.index }}. {% endif %}"
    return [
        paragraph("Notice", "{%p if event.demands %}"),
        paragraph("Notice", "{%p for demand in event.demands %}"),
        paragraph("Notice", numbered + DEMAND + "{% if loop.last %}。{% else %}；{% endif %}"),
        paragraph("Notice", "{%p endfor %}"),
        paragraph("Notice", "{%p else %}"),
        *[paragraph("NoticeLine", f"{number}. ") for number in range(1, blanks + 1)],
        paragraph("Notice", "{%p endif %}"),
    ]


# ---------------------------------------------------------------- the three parts of page one


def topped(name: str) -> Section:
    """The title of a part to tear off, the number beside it."""
    cells = [
        Cell([("Fine", CASE)], lines=NO_LINES, align="bottom"),
        Cell([("SlipTitle", name)], lines=NO_LINES),
        Cell([("SlipNumber", NUMBER)], lines=NO_LINES, align="bottom"),
    ]
    return Section(shares(PORTRAIT, 44, 77, 44), [Row(cells, keep=True)])


def stub(title: str, *rows: Sequence[tuple[str, str]]) -> list[str]:
    """存根: what the office keeps, three pairs of label and value a row."""
    columns = shares(PORTRAIT, 24, 28, 20, 36, 20, 37)
    made = [Row(pairs(*row), 25, keep=True) for row in rows]
    return [frame([topped(f"{title}（存根）"), Section(columns, made), cut(PORTRAIT, NUMBER)])]


OF_DEPARTMENT = "{% if person.姓名 %}无{% else %}{{ department.分管领导 }}{% endif %}"
"""The 分管领导, to whom a copy goes; a person's notice goes to nobody else."""

STUB = (
    [
        ("对　象", "{{ event.subject }}"),
        ("签 收 人", "{{ person.姓名 or department.负责人 }}"),
        ("抄　送", OF_DEPARTMENT),
    ],
    [
        ("防控责任人", "{{ event.防控责任人 }}"),
        ("完成期限", "{{ event.整改期限 }}"),
        ("送达日期", "{{ event.送达日期 }}"),
    ],
)


def opening(to: str, which: str = "") -> list[str]:
    """Title, number and to whom; `which` is a line below the title."""
    return [
        paragraph("Title", "{{ document.title }}"),
        *([paragraph("Which", which)] if which else []),
        paragraph("NoticeFacts", f"{CASE}\t\t{NUMBER}"),
        paragraph("NoticeTo", f"{to}："),
    ]


def last(text: str) -> str:
    """The last paragraph of a notice: it stays on the page with the signature."""
    return paragraph("Notice", text, keep=True)


def issued(*parties: tuple[str, Sequence[str]], height: float = SEALED) -> str:
    """Who issues a notice, side by side and the last at the right: the chain's word, and the lines in its cell.

    A seal has room over name and date.
    """
    cells = [Cell([("Issued", line) for line in lines], signed_by=role) for role, lines in parties]
    if len(cells) == 1:
        return table(shares(PORTRAIT, 45, 120), [Row([Cell([("Slip", "")]), *cells], height)], lines=False)
    return table(shares(PORTRAIT, 92, 73), [Row(cells, height)], lines=False)


EVENT_DATE = filled("event.日期", DATE)
BY_GROUP = ("领导小组", (f"{GROUP}（代章）", EVENT_DATE))


def by_hand(role: str, name: str, *, title: str = "") -> str:
    """Where a person signs: his name small behind the room, or set in type where the office wants it so."""
    typed = f"{{% if office.typed and {name} %}}{{{{ {name} }}}}{{% else %}}"
    small = f"{{% if {name} %}}‹（{title}{{{{ {name} }}}}）›{{% endif %}}"
    return f"{role}签名：{typed}{GAP[2:]}{small}{{% endif %}}"


BY_RESPONSIBLE = (
    "防控责任人",
    (by_hand("防控责任人", "event.防控责任人", title="{{ event.responsible_title }}"), EVENT_DATE),
)


def slip(title: str, statement: str, role: str = OBJECT, told: float = 0) -> list[str]:
    """A line to tear along, and 回执: what comes back signed, and who saw it when somebody refused to sign.

    `told` is the height of a row for what the receiver has to say.
    """
    rows = [Row([label("收到意见"), long(statement, 3)], 24, keep=True)]
    if told:
        rows.append(Row([label("本人说明"), long("", 3)], told, keep=True))
    signing = Cell([("Long", "签名："), ("Long", f"收到日期：{DAY}")], signed_by=role)
    seen = Cell([("Fine", "拒绝签名的，由两名见证人签名：")], align="top")
    rows.append(Row([label("签　　收"), signing, label("见 证 人"), seen], SIGNED))
    columns = shares(PORTRAIT, 24, 62, 20, 59)
    return [frame([cut(PORTRAIT, NUMBER), topped(f"{title}（回执）"), Section(columns, rows)])]


RECEIVED = "□ 已阅　　□ 无异议　　□ 有说明（另附）"


# ---------------------------------------------------------------- the pages behind


def page_of(title: str, *sections: Section, which: str = "") -> list[str]:
    """A page of its own behind the notice: a table to be filled in under its title."""
    return [
        paragraph("PageTitle", title),
        *([paragraph("Which", which)] if which else []),
        paragraph("NoticeFacts", f"{CASE}\t\t通知书编号：{NUMBER}"),
        frame(sections),
    ]


def four(*rows: Sequence[tuple[str, str]], height: float = 30) -> Section:
    """Rows of two labels with short values."""
    return Section(shares(PORTRAIT, 26, 56, 26, 57), [Row(pairs(*row), height) for row in rows])


def wide(*rows: Row | Sequence[Row]) -> Section:
    """Rows of a label and much room."""
    made = [row for item in rows for row in ([item] if isinstance(item, Row) else item)]
    return Section(shares(PORTRAIT, 26, 139), made)


def space(name: str, text: str, height: float) -> Row:
    """What is to be written."""
    return Row([label(name), Cell([("Long", text)], align="top")], height)


def signed(name: str, text: str, height: float, role: str = "", sign: str = "签名：") -> list[Row]:
    """What is to be written, signed at its foot; `role` is the chain's word for who signs, where it has one."""
    open_below, open_above = {"bottom": "nil"}, {"top": "nil"}
    foot = Cell([("Below", f"{sign}{GAP}{DATE}")], align="bottom", signed_by=role, lines=open_above)
    named = Cell([("Label", line) for line in name.split("|")], merge="restart")
    return [
        Row([named, Cell([("Long", text)], align="top", lines=open_below)], height - SIGNED, keep=True),
        Row([Cell([("Label", "")], merge="continue"), foot], SIGNED),
    ]


def signatures(*people: tuple[str, str]) -> Section:
    """Three who sign side by side: what is printed, and the chain's word where it has one."""
    cells = [
        Cell([("Long", f"{who}："), ("Long", ""), ("Below", DAY)], align="bottom", signed_by=role)
        for who, role in people
    ]
    return Section(shares(PORTRAIT, 26, 46.3, 46.3, 46.4), [Row([label("签　　名"), *cells], 80)])


STATE = [("对　象", "{{ event.subject }}"), ("防控责任人", "{{ event.防控责任人 }}")]
DAYS = [("完成期限", "{{ event.整改期限 }}"), ("完成日期", "{{ event.完成日期 }}")]
END = "□ 予以销号　　□ 继续处置　　□ 转为其他处置方式：" + GAP


def checked(height: float = 132, name: str = "复　　核") -> list[Row]:
    """Who looked whether it is done, and what follows of it."""
    return [
        *signed(name, "{{ event.复核意见 }}", height, sign="复核人签名："),
        Row([label("结　　论"), long(END)], 34),
    ]


def disposal_sheet(title: str, *before: Row | Sequence[Row], heights: tuple[float, float, float]) -> list[str]:
    """处置单: causes, measures and result, each written by whom it is about, then who looked at it."""
    cause, measure, result = heights
    return page_of(
        title,
        four(STATE, DAYS),
        wide(
            *before,
            space("原因分析", "", cause),
            space("处置措施", "", measure),
            signed("处置结果", "{{ event.整改结果 }}", result, OBJECT),
            checked(),
        ),
    )


def notice(
    title: str,
    body: Sequence[str],
    issuers: str,
    receipt: Sequence[str],
    *behind: Sequence[str],
    which: str = "",
    rows: Sequence[Sequence[tuple[str, str]]] = STUB,
    whose: str = "{{ event.subject }}",
    to: str = filled("event.addressee", GAP),
) -> bytes:
    """The whole notice: stub, text, who issues it, slip, and the pages behind."""
    # Word makes one table of two that touch: a seam keeps the slip's lines from the signature.
    pages = [item for page in behind for item in page]
    parts = [*stub(title, *rows), *opening(to, which), *body, issuers, paragraph("Seam"), *receipt, *pages]
    return sheet(PORTRAIT, parts, whose=whose, title="", facts="")


def body_row(texts: Sequence[str], height: float) -> Row:
    """A row of a table to be filled in by hand."""
    return Row(
        [Cell([("Middle" if text.startswith("=") else "Cell", text.removeprefix("="))]) for text in texts], height
    )


def delivery(title: str, whose: str = "{{ event.subject }}") -> list[str]:
    """送达回证: what was handed to whom, when and how, with two witnesses where it was refused."""
    return page_of(
        title,
        wide(
            space("送达文书", "{{ document.title }}　" + NUMBER, 38),
            space("受送达人", whose, 38),
            space("送达地点", "", 38),
        ),
        Section(
            shares(PORTRAIT, 26, 139),
            [
                Row([label("送达方式"), long("□ 直接送达　　□ 留置送达　　□ 其他方式：")], 38),
                Row([label("送达日期"), long(filled("event.送达日期", DATE))], 38),
            ],
        ),
        wide(
            signed("受送达人|签收", "", 114, OBJECT),
            signed("代收情况", "由他人代收的，写明代收人与受送达人的关系和代收原因：", 114, "", "代收人签名："),
            signed("拒收情况", "受送达人拒绝签收的，写明事由和日期，由两名见证人签名：", 114, "", "见证人签名："),
            signed("送达人", "", 114, "", "送达人签名："),
        ),
    )
