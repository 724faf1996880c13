"""The circular on the year's evaluation (综合评价通报), as text that follows its figures."""

from __future__ import annotations

import redhead
import redhead_pages
from conditional import when
from draw import Cell, Row, paragraph
from issued import GROUP
from parts import each
from redhead import annex, enclosures, text
from reports import (
    ALL_FULL,
    CHANGED,
    DEEDS,
    DONE,
    FOUND,
    HELD,
    OFFICE,
    RESULT,
    SIGNALS,
    UNSCORED,
    YEAR,
    achievements,
    chart,
    cond,
    listed,
    weaknesses,
)

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


FORMS = {"evaluation_report": evaluation_report}
