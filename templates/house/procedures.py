"""What a department does against its risks, step by step, and the flow chart of each procedure."""

from __future__ import annotations

from draw import SIDES, Cell, Row, Section, Statement, frame, paragraph, table
from parts import (
    BLANK_ROW,
    EMPTY_ROWS,
    LANDSCAPE,
    PORTRAIT,
    SIGNED,
    SPARE,
    abreast,
    by_condition,
    department_facts,
    each,
    heading,
    note,
    party,
    shares,
    sheet,
)

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
    header = [department_facts()]
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
            *each(EMPTY_ROWS, "={{ number }}", "", "=", "=", "", "", "=", "", height=BLANK_ROW, keep="loop.last"),
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


FORMS = {"control_procedure": procedures}
