"""Notices to a person or a department: 存根, 正本 and 回执 tied by one number, and what follows on pages of its own."""

from __future__ import annotations

from collections.abc import Sequence

from draw import Cell, Row, Section, frame, paragraph, table
from parts import (
    DATE,
    PORTRAIT,
    SEALED,
    SIGNED,
    bare,
    cut,
    label,
    long,
    pairs,
    shares,
    sheet,
)

GAP = "　　　　　　　　"


def filled(name: str, room: str = GAP) -> str:
    """A value, or room to write where there is none."""
    return f"{{% if {name} %}}{{{{ {name} }}}}{{% else %}}{room}{{% endif %}}"


def stub(title: str, *rows: Sequence[tuple[str, str]]) -> list[str]:
    """存根: what the office keeps, pairs of label and value."""
    columns = shares(PORTRAIT, 26, 57, 26, 56)
    made = [
        Row(pairs(*row) if len(row) == 2 else [label(row[0][0]), long(row[0][1], 3)], 26, keep=True) for row in rows
    ]
    head = bare(PORTRAIT, ("SlipTitle", f"{title}（存根）"), ("SlipNumber", "编号：" + filled("document.number")))
    return [frame([head, Section(columns, made), cut(PORTRAIT)])]


def text(*lines: str) -> list[str]:
    """Paragraphs of a notice."""
    return [paragraph("Text", line) for line in lines]


def issuer(role: str, name: str, seal: str = "（盖章）", date: str = "{{ document.date }}") -> str:
    """署名 and date at the bottom right, with room for the seal over both; the chain's `role` signs there."""
    lines = [("Issuer", name + seal), ("Issuer", f"{{% if {_bare(date)} %}}{date}{{% else %}}{DATE}{{% endif %}}")]
    cells = [Cell([("Slip", "")]), Cell(lines, align="bottom", signed_by=role)]
    return table(shares(PORTRAIT, 65, 100), [Row(cells, SEALED)], lines=False)


def _bare(tag: str) -> str:
    return tag.strip("{} ")


def slip(title: str, statement: str, role: str = "对象本人或负责人") -> list[str]:
    """A line to tear along, and 回执: what comes back signed, and who saw it when somebody refused to sign."""
    rows = [
        Row([label("收到意见"), long(f"收到日期：{DATE}　　{statement}")], 26, keep=True),
        Row([label("签　　名"), Cell([("Long", "签名：" + GAP * 2 + DATE)], signed_by=role)], SIGNED, keep=True),
        Row([label("见 证 人"), long("（受送达人拒绝签名时，由两名见证人签名）")], 28),
    ]
    number = ("SlipNumber", "编号：" + filled("document.number"))
    head = bare(PORTRAIT, ("SlipTitle", f"{title}（回执）"), number)
    return [frame([cut(PORTRAIT), head, Section(shares(PORTRAIT, 28, 137), rows)])]


def page_two(title: str, rows: Sequence[Row], columns: Sequence[float]) -> list[str]:
    """A page of its own behind the notice, a table to be filled in under its title."""
    return [
        paragraph("PageTitle", title),
        paragraph("Number", "编号：" + filled("document.number")),
        table(columns, rows),
    ]


def space(name: str, text: str, height: float, signed_by: str = "", sign: str = "签名：　　　　　　　　　　") -> Row:
    """A row of a page behind a notice: what is to be written, signed at its foot where somebody signs."""
    lines = [("Long", text)]
    if signed_by:
        lines.append(("Sign", sign + DATE))
    return Row([label(name), Cell(lines, align="top", signed_by=signed_by)], height)


def warning() -> bytes:
    """廉政风险预警通知书: the notice with slip and stub, and the 处置单."""
    title = "廉政风险预警通知书"
    return sheet(
        PORTRAIT,
        [
            *stub(
                title,
                [("对　象", "{{ event.subject }}"), ("预警等级", "{{ event.预警等级 }}")],
                [("防控责任人", "{{ event.防控责任人 }}"), ("整改期限", "{{ event.整改期限 }}")],
            ),
            paragraph("Title", "{{ document.title }}"),
            paragraph("Number", filled("document.number")),
            paragraph("To", "{% if event.addressee %}{{ event.addressee }}{% else %}" + GAP + "{% endif %}："),
            *text(
                "经{{ event.信息来源 or '　　　　　　' }}了解到：{{ event.情况 or '　' * 40 }}",
                "该情况触及廉政风险点{{ event.风险编号 or '　　　　　　' }}{% if event.risk %}（{{ event.risk.风险内容 }}）{% endif %}，"
                "预警等级为{{ event.预警等级 or '　　' }}色。{% if bases %}依据{{ bases|join('、') }}，{% endif %}现予预警，请做到：",
            ),
            paragraph("Text", "{{ event.整改要求 or '　' * 40 }}"),
            *text(
                "请于{{ deadlines.report or '　　　年　　月　　日' }}前将处置结果书面报送{{ bureau.领导小组名称 or '领导小组' }}办公室"
                "{% if bureau.监督电话 %}（电话{{ bureau.监督电话 }}）{% endif %}，回执于{{ deadlines.reply or '　　　年　　月　　日' }}前交回。"
                "逾期不处置或者处置不到位的，将按程序采取警示提醒、诫勉纠错、责令整改等措施。",
            ),
            issuer("领导小组", "{{ bureau.领导小组名称 or '廉政风险防控领导小组' }}", "（代章）", "{{ event.日期 }}"),
            *slip(title, "□ 无异议　□ 有说明（另附）"),
            *page_two(
                "廉政风险预警处置单",
                [
                    Row(pairs(("对　象", "{{ event.subject }}"), ("防控责任人", "{{ event.防控责任人 }}")), 30),
                ],
                shares(PORTRAIT, 28, 54, 28, 55),
            ),
            paragraph("Seam"),
            table(
                shares(PORTRAIT, 28, 137),
                [
                    space("原因分析", "", 110),
                    space("处置措施", "", 110),
                    space("处置结果", "{{ event.整改结果 }}", 110, "", ""),
                    space("复　　核", "{{ event.复核意见 }}", 100, "防控责任人", "复核人签名：　　　　　　　"),
                    Row([label("销　　号"), long("□ 予以销号　　□ 继续处置　　□ 转为其他处置方式：")], 34),
                ],
            ),
            paragraph("Gap"),
        ],
        whose="{{ event.subject }}",
        title="",
        facts="",
    )


FORMS = {"warning": warning}
