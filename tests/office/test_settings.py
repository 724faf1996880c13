"""What docgen.toml may say, and that a mistake in it is named with what is right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen.errors import CannotUse
from docgen.kinds.practice import Practice
from docgen.office.settings import Settings, read_settings


def read(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "docgen.toml").write_text(text, "utf-8")
    return read_settings(tmp_path / "docgen.toml")


def refused(tmp_path: Path, text: str) -> str:
    with pytest.raises(CannotUse) as caught:
        read(tmp_path, text)
    assert caught.value.place.file == str(tmp_path / "docgen.toml")
    return f"{caught.value.message}\n{caught.value.hint}"


def test_an_office_that_says_nothing_signs_by_hand_and_publishes_posts(tmp_path: Path) -> None:
    practice = read(tmp_path, "").practice
    assert practice == Practice()
    assert (practice.typed, practice.names, practice.sides) == (False, False, 2)


def test_an_office_chooses_typed_names_and_names_on_public_sheets(tmp_path: Path) -> None:
    practice = read(tmp_path, '[forms]\nsignatures = "typed"\npublic_names = true\nsides = 1\n').practice
    assert (practice.typed, practice.names, practice.sides) == (True, True, 1)
    assert not read(tmp_path, '[forms]\nsignatures = "hand"\n').practice.typed


def test_a_choice_of_forms_that_there_is_not_is_named(tmp_path: Path) -> None:
    assert "hand、typed" in refused(tmp_path, '[forms]\nsignatures = "print"\n')
    assert "true" in refused(tmp_path, '[forms]\npublic_names = "是"\n')
    assert "1 或 2" in refused(tmp_path, "[forms]\nsides = true\n")
    assert "public_names" in refused(tmp_path, "[forms]\npublic_name = true\n")


def test_an_offices_bases_take_the_place_of_the_programs_for_their_kind_alone(tmp_path: Path) -> None:
    own = read(
        tmp_path, '[bases]\nreviewed = 2027-10-01\nwarning = ["《某某条例》（2027年）"]\ncommitment = []\n'
    ).practice
    assert own.bases.reviewed == date(2027, 10, 1)
    assert own.bases.of_kind["warning"] == ("《某某条例》（2027年）",)
    assert own.bases.of_kind["commitment"] == ()
    assert own.bases.of_kind["accountability"] == Practice().bases.of_kind["accountability"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('reviewed = "2026-10-01"', "bases.reviewed"),
        ("reviewed = 2026-10-01T08:00:00", "bases.reviewed"),
        ("review = 2026-10-01", "bases.review"),
        ('warning = "《某某条例》（2027年）"', "bases.warning"),
        ("warning = [2016]", "bases.warning"),
        ('warning = [""]', "bases.warning"),
    ],
)
def test_a_base_that_is_none_is_named(tmp_path: Path, line: str, name: str) -> None:
    said = refused(tmp_path, f"[bases]\n{line}\n")
    assert name in said
    assert "reviewed = 核对的日期" in said


def test_bases_are_a_table(tmp_path: Path) -> None:
    assert "bases" in refused(tmp_path, "bases = 1\n")


def test_an_office_changes_the_days_of_a_kind_one_by_one(tmp_path: Path) -> None:
    own = read(tmp_path, "[deadlines.warning]\nreply = 7\n[deadlines.caution]\nreview = 366\n").practice
    assert own.days_of("warning") == {"reply": 7, "report": 10}
    assert own.days_of("caution") == {"reply": 3, "report": 5, "review": 366}
    assert own.days_of("reminder") == Practice().days_of("reminder")
    assert own.days_of("letter") == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[deadlines.warning]\nreply = 0", "deadlines.warning"),
        ("[deadlines.warning]\nreply = 367", "deadlines.warning"),
        ("[deadlines.warning]\nreply = 2.5", "deadlines.warning"),
        ("[deadlines.warning]\nreply = true", "deadlines.warning"),
        ('[deadlines.warning]\nreply = "3天"', "deadlines.warning"),
        ("[deadlines.warning]\nanswer = 3", "deadlines.warning"),
        ("[deadlines]\nreply = 3", "deadlines.reply"),
    ],
)
def test_days_that_are_none_are_named_with_what_is_right(tmp_path: Path, text: str, name: str) -> None:
    said = refused(tmp_path, text)
    assert f"“{name}”" in said
    assert "1 至 366" in said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("jobs = 2\nformat = ['pdf']\n", 2),
        ("# [pdf]\n\n[pfd]\nengine = 'typst'\n", 3),
        ("[forms]\nsides = 2\n\n[pdf]\nsides = 2\n", 5),
        ("[pdf]\nengine = 'word'\n", 2),
        ("pdf.engine = 'word'\n", 1),
        ("[deadlines.warning]\nreply = 0\n", 2),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    file = tmp_path / "docgen.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(CannotUse) as caught:
        read_settings(file)
    assert str(caught.value.place) == f"{file} 第 {line} 行"


def test_a_line_that_is_no_toml_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "docgen.toml"
    file.write_text("jobs = 2\n[pdf]\nengine = “typst”\n", "utf-8")
    with pytest.raises(CannotUse, match="第 3 行") as caught:
        read_settings(file)
    assert "Invalid" not in caught.value.message


def test_a_file_saved_as_gbk_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "docgen.toml"
    file.write_text("# 本单位的设置\njobs = 2\n", "gbk")
    with pytest.raises(CannotUse, match="不是 UTF-8") as caught:
        read_settings(file)
    assert "另存为" in caught.value.hint


def test_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "docgen.toml"
    file.write_text("jobs = 2\n", "utf-8-sig")
    assert read_settings(file).jobs == 2


def test_fonts_are_any_unless_an_office_asks_for_the_exact_ones(tmp_path: Path) -> None:
    assert read(tmp_path, "").fonts == "any"
    assert read(tmp_path, '[pdf]\nfonts = "exact"\n').fonts == "exact"
    assert "any、exact" in refused(tmp_path, '[pdf]\nfonts = "strict"\n')
