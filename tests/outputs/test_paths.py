"""File names come from whatever was typed as a name, and stay inside the output folder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.outputs.paths import distinct, joined, safe_name

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
