"""Reports of a whole year, as text that follows its figures: the circular on the evaluation, the year's summary."""

from __future__ import annotations

from collections.abc import Sequence

import redhead
import redhead_pages
from draw import Cell, Row, Statement, paragraph, table
from parts import each, heading
from redhead import annex, enclosures, text, when
from redhead_styles import WIDTH

YEAR = "{{ year }}年度"
GROUP = "{{ bureau.领导小组名称 or '廉政风险防控机制建设工作领导小组' }}"
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
    kept = "<w:keepNext/>" if picture else ""
    line = '<w:spacing w:before="160" w:after="40" w:line="360" w:lineRule="atLeast"/>' if picture else ""
    indent = '<w:ind w:left="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{line}{indent}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


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
    return redhead.each(
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


# ---------------------------------------------------------------- the circular

WEIGHTS = (
    "综合得分由自查得分、检查得分和领导评分按{{ (bureau.考核权重 or '20/40/40').split('/')|join('%、') }}%的权"
    "重计算，另计加减分；"
    "{{ (bureau.等次标准 or '90/80').split('/')[0] }}分以上的为优胜，"
    "{{ (bureau.等次标准 or '90/80').split('/')[1] }}分以上的为达标，其余为不达标。"
)

TABLE = "{{ year }}年度各机构" + cond("evaluation.ranked", "综合评价得分表", "综合评价等次表")


SHOWN = (
    cond("evaluation.ranked", "各机构得分和名次", "各机构等次") + "见附件" + cond("evaluation.weaknesses", "1") + "。"
)
ONLY_SCORES = "evaluation.scored and not evaluation.weaknesses"
LISTED = "需整改问题清单"
PRAISED = (
    cond("figures.commended_departments.count", DEEDS, "{{ evaluation.to_commend }}")
    + cond("evaluation.to_commend.count and figures.commended_people", "，")
    + cond("figures.commended_people", "{{ figures.commended_people|join('、') }}同志")
    + "工作成绩突出，拟予以表扬。"
)
NO_WEAKNESSES = cond(
    ALL_FULL,
    "检查考核中没有扣分事项，各机构要对照考核内容继续自查，防止工作松劲。",
    cond("evaluation.scored", "检查考核中没有需要通报的扣分事项。", "检查考核情况尚在汇总，发现的问题另行通报。"),
)
MEND = cond(
    "evaluation.weaknesses",
    "各机构要对照附件2所列问题，逐项落实整改措施，明确责任人和完成时限，"
    + cond("deadlines.report", "于{{ deadlines.report }}前", "自本通报印发之日起10日内")
    + f"将整改情况报{OFFICE}。",
    "各机构要巩固工作成果，把行之有效的做法固定为制度。",
)
MEND_FAILED = cond(
    "evaluation.failed.count",
    "{{ evaluation.failed }}要在分管领导督促下制定整改方案，"
    + cond(
        "deadlines.review",
        "领导小组将于{{ deadlines.review }}前组织复查。",
        "整改完成后由领导小组组织复查。",
    ),
)
WATCH = (
    cond(
        "figures.open or figures.to_review",
        cond("figures.open", "未办结的{{ figures.open }}起由防控责任人跟踪督办，办结一起、销号一起")
        + cond("figures.open and figures.to_review", "；")
        + cond("figures.to_review", "待复核的{{ figures.to_review }}起由复核人尽快提出复核意见")
        + "。",
        cond("figures.closed", "对已经办结的事项适时回访，防止问题反弹。"),
    )
    + "各机构要拓宽信息来源，发现苗头及时登记、及时提醒。"
)
USE = (
    "综合评价结果作为机构年度考核和干部评先评优的依据。"
    + cond("evaluation.excellent.count", "评为优胜的机构要保持成绩、带头示范")
    + cond("evaluation.excellent.count and evaluation.passed.count", "，")
    + cond("evaluation.passed.count", "评为达标的机构要查找差距、补齐短板")
    + cond("evaluation.excellent.count or evaluation.passed.count", "。")
)
ADJUST = (
    "各机构要在{{ bureau.调整修正截止 }}前，结合自查和检查中发现的问题，提出风险点、等级和防控措施的调整意见，"
    "报领导小组审定后执行，并作为下一年度工作的起点。"
)


def evaluation_report() -> bytes:
    """关于…年度廉政风险防控工作综合评价情况的通报."""
    body = [
        *redhead.masthead("document.issuer ~ '文件'"),
        *redhead.title("document.issuer ~ '关于' ~ year ~ '年度廉政风险防控工作综合评价情况的通报'"),
        redhead.addressee(),
        *text(
            f"按照廉政风险防控工作年度安排，{GROUP}组织各机构开展了{YEAR}自查，并进行了检查考核和综合评价。"
            "现将有关情况通报如下。"
        ),
        redhead.heading(1, "一、总体情况"),
        *text("{{ year }}年，" + FOUND + DONE, SIGNALS + CHANGED + HELD),
        redhead.heading(1, "二、评价结果"),
        *when("evaluation.scored and evaluation.ranked", *text(WEIGHTS)),
        *when("evaluation.scored", *text(RESULT + UNSCORED + SHOWN), *chart("results", "")),
        *when("not evaluation.scored", *text("各机构的考核得分尚在汇总，评价结果另行通报。")),
        redhead.heading(1, "三、主要成效"),
        *achievements(),
        *when("evaluation.to_commend.count or figures.commended_people", *text(PRAISED)),
        redhead.heading(1, "四、存在问题"),
        *weaknesses(),
        *when("not evaluation.weaknesses", *text(NO_WEAKNESSES)),
        *when("evaluation.failed.count", *text("综合评价不达标的有{{ evaluation.failed }}。")),
        redhead.heading(1, "五、下一步工作"),
        redhead.heading(2, "（一）抓好问题整改"),
        *text(MEND + MEND_FAILED),
        redhead.heading(2, "（二）紧盯预警处置"),
        *text(WATCH),
        redhead.heading(2, "（三）用好评价结果"),
        *text(USE),
        redhead.heading(2, "（四）做好调整修正"),
        *text(ADJUST, last=True),
        *when("evaluation.weaknesses", *enclosures(TABLE, LISTED)),
        *when(ONLY_SCORES, *enclosures(TABLE)),
        *redhead.signature("document.issuer"),
        *redhead.remark(),
        *when("evaluation.weaknesses", *annex("附件1", TABLE)),
        *when(ONLY_SCORES, *annex("附件", TABLE)),
        *when("evaluation.scored", *scores()),
        *when("evaluation.weaknesses", *annex("附件2", LISTED), to_mend()),
    ]
    return redhead_pages.document(body, redhead_pages.imprint(printer="document.printer"))


SCORE = 26.0
"""Least height of a row of scores."""


def scores() -> list[str]:
    """The table of scores, last year's beside them where there is one; grades alone where ranks stay inside."""
    places = ["={{ one.place or '—' }}", "{{ one.department }}"]
    parts = [f"={{{{ one.{name} }}}}" for name in ("own", "inspected", "leaders", "bonus", "composite", "grade")]
    heads = ["名次", "机构", "自查|得分", "检查|得分", "领导|评分", "加减|分", "综合|得分", "等次"]
    last = [f"={{{{ one.{name} }}}}" for name in ("last", "change")]
    loop = "one in results"

    wide = listed((22, 36, 15, 15, 15, 15, 17, 21), heads, [*each(loop, *places, *parts, height=SCORE), mean_row(0)])
    wider = listed(
        (20, 30, 13, 13, 13, 14, 15, 17, 15, 14),
        [*heads, "上年|得分", "比|上年"],
        [*each(loop, *places, *parts, *last, height=SCORE), mean_row(2)],
    )
    grades = listed(
        (20, 96, 40),
        ["序号", "机构", "等次"],
        each(loop, "={{ loop.index }}", "{{ one.department }}", "={{ one.grade or '—' }}"),
    )
    seam = paragraph("Seam")
    return [
        *when("evaluation.ranked and not evaluation.last", wide, seam),
        *when("evaluation.ranked and evaluation.last", wider, seam),
        *when("not evaluation.ranked", grades, seam),
    ]


def mean_row(behind: int) -> Row:
    """The last row of the scores: the mean of composites; `behind` columns stand behind the grades."""
    cells = [Cell([("Head", "平　均")], span=6), Cell([("Middle", "{{ evaluation.average }}")]), Cell([("Middle", "")])]
    if behind:
        cells += [Cell([("Middle", "{{ evaluation.last }}")]), *[Cell([("Middle", "")])] * (behind - 1)]
    return Row(cells, SCORE)


def to_mend() -> str:
    """What each department is to put right: a list to tick off."""
    return listed(
        (12, 26, 22, 48, 48),
        ["序号", "机构", "考核项目", "存在问题", "整改措施"],
        each(
            "one in evaluation.problems",
            "={{ loop.index }}",
            "{{ one.department }}",
            "={{ one.item }}",
            "{{ one.problem or one.reason }}",
            "{{ one.remedy }}",
        ),
    )


# ---------------------------------------------------------------- the year's summary


LED = (
    "{{ year }}年，{{ bureau.单位名称 }}在"
    + cond("bureau.党组织名称", "{{ bureau.党组织名称 }}领导下", "上级部门指导下")
    + "，按照动员部署、贯彻执行、检查考核、调整修正四个阶段推进廉政风险防控工作，把防控措施落实到岗位、机构和业"
    "务流程。"
    "现将有关情况总结如下。"
)
ORGANISED = (
    cond("group", f"成立{GROUP}，组成人员{{{{ group|map(attribute='name')|unique|list|length }}}}名，")
    + cond("bureau.领导小组办公室", "领导小组办公室设在{{ bureau.领导小组办公室 }}，")
    + "明确责任分工和时间节点。"
    + cond("figures.meetings", "召开有签到记录的会议{{ figures.meetings }}次。")
)
SORTED = cond(
    "figures.categories.total",
    "按风险类别分，{% for one in figures.categories.rows if one.count %}{{ one.name }}{{ one.count }}条"
    "{% if loop.last %}。{% else %}、{% endif %}{% endfor %}",
)
FOLLOWED = cond(
    "figures.levels.total",
    "实行分级管理，{{ figures.levels.rows[0].name }}的由主要负责人和分管领导跟踪，"
    "{{ figures.levels.rows[1].name }}的由"
    "分管领导跟踪，{{ figures.levels.rows[2].name }}的由机构负责人跟踪。"
    + cond("bureau.公示开始日期", "审定后的风险点和防控措施自{{ bureau.公示开始日期 }}起公示，接受监督。"),
)
PRAISE_COUNTED = cond(
    "figures.commended_departments.count or figures.commended_people",
    "对工作成绩突出的"
    + cond("figures.commended_departments.count", "{{ figures.commended_departments.count }}个机构")
    + cond("figures.commended_departments.count and figures.commended_people", "、")
    + cond("figures.commended_people", "{{ figures.commended_people|length }}名同志")
    + "予以表扬。",
)

LEFT_OVER = (
    "(figures.open or figures.late or figures.to_review or evaluation.failed.count"
    " or figures.people_with_risks < figures.people)"
)
"""Something of the year is left to do."""
LEFT = (
    cond(
        "figures.open",
        "有{{ figures.open }}起预警处置事项未办结"
        + cond(
            "figures.overdue",
            cond(
                "figures.overdue == figures.open",
                "，已超过整改期限",
                "，其中{{ figures.overdue }}起已超过整改期限",
            ),
        )
        + "。",
    )
    + cond("figures.late", "有{{ figures.late }}起超过期限才完成整改。")
    + cond("figures.to_review", "有{{ figures.to_review }}起整改结果待复核。")
    + cond(
        "figures.people_with_risks < figures.people",
        "还有{{ figures.people - figures.people_with_risks }}名干部职工没有查找岗位风险点。",
    )
    + cond("evaluation.failed.count", "{{ evaluation.failed }}综合评价不达标。")
)
NOTHING_LEFT = (
    cond(ALL_FULL, "检查考核没有扣分事项，") + "预警处置没有遗留事项，但风险点随岗位和业务变化，防控措施还需持续更新。"
)

KEEP = (
    cond(
        "figures.adjustments.total",
        "本年度调整修正的{{ figures.adjustments.total }}项内容纳入{{ year + 1 }}年登记册，",
    )
    + "各机构按现行的风险点、等级和防控措施执行；岗位、职责、业务流程发生变化的，及时提出调整。"
)
FINISH = (
    cond("figures.open", "未办结的{{ figures.open }}起预警处置事项于{{ year + 1 }}年3月31日前办结。")
    + cond("figures.to_review", "待复核的{{ figures.to_review }}起尽快提出复核意见。")
    + cond("evaluation.failed.count", "对{{ evaluation.failed }}的整改情况，于{{ year + 1 }}年3月31日前组织复查。")
    + cond(
        "evaluation.weak",
        "针对得分率最低的{{ evaluation.weak.item }}（{{ evaluation.weak.rate }}），由领导小组办公室开展专项指导。",
    )
    + cond(
        "evaluation.weaknesses",
        "检查考核中指出的问题逐项整改、逐项销号，并组织“回头看”。",
        "适时组织“回头看”，防止问题反弹。",
    )
)
FOCUS = (
    cond(
        "figures.levels.rows and figures.levels.rows[0].count",
        "以{{ figures.levels.rows[0].count }}条{{ figures.levels.rows[0].name }}的风险点为重点，",
        "以权力集中、资金密集的岗位为重点，",
    )
    + "每季度检查一次防控措施落实情况，拓宽信息来源，做到早发现、早提醒、早纠正。"
)
BEGIN = (
    "{{ year + 1 }}年9月中旬完成动员部署，12月上旬前完成风险点的排查、审定和公示，12月中旬完成检查考核，"
    "年底前完成调整修正。"
)
"""The programme's stages in the year to come (section 四)."""


def annual_report() -> bytes:
    """廉政风险防控工作年度总结: a complete text, of figures that the workbook has."""
    body = [
        *redhead.title("bureau.单位名称 ~ year ~ '年度廉政风险防控工作总结'"),
        *text(LED),
        redhead.heading(1, "一、主要工作"),
        redhead.heading(2, "（一）加强组织领导，做好动员部署"),
        *text(ORGANISED),
        redhead.heading(2, "（二）全面排查风险，实行分级管理"),
        *text(FOUND + SORTED + FOLLOWED),
        *when("figures.levels.total", *chart("levels", "1")),
        *when("figures.last", *chart("grades", "2")),
        redhead.heading(2, "（三）抓好前期预防，突出教育提醒"),
        *text(DONE),
        redhead.heading(2, "（四）强化中期监控，及时预警处置"),
        *text(SIGNALS + SOURCES),
        redhead.heading(2, "（五）严格检查考核，用好评价结果"),
        *when("evaluation.scored", *text(RESULT + UNSCORED)),
        *when("not evaluation.scored", *text("各机构的考核得分尚在汇总。")),
        redhead.heading(2, "（六）做好调整修正，严肃追责问责"),
        *text(
            CHANGED
            + cond("not figures.adjustments.total", "经复核，本年度没有需要调整修正的风险点。")
            + cond("figures.accountability", HELD, "没有发生需要责任追究的情形。")
            + PRAISE_COUNTED
        ),
        redhead.heading(1, "二、主要成效"),
        *achievements(),
        *when(
            "figures.in_time and not figures.late",
            *text("有整改结果的预警处置信号均按期完成整改，苗头性、倾向性问题得到及时纠正。"),
        ),
        redhead.heading(1, "三、存在问题"),
        *weaknesses(),
        *when(LEFT_OVER, *text(LEFT)),
        *when(f"not evaluation.weaknesses and not {LEFT_OVER}", *text(NOTHING_LEFT)),
        redhead.heading(1, "四、下一步工作"),
        redhead.heading(2, "（一）巩固调整修正成果"),
        *text(KEEP),
        redhead.heading(2, "（二）抓好遗留问题整改"),
        *text(FINISH),
        redhead.heading(2, "（三）突出重点岗位和重点环节"),
        *text(FOCUS),
        redhead.heading(2, "（四）启动新一年度工作"),
        *text(BEGIN, last=True),
        *redhead.signature("bureau.单位名称"),
    ]
    return redhead_pages.plain([paragraph("PlainTop"), *body])


FORMS = {"evaluation_report": evaluation_report, "annual_report": annual_report}
