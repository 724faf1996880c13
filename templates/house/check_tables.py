"""The three self-check tables as the house draws them.

    .venv/bin/python templates/house/check_tables.py

writes templates/<kind>/form.docx anew. People change those files in Word; this is where the shipped ones come from.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from draw import Cell, Page, Row, Statement, Style, form, page_number, paragraph, table

TEMPLATES = Path(__file__).resolve().parents[1]

PORTRAIT = Page(landscape=False, top=54, side=48, bottom=51, footer=28)
LANDSCAPE = Page(landscape=True, top=48, side=51, bottom=45, footer=25)

OPINION, LOW_OPINION = 66.0, 58.0
"""Least height of a cell for an opinion, a signature and a date by hand: 23 mm, on a landscape page 20 mm."""

BLANK_ROW = 44.0
"""Least height of a row for handwriting: 15.5 mm."""


def styles(page: Page) -> list[Style]:
    """The named styles of a form on this page."""
    song, hei, fang = "宋体", "黑体", "仿宋_GB2312"
    return [
        Style("Normal", "Normal", song, 10.5, 16),
        Style("Title", "表题", "方正小标宋简体", 22, 32, "center", after=4),
        Style("Facts", "表头", fang, 12, 20, tabs=((page.width / 2, "center"), (page.width, "right")), after=2),
        Style("Label", "标签", hei, 11, 16, "center"),
        Style("Value", "填写", fang, 11, 16, "center"),
        Style("Long", "填写长文", fang, 11, 16),
        Style("Head", "栏名", hei, 10.5, 15, "center"),
        Style("Block", "分类", hei, 11, 16, keep_next=True),
        Style("Cell", "表文", song, 10.5, 15),
        Style("Middle", "表文居中", song, 10.5, 15, "center"),
        Style("Opinion", "意见", fang, 12, 18, "left", before=3, first_line_chars=2),
        Style("Sign", "落款", fang, 12, 18, "right", before=10, after=2),
        Style("Gap", "间隔", song, 5, 6),
        Style("Note", "填表说明", song, 9, 12, "both", before=4),
        Style("Page", "页码", song, 9, 12, "center"),
    ]


FACTS = (
    "单位：{% if bureau.单位名称 %}{{ bureau.单位名称 }}{% else %}　　　　　　　　　{% endif %}"
    "\t{% if year %}{{ year }}{% else %}　　　　{% endif %}年度"
    "\t编号：{% if document.number %}{{ document.number }}{% else %}　　　　　　　{% endif %}"
)
"""The line under the title; room to write where nothing is known."""


def label(text: str, span: int = 1) -> Cell:
    """A cell that says what stands beside it."""
    return Cell([("Label", text)], span)


def value(text: str, span: int = 1) -> Cell:
    """A short value in a header block."""
    return Cell([("Value", text)], span)


def long(text: str, span: int = 1) -> Cell:
    """A long value in a header block."""
    return Cell([("Long", text)], span)


def heading(*names: str) -> Row:
    """The row that is repeated on each page; a bar in a name breaks its line."""
    return Row([Cell([("Head", line) for line in name.split("|")]) for name in names], height=26, heading=True)


def body(*texts: str, height: float = 26) -> Row:
    """A row of values: those that begin with = stand in the middle of narrow columns, the others are read."""
    return Row(
        [Cell([("Middle" if text.startswith("=") else "Cell", text.removeprefix("="))]) for text in texts], height
    )


def opinions(page: Page, first: str, statement: str) -> str:
    """Who makes the table, the chain's `first`, then every step of it: label, opinion, signature and date."""
    columns = (102.0, page.width - 102.0)
    height = LOW_OPINION if page.landscape else OPINION
    sign = "签名：　　　　　　　　　　　　　　年　　月　　日"
    return table(
        columns,
        [
            Row(
                [Cell([("Label", f"{first}签名")]), Cell([("Opinion", statement), ("Sign", sign)], signed_by=first)],
                height,
            ),
            Statement("{%tr for opinion in opinions %}"),
            Row(
                [
                    Cell([("Label", "{{ opinion.label }}")]),
                    Cell(
                        [
                            ("Opinion", "{{ opinion.意见 }}"),
                            (
                                "Sign",
                                "{% if opinion.given %}签名：{{ opinion.审核人 }}　　　{{ opinion.日期 }}"
                                "{% else %}" + sign + "{% endif %}",
                            ),
                        ],
                        signed_by="{{ opinion.role }}",
                    ),
                ],
                height,
            ),
            Statement("{%tr endfor %}"),
        ],
    )


def note(text: str) -> str:
    """How to fill in, on blank forms only."""
    return paragraph("Note", "{%p if blank %}") + paragraph("Note", text) + paragraph("Note", "{%p endif %}")


def sheet(page: Page, tables: list[str], signed: str, hint: str) -> bytes:
    """A whole form: its tables, who signs, and how to fill it in."""
    blocks = [
        paragraph("Title", "{{ document.title }}"),
        paragraph("Facts", FACTS),
        *tables,
        paragraph("Gap"),
        signed,
        hint,
        paragraph("Gap"),
    ]
    return form(blocks, styles(page), page, page_number("Page"))


def personal() -> bytes:
    """个人廉政风险自查表: portrait."""
    page = PORTRAIT
    sixth = (58.0, 108.0, 58.0, 108.0, 64.0, page.width - 396.0)
    header = table(
        sixth,
        [
            Row(
                [
                    label("姓　名"),
                    value("{{ person.姓名 }}"),
                    label("职　务"),
                    value("{{ person.职务 }}"),
                    label("政治面貌"),
                    value("{{ person.政治面貌 }}"),
                ],
                26,
            ),
            Row(
                [
                    label("机　构"),
                    value("{{ person.机构 }}"),
                    label("岗　位"),
                    value("{{ person.岗位 }}"),
                    label("工　号"),
                    value("{{ person.工号 }}"),
                ],
                26,
            ),
            Row([label("岗位职责"), long("{{ person.岗位职责 }}", 5)], 42),
        ],
    )
    columns = (26.0, 50.0, 121.0, 106.0, 40.0, 34.0, page.width - 377.0)
    risks = table(
        columns,
        [
            heading("序|号", "风险类别", "风险内容", "表现形式", "查找|方式", "风险|等级", "防控措施"),
            Statement("{%tr for risk in risks %}"),
            body(
                "={{ loop.index }}",
                "={{ risk.风险类别 }}",
                "{{ risk.风险内容 }}",
                "{{ risk.表现形式 }}",
                "={{ risk.查找方式 }}",
                "={{ risk.风险等级 }}",
                "{{ risk.防控措施 }}",
            ),
            Statement("{%tr endfor %}"),
            Statement("{%tr for number in blank_rows %}"),
            body("={{ number }}", "=", "", "", "=", "=", "", height=BLANK_ROW + 3),
            Statement("{%tr endfor %}"),
        ],
    )
    return sheet(
        page,
        [header, paragraph("Gap"), risks],
        opinions(page, "本人", "以上风险由本人对照职责查找，情况属实，将认真落实防控措施。"),
        note(
            "注：风险类别填岗位职责、业务流程、制度机制、外部环境或思想道德；查找方式填自己找、领导提、群众帮或集体定；"
            "风险等级按发生几率和危害程度判定，填一级、二级或三级。"
        ),
    )


def department() -> bytes:
    """股室(所、中心)廉政风险自查表: landscape."""
    page = LANDSCAPE
    header = table(
        (64.0, 186.0, 64.0, 170.0, 64.0, page.width - 548.0),
        [
            Row(
                [
                    label("机构名称"),
                    value("{{ department.机构名称 }}"),
                    label("负责人"),
                    value("{{ department.负责人 }}"),
                    label("分管领导"),
                    value("{{ department.分管领导 }}"),
                ],
                26,
            ),
            Row([label("主要职能"), long("{{ department.主要职能 }}", 5)], 36),
        ],
    )
    columns = (26.0, 52.0, 52.0, 150.0, 138.0, 34.0, 150.0, page.width - 602.0)
    risks = table(
        columns,
        [
            heading("序|号", "业务环节", "风险类别", "风险内容", "表现形式", "风险|等级", "防控措施", "工作程序"),
            Statement("{%tr for risk in risks %}"),
            body(
                "={{ loop.index }}",
                "={{ risk.业务环节 }}",
                "={{ risk.风险类别 }}",
                "{{ risk.风险内容 }}",
                "{{ risk.表现形式 }}",
                "={{ risk.风险等级 }}",
                "{{ risk.防控措施 }}",
                "{{ risk.工作程序 }}",
            ),
            Statement("{%tr endfor %}"),
            Statement("{%tr for number in blank_rows %}"),
            body("={{ number }}", "=", "=", "", "", "=", "", "", height=BLANK_ROW),
            Statement("{%tr endfor %}"),
        ],
    )
    return sheet(
        page,
        [header, paragraph("Gap"), risks],
        opinions(page, "负责人", "以上风险点经集体讨论查找，情况属实，将落实各项防控措施和工作程序。"),
        note(
            "注：业务环节填行政确认、行政处罚、法律服务、法律保障、法制宣传或内部管理；风险类别填岗位职责、业务流程、"
            "制度机制、外部环境或思想道德；风险等级按发生几率和危害程度判定，填一级、二级或三级。"
        ),
    )


def leadership() -> bytes:
    """司法局领导班子廉政风险点自查表: landscape, a block for each 事项类别."""
    page = LANDSCAPE
    columns = (28.0, 250.0, 160.0, 36.0, 200.0, page.width - 674.0)
    empty = ("=", "", "", "=", "", "=")
    risks = table(
        columns,
        [
            heading("序|号", "风险内容", "表现形式", "风险|等级", "防控措施", "责任领导"),
            Statement("{%tr for matter in matters %}"),
            Row([Cell([("Block", "{{ ['一', '二', '三', '四'][loop.index0] }}、{{ matter.事项类别 }}")], span=6)], 24),
            Statement("{%tr for risk in matter.risks %}"),
            body(
                "={{ loop.index }}",
                "{{ risk.风险内容 }}",
                "{{ risk.表现形式 }}",
                "={{ risk.风险等级 }}",
                "{{ risk.防控措施 }}",
                "={{ risk.责任领导 }}",
            ),
            Statement("{%tr endfor %}"),
            Statement("{%tr if not matter.risks and not blank_rows %}"),
            body(*empty, height=BLANK_ROW),
            Statement("{%tr endif %}"),
            Statement("{%tr for number in blank_rows %}"),
            body("={{ number }}", *empty[1:], height=BLANK_ROW),
            Statement("{%tr endfor %}"),
            Statement("{%tr endfor %}"),
        ],
    )
    return sheet(
        page,
        [risks],
        opinions(page, "主要负责人", "以上风险点经领导班子集体研究查找，情况属实，班子成员将按分工落实各项防控措施。"),
        note("注：风险等级按发生几率和危害程度判定，填一级、二级或三级；责任领导填班子成员姓名。"),
    )


FORMS = {"personal_check": personal, "department_check": department, "leadership_check": leadership}


def main() -> None:
    """Write all forms."""
    for kind, draw in FORMS.items():
        (TEMPLATES / kind).mkdir(exist_ok=True)
        (TEMPLATES / kind / "form.docx").write_bytes(draw())


if __name__ == "__main__":
    main()
