"""A finished document is checked again each time, however many like it were sound before."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from wordfiles import PROPERTIES, made

from docgen.errors import TemplateProblem
from docgen.word import check
from docgen.word.check import SoundParts
from docgen.word.package import read_package, write_package
from docgen.word.template import WordTemplate

TEMPLATE = WordTemplate.compile(made(lambda document: document.add_paragraph("甲{{ value }}乙")), "模板.docx")
MAIN = "word/document.xml"
KNOWN = SoundParts()
CHECK = KNOWN.check


def document(value: str) -> bytes:
    return TEMPLATE.render({"value": value}, PROPERTIES)


def changed(old: bytes, new: bytes) -> bytes:
    """A document whose main part holds something else."""
    members = read_package(document("值"))
    assert old in members[MAIN]
    members[MAIN] = members[MAIN].replace(old, new)
    return write_package(members)


@pytest.fixture(autouse=True)
def _known() -> None:
    """A sound document of the same shape was met before."""
    CHECK(document("值"), "文件")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("值".encode(), b"&x;"),
        ("值".encode(), b"a & b"),
        ("值".encode(), b"a < b"),
        ("值".encode(), b"]]>"),
        ("值".encode(), b"\x01"),
        ("值".encode(), b"\xff\xfe"),
        ("值".encode(), "\uffff".encode()),
        ("值".encode(), b"&#0;"),
        ("值".encode(), b"</w:t>"),
        ("值".encode(), b"<w:b/></w:p>"),
        ("值".encode(), b"<unbound:x/>"),
        ("值".encode(), b"<!-- "),
        (b"</w:document>", b""),
        (b"</w:document>", b"</w:document><more/>"),
    ],
)
def test_a_part_that_is_not_sound_is_told(old: bytes, new: bytes) -> None:
    with pytest.raises(TemplateProblem) as caught:
        CHECK(changed(old, new), "文件")
    assert MAIN in caught.value.message


def test_a_document_type_is_told() -> None:
    with pytest.raises(TemplateProblem):
        CHECK(changed(b"<w:document", b"<!DOCTYPE w:document><w:document"), "文件")


@pytest.mark.parametrize("typed", ["&<>\"'", "]]>", "a?b!c", "<?x?>", "<!-- -->", "字" * 5000, ""])
def test_what_people_type_is_sound(typed: str) -> None:
    CHECK(document(typed), "文件")


@pytest.mark.slow
def test_every_damaged_byte_is_told() -> None:
    data = document("值")
    CHECK(data, "文件")
    directory = zipfile.ZipFile(io.BytesIO(data)).start_dir
    # Some of every part, all of the directory: a length that is wrong there hides the parts behind it.
    for at in (*range(0, directory, 97), *range(directory, len(data))):
        damaged = bytearray(data)
        damaged[at] ^= 0xFF
        try:
            CHECK(bytes(damaged), "文件")
        except TemplateProblem:
            continue
        with zipfile.ZipFile(io.BytesIO(damaged)) as archive, zipfile.ZipFile(io.BytesIO(data)) as whole:
            assert {name: archive.read(name) for name in archive.namelist()} == {
                name: whole.read(name) for name in whole.namelist()
            }


@pytest.mark.parametrize("cut", [lambda data: data[:-1], lambda data: data[:200], lambda data: data[50:]])
def test_a_cut_file_is_told(cut: Callable[[bytes], bytes]) -> None:
    with pytest.raises(TemplateProblem):
        CHECK(cut(document("值")), "文件")


def test_a_part_that_is_missing_is_told() -> None:
    members = read_package(document("值"))
    del members[MAIN]
    with pytest.raises(TemplateProblem):
        CHECK(write_package(members), "文件")


def test_a_file_of_another_programs_making_is_checked_too() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in read_package(document("值")).items():
            archive.writestr(name, data)
    CHECK(stream.getvalue(), "文件")


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_KNOWN", 30)
    known = SoundParts()
    for number in range(40):
        known.check(document(str(number)), "文件")
    assert len(known._sound) <= 30
