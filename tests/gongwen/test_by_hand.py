"""A document as an office makes it in Word or WPS by hand: boxes, drawn lines, spaces and tabs for places."""

from __future__ import annotations

import re
from dataclasses import replace

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from official import BODY, P, Paper, add, saved
from test_odd import RED_LINE, anchored

from docgen.gongwen.compare import Comparison, compare
from docgen.gongwen.point import Verdict

KEPT = Paper()


def by_hand(**changes: object) -> Paper:
    """As such a document is written, before anything is drawn."""
    made = KEPT.but(
        front=(),
        number=(P(), P(), P(), P(), P(), P(), P("湖司发〔2026〕1号", align="center")),
        # Spaces typed before the name and the date, and a soft break between the names of two attachments.
        note=(P(), P("附件：1.廉政风险自查表\n      2.防控措施公示表", indent=2)),
        signature=(P(), P(), P("　" * 18 + "湖滨县司法局"), P("　" * 18 + "2026年9月1日")),
        body=tuple(replace(line, text=f"　　{line.text}", indent=0) for line in BODY),
        attachments=(
            *(P("附件1", "黑体", page=True), P(), P("廉政风险自查表", "方正小标宋简体", 22, "center", line=33)),
            *(P("附件2", "黑体", page=True), P(), P("防控措施公示表", "方正小标宋简体", 22, "center", line=33)),
            P("抄送：县纪委监委，县委办公室。", "仿宋_GB2312", 14, indent=1, line=28, border="single 6 000000 1"),
            P(
                "湖滨县司法局办公室" + " " * 26 + "2026年9月1日印发",
                "仿宋_GB2312",
                14,
                indent=1,
                line=28,
                border="single 8 000000 1",
            ),
        ),
        imprint=(),
        footers={"default": P("", line=14)},
        odd_and_even=False,
    )
    return made.but(**changes)


def drawn(paper: Paper) -> bytes:
    """With a masthead in a text box, a red line, the first line of the 版记, and a page number in a box outside."""
    made = paper.document()
    paragraphs = made.paragraphs
    words = inner(add(made.add_paragraph(), KEPT.front[-1]))
    box = f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>"
    paragraphs[0]._p.append(parse_xml(anchored(box, down="page", y=62)))
    number = next(item for item in paragraphs if "〔" in item.text and "号" in item.text)
    number._p.append(parse_xml(anchored(RED_LINE, down="paragraph", y=12, height=0)))
    copies = next(item for item in paragraphs if item.text.startswith("抄送"))
    side = copies._p.pPr.find(qn("w:pBdr"))
    side.insert(0, parse_xml(f'<w:top {nsdecls("w")} w:val="single" w:sz="8" w:space="1" w:color="000000"/>'))
    footer = made.sections[0].footer.paragraphs[0]
    page = inner(add(made.add_paragraph(), P("— {} —", "宋体", 14, "left", left=1, line=14)))
    box = f"<wps:txbx><w:txbxContent>{page}</w:txbxContent></wps:txbx>"
    outside = anchored(box, down="paragraph", y=0, width=30).replace(
        "<wp:align>center</wp:align>", "<wp:align>outside</wp:align>"
    )
    footer._p.append(parse_xml(outside))
    return saved(made)


def inner(paragraph: object) -> str:
    """The XML of a paragraph taken out of its document."""
    element = paragraph._p  # type: ignore[attr-defined]
    element.getparent().remove(element)
    return re.sub(r"^<w:p [^>]*>", "<w:p>", element.xml.strip())


def held(paper: Paper) -> Comparison:
    return compare(drawn(paper), "手工.docx")


def test_every_element_is_found() -> None:
    found = held(by_hand()).elements
    assert found.format == "document"
    assert [line.plain for line in (*found.masthead, *found.title)] == [
        "湖滨县司法局文件",
        "湖滨县司法局关于开展廉政风险自查的通知",
    ]
    one = (found.number, found.addressee, found.date, found.remark)
    assert [line.plain if line else None for line in one] == [
        "湖司发〔2026〕1号",
        "局机关各股室，各司法所：",
        "2026年9月1日",
        "（此件公开发布）",
    ]
    assert [line.plain for line in found.signature] == ["湖滨县司法局"]
    assert [item.head.plain for item in found.attachments if item.head] == ["附件1", "附件2"]
    assert found.imprint is not None
    assert [line.plain[:4] for line in found.imprint.lines] == ["抄送：县", "湖滨县司"]


def test_what_is_kept_by_other_means_is_kept() -> None:
    found = held(by_hand())
    broken = {item.point.id: [str(seen.said) for seen in item.observations] for item in found.results}
    wrong = [item.point.id for item in found.results if item.verdict is Verdict.NOT_GOOD]
    assert wrong == [], {name: broken[name] for name in wrong}
    good = {item.point.id for item in found.results if item.verdict is Verdict.GOOD}
    assert {
        *("head.masthead", "head.masthead-place", "head.line", "head.line-place", "body.indent", "end.note"),
        *("end.signature", "end.attachment-note", "imprint.lines", "imprint.printed", "page.number-side"),
    } <= good


def test_places_made_by_spaces_are_measured() -> None:
    shifted = by_hand(signature=(P(), P(), P("　" * 10 + "湖滨县司法局"), P("　" * 21 + "2026年9月1日")))
    wrong = [item.point.id for item in held(shifted).results if item.verdict is Verdict.NOT_GOOD]
    assert wrong == ["end.signature"]
