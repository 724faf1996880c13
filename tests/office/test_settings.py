"""What docgen.toml may say, and that a mistake in it is named with what is right."""

from __future__ import annotations

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
    assert (practice.typed, practice.names) == (False, False)


def test_an_office_chooses_typed_names_and_names_on_public_sheets(tmp_path: Path) -> None:
    practice = read(tmp_path, '[forms]\nsignatures = "typed"\npublic_names = true\n').practice
    assert (practice.typed, practice.names) == (True, True)
    assert not read(tmp_path, '[forms]\nsignatures = "hand"\n').practice.typed


def test_a_choice_of_forms_that_there_is_not_is_named(tmp_path: Path) -> None:
    assert "hand、typed" in refused(tmp_path, '[forms]\nsignatures = "print"\n')
    assert "true" in refused(tmp_path, '[forms]\npublic_names = "是"\n')
    assert "public_names" in refused(tmp_path, "[forms]\npublic_name = true\n")
