"""What a notice's template sees of its deadlines and demands."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import docx
from offices import Office

from docgen.documents.plan import plan
from docgen.documents.render import Contents
from docgen.kinds.kind import Kind
from docgen.kinds.practice import Practice
from docgen.programme.assemble import assemble
from docgen.workbook.read import read_workbook

DEADLINES = "{{ deadlines.reply }} {{ deadlines.report }} {{ deadlines.review }}"


def kind(tmp_path: Path, text: str) -> Kind:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(tmp_path / "form.docx")
    return Kind("caution", tmp_path, "告诫书", "贯彻执行", ("E",), "GJ", rows="预警处置", blank_rows=0)


def values(tmp_path: Path, text: str, practice: Practice | None = None, *, demands: str | None = None) -> Any:
    """What a notice of 2 November sees, without a 整改期限."""
    office = Office()
    office.set("预警处置", 2, "日期", date(2026, 11, 2))
    office.set("预警处置", 2, "整改期限", None)
    office.set("预警处置", 2, "整改要求", demands)
    [bureau] = assemble([read_workbook(office.save(tmp_path))]).bureaus
    document = plan({"caution": kind(tmp_path, text)}, bureau)[0]
    return Contents(bureau, practice=practice or Practice()).of(document).values


def told(tmp_path: Path, text: str, practice: Practice | None = None) -> tuple[str, str, str]:
    seen = values(tmp_path, text, practice)["deadlines"]
    return (str(seen.reply), str(seen.report), str(seen.review))


def test_deadlines_are_printed_as_dates_by_the_days_of_the_kind(tmp_path: Path) -> None:
    assert told(tmp_path, DEADLINES) == ("2026年11月5日", "2026年11月7日", "2027年5月1日")


def test_an_office_has_days_of_its_own(tmp_path: Path) -> None:
    assert told(tmp_path, DEADLINES, Practice(days={"caution": {"reply": 7}})) == (
        "2026年11月9日",
        "2026年11月7日",
        "2027年5月1日",
    )


def test_deadlines_are_filled_only_where_the_template_mentions_them(tmp_path: Path) -> None:
    assert told(tmp_path, "{{ deadlines.report }}") == ("", "2026年11月7日", "")
    assert told(tmp_path, "{{ event.编号 }}") == ("", "", "")


def test_a_blank_notice_has_no_deadlines_and_no_demands(tmp_path: Path) -> None:
    [document] = plan({"caution": kind(tmp_path, DEADLINES + "{{ event.demands }}")}, None, blank=True)
    seen = Contents(None).of(document).values
    assert (seen["deadlines"].reply, seen["deadlines"].report, seen["event"].demands) == ("", "", ())


def test_demands_are_the_lines_of_what_is_asked(tmp_path: Path) -> None:
    text = "{% for one in event.demands %}{{ loop.index }}.{{ one }}{% endfor %}"
    assert values(tmp_path, text, demands="1.说明原因\n2.限期改正")["event"].demands == ("说明原因", "限期改正")
    assert values(tmp_path, text)["event"].demands == ()
    assert values(tmp_path, "{{ event.编号 }}", demands="说明原因")["event"].demands == ()
