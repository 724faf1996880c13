"""Reports of a whole year, as text that follows its figures: the circular on the evaluation, the year's summary."""

from __future__ import annotations

from collections.abc import Sequence

import redhead
from draw import Row, Statement, paragraph, table
from parts import by_condition, each, heading
from redhead import MM, WIDTH, annex, enclosures, text, when

YEAR = "{{ year }}年度"
GROUP = "{{ bureau.领导小组名称 or '廉政风险防控机制建设工作领导小组' }}"
OFFICE = "{{ bureau.领导小组办公室 or '领导小组办公室' }}"
NEXT = "{{ year + 1 }}"


def cond(condition: str, words: str, otherwise: str = "") -> str:
    """Words that stand where a condition of a template holds, and those that do where it does not."""
    return f"{{% if {condition} %}}{words}{f'{{% else %}}{otherwise}' if otherwise else ''}{{% endif %}}"


def tally(name: str, before: str, unit: str, *, none: str = "", change: bool = True) -> str:
    """A sentence on a tally: how many, how many more than last year, and in which parts; `none` where there are none."""
    count = f"figures.{name}"
    words = (
        f"{before}{{{{ {count}.total }}}}{unit}"
        + (cond(f"{count}.change", f"（{{{{ {count}.change }}}}）") if change else "")
        + cond(f"{count}.text", f"，{{{{ {count}.text }}}}")
        + "。"
    )
    return cond(f"{count}.total", words, none)


def chart(name: str, number: int) -> list[str]:
    """A chart with its caption below; where it cannot be drawn neither stands there."""
    return when(
        f"charts.{name}",
        _centred(f"{{{{ charts.{name} }}}}", "atLeast", "Text", keep=True),
        _centred(f"图{number}　{{{{ charts.{name}.name }}}}", "exact", "Middle"),
        paragraph("Blank"),
    )


def _centred(words: str, rule: str, style: str, *, keep: bool = False) -> str:
    """A line in the middle; one that holds a picture is as high as that."""
    kept = "<w:keepNext/>" if keep else ""
    line = '<w:spacing w:before="120" w:line="240" w:lineRule="atLeast"/>' if rule == "atLeast" else ""
    indent = '<w:ind w:left="0" w:firstLineChars="0" w:firstLine="0"/>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{line}{indent}<w:jc w:val="center"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


def widths(*parts: float) -> list[float]:
    """Columns in these proportions (mm of the type area's 156)."""
    return [round(part * WIDTH / sum(parts), 1) for part in parts]


def listed(columns: Sequence[float], names: Sequence[str], rows: Sequence[Row | Statement]) -> str:
    """A table in an attachment, whose heading is repeated on each page."""
    return table(widths(*columns), [heading(*names), *rows])


# ---------------------------------------------------------------- what both tell

FOUND = (
    "{{ year }}年，全局{{ figures.departments }}个机构、{{ figures.people }}名干部职工参加廉政风险防控工作，"
    + cond("figures.levels.total", tally("levels", "共确定廉政风险点", "条"), "尚未确定廉政风险点。")
)
DONE = tally("activities", "开展前期预防活动", "次", none="没有登记前期预防活动。")
SIGNALS = cond(
    "figures.signals.total",
    tally("signals", "登记预警处置信号", "起") + "截至目前，{{ figures.closing }}。",
    "没有登记需要预警处置的情形。",
)
CHANGED = tally("adjustments", "调整修正风险点", "项", none="没有需要调整修正的风险点。")
HELD = cond("figures.accountability", "实施责任追究{{ figures.accountability }}起。")


# ---------------------------------------------------------------- the circular

WEIGHTS = (
    "综合得分由自查得分、检查得分和领导评分按{{ (bureau.考核权重 or '20/40/40').split('/')|join('%、') }}%的权重计算，"
    "另计加减分；{{ (bureau.等次标准 or '90/80').split('/')[0] }}分以上为优胜，"
    "{{ (bureau.等次标准 or '90/80').split('/')[1] }}分以上为达标，以下为不达标。"
)


def evaluation_report() -> bytes:
    """关于…年度廉政风险防控工作综合评价情况的通报."""
    ranked = "evaluation.ranked"
    body = [
        *text(
            f"按照廉政风险防控工作年度安排，{GROUP}组织各机构开展了{YEAR}廉政风险防控工作自查，并进行了检查考核和综合评价。"
            "现将有关情况通报如下。"
        ),
        redhead.heading(1, "一、总体情况"),
        *text(FOUND, DONE + SIGNALS, CHANGED + HELD),
        redhead.heading(1, "二、评价结果"),
        *when(
            "evaluation.scored",
            *when(ranked, *text(WEIGHTS)),
            *text(
                "{{ evaluation.grading }}。"
                + cond("evaluation.spread", "{{ evaluation.spread }}。")
                + cond("evaluation.unscored.count", "{{ evaluation.unscored }}的考核得分尚未汇总，没有列入评价。")
                + cond(ranked, "各机构得分和名次见附件1。", "各机构等次见附件1。")
            ),
            *chart("results", 1),
        ),
        *when("not evaluation.scored", *text("各机构的考核得分尚在汇总，评价结果另行通报。")),
        redhead.heading(1, "三、主要成效"),
        *when("figures.people", *text(COVERED)),
        *when("evaluation.strong or evaluation.items|selectattr('full.count')|list", *text(WELL)),
        *when("evaluation.to_commend.count", *text(COMMEND)),
        redhead.heading(1, "四、存在问题"),
        *when("not evaluation.weaknesses", *text("检查考核中各机构没有扣分事项。")),
        *redhead.each(
            "item in evaluation.weaknesses",
            *text(
                "（{{ item.number }}）{{ item.item }}方面。"
                + cond("item.rate", "平均得分率{{ item.rate }}。")
                + "存在问题的有{% for one in item.first %}{{ one.department }}（{{ one.reason or one.problem }}）"
                "{% if not loop.last %}、{% endif %}{% endfor %}"
                + cond("item.others", "等{{ item.first|length + item.others }}个机构")
                + "。"
            ),
        ),
        redhead.heading(1, "五、下一步工作"),
        *steps(NEXT_STEPS),
        *when("evaluation.weaknesses", *enclosures("{{ ATTACHED }}", "需整改问题清单")),
        *when("not evaluation.weaknesses", *enclosures("{{ ATTACHED }}")),
    ]
    return b"".join(item.encode() for item in body)
