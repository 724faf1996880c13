"""The list of a year's documents: it says what the record holds, costs an unchanged build nothing, and spares handwork."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bureaus import bureau, department
from offices_on_disk import Folder
from test_incremental import without

from docgen.kinds.chain import signers
from docgen.ledger.ledger import open_ledger
from docgen.office import catalogue
from docgen.office.selection import Asked
from docgen.office.status import status
from docgen.pdf.verify import verify
from docgen.programme.model import Deadlines, Subject, Target

NAME = "目录(2026).xlsx"
HEADINGS = ["序号", "机构", "工号\n或编号", "姓名\n或对象", "文件编号", "页数", "签字（依次）", "期限", "文件"]
FOLDER = "2 贯彻执行"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "out")


def rows(path: Path) -> list[list[Any]]:
    """What stands under the headings."""
    found = [[cell.value for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]
    return found[found.index(HEADINGS) + 1 :]


def listed(path: Path) -> list[str]:
    """Who is listed, by 工号 or department."""
    return [str(row[2] or row[3]) for row in rows(path) if isinstance(row[0], int)]


def test_it_says_what_was_made_for_whom_who_signs_what_is_due_and_where(folder: Folder) -> None:
    facts = folder.build(bureau(), ("docx", "pdf"))
    assert (facts.planned, facts.written, facts.failures) == (8, 8, [])
    found = rows(folder.path / NAME)
    blocks = {row[0]: row for row in found if not isinstance(row[0], int)}
    assert list(filter(None, blocks)) == [
        "贯彻执行　个人廉政风险自查表　5 份",
        "贯彻执行　股室(所、中心)廉政风险自查表　2 份",
        "贯彻执行　司法局领导班子廉政风险点自查表　1 份",
    ]
    assert listed(folder.path / NAME) == ["001", "002", "003", "004", "005", "综合股", "城关司法所", "班子"]
    pages = {item.id: item.pages for item in folder.record()}
    assert [row for row in found if row[2] == "004"] == [
        [
            *(4, "综合股", "004", "李明", "GR-2026-004", pages["personal_check/004"]),
            "本人、股室负责人、分管领导、领导小组审定",
            "2026年12月5日",
            f"{FOLDER}/个人廉政风险自查表/综合股/004 李明 个人廉政风险自查表(2026).pdf",
        ]
    ]
    texts = [f"GR-2026-00{number}" for number in range(1, 6)] + ["城关司法所", "2026年12月5日", "共8份", "云岭县司法局"]
    assert verify((folder.path / NAME).with_suffix(".pdf").read_bytes(), texts).problems == ()


def test_each_file_can_be_opened_from_it(folder: Folder) -> None:
    folder.build(bureau())
    sheet = openpyxl.load_workbook(folder.path / NAME).worksheets[0]
    links = {cell.value: cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links.keys() == folder.files().keys()
    assert all(target == path.replace(" ", "%20") for path, target in links.items())


def test_departments_stand_in_the_order_of_the_workbook(folder: Folder) -> None:
    whole = bureau()
    order = ("城关司法所", "综合股")
    folder.build(replace(whole, departments={name: whole.departments[name] for name in order}))
    assert listed(folder.path / NAME) == ["001", "002", "005", "003", "004", *order, "班子"]


def test_who_signs_is_told_for_the_subject() -> None:
    chain = ("本人", "股室负责人", "分管领导", "领导小组", "党组织", "监票人")
    about = Subject(Target.PERSON, "004")
    assert [*signers(chain, bureau(), about)] == [*chain[:4], "党支部", "监票人"]
    assert [*signers(chain, bureau(), Subject(Target.PERSON, "003"))] == ["本人", *chain[2:4], "党支部", "监票人"]


def test_an_unchanged_build_does_not_make_it_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.build(bureau(), ("docx", "pdf"))
    monkeypatch.setattr("docgen.workers.work.render_content", lambda *_: pytest.fail("something was rendered"))
    folder.build(bureau(), ("docx", "pdf"))


def test_it_is_made_again_where_only_a_deadline_changed(folder: Folder) -> None:
    folder.build(bureau())
    days = Deadlines(date(2026, 9, 15), date(2026, 11, 30), date(2026, 12, 15), date(2026, 12, 31))
    assert folder.build(bureau(deadlines=days)).written == 0
    assert rows(folder.path / NAME)[1][7] == "2026年11月30日"


@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_one_that_is_gone_is_made_again(folder: Folder, form: str) -> None:
    folder.build(bureau(), ("docx", "pdf"))
    path = (folder.path / NAME).with_suffix(f".{form}")
    before = path.read_bytes()
    path.unlink()
    folder.build(bureau(), ("docx", "pdf"))
    assert path.read_bytes() == before


def test_one_changed_by_hand_is_kept(folder: Folder) -> None:
    folder.build(bureau())
    (folder.path / NAME).write_bytes(b"somebody's own")
    facts = folder.build(bureau())
    assert [(Path(path).name, Path(path).read_bytes()) for path in facts.kept] == [
        ("目录(2026).手改.xlsx", b"somebody's own")
    ]
    assert len(listed(folder.path / NAME)) == 8


def test_a_foreign_file_of_its_name_is_kept(folder: Folder) -> None:
    folder.path.mkdir(parents=True)
    (folder.path / NAME).write_bytes(b"somebody's own")
    assert len(folder.build(bureau()).kept) == 1


def test_a_selected_build_lists_all_that_the_record_has(folder: Folder) -> None:
    folder.build(bureau(), asked=Asked(people=("004",)))
    assert listed(folder.path / NAME) == ["004"]
    folder.build(bureau(), asked=Asked(kinds=("leadership_check",)))
    assert listed(folder.path / NAME) == ["004", "班子"]


def test_who_was_taken_down_is_not_listed_and_who_is_only_missing_is(folder: Folder) -> None:
    folder.build(bureau())
    folder.build(without("004"), asked=Asked(people=("003",)))
    assert "004" in listed(folder.path / NAME), "nobody was taken down"
    folder.build(without("004"))
    assert listed(folder.path / NAME) == ["001", "002", "003", "005", "综合股", "城关司法所", "班子"]


def test_it_is_no_document_of_the_record(folder: Folder) -> None:
    folder.build(bureau())
    assert len(folder.record()) == len(status(folder.office, date(2026, 11, 1)).documents) == 8
    folder.build(bureau(people={}, departments={}, leadership_risks=()))
    assert (folder.path / NAME).is_file()
    assert not [path for path in folder.path.rglob("目录*") if path.parent != folder.path]


def test_it_follows_its_bureau_into_a_folder_of_its_own(folder: Folder) -> None:
    folder.build(bureau())
    other = bureau(name="白水县司法局", departments={"综合股": department("综合股", "股室", "003", "002")})
    folder.build(other)
    folder.build(bureau())
    assert sorted(str(path.relative_to(folder.path)) for path in folder.path.rglob("目录*")) == [
        f"云岭县司法局2026年/{NAME}",
        f"白水县司法局2026年/{NAME}",
    ]
    row = rows(folder.path / "云岭县司法局2026年" / NAME)[1]
    assert (folder.path / "云岭县司法局2026年" / row[8]).is_file()
    with open_ledger(folder.path / "ledger.sqlite") as ledger:
        assert ledger.catalogue("云岭县司法局", 2026)["xlsx"].path == f"云岭县司法局2026年/{NAME}"


def test_a_file_that_did_not_follow_yet_is_found_from_the_list(folder: Folder) -> None:
    folder.build(bureau())
    folder.build(bureau(name="白水县司法局"))
    folder.build(bureau(), asked=Asked(people=("004",)))
    home = folder.path / "云岭县司法局2026年"
    paths = [row[8] for row in rows(home / NAME) if isinstance(row[0], int)]
    assert [path.startswith("../") for path in paths] == [item != "004" for item in listed(home / NAME)]
    assert all((home / path).resolve().is_file() for path in paths)


def test_a_long_one_is_a_workbook_only_and_that_is_said(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.build(bureau(), ("pdf",), asked=Asked(people=("004",)))
    pdf = (folder.path / NAME).with_suffix(".pdf")
    assert pdf.is_file()
    monkeypatch.setattr(catalogue, "MOST_IN_PDF", 7)
    noted: list[str] = []
    monkeypatch.setattr("docgen.office.watch.Unwatched.note", lambda self, said: noted.append(str(said)))
    folder.build(bureau(), ("pdf",))
    assert not pdf.exists(), "it would tell what is not so any more"
    assert noted == ["目录有 8 份文件，只存成 Excel 工作簿：超过 7 份的不另出 PDF"]
    assert len(listed(folder.path / NAME)) == 8


def test_a_very_long_one_is_the_same_workbook(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.build(bureau())
    laid_out = rows(folder.path / NAME)
    monkeypatch.setattr(catalogue, "MOST_LAID_OUT", 7)
    (folder.path / NAME).unlink()
    folder.build(bureau())
    assert rows(folder.path / NAME) == laid_out


def test_a_template_that_cannot_be_used_fails_it_alone(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "SHEET", "nothing")
    facts = folder.build(bureau())
    assert (facts.written, [item.id for item in facts.failures]) == (8, ["目录"])


def test_where_another_file_has_taken_its_place_the_old_one_is_taken_down(folder: Folder) -> None:
    folder.build(bureau())
    taken = folder.path / "云岭县司法局2026年" / NAME
    taken.parent.mkdir()
    taken.write_bytes(b"somebody's own")
    folder.build(bureau(name="白水县司法局"))
    facts = folder.build(bureau())
    assert [Path(path).read_bytes() for path in facts.kept] == [b"somebody's own"]
    assert listed(taken)
    assert not (folder.path / NAME).exists()
    assert (folder.path / "已撤下" / NAME).is_file()
