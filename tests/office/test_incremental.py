"""A document is made again only when something that shows in it changed, or its file is not as it was written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bureaus import bureau, person, with_fields
from offices_on_disk import Folder

from docgen.documents import places
from docgen.documents import plan as planning
from docgen.documents.fingerprint import canonical
from docgen.documents.places import pattern
from docgen.documents.render import Contents
from docgen.documents.workplace import Workplace
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.kinds.views import RiskView
from docgen.office.selection import Asked
from docgen.programme.model import Bureau
from docgen.programme.stages import STAGES
from docgen.word.template import Properties
from docgen.workbook.rows import Row, SheetCell
from docgen.workers import work

LI = "2 贯彻执行/个人廉政风险自查表/综合股/004 李明 个人廉政风险自查表(2026).docx"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "out")


def with_person(key: str, **values: Any) -> Bureau:
    """The bureau with one person's facts changed."""
    whole = bureau()
    return replace(whole, people={**whole.people, key: with_fields(whole.people[key], **values)})


def without(key: str) -> Bureau:
    """The bureau after one person has left."""
    whole = bureau()
    return replace(whole, people={other: item for other, item in whole.people.items() if other != key})


def changed(folder: Folder, before: dict[str, int]) -> set[str]:
    """The files written since."""
    return {name for name, time in folder.times().items() if before.get(name) != time}


def test_nothing_changed_means_nothing_is_rendered(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    first = folder.build(bureau())
    monkeypatch.setattr("docgen.workers.work.render_content", lambda *_: pytest.fail("a document was rendered"))
    again = folder.build(bureau())
    assert (first.written, again.written, again.unchanged) == (8, 0, 8)


def test_what_a_document_holds_is_put_together_once(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    of = Contents.of
    monkeypatch.setattr(Contents, "of", lambda self, document: asked.append(document.id) or of(self, document))
    facts = folder.build(bureau())
    assert len(asked) == len(set(asked)) == facts.written


def test_nothing_changed_means_no_pdf_library_is_loaded(folder: Folder) -> None:
    folder.build(bureau(), ("docx", "pdf"))
    here = Path(__file__).resolve().parent
    script = (
        f"import sys; sys.path[:0] = [{str(here)!r}, {str(here.parent / 'kinds')!r}]\n"
        "from pathlib import Path\nfrom bureaus import bureau\nfrom offices_on_disk import Folder\n"
        "facts = Folder(Path(sys.argv[1])).build(bureau(), ('docx', 'pdf'))\n"
        "print(facts.unchanged, *sorted({'weasyprint', 'pikepdf', 'typst'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(folder.path)], capture_output=True, text=True, check=True, timeout=120
    )
    assert ran.stdout.split() == ["8"]


def test_a_changed_cell_rebuilds_only_the_document_that_shows_it(folder: Folder) -> None:
    folder.build(bureau())
    before = folder.times()
    facts = folder.build(with_person("004", duties="改任档案管理"))
    assert (facts.written, facts.unchanged) == (1, 7)
    assert changed(folder, before) == {LI}


def test_a_cell_that_no_form_shows_rebuilds_nothing(folder: Folder) -> None:
    folder.build(bureau())
    assert folder.build(with_person("004", phone="13900000000")).written == 0


def test_a_changed_template_rebuilds_its_kind_only(folder: Folder, tmp_path: Path) -> None:
    own = tmp_path / "templates"
    shutil.copytree(SHIPPED / "department_check", own / "department_check")
    folder.kinds = load_kinds([own, SHIPPED])
    folder.build(bureau())
    assert folder.build(bureau()).written == 0
    shutil.copy(SHIPPED / "leadership_check" / "form.docx", own / "department_check" / "form.docx")
    assert folder.build(bureau()).written == 2


def test_moving_the_templates_rebuilds_nothing(folder: Folder, tmp_path: Path) -> None:
    folder.build(bureau())
    for kind in folder.kinds.values():
        shutil.copytree(kind.folder, tmp_path / "elsewhere" / kind.id)
    folder.kinds = load_kinds([tmp_path / "elsewhere"])
    assert folder.build(bureau()).written == 0


@pytest.mark.parametrize("part", ["program", "fonts_digest"])
def test_another_program_or_other_fonts_render_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    formats = ("docx",) if part == "program" else ("pdf",)
    chosen = Asked(kinds=("leadership_check",))
    folder.build(bureau(), formats, asked=chosen)
    before = [item.files for item in folder.record()]
    other = (lambda *_: "another") if part == "program" else "another"
    monkeypatch.setattr(Workplace, part, other)
    facts = folder.build(bureau(), formats, asked=chosen)
    after = [item.files for item in folder.record()]
    assert facts.unchanged == 1, "the bytes are the same, so the file is left alone"
    assert before != after, "it was rendered, and the record knows by what"


def test_a_file_that_is_gone_is_made_again(folder: Folder) -> None:
    folder.build(bureau())
    before = folder.files()
    (folder.path / LI).unlink()
    assert folder.build(bureau()).written == 1
    assert folder.files() == before


def test_a_file_changed_by_hand_is_put_aside_and_made_again(folder: Folder) -> None:
    folder.build(bureau())
    before = folder.files()
    (folder.path / LI).write_bytes(b"changed by hand")
    facts = folder.build(bureau())
    assert [Path(path).name for path in facts.kept] == ["004 李明 个人廉政风险自查表(2026).手改.docx"]
    assert Path(facts.kept[0]).read_bytes() == b"changed by hand"
    assert folder.files()[LI] == before[LI]


def test_what_a_killed_run_wrote_is_not_taken_for_somebodys_work(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.build(bureau())
    with monkeypatch.context() as patched:
        patched.setattr("docgen.office.intake.Intake.record", lambda self: None)  # as if killed before it was recorded
        folder.build(with_person("004", duties="改了一次"), asked=Asked(people=("004",)))
    facts = folder.build(with_person("004", duties="改了两次"))
    assert (facts.written, facts.kept) == (1, [])
    assert list(folder.path.rglob("*手改*")) == []
    (folder.path / LI).write_bytes(b"changed by hand")
    assert len(folder.build(bureau()).kept) == 1


def test_a_format_asked_for_later_is_made_without_the_other(folder: Folder) -> None:
    chosen = Asked(people=("004",))
    folder.build(bureau(), asked=chosen)
    before = folder.times()
    facts = folder.build(bureau(), ("docx", "pdf"), asked=chosen)
    assert facts.written == 1
    assert changed(folder, before) == {LI.replace("docx", "pdf")}
    [made] = folder.record()
    assert set(made.files) == {"docx", "pdf"}
    assert made.pages


# ---------------------------------------------------------------- who leaves


def test_who_leaves_the_workbook_is_taken_down_not_deleted(folder: Folder) -> None:
    folder.build(bureau())
    before = folder.files()
    facts = folder.build(without("004"))
    assert facts.withdrawn == ["personal_check/004"]
    assert LI not in folder.files()
    assert folder.files()[f"已撤下/{LI}"] == before[LI]
    [down] = [item for item in folder.record() if item.withdrawn]
    assert down.files["docx"].path == f"已撤下/{LI}"
    assert folder.build(without("004")).withdrawn == []


def test_who_comes_back_has_the_same_number_and_file(folder: Folder) -> None:
    folder.build(bureau())
    before, number = folder.files(), {item.id: item.number for item in folder.record()}
    folder.build(without("004"))
    assert folder.build(bureau()).written == 1
    assert {name: digest for name, digest in folder.files().items() if not name.startswith("已撤下")} == before
    assert {item.id: item.number for item in folder.record()} == number
    folder.build(without("004"))
    assert f"已撤下/{LI.replace('.docx', '.2.docx')}" in folder.files(), "the one taken down first is kept too"


@pytest.mark.parametrize(
    "chosen",
    [
        Asked(people=("003",)),
        Asked(kinds=("leadership_check",)),
        Asked(departments=("城关司法所",)),
    ],
)
def test_a_selection_that_would_not_have_taken_somebody_in_leaves_his_documents_alone(
    folder: Folder, chosen: Asked
) -> None:
    folder.build(bureau())
    assert folder.build(without("004"), asked=chosen).withdrawn == []
    assert LI in folder.files()


def test_what_was_written_into_a_file_by_hand_is_taken_down_with_it(folder: Folder) -> None:
    folder.build(bureau())
    (folder.path / LI).write_bytes(b"changed by hand")
    folder.build(without("004"))
    assert (folder.path / "已撤下" / LI).read_bytes() == b"changed by hand"


def test_who_was_taken_down_before_the_record_knew_is_not_lost(folder: Folder) -> None:
    folder.build(bureau())
    (folder.path / "已撤下" / LI).parent.mkdir(parents=True)
    (folder.path / LI).rename(folder.path / "已撤下" / LI)  # as a run leaves it that was killed behind the move
    folder.build(without("004"))
    [down] = [item for item in folder.record() if item.withdrawn]
    assert down.files["docx"].path == f"已撤下/{LI}"


def test_who_moves_to_another_department_leaves_no_file_in_the_old_one(folder: Folder) -> None:
    folder.build(bureau())
    folder.build(with_person("004", department="城关司法所"))
    assert [name for name in folder.files() if "004" in name] == [LI.replace("综合股", "城关司法所")]


def test_a_file_changed_by_hand_moves_with_its_document_and_is_kept(folder: Folder) -> None:
    folder.build(bureau())
    (folder.path / LI).write_bytes(b"changed by hand")
    facts = folder.build(with_person("004", department="城关司法所"))
    assert [Path(path).read_bytes() for path in facts.kept] == [b"changed by hand"]
    assert [Path(path).parent.name for path in facts.kept] == ["城关司法所"]


def test_a_renamed_department_keeps_its_numbers_and_its_files_are_moved(folder: Folder) -> None:
    folder.build(bureau())
    before = {item.id: item for item in folder.record()}
    whole = bureau()
    old = whole.departments["综合股"]
    row = Row("书.xlsx", "机构", 2, {**old.row.cells, "曾用名": SheetCell("综合股", "综合股", "Z2")})
    renamed = replace(old, name="办公室", row=row)
    people = {
        key: replace(item, department="办公室") if item.department == "综合股" else item
        for key, item in whole.people.items()
    }
    departments = {"办公室": renamed, "城关司法所": whole.departments["城关司法所"]}
    facts = folder.build(replace(whole, people=people, departments=departments))
    after = {item.id: item for item in folder.record()}
    assert facts.withdrawn == []
    assert after["department_check/办公室"].number == before["department_check/综合股"].number
    assert after["personal_check/004"].number == before["personal_check/004"].number
    assert len(after) == len(before)
    assert [name for name in folder.files() if "综合股" in name] == []
    assert len(folder.files()) == len(before)


def test_files_of_an_earlier_layout_are_moved_as_they_are(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(planning, "pattern", lambda text: pattern("{kind}/{title} {subject}"))
        folder.build(bureau())
    before = folder.files()
    facts = folder.build(bureau())
    assert (facts.written, facts.unchanged) == (0, 8)
    assert sorted(folder.files().values()) == sorted(before.values())
    assert not folder.files().keys() & before.keys()
    assert {path.name for path in folder.path.iterdir() if path.is_dir()} == {"2 贯彻执行"}
    assert folder.build(bureau()).written == 0


def test_files_of_stages_without_numbers_are_moved_into_their_folders(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(places, "NUMBERED", {stage: stage for stage in STAGES})
        folder.build(bureau())
    assert LI.removeprefix("2 ") in folder.files()
    (folder.path / LI.removeprefix("2 ")).write_bytes(b"changed by hand")
    before = {name.removeprefix("2 "): digest for name, digest in folder.files().items() if "004" not in name}
    monkeypatch.setattr("docgen.workers.work.render_content", only_for("personal_check/004", "目录"))
    facts = folder.build(bureau())
    assert (facts.unchanged, [Path(path).read_bytes() for path in facts.kept]) == (7, [b"changed by hand"])
    after = {name.removeprefix("2 "): digest for name, digest in folder.files().items() if "004" not in name}
    assert after == before
    assert {path.name for path in folder.path.iterdir() if path.is_dir()} == {"2 贯彻执行"}


def only_for(*ids: str) -> Any:
    """Renders these and nothing else."""
    real = work.render_content

    def render(compiled: Any, content: Any, name: str, formats: Any) -> Any:
        assert name in ids, f"{name} was rendered"
        return real(compiled, content, name, formats)

    return render


def test_a_newcomer_changes_nobody_elses_file(folder: Folder) -> None:
    folder.build(bureau())
    before = folder.times()
    whole = bureau()
    facts = folder.build(replace(whole, people={"000": person("000", "新人", "综合股"), **whole.people}))
    assert facts.written == 1
    assert changed(folder, before) == {"2 贯彻执行/个人廉政风险自查表/综合股/000 新人 个人廉政风险自查表(2026).docx"}


# ---------------------------------------------------------------- the canonical form


def test_equal_values_have_one_form_and_others_another() -> None:
    one = {"b": (RiskView.of({"number": "1"}),), "a": "甲\ud800"}
    same = {"a": "甲\ud800", "b": [RiskView.of({"number": "".join(["", "1"])})]}
    assert canonical(one) == canonical(same)
    assert canonical(one) != canonical({**one, "b": (RiskView.of({"category": "1"}),)})
    assert canonical("1") != canonical(1)
    assert canonical(RiskView.of({})) != canonical(Properties(""))


def test_other_fonts_have_another_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [first, *_] = Workplace().fonts.faces
    shutil.copy(first.file, tmp_path)
    before = Workplace().fonts_digest
    assert Workplace().fonts_digest == before
    monkeypatch.setenv("DOCGEN_FONTS", str(tmp_path))
    assert Workplace().fonts_digest != before


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical({"a": {1, 2}})
