"""`docgen build` and `docgen blank`: what is made, where, and what happens when something is wrong."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pikepdf
import pytest
from offices import Office

from docgen.cli import show
from docgen.errors import ExitCode
from docgen.messages import words
from docgen.office.folder import held
from docgen.pdf.fonts import find_fonts
from docgen.pdf.verify import verify

if TYPE_CHECKING:
    from conftest import Docgen

ON = ("--on", "2026-12-20")
WORD = ("--format", "docx")
PERSON = "2 贯彻执行/个人廉政风险自查表/综合股/004 李明 个人廉政风险自查表(2026)"


def text_of(path: Path) -> str:
    """All text of a Word file, tables too."""
    return "\n".join(node.text or "" for node in docx.Document(path).element.body.iter() if node.tag.endswith("}t"))


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def documents(folder: Path) -> list[str]:
    """All but the list of them."""
    return [name for name in files(folder) if name.endswith((".docx", ".pdf")) and not Path(name).match("目录*")]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return Office().save(tmp_path)


def test_everybody_gets_word_files(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    ran = docgen("build", workbook, "-o", tmp_path / "out", *ON, *WORD)
    assert ran.code == ExitCode.DONE
    assert documents(tmp_path / "out") == sorted(
        [
            "2 贯彻执行/个人廉政风险自查表/班子/001 钟启明 个人廉政风险自查表(2026).docx",
            "2 贯彻执行/个人廉政风险自查表/班子/002 郑远 个人廉政风险自查表(2026).docx",
            "2 贯彻执行/个人廉政风险自查表/综合股/003 揭文清 个人廉政风险自查表(2026).docx",
            "2 贯彻执行/个人廉政风险自查表/综合股/004 李明 个人廉政风险自查表(2026).docx",
            "2 贯彻执行/个人廉政风险自查表/城关司法所/005 胡大海 个人廉政风险自查表(2026).docx",
            "2 贯彻执行/个人廉政风险自查表/城关司法所/006 李明 个人廉政风险自查表(2026).docx",
            "2 贯彻执行/个人廉政风险自查表/城关司法所/007 阿依古丽·买买提 个人廉政风险自查表(2026).docx",
            "2 贯彻执行/股室(所、中心)廉政风险自查表/综合股 股室廉政风险自查表(2026).docx",
            "2 贯彻执行/股室(所、中心)廉政风险自查表/城关司法所 司法所廉政风险自查表(2026).docx",
            "2 贯彻执行/司法局领导班子廉政风险点自查表/司法局领导班子廉政风险点自查表(2026).docx",
        ]
    )
    text = text_of(tmp_path / "out" / f"{PERSON}.docx")
    for expected in ("李明", "负责财务报销", "李明第4条风险", "双人核对原件(004)", "属实", "揭文清", "2026年10月8日"):
        assert expected in text
    assert str(tmp_path / "out") in ran.err


def test_a_persons_word_and_pdf_say_the_same(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    assert docgen("build", workbook, "-o", tmp_path / "out", *ON, "--person", "007").code == 0
    [word, pdf] = documents(tmp_path / "out")
    texts = [part for part in text_of(tmp_path / "out" / word).split("\n") if part.strip()]
    found = verify((tmp_path / "out" / pdf).read_bytes(), texts)
    assert found.problems == ()


def test_the_summary_for_scripts(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    ran = docgen("build", workbook, "-o", tmp_path / "out", *ON, *WORD, "--json")
    seconds = ran.json.pop("seconds")
    assert ran.json | {"seconds": 0} == {
        "planned": 10,
        "written": 10,
        "unchanged": 0,
        "failed": 0,
        "seconds": 0,
        "failures": [],
        "new": ran.json["new"],
        "changed": [],
        "changed_by": {},
    }
    assert len(ran.json["new"]) == 10
    assert seconds >= 0


def test_a_second_run_changes_nothing(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    command = ("build", workbook, "-o", tmp_path / "out", *ON, *WORD, "--json")
    docgen(*command)
    before = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in documents(tmp_path / "out")}
    again = docgen(*command).json
    assert (again["written"], again["unchanged"]) == (0, 10)
    assert before == {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in documents(tmp_path / "out")}


def test_the_same_workbook_gives_the_same_bytes_in_another_folder(
    docgen: Docgen, workbook: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        docgen("build", workbook, "-o", tmp_path / name, *ON, "--person", "004")
    first, second = (
        {name: (tmp_path / folder / name).read_bytes() for name in documents(tmp_path / folder)}
        for folder in ("one", "two")
    )
    assert first == second


def test_two_processes_give_the_same_answer_and_the_same_files(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    answers = []
    for jobs in ("1", "2"):
        command = ("build", workbook, "-o", tmp_path / jobs, *ON, *WORD, "--json", "--jobs", jobs)
        answers.append(docgen(*command).json | {"seconds": 0})
        assert [name for name in files(tmp_path / jobs) if name.startswith(".docgen.made")] == []
    assert answers[0] == answers[1]
    first, second = (
        {name: (tmp_path / jobs / name).read_bytes() for name in documents(tmp_path / jobs)} for jobs in "12"
    )
    assert first == second


def test_progress_on_a_terminal_tells_rate_and_remaining_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen, clock = Terminal(), iter(range(1000))
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    with show.progress("生成", 100) as step:
        step(50, False)
        step(10, True)
        step(10, True)
    told = re.findall(r"([\d.]+) 份/秒，还需 (\d+:\d\d:\d\d)", screen.getvalue())
    assert told, screen.getvalue()
    assert 0 < float(told[-1][0]) <= 20


def test_errors_elsewhere_take_nobody_down(docgen: Docgen, tmp_path: Path) -> None:
    office = Office()
    docgen("build", office.save(tmp_path), "-o", tmp_path / "out", *ON, *WORD)
    before = documents(tmp_path / "out")
    office.set("人员", 5, "工号", None)  # who is without 工号 cannot be told from who has left
    ran = docgen("build", office.save(tmp_path), "-o", tmp_path / "out", *ON, *WORD, "--keep-going")
    assert ran.code != ExitCode.DONE
    assert set(before) <= set(documents(tmp_path / "out"))


def test_a_cluster_that_does_not_answer_is_told_and_nothing_is_written(
    docgen: Docgen, workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.workers.executors.PATIENCE", 1)
    ran = docgen("build", workbook, "-o", tmp_path / "out", *ON, *WORD, "--executor", "tcp://127.0.0.1:1")
    assert ran.code == ExitCode.CANNOT_USE
    assert "→" in ran.err
    assert documents(tmp_path / "out") == []


def test_a_file_changed_by_hand_is_kept_beside_the_new_one(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    command = ("build", workbook, "-o", tmp_path / "out", *ON, *WORD, "--person", "004")
    docgen(*command)
    path = tmp_path / "out" / f"{PERSON}.docx"
    made = docx.Document(path)
    made.add_paragraph("手工补充的一段")
    made.save(path)
    ran = docgen(*command)
    kept = path.with_name("004 李明 个人廉政风险自查表(2026).手改.docx")
    assert "手工补充的一段" in text_of(kept)
    assert "手工补充的一段" not in text_of(path)
    assert kept.name in ran.err


def test_numbers_stay_with_their_people_whatever_is_selected(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    docgen("build", workbook, "-o", out, *ON, *WORD, "--person", "004")
    assert "GR-2026-004" in text_of(out / f"{PERSON}.docx")
    office = Office()
    office.sheets["人员"].insert(1, ["000", "新人", "综合股", "科员", "内勤", "内勤", "否", None, None, None])
    office.sheets["个人风险点"].insert(1, ["000", "新人", *office.sheets["个人风险点"][1][2:]])
    docgen("build", office.save(tmp_path), "-o", out, *ON, *WORD)
    assert "GR-2026-004" in text_of(out / f"{PERSON}.docx")
    assert "GR-2026-008" in text_of(out / "2 贯彻执行/个人廉政风险自查表/综合股/000 新人 个人廉政风险自查表(2026).docx")


def test_selections(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    def made(*options: str) -> int:
        return int(docgen("build", workbook, "-o", tmp_path / "out", *ON, *WORD, "--json", *options).json["planned"])

    assert made("--kind", "department_check") == 2
    assert made("--department", "综 合 股") == 3
    assert made("--person", "００４") == 1
    assert made("--kind", "personal_check", "--department", "城关司法所") == 3
    assert made("--stage", "2", "--kind", "personal_check") == 7
    assert made("--stage", "1", "--stage", "检查考核") == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--kind", "personal_chek"), "personal_check"),
        (("--department", "综台股"), "综合股"),
        (("--person", "04"), "004"),
        (("--stage", "贯切执行"), "贯彻执行"),
        (("--stage", "0"), "1 至 4"),
        (("--event", "Y1"), "Y-1"),
        (("--format", "doc"), "docx"),
        (("--on", "昨天"), "2026-12-20"),
    ],
)
def test_what_does_not_exist_is_wrong_usage_and_the_near_one_is_named(
    docgen: Docgen, workbook: Path, tmp_path: Path, options: tuple[str, str], told: str
) -> None:
    ran = docgen("build", workbook, "-o", tmp_path / "out", *ON, *options)
    assert ran.code == ExitCode.WRONG_USAGE
    assert told in ran.err
    assert documents(tmp_path) == []


def test_errors_in_the_workbook_write_nothing(docgen: Docgen, tmp_path: Path) -> None:
    office = Office()
    office.set("个人风险点", 5, "风险内容", None)
    ran = docgen("build", office.save(tmp_path), "-o", tmp_path / "out", *ON)
    assert ran.code == ExitCode.INPUT_HAS_ERRORS
    assert documents(tmp_path) == []
    assert "D5" in ran.err
    assert "--keep-going" in ran.err


def test_keep_going_makes_the_others_and_lists_what_it_left_out(docgen: Docgen, tmp_path: Path) -> None:
    office = Office()
    office.set("个人风险点", 5, "风险内容", None)
    ran = docgen("build", office.save(tmp_path), "-o", tmp_path / "out", *ON, *WORD, "--keep-going", "--json")
    assert ran.code == ExitCode.SOME_FAILED
    assert (ran.json["planned"], ran.json["written"], ran.json["failed"]) == (10, 9, 1)
    assert [item["id"] for item in ran.json["failures"]] == ["personal_check/004"]
    assert f"{PERSON}.docx" not in documents(tmp_path / "out")


def test_several_bureaus_get_a_folder_each(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    other = Office()
    other.setting("单位名称", "白水县司法局")
    second = other.save(tmp_path, "乙.xlsx")
    ran = docgen("build", workbook, second, "-o", tmp_path / "out", *ON, *WORD, "--kind", "leadership_check")
    assert ran.code == 0
    assert {name.split("/")[0] for name in documents(tmp_path / "out")} == {"云岭县司法局2026年", "白水县司法局2026年"}


def test_the_next_year_in_the_same_folder_does_not_touch_the_last(
    docgen: Docgen, workbook: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    docgen("build", workbook, "-o", out, *ON, *WORD, "--kind", "leadership_check")
    before = documents(out)
    office = Office()
    for sheet in list(office.sheets):
        if sheet not in ("单位", "机构", "人员", "领导小组"):
            del office.sheets[sheet]
    office.sheets["单位"] = [row for row in office.sheets["单位"] if "截止" not in str(row[0])]
    office.setting("年度", 2027)
    docgen(
        "build", office.save(tmp_path, "新.xlsx"), "-o", out, "--on", "2027-09-21", *WORD, "--kind", "leadership_check"
    )
    assert set(before) < set(documents(out))
    assert [name for name in documents(out) if "2027" in name]


# ---------------------------------------------------------------- blank forms


def test_blank_forms_have_the_header_of_each_person(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    assert docgen("blank", workbook, "-o", tmp_path / "out", *WORD).code == 0
    text = text_of(tmp_path / "out" / "空白表" / f"{PERSON.replace('(2026)', '(空白,2026)')}.docx")
    assert "负责财务报销" in text
    assert "李明第1条风险" not in text
    assert "属实" not in text.replace("情况属实", "")


def test_wholly_blank_forms_need_no_workbook(docgen: Docgen, tmp_path: Path) -> None:
    assert docgen("blank", "-o", tmp_path / "out").code == 0
    assert len(documents(tmp_path / "out")) == 6


def test_blank_forms_of_a_stage(docgen: Docgen, tmp_path: Path) -> None:
    assert docgen("blank", "-o", tmp_path / "out", *WORD, "--stage", "动员部署", "--json").json["planned"] == 0
    assert docgen("blank", "-o", tmp_path / "out", *WORD, "--stage", "２", "--json").json["planned"] == 3


def test_blank_forms_stop_only_for_errors_in_the_roster(docgen: Docgen, tmp_path: Path) -> None:
    office = Office()
    office.set("审核意见", 2, "日期", "?")
    assert docgen("blank", office.save(tmp_path), "-o", tmp_path / "a", *WORD).code == 0
    office.set("人员", 2, "岗位", None)
    ran = docgen("blank", office.save(tmp_path), "-o", tmp_path / "b", *WORD)
    assert ran.code == ExitCode.INPUT_HAS_ERRORS
    assert documents(tmp_path / "b") == []


# ---------------------------------------------------------------- bad input


def test_names_that_are_paths_markup_or_endless_come_out_as_typed(docgen: Docgen, tmp_path: Path) -> None:
    office = Office()
    names = {3: "甲/../乙", 4: "<&>组", 5: "{{ 7*7 }}", 6: "长" * 300, 7: "前\n后", 8: ".."}
    for row, name in names.items():
        office.set("人员", row, "姓名", name)
    office.drop("领导小组", 3, 4)
    for sheet in ("审核意见", "责任追究", "会议签到"):
        del office.sheets[sheet]
    for number in range(1, len(office.sheets["个人风险点"])):
        office.sheets["个人风险点"][number][1] = None
    out = tmp_path / "out"
    ran = docgen("build", office.save(tmp_path), "-o", out, *ON, *WORD, "--kind", "personal_check")
    assert ran.code == 0, ran.err
    made = documents(out)
    assert len(made) == 7
    assert all(len(Path(name).parts) == 4 for name in made)
    whole = "".join(text_of(out / name) for name in made)
    for name in ("甲/../乙", "<&>组", "{{ 7*7 }}", "长" * 300):
        assert name in whole
    assert not (tmp_path / "乙.docx").exists()


def test_an_output_folder_that_cannot_be_written(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = docgen("build", workbook, "-o", tmp_path / "file" / "out", *ON)
    assert ran.code == ExitCode.CANNOT_USE
    assert "file" in ran.err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can lay out what root may not write")
def test_a_read_only_file_system(docgen: Docgen, workbook: Path) -> None:
    ran = docgen("build", workbook, "-o", "/proc/docgen", *ON)
    assert ran.code == ExitCode.CANNOT_USE


def test_a_folder_that_another_run_holds(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    with held(tmp_path / "out"):
        ran = docgen("build", workbook, "-o", tmp_path / "out", *ON)
    assert ran.code == ExitCode.FOLDER_HELD
    assert documents(tmp_path) == []


def test_an_output_folder_behind_a_link_is_not_left(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "2 贯彻执行").symlink_to(tmp_path / "elsewhere")
    ran = docgen("build", workbook, "-o", tmp_path / "out", *ON, *WORD, "--person", "004")
    assert ran.code != 0
    assert documents(tmp_path / "elsewhere") == []


def test_a_damaged_file_among_good_ones_stops_the_run(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(workbook.read_bytes()[:2000])
    ran = docgen("build", workbook, tmp_path / "坏.xlsx", "-o", tmp_path / "out", *ON, "--keep-going")
    assert ran.code == ExitCode.CANNOT_USE
    assert documents(tmp_path) == []


def test_a_template_that_fails_fails_its_documents_and_names_its_tag(
    docgen: Docgen, workbook: Path, tmp_path: Path
) -> None:
    docgen("init", tmp_path / "局")
    docgen("-C", tmp_path / "局", "template", "copy", "leadership_check")
    form = tmp_path / "局" / "templates" / "leadership_check" / "form.docx"
    changed = docx.Document(form)
    changed.paragraphs[0].runs[0].text = "{{ document.titel }}"
    changed.save(form)
    ran = docgen("-C", tmp_path / "局", "build", workbook, *ON, *WORD, "--json")
    assert ran.code == ExitCode.SOME_FAILED
    assert ran.json["written"] == 9
    assert "document.titel" in ran.json["failures"][0]["reason"]


def test_an_interrupted_run_says_so(workbook: Path, tmp_path: Path) -> None:
    script = (
        "import sys, docgen.workers.work as work, docgen.cli.main as main\n"
        "def stop(*a, **k): raise KeyboardInterrupt\n"
        "work.render_content = stop\n"
        "main.main(sys.argv[1:])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, "build", str(workbook), "-o", str(tmp_path / "out"), *ON, *WORD],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in ran.stderr


def test_word_files_say_whose_they_are_and_advertise_no_tool(docgen: Docgen, workbook: Path, tmp_path: Path) -> None:
    docgen("build", workbook, "-o", tmp_path / "out", *ON, "--person", "004")
    path = tmp_path / "out" / f"{PERSON}.docx"
    facts = docx.Document(path).core_properties
    assert (facts.title, facts.author) == ("个人廉政风险自查表(李明)", "云岭县司法局")
    assert facts.subject == "2026年度个人廉政风险自查表"
    raw = b"".join(_parts(path))
    for word in (b"python-docx", b"docxtpl", b"docgen", b"Microsoft"):
        assert word not in raw.replace(b"schemas.microsoft.com", b"")
    with pikepdf.open(path.with_suffix(".pdf")) as pdf:
        assert str(pdf.docinfo["/Author"]) == "云岭县司法局"
        assert "/Producer" not in pdf.docinfo


def _parts(path: Path) -> list[bytes]:
    from docgen.word.package import read_package

    return list(read_package(io.BytesIO(path.read_bytes()).getvalue()).values())


def test_the_day_of_the_check_is_today_unless_given(docgen: Docgen, tmp_path: Path) -> None:
    office = Office()
    office.setting("贯彻执行截止", date(2026, 12, 5))
    assert docgen("check", office.save(tmp_path), "--json").json["errors"] == 0


def test_where_no_font_draws_a_text_the_word_files_are_written_and_the_fonts_named_once(
    docgen: Docgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.pdf.fonts.private_folders", list)
    monkeypatch.setattr("docgen.pdf.fonts._system_files", list)
    Office().save(tmp_path)
    ran = docgen("build", *tmp_path.glob("*.xlsx"), "-o", tmp_path / "out", "--jobs", "1")
    assert ran.code == ExitCode.SOME_FAILED
    assert (len(list((tmp_path / "out").rglob("*.docx"))), list((tmp_path / "out").rglob("*.pdf"))) == (10, [])
    [reason] = [line for line in ran.err.splitlines() if words("pdf.no-fonts").message in line]
    assert "10 份" in reason
    assert words("pdf.no-fonts").hint in ran.err
    again = docgen("build", *tmp_path.glob("*.xlsx"), "-o", tmp_path / "out", "--format", "docx")
    assert (again.code, list((tmp_path / "out").rglob("*手改*"))) == (ExitCode.DONE, [])


def test_with_exact_fonts_the_word_files_are_written_and_what_is_lacking_is_told_once(
    docgen: Docgen, tmp_path: Path
) -> None:
    if not find_fonts().substituted:
        pytest.skip("the standard's fonts are installed here")
    docgen("init", tmp_path / "office")
    office = tmp_path / "office"
    (office / "docgen.toml").write_text('[pdf]\nfonts = "exact"\n', "utf-8")
    for book in (office / "inputs").glob("*.xlsx"):
        book.unlink()
    Office().save(office / "inputs")
    ran = docgen("-C", office, "build", "--jobs", "1", "--kind", "personal_check")
    assert ran.code == ExitCode.SOME_FAILED
    assert (len(list(office.rglob("outputs/**/*.docx"))), list(office.rglob("outputs/**/*.pdf"))) == (7, [])
    [reason] = [line for line in ran.err.splitlines() if "会换成" in line]
    assert "7 份" in reason
    (office / "docgen.toml").write_text("", "utf-8")
    assert docgen("-C", office, "build", "--jobs", "1", "--kind", "personal_check").code == ExitCode.DONE
    assert len(list(office.rglob("outputs/**/*自查表*.pdf"))) == 7
