"""A file that is no usable .xlsx is named for what it is, quickly, and nothing of it is used."""

from __future__ import annotations

import io
import os
import socket
import struct
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbooks import MAIN, STRICT, TIDY, package, read_bytes, rows_xml, sheet_xml, told, zipped

from docgen.findings import Severity
from docgen.messages import words
from docgen.workbook import container
from docgen.workbook.read import read_workbook
from docgen.workbook.rows import Book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TABLE = "<html><body><table><tr><td>工号</td></tr></table></body></html>"


def stream(name: str) -> bytes:
    return OLE + b"\0" * 1000 + f"{name}\0".encode("utf-16-le") + b"\0" * 500


def refused(book: Book, variant: str, **values: object) -> None:
    """The book is unusable for exactly this reason, told with its remedy."""
    assert not book.usable
    assert book.sheets == {}
    (finding,) = book.findings
    said = words(f"workbook.file/{variant}", **values)
    assert (finding.rule, finding.severity, finding.sheet) == ("workbook.file", Severity.ERROR, None)
    assert (finding.message, finding.hint) == said
    assert finding.hint


@pytest.mark.parametrize(
    ("data", "variant"),
    [
        (b"", "empty"),
        (b"\0" * 5000, "zeros"),
        (stream("EncryptedPackage"), "password"),
        (stream("Workbook"), "xls"),
        (stream("Book"), "xls"),
        (stream("WordDocument"), "docx"),
        (OLE, "unknown"),
        ("工号,姓名\n001,李明\n".encode(), "csv"),
        ("工号,姓名\n001,李明\n".encode("gb18030"), "csv"),
        ("\ufeff工号\t姓名".encode("utf-16"), "csv"),
        (TABLE.encode("gb18030"), "html"),
        (TABLE.encode(), "html"),
        (
            b'\xef\xbb\xbf<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "xml2003",
        ),
        (b'<?xml version="1.0"?><a/>', "xml"),
        (b"%PDF-1.7", "pdf"),
        (b"Rar!\x1a\x07", "archive"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x01\x02\x03\x04" * 50, "unknown"),
        (zipped({"word/document.xml": "<a/>", "[Content_Types].xml": "<a/>"}), "docx"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "pptx"),
        (zipped({"xl/workbook.bin": b"1"}), "xlsb"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}), "ods"),
        (zipped({"Index/Document.iwa": b"1"}), "numbers"),
        (zipped({"表.xlsx": b"1"}), "archive"),
        (zipped({"说明.txt": b"1"}), "zip"),
        (zipped({}), "zip"),
        (zipped({"xl/other.xml": "<a/>"}), "no-workbook"),
        (b"junk" + package({}), "unknown"),
    ],
)
def test_a_file_is_named_for_what_it_is(tmp_path: Path, data: bytes, variant: str) -> None:
    refused(read_bytes(tmp_path, data), variant)


def test_a_wps_table_is_named(tmp_path: Path) -> None:
    refused(read_bytes(tmp_path, stream("Workbook"), "表.et"), "et")


@pytest.mark.parametrize("percent", [1, 10, 50, 90, 99])
def test_a_truncated_file_is_damaged(tmp_path: Path, percent: int) -> None:
    data = package({})
    refused(read_bytes(tmp_path, data[: len(data) * percent // 100]), "damaged")


def test_a_missing_file(tmp_path: Path) -> None:
    refused(read_workbook(tmp_path / "没有.xlsx"), "missing")
    refused(read_workbook(tmp_path / "没有" / "表.xlsx"), "missing")


def test_a_folder_a_pipe_and_a_socket(tmp_path: Path) -> None:
    refused(read_workbook(tmp_path), "folder")
    pipe = tmp_path / "管.xlsx"
    os.mkfifo(pipe)
    refused(read_workbook(pipe), "not-a-file")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.xlsx"))
        refused(read_workbook(tmp_path / "s.xlsx"), "not-a-file")


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    assert not read_workbook(tmp_path / ("长" * 300 + ".xlsx")).usable
    assert not read_workbook(Path("a\0b.xlsx")).usable


def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(package({}))
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    refused(read_workbook(path), "permission")


def test_the_mark_of_an_open_file_is_noted_beside_a_readable_one(tmp_path: Path) -> None:
    for mark in ("~$表.xlsx", ".~lock.表.xlsx#"):
        (tmp_path / mark).write_bytes(b"somebody")
        book = read_bytes(tmp_path, package({}))
        assert book.usable
        assert told(book.findings) == [("workbook.file", "note", None, None)]
        refused(read_workbook(tmp_path / mark), "lock-file")
        (tmp_path / mark).unlink()


def test_a_file_too_big_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with path.open("wb") as file:
        file.truncate(container.MAX_FILE + 1)
    refused(read_workbook(path), "too-big", size=100, limit=100)


def test_a_wrong_checksum(tmp_path: Path) -> None:
    data = bytearray(package({}))
    at = data.rindex(b"PK\x01\x02", 0, data.index(b"xl/workbook.xml", data.index(b"PK\x01\x02")))
    data[at + 16] ^= 0xFF
    refused(read_bytes(tmp_path, bytes(data)), "damaged")


def test_a_bit_flipped_in_a_sheet(tmp_path: Path) -> None:
    data = bytearray(package({}))
    at = data.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 20
    data[at] ^= 0x10
    assert not read_bytes(tmp_path, bytes(data)).usable


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml"])
def test_two_parts_of_one_name(tmp_path: Path, name: str) -> None:
    stream = io.BytesIO(package({}))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, sheet_xml(rows_xml(TIDY["人员"])))
    refused(read_bytes(tmp_path, stream.getvalue()), "duplicate")


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    data = bytearray(package({}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    refused(read_bytes(tmp_path, bytes(data)), "encrypted")


def test_a_zip_bomb_is_refused_before_it_is_inflated(tmp_path: Path) -> None:
    bomb = sheet_xml("").encode() + b" " * 200_000_000
    data = package({"人员": bomb})
    assert len(data) < 300_000
    start = time.perf_counter()
    refused(read_bytes(tmp_path, data), "bomb")
    assert time.perf_counter() - start < 1


def test_a_size_that_lies_does_not_help_a_bomb(tmp_path: Path) -> None:
    data = bytearray(package({"人员": sheet_xml("").encode() + b" " * 50_000_000}))
    real = struct.pack("<I", 50_000_000 + len(sheet_xml("").encode()))
    at = data.index(real)
    while at >= 0:
        data[at : at + 4] = struct.pack("<I", 500)
        at = data.find(real)
    refused(read_bytes(tmp_path, bytes(data)), "damaged")


def test_entries_that_share_bytes(tmp_path: Path) -> None:
    # Every central entry points to one local entry, so that a small file inflates many times (CVE-2024-0450).
    data = bytearray(package({}))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    refused(read_bytes(tmp_path, bytes(data)), "damaged")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, codec: str) -> None:
    xml = f'<!DOCTYPE a [<!ENTITY b "c">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    refused(read_bytes(tmp_path, package({"人员": xml.encode(codec)})), "doctype")


def test_utf_16_is_read(tmp_path: Path) -> None:
    xml = sheet_xml(rows_xml(TIDY["人员"])).replace("UTF-8", "UTF-16").encode("utf-16")
    assert len(read_bytes(tmp_path, package({"人员": xml})).sheets["人员"].rows) == 2


def test_strict_ooxml_is_read(tmp_path: Path) -> None:
    xml = sheet_xml(rows_xml(TIDY["人员"]), namespace=STRICT)
    assert len(read_bytes(tmp_path, package({"人员": xml})).sheets["人员"].rows) == 2


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<worksheet",
        sheet_xml("<a>" * 5000 + "</a>" * 5000),
        sheet_xml(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 11_000_000}</t></is></c></row>'),
    ],
    ids=["empty", "cut", "deep", "one huge text"],
)
def test_unsound_xml_is_damage(tmp_path: Path, xml: str) -> None:
    refused(read_bytes(tmp_path, package({"人员": xml})), "damaged")


def test_a_missing_sheet_part_is_an_error_at_its_sheet(tmp_path: Path) -> None:
    data = package({})
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for entry in source.infolist():
            if not entry.filename.endswith("sheet3.xml"):
                target.writestr(entry, source.read(entry))
    book = read_bytes(tmp_path, stream.getvalue())
    assert told(book.findings) == [("workbook.sheet", "error", "人员", None)]


def test_macros_are_noted_and_never_run(tmp_path: Path) -> None:
    book = read_bytes(tmp_path, package({}, parts={"xl/vbaProject.bin": b"1"}))
    assert told(book.findings) == [("workbook.file", "note", None, None)]
    assert book.usable


def test_a_part_without_a_name_is_damage(tmp_path: Path) -> None:
    whole = bytearray(package({}))
    whole[whole.rindex(b"xl/workbook.xml")] = 0
    assert [item.rule for item in read_bytes(tmp_path, bytes(whole)).findings] == ["workbook.file"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_broken_file_raises(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(package({}))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    book = read_bytes(tmp_path, bytes(whole))
    assert book.usable or len(book.findings) == 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_odd_sheet_raises(tmp_path: Path, data: st.DataObject) -> None:
    xml = sheet_xml(rows_xml(TIDY["人员"]), '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>')
    words = ["", "0", "-1", "99999999999", "XFE1", "A", "<", ">", "a" * 300, "²", "s", "n", "\u0661", 'r="B2"']
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(xml)))
        end = min(len(xml), at + data.draw(st.integers(0, 6)))
        xml = xml[:at] + data.draw(st.sampled_from(words)) + xml[end:]
    book = read_bytes(tmp_path, package({"人员": xml}))
    assert book.usable or len(book.findings) == 1
