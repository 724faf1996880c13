"""Red-header documents held against the standard by our own points and by an independent checker, gongwen-skill.

That checker (`gongwen check`) asks for margins, line pitches and tables of its own and ends with 0 whatever it finds.
So each of its findings stands in ANSWERED with the clause of GB/T 9704-2012 that answers it: a new one fails the test.
It knows no styles: what they say is written into paragraphs and runs first.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from official import Paper

from docgen.form import tree
from docgen.gongwen.compare import compare
from docgen.gongwen.elements import Elements, find_elements
from docgen.gongwen.point import Verdict
from docgen.gongwen.read import read_word
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.shipped import SAMPLE

pytestmark = pytest.mark.slow

CHECK = (
    # The command folds what it finds more than three times; a new finding must not hide behind three old ones.
    "import engine.core.rules.checker as checker, gongwen\n"
    "checker._dedup_issues = lambda issues, max_per_rule=3: issues\n"
    "gongwen.main()"
)

TYPES = {"通报": "bulletin", "决定": "decision", "总结": "summary", "公示": "notice_public", "函": "letter"}
"""The checker's types of documents by what a title ends with; all others are notices to it."""

PITCH = ("5.2.3", "22 lines on 225 mm are 28.9 points each; the standard knows no pitch of 33 points")
FRONT = ("7.2", "no title: a masthead is as large as it looks well (7.2.4), a number is 仿宋 三号 (5.2.2, 7.2.5)")
SECOND = ("7.3.1", "a title's second line is title, not text")
SIGNED = ("7.3.5.1", "no title: the name is 仿宋 三号 and stands in the middle above its date")
DATED = ("7.3.5.1", "the date ends four characters from the right edge, by its indents and not by its alignment")
LISTED = ("7.3.4", "further lines hang below the first character of the attachment's name")
CAPTION = ("7.3.7", "no title: a table or chart has its caption in the middle")
HEAD = ("7.3.7", "no heading: 附件 is 黑体 and stands flush left")
PLAIN = ("7.3.3", "the third and fourth level are 仿宋; the standard knows no bold")
TABLE = ("7.4", "the table holds the 版记: 仿宋 四号 without shade, its lines and places are the standard's")
BOTH = ("7.3.3", "asks only that lines fill the measure (撑满版心), which the grid of characters does")
TEXT = ("body", "addressee", "note", "signature", "date", "remark", "attachment")

ANSWERED: dict[tuple[str, str], tuple[str, str]] = {
    ("CHK-C001", "page"): ("5.2.1", "the upper margin is 37 mm ± 1 mm"),
    ("CHK-C011", "page"): ("5.2.1", "what 37 and 225 mm leave below is 35 mm"),
    ("CHK-C002", "page"): ("5.2.1", "the inner margin is 28 mm ± 1 mm"),
    ("CHK-C003", "page"): ("5.2.1", "what 28 and 156 mm leave at the right is 26 mm"),
    **{(rule, part): FRONT for rule in ("CHK-C007", "CHK-C008", "CHK-C033") for part in ("masthead", "number")},
    **{(rule, "title"): SECOND for rule in ("CHK-C004", "CHK-C005", "CHK-C012", "CHK-C013")},
    ("CHK-C033", "title"): PITCH,
    **{(rule, part): PITCH for rule in ("CHK-C006", "CHK-C032", "CHK-C035", "CHK-C037", "CHK-C049") for part in TEXT},
    ("CHK-C012", "addressee"): ("7.3.2", "the addressee stands flush left"),
    ("CHK-C012", "body"): ("7.3.3", "speaks of paragraphs: names set in columns are none"),
    **{("CHK-C013", part): BOTH for part in ("body", "addressee", "note", "remark", "attachment")},
    **{(rule, "signature"): SIGNED for rule in ("CHK-C007", "CHK-C008", "CHK-C016", "CHK-C033")},
    **{(rule, "date"): DATED for rule in ("CHK-C012", "CHK-C013", "CHK-C017")},
    **{(rule, "note"): LISTED for rule in ("CHK-C027", "CHK-C038")},
    ("CHK-C022", "attachment"): HEAD,
    **{(rule, part): CAPTION for rule in ("CHK-C007", "CHK-C008", "CHK-C033") for part in ("body", "attachment")},
    **{("CHK-C044", part): PLAIN for part in ("body", "attachment")},
    **{(f"CHK-C{number:03}", "table"): TABLE for number in range(51, 59)},
    ("CHK-HEUR-002", "other"): ("7.2.5", "two empty lines stand below the masthead, and below the red line (7.3.1)"),
    ("CHK-N001", "words"): ("1", "the standard is about layout: a notice's last words are its own"),
}
"""Rule of the checker and the element that it speaks of → clause, and what it says."""


def red_header_kinds() -> Iterator[str]:
    """The shipped kinds whose template has a masthead."""
    for kind in load_kinds([SHIPPED]).values():
        if find_elements(read_word(kind.form.read_bytes(), str(kind.form))).has_masthead:
            yield kind.id


def made(folder: Path) -> list[Path]:
    """The Word files of those kinds, filled from the sample; and one drawn here, so that something is always held."""
    drawn = folder / "通知.docx"
    drawn.write_bytes(Paper().bytes())
    kinds = [word for kind in red_header_kinds() for word in ("--kind", kind)]
    if kinds:
        command = [
            sys.executable,
            "-m",
            "docgen",
            "build",
            str(SAMPLE),
            *kinds,
            "--format",
            "docx",
            "--on",
            "2026-12-31",
        ]
        subprocess.run([*command, "-o", str(folder / "outputs")], check=True, capture_output=True)
    return [drawn, *sorted((folder / "outputs").rglob("*.docx"))]


def elements_by_place(elements: Elements, file: Path) -> dict[int, str]:
    """The body's paragraphs as the checker counts them, from 0 and without tables → what stands there."""
    named = {
        "masthead": elements.masthead,
        "number": (elements.number,),
        "title": elements.title,
        "addressee": (elements.addressee,),
        "body": elements.body,
        "note": elements.note,
        "signature": elements.signature,
        "date": (elements.date,),
        "remark": (elements.remark,),
        "attachment": [
            line for item in elements.attachments for line in (item.head, *item.title, *item.text) if line is not None
        ],
    }
    texts = {re.sub(r"\s", "", line.text): name for name, lines in named.items() for line in lines if line is not None}
    paragraphs = Document(str(file)).paragraphs
    return {at: texts.get(re.sub(r"\s", "", item.text), "other") for at, item in enumerate(paragraphs)}


def written_out(data: bytes) -> bytes:
    """The document with what its styles say written into its paragraphs and runs."""
    document = Document(io.BytesIO(data))
    paragraphs = list(document.element.body.iter(qn("w:p")))
    lines = read_word(data, "").lines
    assert [line.number for line in lines] == list(range(1, len(paragraphs) + 1))
    for element, line in zip(paragraphs, lines, strict=True):
        style, shape = line.paragraph.style, Paragraph(element, document).paragraph_format
        shape.alignment = {"center": 1, "right": 2, "justify": 3}.get(style.align, 0)
        shape.left_indent, shape.first_line_indent = Pt(style.left), Pt(style.first_line)
        if style.line_rule == "exact":
            shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style.line)
        looks = [run.style for run in line.paragraph.runs if isinstance(run, tree.Run) for _ in printed(run)]
        at = 0
        for item in element.iter(qn("w:r")):
            run = Run(item, document)
            look = looks[min(at, len(looks) - 1)] if looks else line.paragraph.mark
            at += len(run.text)
            run.font.size, run.font.name, run.font.bold = Pt(look.size), look.latin, look.bold
            item.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), look.east)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def printed(run: tree.Run) -> str:
    """What python-docx counts as a run's text."""
    return "".join(piece.text if isinstance(piece, tree.Text) else "\t" for piece in run.pieces)


def findings(file: Path, data: Path) -> list[dict[str, str]]:
    title = file.stem
    kind = next((name for word, name in TYPES.items() if word in title), "notice")
    answer = subprocess.run(
        [sys.executable, "-c", CHECK, "check", str(file), "-t", kind, "--json"],
        env={**os.environ, "GONGWEN_DATA_DIR": str(data), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, str]] = json.loads(answer.stdout)
    return found


def place_of(location: str, places: dict[int, str]) -> str:
    kind, _, number = location.partition(":")
    if kind == "paragraph":
        return places.get(int(number), "other")
    return {"page_setup": "page", "table": "table"}.get(kind, "words")


def test_no_red_header_document_breaks_a_point_and_every_foreign_finding_is_answered(tmp_path: Path) -> None:
    files = made(tmp_path)
    broken, unanswered = [], []
    for file in files:
        data = file.read_bytes()
        broken += [
            f"{file.name}: {item.point.clause} {item.point.id}: {'; '.join(str(seen.said) for seen in item.observations[:3])}"
            for item in compare(data, file.name).results
            if item.verdict is Verdict.NOT_GOOD
        ]
        places = elements_by_place(find_elements(read_word(data, file.name)), file)
        plain = tmp_path / "plain" / file.name
        plain.parent.mkdir(exist_ok=True)
        plain.write_bytes(written_out(data))
        for item in findings(plain, tmp_path / "data"):
            place = place_of(item["location"], places)
            if (item["rule_id"], place) not in ANSWERED:
                unanswered.append(f"{file.name}: {item['rule_id']} {place}: {item['original']} → {item['reason']}")
    assert [*broken, *sorted(set(unanswered))] == []
    assert files


def test_the_checker_finds_what_it_should(tmp_path: Path) -> None:
    file = tmp_path / "通知.docx"
    file.write_bytes(Paper().bytes())
    rules = {item["rule_id"] for item in findings(file, tmp_path / "data")}
    assert {"CHK-C001", "CHK-C006"} <= rules
