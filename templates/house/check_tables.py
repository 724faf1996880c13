"""The three self-check tables as the house draws them."""

from __future__ import annotations

from draw import Cell, Row, Section, Statement, frame, paragraph, table
from parts import (
    BLANK_ROW,
    LANDSCAPE,
    PORTRAIT,
    body,
    department_facts,
    each,
    empty_rows,
    heading,
    label,
    long,
    note,
    opinions,
    pairs,
    shares,
    sheet,
)

LONGEST = [
    f"risks|map(attribute='{name}')|join|length{share}"
    for name, share in (("风险内容", " * 1.5"), ("表现形式", " * 1.3"), ("防控措施", ""))
]
NEED = " + ".join(
    (
        "risks|length * 21",
        f"[{', '.join(LONGEST)}]|max",
        "opinions|length * 48",
        "opinions|map(attribute='意见')|map('length')|select('gt', 27)|list|length * 16",
        "[opinions|map(attribute='意见')|join|length - 80, 0]|max * 0.4",
        "[person.岗位职责|length - 70, 0]|max * 0.4",
    )
)
"""How much of the page a person's risks and the opinions below them ask for, in characters of 防控措施.

A line of 15 pt holds twelve of these, nine of 表现形式 and eight of 风险内容; what a row has besides its lines is as
high as 21 more characters, an opinion as 48. Opinions and duties count where they are longer than their cells ask for.
"""
CROWDED = "need > 366"
"""It is more than there is."""
ROOMY = {
    f"risks|length < 3 and need < 285 or {CROWDED} and risks|length < 6": 100,
    f"{CROWDED} and risks|length < 8": 80,
}
"""Where the page would be half empty: one or two risks, or up to seven whose opinions go on the next page."""


def personal() -> bytes:
    """个人廉政风险自查表: portrait."""
    page = PORTRAIT
    sixth = shares(page, 20, 36, 20, 37, 23, 29)
    header = [
        Row(
            pairs(
                ("姓　名", "{{ person.姓名 }}"), ("职　务", "{{ person.职务 }}"), ("政治面貌", "{{ person.政治面貌 }}")
            ),
            28,
        ),
        Row(
            pairs(("机　构", "{{ person.机构 }}"), ("岗　位", "{{ person.岗位 }}"), ("工　号", "{{ person.工号 }}")), 28
        ),
        Row([label("岗位职责"), long("{{ person.岗位职责 }}", 5)], 40),
    ]
    risks = Section(
        shares(page, 8, 12, 33, 37, 15, 12, 48),
        [
            heading("序|号", "风险|类别", "风险内容", "表现形式", "查找|方式", "风险|等级", "防控措施"),
            *each(
                "risk in risks",
                "={{ loop.index }}",
                "={{ risk.风险类别 }}",
                "{{ risk.风险内容 }}",
                "{{ risk.表现形式 }}",
                "={{ risk.查找方式 }}",
                "={{ risk.风险等级 }}",
                "{{ risk.防控措施 }}",
                keep="loop.last",
                roomy=ROOMY,
            ),
            *empty_rows("={{ number }}", "=", "", "", "=", "=", "", height=40, keep="loop.last"),
        ],
    )
    signed = opinions(page, "本人", "以上由本人对照职责查找，情况属实，将落实防控措施。", spare=CROWDED)
    return sheet(
        page,
        [
            paragraph("Normal", f"{{%p set need = {NEED} %}}"),
            table(sixth, header, above=True),
            paragraph("Seam"),
            frame([risks, signed]),
            note(
                "注：风险类别填岗位职责、业务流程、制度机制、外部环境或思想道德；查找方式填自己找、领导提、群众帮或集体定；"
                "风险等级按发生几率和危害程度判定，填一级、二级或三级。"
            ),
        ],
        whose="{{ person.机构 }}　{{ person.姓名 }}",
    )


def department() -> bytes:
    """股室（所、中心）廉政风险自查表: landscape."""
    page = LANDSCAPE
    header = [department_facts(), Row([label("主要职能"), long("{{ department.主要职能 }}", 5)], 36)]
    risks = Section(
        shares(page, 9, 13, 13, 57, 46, 13, 52, 49),
        [
            heading("序|号", "业务|环节", "风险|类别", "风险内容", "表现形式", "风险|等级", "防控措施", "工作程序"),
            *each(
                "risk in risks",
                "={{ loop.index }}",
                "={{ risk.业务环节 }}",
                "={{ risk.风险类别 }}",
                "{{ risk.风险内容 }}",
                "{{ risk.表现形式 }}",
                "={{ risk.风险等级 }}",
                "{{ risk.防控措施 }}",
                "{{ risk.工作程序 }}",
                keep="loop.last",
                roomy={"risks|length in (3, 4)": 104, "risks|length == 5": 76},
            ),
            *empty_rows("={{ number }}", "=", "=", "", "", "=", "", "", keep="loop.last"),
        ],
    )
    signed = opinions(page, "负责人", "以上风险点经集体讨论查找，情况属实，将落实各项防控措施和工作程序。")
    return sheet(
        page,
        [
            table(shares(page, 24, 62, 22, 58, 24, 62), header, above=True),
            paragraph("Seam"),
            frame([risks, signed]),
            note(
                "注：业务环节填行政确认、行政处罚、法律服务、法律保障、法制宣传或内部管理；风险类别填岗位职责、业务流程、"
                "制度机制、外部环境或思想道德；风险等级按发生几率和危害程度判定，填一级、二级或三级。"
            ),
        ],
        whose="{{ department.机构名称 }}",
    )


def leadership() -> bytes:
    """司法局领导班子廉政风险点自查表: landscape, a block for each 事项类别."""
    page = LANDSCAPE
    empty = ("=", "", "", "=", "", "=")
    matter = Cell([("Block", "{{ ['一', '二', '三', '四'][loop.index0] }}、{{ matter.事项类别 }}")], span=6)
    risks = Section(
        shares(page, 10, 92, 53, 13, 62, 22),
        [
            heading("序|号", "风险内容", "表现形式", "风险|等级", "防控措施", "责任|领导"),
            Statement("{%tr for matter in matters %}"),
            Row([matter], 26),
            *each(
                "risk in matter.risks",
                "={{ loop.index }}",
                "{{ risk.风险内容 }}",
                "{{ risk.表现形式 }}",
                "={{ risk.风险等级 }}",
                "{{ risk.防控措施 }}",
                "={{ risk.责任领导 }}",
                keep="loop.last and matter.name == matters[-1].name",
            ),
            Statement("{%tr if not matter.risks and not blank_rows %}"),
            body(*empty, height=BLANK_ROW),
            Statement("{%tr endif %}"),
            *empty_rows("={{ number }}", *empty[1:], height=41, keep="loop.last and matter.name == matters[-1].name"),
            Statement("{%tr endfor %}"),
        ],
    )
    signed = opinions(
        page, "主要负责人", "以上风险点经领导班子集体研究查找，情况属实，班子成员将按分工落实各项防控措施。"
    )
    return sheet(
        page,
        [
            frame([risks, signed]),
            note("注：风险等级按发生几率和危害程度判定，填一级、二级或三级；责任领导填班子成员姓名。"),
        ],
        whose="领导班子",
    )


FORMS = {"personal_check": personal, "department_check": department, "leadership_check": leadership}
