"""What both reports of a whole year say: sentences that stand or fall with their figures, charts, tables."""

from __future__ import annotations

from collections.abc import Sequence

import redhead
from conditional import for_each, when
from draw import Row, Statement, paragraph, table
from parts import heading
from redhead import text
from redhead_styles import WIDTH

YEAR = "{{ year }}年度"
OFFICE = "{{ bureau.领导小组办公室 or '领导小组办公室' }}"


def cond(condition: str, words: str, otherwise: str = "") -> str:
    """Words that stand where a condition of a template holds, and those that do where it does not."""
    return f"{{% if {condition} %}}{words}{f'{{% else %}}{otherwise}' if otherwise else ''}{{% endif %}}"


def tally(name: str, before: str, unit: str, *, none: str = "") -> str:
    """A sentence on a tally: how many, how many more than last year, in which parts; `none` where there are none."""
    count = f"figures.{name}"
    change, parts = (cond(f"{count}.{field}", f"，{{{{ {count}.{field} }}}}") for field in ("change", "text"))
    return cond(f"{count}.total", f"{before}{{{{ {count}.total }}}}{unit}{change}{parts}。", none)


def chart(name: str, number: str) -> list[str]:
    """A chart with its caption below; where it cannot be drawn neither stands there. `number` is an expression,
    "" for the only one.
    """
    return when(
        f"charts.{name}",
        _centred("Text", f"{{{{ charts.{name} }}}}", picture=True),
        _centred("Middle", (f"图{{{{ {number} }}}}　" if number else "图　") + f"{{{{ charts.{name}.name }}}}"),
        paragraph("Blank"),
    )


def _centred(style: str, words: str, *, picture: bool = False) -> str:
    """A line in the middle; one that holds a picture is as high as that and stays with its caption."""
    high = '<w:spacing w:before="160" w:after="40" w:line="360" w:lineRule="atLeast"/>' if picture else ""
    middle = '<w:ind w:left="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
    return paragraph(style, words, keep=picture, look=high + middle)


def listed(columns: Sequence[float], names: Sequence[str], rows: Sequence[Row | Statement]) -> str:
    """A table of an attachment (columns in mm of the type area's 156), its heading repeated on each page."""
    return table([round(part * WIDTH / sum(columns), 1) for part in columns], [heading(*names), *rows])


# ---------------------------------------------------------------- what both tell

FOUND = "全局{{ figures.departments }}个机构、{{ figures.people }}名干部职工参加廉政风险防控工作，" + tally(
    "levels", "共确定廉政风险点", "条", none="尚未确定廉政风险点。"
)
DONE = tally("activities", "开展前期预防活动", "次", none="没有登记前期预防活动。")
SIGNALS = tally("signals", "登记预警处置信号", "起", none="没有登记需要预警处置的情形。") + cond(
    "figures.closing", "截至目前，{{ figures.closing }}。"
)
SOURCES = cond(
    "figures.sources.rows|length > 1",
    "信号来自{% for one in figures.sources.rows if one.count %}{{ one.name }}{{ one.count }}起"
    "{% if loop.last %}。{% else %}、{% endif %}{% endfor %}",
)
CHANGED = tally("adjustments", "调整修正风险点", "项")
HELD = cond("figures.accountability", "实施责任追究{{ figures.accountability }}起。")

COVERED = (
    cond(
        "figures.people_with_risks == figures.people",
        "全局{{ figures.people }}名干部职工人人查找了岗位风险点，",
        "有{{ figures.people_with_risks }}名干部职工查找了岗位风险点，",
    )
    + "所确定的风险点均制定了防控措施，按等级明确了跟踪责任。"
)

ALL_FULL = "(evaluation.items and evaluation.items|map(attribute='full.count')|min == evaluation.scored)"
WELL = cond(
    ALL_FULL,
    "各考核项目均没有扣分。",
    cond(
        "evaluation.strong",
        "从考核项目看，{{ evaluation.strong.item }}平均得分率最高，为{{ evaluation.strong.rate }}。",
    )
    + "{% for item in evaluation.items if item.full.count %}{{ item.item }}方面，"
    + cond("item.full.count == evaluation.scored", "各机构均没有扣分", "{{ item.full }}没有扣分")
    + "{% if loop.last %}。{% else %}；{% endif %}{% endfor %}",
)
HAS_WELL = "(evaluation.strong or evaluation.items|selectattr('full.count')|list)"


def achievements() -> list[str]:
    """What went well, with the departments that did well; who is to be praised is told by `praised`."""
    return [
        *when("figures.people_with_risks", *text(COVERED)),
        *when(HAS_WELL, *text(WELL)),
        *when(
            f"not figures.people_with_risks and not {HAS_WELL}", *text("各项工作正在推进，成效待检查考核后综合评价。")
        ),
    ]


DEEDS = (
    "{% for row in bureau.表彰 if row.对象类型 == '机构' %}{{ row.subject }}（{{ row.主要事迹 }}）"
    "{% if not loop.last %}、{% endif %}{% endfor %}"
)
RESULT = "{{ evaluation.grading }}。" + cond("evaluation.spread", "{{ evaluation.spread }}。")
UNSCORED = cond("evaluation.unscored.count", "{{ evaluation.unscored }}的考核得分尚未汇总，没有列入评价。")


def weaknesses() -> list[str]:
    """What departments lost marks for, the weakest 考核项目 first; of departments, never of people."""
    return for_each(
        "item in evaluation.weaknesses",
        redhead.heading(2, "（{{ item.number }}）{{ item.item }}方面"),
        *text(
            cond("item.rate", "平均得分率{{ item.rate }}。")
            + "扣分的有{% for one in item.first %}{{ one.department }}（{{ one.reason or one.problem }}）"
            + "{% if not loop.last %}、{% endif %}{% endfor %}"
            + cond("item.others", "等{{ item.problems|length }}个机构")
            + "。"
        ),
    )
