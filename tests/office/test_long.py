"""A document of thousands of lines: its PDF would take all memory, so there is none; nothing else is lost by that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bureaus import bureau
from offices_on_disk import NOW, Folder

from docgen.documents import length as measured
from docgen.documents.length import Length, length
from docgen.kinds.kind import SHIPPED, Kinds, load_kinds
from docgen.kinds.mentions import Mentions
from docgen.kinds.views import BureauView, DepartmentView, RegisterView, RiskView
from docgen.office.facts import Facts
from docgen.office.make import make
from docgen.office.run import Wanted
from docgen.office.watch import Unwatched
from docgen.pdf.engines import Drawing

FORMATS = ("docx", "pdf", "xlsx")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    shipped = load_kinds([SHIPPED])
    return Folder(tmp_path / "out", Kinds({key: shipped[key] for key in ("risk_register", "personal_check")}, {}))


def made(folder: Folder) -> set[str]:
    """The register's files by their endings."""
    return {path.suffix[1:] for path in (folder.path / "2 贯彻执行").rglob("廉政风险点登记册*.*")}


def told(facts: Facts) -> dict[str, str]:
    return {item.id: str(item.reason) for item in facts.without_pdf}


def test_it_has_its_word_file_and_its_workbook_and_is_told(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "MOST_IN_PDF", 0)
    facts = folder.build(bureau(), FORMATS)
    assert made(folder) == {"docx", "xlsx"}
    assert facts.failures == []
    assert list(told(facts)) == ["risk_register/-"], "a person's own table is never so long"
    assert "清单有 8 条" in told(facts)["risk_register/-"]


def test_it_is_not_made_anew_for_the_pdf_that_it_lacks(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "MOST_IN_PDF", 0)
    folder.build(bureau(), FORMATS)
    before = folder.times()
    facts = folder.build(bureau(), FORMATS)
    assert (facts.written, facts.unchanged, list(told(facts))) == (0, facts.planned, ["risk_register/-"])
    assert folder.times() == before


def test_one_that_has_grown_too_long_leaves_no_old_pdf_behind(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.build(bureau(), FORMATS)
    assert made(folder) == {"docx", "pdf", "xlsx"}
    monkeypatch.setattr(measured, "MOST_IN_PDF", 0)
    folder.build(bureau(), FORMATS)
    assert made(folder) == {"docx", "xlsx"}
    assert [path.suffix for path in (folder.path / "已撤下").rglob("廉政风险点登记册*.pdf")] == [".pdf"]
    [register] = [item for item in folder.record() if item.id == "risk_register/-"]
    assert set(register.files) == {"docx", "xlsx"}
    monkeypatch.undo()
    folder.build(bureau(), FORMATS)
    assert made(folder) == {"docx", "pdf", "xlsx"}, "and has one again when it is shorter"


def test_a_print_pack_goes_without_it_and_says_so(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "MOST_IN_PDF", 0)
    wanted = Wanted(on=NOW.date(), now=NOW, formats=("pdf",), drawing=Drawing("weasyprint"), jobs=1, pack="kind")
    facts = make(folder.office, folder.kinds, [bureau()], wanted, Unwatched())
    assert [path.stem for path in folder.path.rglob("*.pdf")] == ["个人廉政风险自查表"]
    assert list(told(facts)) == ["risk_register/-"]


def test_foresight_says_the_same_as_the_run(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "MOST_IN_PDF", 0)
    wanted = Wanted(on=NOW.date(), now=NOW, formats=FORMATS, drawing=Drawing("weasyprint"), jobs=1)
    foreseen = make(folder.office, folder.kinds, [bureau()], replace(wanted, dry=True), Unwatched())
    assert told(foreseen) == told(make(folder.office, folder.kinds, [bureau()], wanted, Unwatched()))
    again = make(folder.office, folder.kinds, [bureau()], replace(wanted, dry=True), Unwatched())
    assert (again.new, again.changed) == ([], {})


RISKS = tuple(RiskView.of({"风险内容": "审批不严", "风险等级": "一级"}) for _ in range(3))
EACH = len("审批不严") + len("一级") + 2 * 10


@pytest.mark.parametrize(
    ("walked", "found"),
    [
        ((), Length()),
        (("risks",), Length(3, 3 * EACH)),
        ((".risks",), Length(3, 6 * EACH)),
        (("departments", ".risks"), Length(3, 6 * EACH)),
        ((".departments",), Length(2, 2 * 13)),
        ((".departments", ".risks"), Length(3, 2 * 13 + 9 * EACH)),
    ],
)
def test_only_what_loops_walk_through_makes_a_document_long(walked: tuple[str, ...], found: Length) -> None:
    departments = [DepartmentView.of({"机构名称": name}) for name in ("综合股", "法制股")]
    departments[0] = departments[0].with_values(risks=RISKS)
    values = {
        "bureau": BureauView.of({"departments": tuple(departments), "risks": RISKS}),
        "register": RegisterView.of({"risks": RISKS}),
        "risks": RISKS,
        "year": 2026,
    }
    assert length(values, Mentions(walked=frozenset(walked))) == found
