"""A kind is a folder with form.docx and kind.toml."""

from pathlib import Path

import pytest

from docgen.errors import TemplateProblem
from docgen.kinds.kind import SHIPPED, load_kind, load_kinds

GOOD = """
title = "个人廉政风险自查表"
stage = "贯彻执行"
scope = "P"
chain = ["本人", "股室负责人"]
blank_rows = 6
public = false
retention = "永久"
code = "GR"
orientation = "portrait"
"""


def make(folder: Path, name: str, text: str = GOOD, form: bool = True) -> Path:
    kind = folder / name
    kind.mkdir(parents=True)
    (kind / "kind.toml").write_text(text, "utf-8")
    if form:
        (kind / "form.docx").write_bytes(b"")
    return kind


def test_the_shipped_kinds_are_the_three_self_check_tables_first_of_people_then_departments_then_leadership() -> None:
    assert list(load_kinds([SHIPPED])) == ["personal_check", "department_check", "leadership_check"]


def test_a_kind_is_what_its_file_says(tmp_path: Path) -> None:
    kind = load_kind(make(tmp_path, "personal_check"))
    assert (kind.id, kind.title, kind.scope, kind.code) == ("personal_check", "个人廉政风险自查表", "P", "GR")
    assert kind.chain == ("本人", "股室负责人")
    assert kind.blank


def test_a_kind_without_blank_rows_cannot_be_blank(tmp_path: Path) -> None:
    assert not load_kind(make(tmp_path, "x", GOOD.replace("blank_rows = 6", ""))).blank


def test_the_offices_own_kind_stands_before_the_shipped_one(tmp_path: Path) -> None:
    own = make(tmp_path / "own", "personal_check", GOOD.replace("个人", "本局个人"))
    make(tmp_path / "shipped", "personal_check")
    make(tmp_path / "shipped", "other")
    kinds = load_kinds([tmp_path / "own", tmp_path / "shipped", tmp_path / "absent"])
    assert set(kinds) == {"personal_check", "other"}
    assert kinds["personal_check"].folder == own


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("scope = ", "scop = "), "scope"),
        (('"P"', '"Q"'), "Q"),
        (("blank_rows = 6", 'blank_rows = "六"'), "blank_rows"),
        (("blank_rows = 6", "blank_rows = true"), "blank_rows"),
        (('"个人廉政风险自查表"', "个人"), "kind.toml"),
    ],
)
def test_what_is_wrong_in_a_kinds_file_is_named(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    with pytest.raises(TemplateProblem) as caught:
        load_kind(make(tmp_path, "x", GOOD.replace(*change)))
    assert told in caught.value.message
    assert caught.value.hint
    assert caught.value.place is not None


def test_a_kind_without_its_form_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateProblem, match=r"form\.docx"):
        load_kind(make(tmp_path, "x", form=False))
