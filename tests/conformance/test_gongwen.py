"""Red-header documents held against the standard by our own points and by an independent checker, gongwen-skill.

That checker (`gongwen check`) asks for margins, line pitches and tables of its own and ends with 0 whatever it finds.
So each of its findings stands in ANSWERED with the clause of GB/T 9704-2012 that answers it: a new one fails the test.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from official import Paper

from docgen.gongwen.elements import Elements, find_elements
from docgen.gongwen.point import Verdict
from docgen.gongwen.read import read_source
from docgen.gongwen.report import report
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
TABLE = ("7.4", "the table holds the 版记: 仿宋 四号 without shade, its lines and places are the standard's")
BOTH = ("7.3.3", "asks only that lines fill the measure (撑满版心), which the grid of characters does")

ANSWERED: dict[tuple[str, str], tuple[str, str]] = {
    ("CHK-C001", "page"): ("5.2.1", "the upper margin is 37 mm ± 1 mm"),
    ("CHK-C011", "page"): ("5.2.1", "what 37 and 225 mm leave below is 35 mm"),
    ("CHK-C002", "page"): ("5.2.1", "the inner margin is 28 mm ± 1 mm"),
    ("CHK-C003", "page"): ("5.2.1", "what 28 and 156 mm leave at the right is 26 mm"),
    **{(rule, part): FRONT for rule in ("CHK-C007", "CHK-C008", "CHK-C033") for part in ("masthead", "number")},
    ("CHK-C033", "title"): PITCH,
    **{
        (rule, part): PITCH
        for rule in ("CHK-C006", "CHK-C032", "CHK-C035", "CHK-C037", "CHK-C049")
        for part in ("body", "addressee", "note", "signature", "date", "remark", "attachment")
    },
    ("CHK-C012", "addressee"): ("7.3.2", "the addressee stands flush left"),
    **{("CHK-C013", part): BOTH for part in ("body", "addressee", "note", "remark", "attachment")},
    ("CHK-C016", "signature"): ("7.3.5.1", "the name stands in the middle above its date, not of the page"),
    ("CHK-C044", "body"): ("7.3.3", "the fourth level is 仿宋; the standard knows no bold"),
    **{(f"CHK-C{number:03}", "table"): TABLE for number in range(51, 59)},
    ("CHK-N001", "words"): ("1", "the standard is about layout: a notice's last words are its own"),
}
"""Rule of the checker and the element that it speaks of → clause, and what it says."""


def red_header_kinds() -> Iterator[str]:
    """The shipped kinds whose template has a masthead."""
    for kind in load_kinds([SHIPPED]).values():
        if find_elements(read_source(kind.form.read_bytes(), str(kind.form))).has_masthead:
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
            f"{file.name}: {item.point.clause} {item.point.id}: {'; '.join(str(fact.said) for fact in item.facts[:3])}"
            for item in report(data, file.name).results
            if item.verdict is Verdict.NOT_GOOD
        ]
        places = elements_by_place(find_elements(read_source(data, file.name)), file)
        for item in findings(file, tmp_path / "data"):
            place = place_of(item["location"], places)
            if (item["rule_id"], place) not in ANSWERED:
                unanswered.append(f"{file.name}: {item['rule_id']} {place}: {item['original']} → {item['reason']}")
    assert broken == []
    assert sorted(set(unanswered)) == []
    assert files


def test_the_checker_finds_what_it_should(tmp_path: Path) -> None:
    file = tmp_path / "通知.docx"
    file.write_bytes(Paper().bytes())
    rules = {item["rule_id"] for item in findings(file, tmp_path / "data")}
    assert {"CHK-C001", "CHK-C006"} <= rules
