"""Tables of risks, scores, adjustments and signals of a department or the bureau, and the sheet for a notice board."""

from __future__ import annotations

from draw import SIDES, Cell, Row, Section, Statement, frame, paragraph, table
from parts import (
    BLANK_ROW,
    DATE,
    LANDSCAPE,
    PORTRAIT,
    SEALED,
    SIGNED,
    SPARE,
    abreast,
    apart,
    body,
    by_condition,
    each,
    each_of,
    heading,
    label,
    long,
    note,
    opinions,
    pairs,
    party,
    shares,
    sheet,
    value,
    written,
)

UNIT = "{{ department.机构名称 or ('局领导班子' if bureau.单位名称 else '') }}"
"""Whose table it is in a kind for departments and the bureau: there the leadership's own and its members'."""
HEAD = "{{ department.负责人 or bureau.主要负责人 }}"
EMPTY = "number in blank_rows"
POST = "{{ risk.post }}"
"""岗位, 业务环节 or 事项类别 of a risk."""


def day(name: str) -> str:
    """A date in a narrow column: the year on a line of its own."""
    return f"~{{{{ {name}|string|replace('年', '年\\n') }}}}"


def total(page_columns: int, name: str, span: int, *values: str) -> Row:
    """A row under a list that adds it up: its name over `span` columns, the values, the rest empty."""
    cells = [label(name, span), *(Cell(written(text)) for text in values)]
    return Row([*cells, *[Cell([("Cell", "")])] * (page_columns - span - len(values))], 30, keep=True)


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
                EMPTY,
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


# ---------------------------------------------------------------- 风险防控措施和工作程序表

CHART = shares(PORTRAIT, 48, 9, 51, 9, 48)
BOX = dict.fromkeys(SIDES, "single")
DRAWN = dict.fromkeys(SIDES, "dashed")
WHOLE = 10
"""Steps up to which a flow chart stays on one page."""


def cut_short(name: str, length: int) -> str:
    """A text of the table above as a chart has room for it."""
    return f"{{{{ {name} if {name}|length <= {length} else {name}[:{length}] ~ '……' }}}}"


def there(condition: str, *lines: tuple[str, str]) -> list[tuple[str, str]]:
    """Paragraphs of a cell that stand there on a condition only."""
    return [("Fine", f"{{%p if {condition} %}}"), *lines, ("Fine", "{%p endif %}")]


def chart_head(title: str) -> list[Row]:
    """What is repeated on each page that the chart goes on to."""
    names = ("廉政风险", "", "工作程序", "", "防控措施")
    return [
        Row([Cell([("Block", title)], span=5)], 26, heading=True),
        Row([Cell([("Head", name)]) for name in names], 22, heading=True),
    ]


def arrow(*, keep: bool) -> Row:
    """Between two boxes."""
    empty = Cell([("Arrow", "")])
    return Row([empty, empty, Cell([("Arrow", "↓")]), empty, empty], 17, keep=keep)


def chart(*, keep: bool) -> str:
    """权力运行流程图 of the risk: a column of boxes joined by arrows, the risk and its measure beside its key step."""
    empty = Cell([("Fine", "")])
    first = "not risk.steps|selectattr('key')|list and loop.first"
    risk = [
        ("Mark", f"{{{{ risk.level }}}}风险{{% if {first} %}}（全流程）{{% endif %}}"),
        ("Fine", cut_short("risk.风险内容", 120)),
    ]
    measure = [
        ("Fine", cut_short("risk.防控措施", 120)),
        *there("risk.检查方式", ("Fine", "检查：" + cut_short("risk.检查方式", 60))),
        ("Fine", "责任人：{{ risk.responsible }}"),
    ]
    beside = [
        Cell(risk, lines=BOX),
        Cell([("Arrow", "→")]),
        Cell([("Mark", "{{ step.name }}{% if step.key %}（关键环节）{% endif %}")], lines=BOX, shade="EBEBEB"),
        Cell([("Arrow", "←")]),
        Cell(measure, lines=BOX),
    ]
    plain = [empty, empty, Cell([("Middle", "{{ step.name }}")], lines=BOX), empty, empty]
    rows = [
        *chart_head("图{{ loop.index }}　" + cut_short("(risk.权力事项 or risk.风险内容)", 30)),
        Statement("{%tr for step in risk.steps %}"),
        *by_condition(f"step.key or ({first})", [Row(beside, 30, keep=keep)], [Row(plain, 24, keep=keep)]),
        *by_condition("not loop.last", [arrow(keep=True)]),
        Statement("{%tr endfor %}"),
    ]
    return table(CHART, rows, lines=False)


def empty_chart(boxes: int = 9) -> str:
    """A chart to be drawn by hand."""
    empty = Cell([("Fine", "")])
    row = Row(
        [
            Cell([("Fine", "")], lines=DRAWN),
            empty,
            Cell([("Fine", "")], lines=BOX),
            empty,
            Cell([("Fine", "")], lines=DRAWN),
        ],
        50,
    )
    rows = [item for _ in range(boxes) for item in (row, arrow(keep=True))][:-1]
    return table(CHART, [*chart_head("图：" + "　" * 16), *rows], lines=False)


def procedures() -> bytes:
    """股室（所、中心）风险防控措施和工作程序表, and a 权力运行流程图 for each 工作程序."""
    page = LANDSCAPE
    header = [
        Row(
            pairs(
                ("机构名称", "{{ department.机构名称 }}"),
                ("负责人", "{{ department.负责人 }}"),
                ("分管领导", "{{ department.分管领导 }}"),
            ),
            28,
        )
    ]
    risks = Section(
        shares(page, 10, 44, 28, 13, 62, 56, 20, 28),
        [
            heading("序|号", "风险点", "关键环节", "风险|等级", "防控措施", "工作程序", "责任人", "检查方式"),
            *each(
                "risk in risks",
                "={{ loop.index }}",
                "{{ risk.风险内容 }}",
                "={{ risk.关键环节 }}",
                "={{ risk.level }}",
                "{{ risk.防控措施 }}",
                "{{ risk.工作程序 }}",
                "={{ risk.responsible }}",
                "{{ risk.检查方式 }}",
                keep="loop.last",
            ),
            *each(EMPTY, "={{ number }}", "", "=", "=", "", "", "=", "", height=BLANK_ROW, keep="loop.last"),
        ],
    )
    signed = abreast(
        page,
        SIGNED * SPARE,
        party("负责人", "以上措施和程序符合工作实际，将严格执行。", tall=False),
        party("分管领导", tall=False),
    )
    charts = [
        paragraph("Title", "权力运行流程图"),
        paragraph("SubTitle", "{{ department.机构名称 }}"),
        paragraph("Gap", "{%p for risk in risks if risk.steps %}"),
        paragraph("Gap", f"{{%p if risk.steps|length <= {WHOLE} %}}"),
        chart(keep=True),
        paragraph("Gap", "{%p else %}"),
        chart(keep=False),
        paragraph("Gap", "{%p endif %}"),
        paragraph("Gap", "{%p if not loop.last %}"),
        paragraph("Long"),
        paragraph("Gap", "{%p endif %}"),
        paragraph("Gap", "{%p endfor %}"),
        paragraph("Gap", "{%p if not risks %}"),
        empty_chart(),
        paragraph("Gap", "{%p endif %}"),
    ]
    return sheet(
        page,
        [
            table(shares(page, 24, 62, 22, 58, 24, 62), header, above=True),
            paragraph("Seam"),
            frame([risks, signed]),
            note("注：工作程序按办理顺序填写各步，用“→”连接；关键环节填其中最容易发生风险的一步。流程图画在后页。"),
        ],
        whose="{{ department.机构名称 }}",
        upright=charts,
    )


# ---------------------------------------------------------------- 自查评估表, 检查考核评分表

ITEMS = "([] if blank else department.scores.rows)"
EMPTY_ITEMS = "number in ([] if not blank and department.scores.rows else blank_rows or range(1, 9))"
"""Rows to write in: on a blank form, and while there are no scores."""


def score(name: str) -> str:
    """What a department's items come to; nothing on a blank form."""
    return f"{{% if not blank %}}{{{{ department.scores.{name} }}}}{{% endif %}}"


def self_inspection() -> bytes:
    """廉政风险防控工作自查评估表: what a department finds of its own work."""
    page = PORTRAIT
    header = [
        Row(
            pairs(
                ("机　构", "{{ department.机构名称 }}"),
                ("负责人", "{{ department.负责人 }}"),
                ("分管领导", "{{ department.分管领导 }}"),
            ),
            28,
        )
    ]
    columns = shares(page, 10, 24, 54, 12, 14, 31, 31)
    empty = ("=", "", "=", "=", "", "")
    items = Section(
        columns,
        [
            heading("序|号", "考核项目", "内容和标准", "分值", "自查|得分", "存在问题", "整改措施"),
            *each(
                f"item in {ITEMS}",
                "={{ loop.index }}",
                "={{ item.考核项目 }}",
                "{{ item.考核内容 }}" + if_there("item.评分标准", "标准：", ""),
                "={{ item.分值 }}",
                "={{ item.自查得分 }}",
                "{{ item.存在问题 }}",
                "{{ item.整改措施 }}",
                keep="loop.last",
            ),
            *each(EMPTY_ITEMS, "={{ number }}", *empty, height=BLANK_ROW, keep="loop.last"),
            Row(
                [
                    label("合　　计", 3),
                    Cell(written("=" + score("worth"))),
                    Cell(written("=" + score("own"))),
                    *[Cell([("Cell", "")])] * 2,
                ],
                30,
                keep=True,
            ),
            Row([label("自评等次", 3), value("□ 优胜　　　□ 达标　　　□ 不达标", 4)], 30, keep=True),
        ],
    )
    signed = opinions(page, "负责人", "以上自查情况属实，对存在的问题将按整改措施逐项落实。", spare="true")
    return sheet(
        page,
        [
            table(shares(page, 20, 36, 20, 33, 22, 34), header, above=True),
            paragraph("Seam"),
            frame([items, signed]),
            note("注：逐项对照考核内容自查打分，有扣分的写明存在问题和整改措施（责任人、时限）；各项分值合计100分。"),
        ],
        whose="{{ department.机构名称 }}",
    )


def inspection() -> bytes:
    """检查考核评分表: what the leading group's inspectors find, and what it comes to."""
    page = LANDSCAPE
    header = [
        Row(
            pairs(
                ("被检查机构", "{{ department.机构名称 }}"),
                ("负责人", "{{ department.负责人 }}"),
                ("检查日期", "{{ '' if blank else department.scores.date }}"),
            ),
            28,
        )
    ]
    items = Section(
        shares(page, 10, 28, 60, 50, 13, 15, 15, 46, 24),
        [
            heading(
                *(
                    "序|号",
                    "考核项目",
                    "考核内容",
                    "评分标准",
                    "分值",
                    "自查|得分",
                    "检查|得分",
                    "扣分原因",
                    "佐证材料",
                ),
            ),
            *each(
                f"item in {ITEMS}",
                "={{ loop.index }}",
                "={{ item.考核项目 }}",
                "{{ item.考核内容 }}",
                "{{ item.评分标准 }}",
                "={{ item.分值 }}",
                "={{ item.自查得分 }}",
                "={{ item.检查得分 }}",
                "{{ item.扣分原因 }}",
                "{{ item.佐证材料 }}",
                keep="loop.last",
            ),
            *each(EMPTY_ITEMS, "={{ number }}", "=", "", "", "=", "=", "=", "", "", height=BLANK_ROW, keep="loop.last"),
            total(9, "合　　计", 4, *("=" + score(name) for name in ("worth", "own", "inspected"))),
        ],
    )
    extra = Section(
        shares(page, 38, 214),
        [Row([label(name), long("")], 24, keep=True) for name in ("加分事项", "扣分事项", "一票否决事项")],
    )
    weight = "（{{{{ (bureau.考核权重 or '20/40/40').split('/')[{}] }}}}%）"
    parts = (
        ("自查得分|" + weight.format(0), "own"),
        ("检查得分|" + weight.format(1), "inspected"),
        ("领导评分|" + weight.format(2), "leaders"),
        ("加减分", "bonus"),
        ("综合得分", "composite"),
        ("等　　次", "grade"),
    )
    result = Section(
        shares(page, *(24, 16) * 3, 18, 16, 22, 18, 20, 38),
        [Row([cell for name, field in parts for cell in (label(name), value(score(field)))], 38, keep=True)],
    )
    sign = "签名：　　　　　　　　　"
    inspectors = [
        ("Opinion", "{% if not blank %}{{ department.scores.inspectors|join('、') }}{% endif %}"),
        *apart(sign, DATE, sign),
    ]
    received = [("Opinion", "□ 无异议　□ 有说明"), *apart(sign)]
    signed = abreast(
        page,
        SEALED,
        (label("检查人|（两人）"), Cell(inspectors, align="top", signed_by="检查人")),
        party("领导小组"),
        (label("被检查机构|负责人签收"), Cell(received, align="top")),
    )
    return sheet(
        page,
        [
            table(shares(page, 24, 70, 20, 56, 24, 58), header, above=True),
            paragraph("Seam"),
            frame([items, extra, result, signed]),
            note(
                "注：检查得分低于自查得分的写明扣分原因；综合得分按自查、检查、领导评分的权重计算后加减分，达到等次标准的评定相应等次。"
            ),
        ],
        whose="{{ department.机构名称 }}",
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


def if_there(name: str, before: str, look: str = "^", behind: str = "") -> str:
    """A line below a value, where there is anything to say."""
    return f"\n{{%p if {name} %}}\n{look}{before}{{{{ {name} }}}}{behind}\n{{%p endif %}}"


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
    "control_procedure": procedures,
    "self_inspection": self_inspection,
    "inspection_score": inspection,
    "adjustment": adjustment,
    "disposal_ledger": ledger,
}
