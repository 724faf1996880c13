"""The year's summary (年度总结), as text that follows its figures."""

from __future__ import annotations

import redhead
import redhead_pages
from conditional import when
from draw import paragraph
from issued import GROUP
from redhead import text
from reports import (
    ALL_FULL,
    CHANGED,
    DONE,
    FOUND,
    HELD,
    RESULT,
    SIGNALS,
    SOURCES,
    UNSCORED,
    achievements,
    chart,
    cond,
    weaknesses,
)

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


FORMS = {"annual_report": annual_report}
