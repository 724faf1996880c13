"""Tables of risks, adjustments and signals of a department or the bureau, and the sheet for a notice board."""

from __future__ import annotations

from draw import Cell, Row, Section, frame, paragraph, table
from parts import (
    BLANK_ROW,
    DATE,
    EMPTY_ROWS,
    LANDSCAPE,
    SEALED,
    abreast,
    body,
    by_condition,
    each,
    each_of,
    heading,
    if_there,
    label,
    long,
    note,
    pairs,
    party,
    shares,
    sheet,
    value,
)

UNIT = "{{ department.机构名称 or ('局领导班子' if bureau.单位名称 else '') }}"
"""Whose table it is in a kind for departments and the bureau: there the leadership's own and its members'."""
HEAD = "{{ department.负责人 or bureau.主要负责人 }}"
POST = "{{ risk.post }}"
"""岗位, 业务环节 or 事项类别 of a risk."""


def day(name: str) -> str:
    """A date in a narrow column: the year on a line of its own."""
    return f"~{{{{ {name}|string|replace('年', '年\\n') }}}}"


# ---------------------------------------------------------------- 廉政风险等级评估表

LEVELS = {"一级": "D0D0D0", "二级": "EBEBEB", "三级": ""}
"""The greys of the levels, which differ on a copier too."""
GRADES = {"高": ("一级", "一级", "二级"), "中": ("一级", "二级", "三级"), "低": ("二级", "三级", "三级")}
"""发生几率 → level for 危害程度 重, 中 and 轻 (the programme's definitions)."""
LEGEND = (
    ("", "发生几率和危害程度在表中相交处为判定等级；评定等级与其不一致的，写明理由。"),
    ("等级", "一级（高）：权力重要、裁量空间大，易发生违法犯罪的风险。"),
    ("判定表", "二级（中）：直接涉及人、财、物管理或者服务保障，易发生违纪的风险。"),
    ("", "三级（低）：可能发生违规行为、造成不良影响的风险。单位另行规定判定办法的，从其规定。"),
)
"""What stands before and behind each row of the table."""


def legend() -> Section:
    """The table by which a level follows from likelihood and harm, with what the levels mean."""
    rows = []
    for place, ((about, told), (name, levels)) in enumerate(
        zip(LEGEND, (("几率＼危害", ("重", "中", "轻")), *GRADES.items()), strict=True)
    ):
        # Cells side by side that look like one: merged ones are not as high in every engine.
        inner = {side: "nil" for side, at in (("top", 0), ("bottom", len(GRADES))) if place != at}
        cells = [
            Cell([("Label", about)], lines=inner),
            Cell([("FineHead", name)]),
            *(Cell([("FineMiddle", level)], shade=LEVELS.get(level, "")) for level in levels),
            Cell([("Fine", told)], lines=inner),
        ]
        rows.append(Row(cells, 22, keep=place < len(GRADES)))
    return Section(shares(LANDSCAPE, 24, 24, 16, 16, 16, 156), rows)


def assessment() -> bytes:
    """廉政风险等级评估表: every risk with what its level follows from, what it was given and why."""
    page = LANDSCAPE
    header = [
        Row(pairs(("机　　构", UNIT), ("负 责 人", HEAD), ("评估日期", DATE)), 28),
        Row([label("评估方式"), long("□ 集体讨论　　□ 民主测评　　□ 查阅资料　　□ 征求意见　　□ 其他：", 5)], 28),
    ]
    risks = Section(
        shares(page, 10, 24, 26, 48, 48, 13, 13, 16, 16, 32, 15),
        [
            heading(
                *("序|号", "风险编号", "岗位或|环节", "风险内容", "表现形式", "发生|几率", "危害|程度"),
                *("判定|等级", "评定|等级", "不一致的理由", "评估|意见"),
            ),
            *each(
                "risk in risks",
                "={{ loop.index }}",
                "~{{ risk.风险编号 }}",
                "=" + POST,
                "{{ risk.风险内容 }}",
                "{{ risk.表现形式 }}",
                "={{ risk.发生几率 }}",
                "={{ risk.危害程度 }}",
                "={{ risk.derived }}",
                "={{ risk.level }}",
                "{{ risk.等级说明 }}",
                "=",
                keep="loop.last",
            ),
            *each(
                EMPTY_ROWS,
                "={{ number }}",
                "~",
                "=",
                "",
                "",
                "=",
                "=",
                "=",
                "=",
                "",
                "=",
                height=BLANK_ROW,
                keep="loop.last",
            ),
        ],
    )
    signed = abreast(page, SEALED, party("领导小组"), party("党组织审核"), keep=True)
    return sheet(
        page,
        [
            table(shares(page, 24, 66, 24, 54, 24, 60), header, above=True),
            paragraph("Seam"),
            frame([risks, signed, legend()]),
            note("注：发生几率填高、中或低，危害程度填重、中或轻；评估意见填“同意”或者“调整为×级”。"),
        ],
        whose=UNIT,
    )


# ---------------------------------------------------------------- 公示表

MARKS = {"一级": ("▲", "F4B6AE"), "二级": ("◆", "FAD9A0"), "": ("●", "E4EFF8")}
"""A level as shape and colour; the colours are three greys on a copier."""


def level_cell(level: str) -> Cell:
    """The level of a risk as a tag."""
    shape, colour = MARKS[level]
    return Cell([("Mark", shape), ("Mark", "{{ risk.level }}")], shade=colour)


PERIOD = (
    "公示期：{% if bureau.公示开始日期 %}自{{ bureau.公示开始日期 }}起{% else %}自　　　　年　　月　　日起{% endif %}"
    "{{ bureau.公示工作日数 or 5 }}个工作日"
)


def public() -> bytes:
    """廉政风险点及防控措施公示表: what may hang on a board, and nothing else."""
    page = LANDSCAPE

    def row(level: str) -> Row:
        return body(
            "={{ loop.index }}",
            "=" + POST,
            "{{ risk.风险内容 }}",
            "{{ risk.表现形式 }}",
            level_cell(level),
            "{{ risk.防控措施 }}",
            "={% if risk.responsible %}"
            "{{ risk.responsible.姓名 if office.names else risk.responsible.岗位 }}{% endif %}",
            height=36,
        )

    none = Cell([("Middle", "经审定，暂无廉政风险点。")], span=7)
    risks = Section(
        shares(page, 10, 32, 44, 56, 15, 76, 28),
        [
            heading("序号", "岗位（事项）", "风险点", "表现形式", "风险|等级", "防控措施", "责任人"),
            *each_of(
                "risk in risks", [(f"risk.风险等级 == '{level}'", row(level)) for level in MARKS], keep="loop.last"
            ),
            *by_condition("not risks", [Row([none], BLANK_ROW, keep=True)]),
        ],
    )
    below = dict.fromkeys(("left", "bottom", "right"), "nil")
    where = [
        ("Long", "对公示内容有意见的，请在公示期内向{{ bureau.领导小组名称 or '领导小组' }}办公室反映。"),
        (
            "Long",
            "{% if bureau.意见受理地址 %}受理地址：{{ bureau.意见受理地址 }}　{% endif %}"
            "{% if bureau.监督邮箱 %}邮箱：{{ bureau.监督邮箱 }}{% endif %}",
        ),
    ]
    issuer = [("Issuer", "公示单位（章）：{{ bureau.单位名称 }}"), ("Issuer", "{{ document.date or '" + DATE + "' }}")]
    foot = Section(
        shares(page, 142, 110),
        [Row([Cell(where, lines=below, align="top"), Cell(issuer, lines=below, align="center")], SEALED)],
    )
    return sheet(
        page,
        [
            paragraph("SubTitle", UNIT),
            paragraph("Facts", PERIOD + "\t监督电话：{{ bureau.监督电话 }}\t编号：{{ document.number }}"),
            frame([risks, foot]),
        ],
        whose=UNIT,
        facts="",
    )


# ---------------------------------------------------------------- 廉政风险点调整修正表


def adjustment() -> bytes:
    """廉政风险点调整修正表: what stood and what is to stand, side by side."""
    page = LANDSCAPE
    header = [Row(pairs(("机　　构", UNIT), ("负 责 人", HEAD), ("填表日期", DATE)), 28)]
    empty = ("~", "=", "=", "", "", "", "~", "~")
    rows = Section(
        shares(page, 10, 22, 24, 13, 55, 55, 38, 22, 22),
        [
            heading(
                *("序|号", "风险编号", "岗位或|环节", "调整|事项", "调整前", "调整后", "调整原因"),
                *("申请人和|申请日期", "批准人和|生效日期"),
            ),
            *each(
                "row in ([] if blank else adjustments)",
                "={{ loop.index }}",
                "~{{ row.风险编号 }}",
                "={% if row.risk %}{{ row.risk.post }}{% endif %}",
                "={{ row.调整事项 }}",
                "{{ row.调整前 or ('—' if row.调整事项 == '新增' else '') }}",
                "{{ row.调整后 or ('—' if row.调整事项 == '撤销' else '') }}",
                "{{ row.调整原因 }}",
                "={{ row.申请人 }}\n" + day("row.日期"),
                "={{ row.批准人 }}\n" + day("(row.生效日期 or row.日期)"),
                keep="loop.last",
            ),
            *each(
                "number in ([] if not blank and adjustments else blank_rows or range(1, 5))",
                "={{ number }}",
                *empty,
                height=BLANK_ROW,
                keep="loop.last",
            ),
        ],
    )
    signed = abreast(
        page,
        SEALED,
        party("负责人", "经集体研究，情况属实。"),
        party("分管领导"),
        party("领导小组"),
    )
    return sheet(
        page,
        [
            table(shares(page, 24, 66, 24, 54, 24, 60), header, above=True),
            paragraph("Seam"),
            frame([rows, signed]),
            note(
                "注：调整事项填等级、内容、措施、新增或撤销；新增的不填调整前，撤销的不填调整后。岗位变动、职权增减、"
                "发生案件或者检查发现问题的，应当及时提出调整。"
            ),
        ],
        whose=UNIT,
    )


# ---------------------------------------------------------------- 廉政风险预警处置台账

SIGNALS = "bureau.预警处置"


STATES = (
    ("row.state == '已办结'", ""),
    ("row.days_over", "F4B6AE"),
    ("row.state == '待复核'", "E4EFF8"),
    ("", "FAD9A0"),
)
"""How far a signal is → the colour of its state."""


def counted(state: str) -> str:
    """How many signals are so far."""
    return f"{{{{ {SIGNALS}|selectattr('state', 'equalto', '{state}')|list|length }}}}"


def ledger() -> bytes:
    """廉政风险预警处置台账: every signal and how far it is."""
    page = LANDSCAPE
    columns = shares(page, 8, 19.5, 18.2, 15.5, 11, 37, 11, 32.3, 18.2, 13, 26.3, 18, 13, 11)

    def row(colour: str) -> Row:
        return body(
            "~{{ loop.index }}",
            "~{{ row.编号 }}",
            day("row.日期"),
            "~{{ row.对象 }}",
            "~{{ row.信息来源 }}",
            "^{{ row.情况 }}" + if_there("row.风险编号", "风险点：") + if_there("row.case", "案件："),
            "~{{ row.处置方式 }}" + if_there("row.预警等级", "", "~", "色"),
            "^{{ row.整改要求 }}",
            day("row.整改期限"),
            "~{{ row.防控责任人 }}",
            "^{{ row.整改结果 }}" + if_there("row.完成日期", "完成："),
            "^{{ row.复核意见 }}" + if_there("row.复核人", "复核人："),
            Cell([("FineMiddle", "{{ row.state }}")], shade=colour),
            "~{{ row.days_over }}",
            height=34,
        )

    none = Cell([("FineMiddle", "本年度没有预警处置事项。")], span=14)
    rows = [
        heading(
            *("序|号", "编号", "日期", "对象", "信息|来源", "情况", "处置|方式", "整改要求", "整改|期限", "责任人"),
            *("整改结果", "复核", "状态", "超期|天数"),
            style="FineHead",
        ),
        *each_of(f"row in {SIGNALS}", [(condition, row(colour)) for condition, colour in STATES]),
        *by_condition(f"not {SIGNALS}", [Row([none], BLANK_ROW)]),
    ]
    sums = (
        f"共 {{{{ {SIGNALS}|length }}}} 件："
        + "，".join(f"{state} {counted(state)} 件" for state in ("已办结", "待复核", "未办结"))
        + f"，其中超期 {{{{ {SIGNALS}|selectattr('days_over')|list|length }}}} 件"
    )
    # On the list's own columns, so that no row of a worksheet has merged cells, which could not be sorted.
    header = [
        Row(
            [
                *(label("填 表 人", 2), value("", 5)),
                *(label("审 核 人"), value("", 2)),
                *(label("填表日期"), value("　　年　　月　　日", 3)),
            ],
            30,
        ),
        Row([label("汇　　总", 2), long(sums, 12)], 28),
    ]
    return sheet(
        page,
        [
            table(columns, header, above=True),
            paragraph("Seam"),
            table(columns, rows),
        ],
        whose="{{ bureau.单位名称 }}",
    )


FORMS = {
    "risk_assessment": assessment,
    "public_notice": public,
    "adjustment": adjustment,
    "disposal_ledger": ledger,
}
