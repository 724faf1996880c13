"""Each point of GB/T 9704-2012 with a document that keeps it and documents that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from official import BODY, P, Paper, plain

from docgen.gongwen.compare import POINTS, Comparison, compare
from docgen.gongwen.point import PointResult, Verdict

KEPT = Paper()
MASTHEAD = KEPT.front[-1]
NUMBER = KEPT.number[-1]
TITLE = KEPT.title[-1]
DEFAULT, EVEN = KEPT.footers["default"], KEPT.footers["even"]

LETTER = Paper(
    page={**KEPT.page, "top": 25, "bottom": 35, "footer": 24.8},
    front=(
        P(
            "湖滨县司法局",
            "方正小标宋简体",
            50,
            "center",
            line=60,
            color="FF0000",
            border="thickThinSmallGap 24 FF0000 4",
        ),
    ),
    number=(P("湖司函〔2026〕3号", align="right"),),
    imprint=(("抄送：县纪委监委。",),),
    weights=(),
    footers={
        "default": DEFAULT,
        "even": EVEN,
        "first": P("", line=14, border="thinThickSmallGap 24 FF0000 0"),
    },
    attachments=(),
    note=(),
    remark=(),
)


def held(paper: Paper) -> Comparison:
    return compare(paper.bytes(), "公文.docx")


def result(paper: Paper, point: str) -> PointResult:
    return next(item for item in held(paper).results if item.point.id == point)


def told(found: PointResult) -> str:
    return "；".join(str(item.said) for item in found.observations)


def test_a_document_that_keeps_the_standard_breaks_no_point() -> None:
    found = held(KEPT)
    assert [result.point.id for result in found.results if result.verdict is Verdict.NOT_GOOD] == []
    assert found.elements.format == "document"
    assert found.count(Verdict.GOOD) >= 34


def test_every_clause_of_the_standard_comes_in_its_order_within_a_part() -> None:
    assert len({point.id for point in POINTS}) == len(POINTS)
    assert {"5.1", "5.2.1", "7.2.5", "7.3.3", "7.3.7", "7.4.1", "7.5", "8", "9", "10.1"} <= {
        point.clause for point in POINTS
    }


def body(*lines: P) -> Paper:
    return KEPT.but(body=lines)


BROKEN: list[tuple[str, Paper]] = [
    ("page.paper", KEPT.but(page={**KEPT.page, "width": 216, "height": 279})),
    ("page.margins", KEPT.but(page={**KEPT.page, "left": 31})),
    ("page.margins", KEPT.but(page={**KEPT.page, "top": 25.4})),
    ("page.lines", body(*(replace(line, line=24) for line in BODY))),
    ("page.characters", KEPT.but(characters=0)),
    ("page.color", body(replace(BODY[0], color="0000FF"), *BODY[1:])),
    ("head.copy-number", KEPT.but(front=(P("000001", indent=3), *KEPT.front[1:]))),
    ("head.secrecy", KEPT.but(front=(P("机密★1年"), *KEPT.front[1:]))),
    ("head.urgency", KEPT.but(front=(P("特急", "仿宋_GB2312"), *KEPT.front[1:]))),
    ("head.masthead", KEPT.but(front=(*KEPT.front[:-1], replace(MASTHEAD, color="")))),
    ("head.masthead", KEPT.but(front=(*KEPT.front[:-1], replace(MASTHEAD, font="黑体")))),
    ("head.masthead", KEPT.but(front=(*KEPT.front[:-1], replace(MASTHEAD, align="left")))),
    ("head.masthead-place", KEPT.but(front=KEPT.front[1:])),
    ("head.number", KEPT.but(number=(*KEPT.number[:-1], replace(NUMBER, text="湖司发[2026]1号")))),
    ("head.number", KEPT.but(number=(*KEPT.number[:-1], replace(NUMBER, text="湖司发〔2026〕第1号")))),
    ("head.number", KEPT.but(number=(*KEPT.number[:-1], replace(NUMBER, text="湖司发〔2026〕01号")))),
    ("head.number", KEPT.but(number=())),
    ("head.number-look", KEPT.but(number=(*KEPT.number[:-1], replace(NUMBER, font="黑体")))),
    ("head.number-place", KEPT.but(number=(*KEPT.number[:-1], replace(NUMBER, align="left")))),
    ("head.number-place", KEPT.but(number=KEPT.number[-1:])),
    ("head.issuer", KEPT.but(number=(P(), P(), P("湖司发〔2026〕1号　　签发人：李明", border=NUMBER.border)))),
    ("head.line", KEPT.but(number=(*KEPT.number[:-1], replace(NUMBER, border="single 12 000000 7")))),
    ("head.line", KEPT.but(number=(*KEPT.number[:-1], replace(NUMBER, border="")))),
    ("head.line-place", KEPT.but(number=(*KEPT.number[:-1], replace(NUMBER, border="single 12 FF0000 28")))),
    ("body.title", KEPT.but(title=(*KEPT.title[:-1], replace(TITLE, font="黑体")))),
    ("body.title", KEPT.but(title=(*KEPT.title[:-1], replace(TITLE, size=18)))),
    ("body.title-place", KEPT.but(title=KEPT.title[-1:])),
    ("body.addressee", KEPT.but(addressee=(P(), P("局机关各股室:")))),
    ("body.addressee", KEPT.but(addressee=(P(), P("局机关各股室：", indent=2)))),
    ("body.addressee", KEPT.but(addressee=(P("局机关各股室："),))),
    ("body.first-page", body(replace(BODY[0], page=True), *BODY[1:])),
    ("body.look", body(replace(BODY[0], font="宋体"), *BODY[1:])),
    ("body.look", body(replace(BODY[0], size=14), *BODY[1:])),
    ("body.indent", body(replace(BODY[0], indent=0), *BODY[1:])),
    ("body.indent", body(replace(BODY[0], left=2, indent=0), *BODY[1:])),
    ("body.heading", body(BODY[0], replace(BODY[1], font="仿宋_GB2312"), *BODY[2:])),
    ("body.heading", body(*BODY[:3], replace(BODY[3], font="黑体"), *BODY[4:])),
    ("body.heading-order", body(BODY[0], replace(BODY[1], text="二、提高认识"), *BODY[2:])),
    ("body.heading-order", body(*BODY, P("四、其他", "黑体", indent=2))),
    ("body.heading-mark", body(*BODY[:3], replace(BODY[3], text="（一）、明确分工"), *BODY[4:])),
    ("body.heading-mark", body(*BODY[:4], replace(BODY[4], text="1、股室负责人负责。"), *BODY[5:])),
    ("end.note", KEPT.but(note=(P(), P("附件:廉政风险自查表", indent=2)))),
    ("end.note", KEPT.but(note=(P(), P("附件：廉政风险自查表。", indent=2)))),
    ("end.note", KEPT.but(note=(P(), P("附件：廉政风险自查表")))),
    ("end.note", KEPT.but(note=(P("附件：廉政风险自查表", indent=2),))),
    ("end.signature", KEPT.but(signature=(P("湖滨县司法局", align="right"), P("2026年9月1日", align="right")))),
    ("end.signature", KEPT.but(signature=(P(), P("2026年9月1日", align="right", right=4)))),
    ("end.date", KEPT.but(signature=(*KEPT.signature[:-1], P("2026年09月01日", align="right", right=4)))),
    ("end.date", KEPT.but(signature=(*KEPT.signature[:-1], P("二〇二六年九月一日", align="right", right=4)))),
    ("end.date", KEPT.but(signature=())),
    ("end.remark", KEPT.but(remark=(P("（此件公开发布）"),))),
    ("end.attachment", KEPT.but(attachments=(P("附件", "黑体"), *KEPT.attachments[1:]))),
    ("end.attachment", KEPT.but(attachments=(P("附件", "仿宋", page=True), *KEPT.attachments[1:]))),
    ("end.attachment", KEPT.but(attachments=(P("附件：", "黑体", page=True), *KEPT.attachments[1:]))),
    ("end.attachment", KEPT.but(attachments=(P("附件", "黑体", page=True), *KEPT.attachments[2:]))),
    ("end.attachment-note", KEPT.but(note=())),
    ("end.attachment-note", KEPT.but(note=(P(), P("附件：防控措施公示表", indent=2)))),
    ("imprint.lines", KEPT.but(weights=(4, 4, 4))),
    ("imprint.lines", KEPT.but(weights=())),
    ("imprint.copies", KEPT.but(imprint=(("抄送:县纪委监委。",), KEPT.imprint[1]))),
    ("imprint.copies", KEPT.but(imprint=(("抄送：县纪委监委",), KEPT.imprint[1]))),
    ("imprint.copies", KEPT.but(small=("仿宋_GB2312", 16))),
    ("imprint.printed", KEPT.but(imprint=(KEPT.imprint[0], ("湖滨县司法局办公室", "2026年09月01日印发")))),
    ("imprint.printed", KEPT.but(imprint=KEPT.imprint[:1], weights=(8, 8))),
    ("imprint.place", KEPT.but(imprint=())),
    ("page.number", KEPT.but(footers={})),
    ("page.number", KEPT.but(footers={"default": replace(DEFAULT, text="- {} -"), "even": EVEN})),
    ("page.number", KEPT.but(footers={"default": replace(DEFAULT, font="Times New Roman"), "even": EVEN})),
    ("page.number", KEPT.but(footers={"default": replace(DEFAULT, size=10.5), "even": EVEN})),
    ("page.number-side", KEPT.but(footers={"default": replace(DEFAULT, align="center", right=0), "even": EVEN})),
    ("page.number-side", KEPT.but(footers={"default": replace(DEFAULT, right=0), "even": EVEN})),
    ("page.number-side", KEPT.but(odd_and_even=False)),
    ("page.number-place", KEPT.but(page={**KEPT.page, "footer": 15})),
    ("text.punctuation", body(P("请各股室,各司法所认真对照。", indent=2))),
    ("text.punctuation", body(P("各股室(所)认真对照。", indent=2))),
    ("text.punctuation", body(P('开展"一岗双责"检查。', indent=2))),
    ("text.cited", body(P("按照国发[2012]5号文件办理。", indent=2))),
    ("text.cited", body(P("按照国发〔2012〕第5号文件办理。", indent=2))),
    ("letter.masthead", LETTER.but(front=(replace(LETTER.front[0], text="湖滨县司法局文件"),))),
    ("letter.masthead", LETTER.but(page={**LETTER.page, "top": 37})),
    ("letter.lines", LETTER.but(footers={**LETTER.footers, "first": P("")})),
    ("letter.number", LETTER.but(number=(P("湖司函〔2026〕3号", align="right", right=2),))),
    ("letter.first-page", LETTER.but(footers={"default": DEFAULT, "even": EVEN, "first": DEFAULT})),
    ("letter.imprint", LETTER.but(imprint=KEPT.imprint)),
]


@pytest.mark.parametrize(("point", "paper"), BROKEN, ids=[f"{at}-{point}" for at, (point, _) in enumerate(BROKEN)])
def test_a_point_that_is_not_kept_is_told(point: str, paper: Paper) -> None:
    found = result(paper, point)
    assert found.verdict is Verdict.NOT_GOOD
    assert told(found)


KEEPING: list[tuple[str, Paper]] = [
    ("head.copy-number", KEPT.but(front=(P("000001"), *KEPT.front[1:]))),
    ("head.secrecy", KEPT.but(front=(P("机密★1年", "黑体"), *KEPT.front[1:]))),
    ("head.urgency", KEPT.but(front=(P("特急", "黑体"), *KEPT.front[1:]))),
    (
        "head.issuer",
        KEPT.but(
            number=(
                P(),
                P(),
                P(
                    indent=1,
                    border=NUMBER.border,
                    runs=(("湖司发〔2026〕1号　　　　签发人：", "仿宋_GB2312"), ("李明", "楷体_GB2312")),
                ),
            )
        ),
    ),
    ("body.heading", body(P(indent=2, runs=(("一、提高认识。", "黑体"), ("各股室要认真学习。", "仿宋_GB2312"))))),
    ("body.look", body(P(indent=2, runs=(("一、提高认识。", "黑体"), ("各股室要认真学习。", "仿宋_GB2312"))))),
    ("body.indent", body(P("　　各股室要认真学习。"))),
    ("end.note", KEPT.but(note=(P(), P("附件：1.自查表", indent=2), P("2.公示表", indent=5)))),
    (
        "end.signature",
        KEPT.but(signature=(P(), P("湖滨县司法局", align="right", right=4), P("2026年9月1日", align="right", right=2))),
    ),
    ("imprint.copies", KEPT),
    ("text.punctuation", body(P("登录 http://example.cn/a,b 查看，时间为9:30。", indent=2))),
]


@pytest.mark.parametrize(("point", "paper"), KEEPING, ids=[f"{at}-{point}" for at, (point, _) in enumerate(KEEPING)])
def test_another_way_to_keep_a_point_is_known(point: str, paper: Paper) -> None:
    found = result(paper, point)
    assert found.verdict is Verdict.GOOD, told(found)


def test_every_point_is_broken_by_some_document() -> None:
    # What only a laid-out page shows has no such document: see test_odd for pages on their side and of the 版记.
    assert {point.id for point in POINTS} - {point for point, _ in BROKEN} == {"page.landscape", "page.number-imprint"}


def test_a_letter_is_known_and_held_against_its_own_points() -> None:
    found = held(LETTER)
    assert found.elements.format == "letter"
    verdicts = {result.point.id: result.verdict for result in found.results}
    assert {verdicts[name] for name in ("head.line", "head.masthead-place", "imprint.lines", "imprint.printed")} == {
        Verdict.NOT_APPLICABLE
    }
    assert verdicts["letter.masthead"] is Verdict.GOOD
    assert verdicts["letter.number"] is Verdict.GOOD
    assert verdicts["letter.first-page"] is Verdict.GOOD
    assert verdicts["letter.imprint"] is Verdict.GOOD


def test_an_order_and_minutes_are_held_against_their_own_measures() -> None:
    order = KEPT.but(
        front=(replace(MASTHEAD, text="湖滨县司法局令", before=44),),
        number=(P(), P(), P("第1号", align="center")),
        title=(),
        addressee=(P(), P()),
    )
    found = held(order)
    assert found.elements.format == "order"
    verdicts = {item.point.id: item.verdict for item in found.results}
    assert {verdicts[name] for name in ("head.number", "head.number-place", "head.masthead-place")} == {Verdict.GOOD}
    assert {verdicts[name] for name in ("head.line", "body.title", "end.signature")} == {Verdict.NOT_APPLICABLE}
    minutes = KEPT.but(front=(*KEPT.front[:-1], replace(MASTHEAD, text="局长办公会议纪要")), number=(), signature=())
    found = held(minutes)
    assert found.elements.format == "minutes"
    broken = {item.point.id for item in found.results if item.verdict is Verdict.NOT_GOOD}
    assert not broken & {"head.number", "head.line", "end.date", "end.signature"}


def test_a_paper_without_a_masthead_is_asked_for_none() -> None:
    found = held(plain())
    assert found.elements.format == "plain"
    none = {result.point.id for result in found.results if result.verdict is Verdict.NOT_APPLICABLE}
    assert {point.id for point in POINTS if point.id.startswith(("head.", "letter.", "imprint."))} <= none
    assert not [result.point.id for result in found.results if result.verdict is Verdict.NOT_GOOD]


def test_what_a_notice_issues_stands_behind_it_with_attachments_of_its_own() -> None:
    plan = (
        P("防控实施方案", "方正小标宋简体", 22, "center", line=33, page=True),
        P(),
        P("一、工作目标", "黑体", indent=2),
        P("年底前做到五个清楚。", indent=2),
        P(),
        P("附件：任务分解表", indent=2),
        P("附件", "黑体", page=True),
        P(),
        P("任务分解表", "方正小标宋简体", 22, "center", line=33),
    )
    found = held(KEPT.but(note=(), attachments=plan))
    assert [result.point.id for result in found.results if result.verdict is Verdict.NOT_GOOD] == []
    assert [line.plain for item in found.elements.attachments for line in item.title] == ["防控实施方案", "任务分解表"]
    # Its text is held as the body's is, its numbers count from one.
    odd = tuple(replace(line, font="宋体") if line.text.startswith("年底") else line for line in plan)
    assert result(KEPT.but(note=(), attachments=odd), "body.look").verdict is Verdict.NOT_GOOD
    same_page = (replace(plan[0], page=False), *plan[1:])
    assert result(KEPT.but(note=(), attachments=same_page), "end.attachment").verdict is Verdict.NOT_GOOD


def test_names_set_in_columns_by_tabs_are_no_paragraphs() -> None:
    names = P("组　长：\t李明\t局长", left=11)
    assert result(body(*BODY, names), "body.indent").verdict is Verdict.GOOD


def test_where_a_point_is_broken_is_told_by_paragraph() -> None:
    [seen] = result(body(*BODY[:-1], replace(BODY[-1], font="宋体")), "body.look").observations
    assert seen.line is not None
    assert (seen.line.part, seen.line.number, seen.line.plain[:4]) == ("body", 19, "请于9月")
