"""What a department finds of its own work, and what the inspection finds: scores that add up."""

from __future__ import annotations

from draw import Cell, Row, Section, frame, paragraph, table
from parts import (
    BLANK_ROW,
    DATE,
    LANDSCAPE,
    PORTRAIT,
    SEALED,
    abreast,
    apart,
    department_facts,
    each,
    heading,
    if_there,
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

ITEMS = "([] if blank else department.scores.rows)"
EMPTY_ITEMS = "number in ([] if not blank and department.scores.rows else blank_rows or range(1, 9))"
"""Rows to write in: on a blank form, and while there are no scores."""


def total(page_columns: int, name: str, span: int, *values: str) -> Row:
    """A row under a list that adds it up: its name over `span` columns, the values, the rest empty."""
    cells = [label(name, span), *(Cell(written(text)) for text in values)]
    return Row([*cells, *[Cell([("Cell", "")])] * (page_columns - span - len(values))], 30, keep=True)


def score(name: str) -> str:
    """What a department's items come to; nothing on a blank form."""
    return f"{{% if not blank %}}{{{{ department.scores.{name} }}}}{{% endif %}}"


def self_inspection() -> bytes:
    """廉政风险防控工作自查评估表: what a department finds of its own work."""
    page = PORTRAIT
    header = [department_facts("机　构")]
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


FORMS = {"self_inspection": self_inspection, "inspection_score": inspection}
