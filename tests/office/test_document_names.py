"""What a document is called: by its file, else by its kind and whom it is for, and only else by its id."""

from __future__ import annotations

from docgen.messages import message
from docgen.office.names import DocumentNames

TITLES = {"warning": "廉政风险预警通知书", "plan": "工作方案"}
FILES = {("甲局", 2026, "warning/YJ-1"): "2 贯彻执行/廉政风险预警通知书/YJ-1 综合股 廉政风险预警通知书(2026).docx"}
NAMES = DocumentNames(TITLES, FILES)


def test_a_file_gives_the_name_of_its_document_in_its_year() -> None:
    assert NAMES.of("甲局", 2026, "warning/YJ-1") == "YJ-1 综合股 廉政风险预警通知书(2026)"
    assert NAMES.of("甲局", 2027, "warning/YJ-1") == "廉政风险预警通知书 YJ-1"
    assert NAMES.of("甲局", 2026, "plan/-") == "工作方案"
    assert NAMES.of("甲局", 2026, "gone/YJ-1") == "gone/YJ-1"


def test_what_the_record_says_of_numbers_is_said_with_names() -> None:
    this = {"bureau": "甲局", "year": 2026, "number": "甲发〔2026〕1号"}
    said = message("ledger.number/twice", **this, documents="plan/-、warning/YJ-1")
    assert "工作方案、YJ-1 综合股 廉政风险预警通知书(2026)" in str(NAMES.in_words(said))
    assert "warning/YJ-1" in str(said)
    assert str(NAMES.in_words(message("ledger.number/lacking", count=2))) == "给号的记录与给出的个数差 2 条"
