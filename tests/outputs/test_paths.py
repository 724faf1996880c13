"""File names come from whatever was typed as a name, and stay inside the output folder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.outputs.paths import LONGEST, LONGEST_FOLDER, LONGEST_PATH, distinct, joined, safe_name

NAMES = st.text(max_size=400)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("李明", "李明"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("𬱖䶮喆", "𬱖䶮喆"),
        ("综合/法规股", "综合_法规股"),
        ("..", "_"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("<&>", "_&_"),
        ("甲\n乙", "甲_乙"),
        ("", "_"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM1", "_COM1"),
        ("com¹", "_com¹"),
        ("LPT³.甲", "_LPT³.甲"),
        ("CONIN$", "_CONIN$"),
        ("conout$ .docx", "_conout$ .docx"),
        ("COM1甲", "COM1甲"),
        ("-rf", "_-rf"),
        ("--help", "_--help"),
        ("甲-乙", "甲-乙"),
        ("甲. .", "甲"),
        (" 前后 . ", "前后"),
    ],
)
def test_a_name_becomes_a_file_name(typed: str, name: str) -> None:
    assert safe_name(typed).removesuffix("~") == name


def test_a_name_of_300_characters_is_cut_and_told_apart() -> None:
    first, second = safe_name("长" * 300 + "甲"), safe_name("长" * 300 + "乙")
    assert first != second
    assert len(first.encode()) < 255


@given(NAMES)
def test_every_name_makes_a_file_that_can_be_written_and_lies_in_its_folder(
    tmp_path_factory: pytest.TempPathFactory, typed: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / f"{safe_name(typed)}.docx"
    assert path.resolve().parent == folder.resolve()
    path.write_bytes(b"")
    path.unlink()


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), NAMES), unique_by=lambda item: item[0], max_size=12))
def test_no_two_documents_share_a_file(items: list[tuple[str, str]]) -> None:
    paths = distinct((key, joined("表", safe_name(name))) for key, name in items)
    folded = [path.casefold() for path in paths.values()]
    assert len(set(folded)) == len(items)


def test_names_that_differ_only_in_case_are_told_apart() -> None:
    paths = distinct([("1", "A组"), ("2", "a组")])
    assert len({path.lower() for path in paths.values()}) == 2
    assert paths["1"].startswith("A组")


def units(text: str) -> int:
    """As Windows counts."""
    return len(text.encode("utf-16-le")) // 2


@given(st.lists(NAMES.map(safe_name), min_size=1, max_size=4), st.sampled_from(["", "甲", "𬱖" * 200, "长" * 73]))
def test_no_path_is_too_long_for_windows(folders: list[str], name: str) -> None:
    paths = distinct((key, joined(*folders[:3], safe_name(name))) for key in ("1", "2"))
    assert all(units(path) <= LONGEST_PATH for path in paths.values())
    assert all(len(part.encode()) <= LONGEST for path in paths.values() for part in path.split("/"))


def test_a_folder_is_the_same_for_every_document_in_it() -> None:
    department = "很长的机构名称" * 10
    paths = distinct((name, joined("个人廉政风险自查表", department, name)) for name in ("甲", "乙" * 100))
    first, second = paths.values()
    assert first.split("/")[:2] == second.split("/")[:2]
    assert units(first.split("/")[1]) <= LONGEST_FOLDER
    assert first.endswith("/甲")


def test_an_ordinary_path_stays_as_it_is() -> None:
    path = "云岭县司法局2026年/股室(所、中心)廉政风险自查表/基层工作和人民参与促进法治股/2026001 阿依古丽·买买提 个人廉政风险自查表(2026)"
    assert distinct([("1", path)]) == {"1": path}
