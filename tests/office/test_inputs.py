"""What lies in `inputs/` is read, or told: never passed over without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.errors import CannotUse
from docgen.office.inputs import inputs_in


def told(folder: Path) -> dict[str, tuple[str, str]]:
    return {Path(item.file or "").name: (item.said.key, str(item.severity)) for item in inputs_in(folder).left_out}


@pytest.mark.parametrize("name", ["表.xlsx", "表.XLSX", "表.Xlsx", "表.xlsm", "表.XLSM"])
def test_workbooks_are_read_however_their_suffix_is_typed(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    assert inputs_in(tmp_path).workbooks == (tmp_path / name,)
    assert told(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "variant", "severity"),
    [
        ("表.xls", "left-table", "warning"),
        ("表.XLS", "left-table", "warning"),
        ("表.et", "left-table", "warning"),
        ("表.csv", "left-table", "warning"),
        ("表.ods", "left-table", "warning"),
        ("表.xlsb", "left-table", "warning"),
        ("表.zip", "left-archive", "warning"),
        ("~$表.xlsx", "left-lock", "note"),
        (".~lock.表.xlsx#", "left-lock", "note"),
        (".表.xlsx", "left-hidden", "note"),
        ("说明.docx", "left-other", "note"),
        ("无后缀", "left-other", "note"),
    ],
)
def test_what_is_not_read_is_named(name: str, variant: str, severity: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    assert inputs_in(tmp_path).workbooks == ()
    assert told(tmp_path) == {name: (f"workbook.file/{variant}", severity)}


@pytest.mark.parametrize(
    ("name", "severity"), [("股室/表.xlsx", "warning"), ("股室/下/表.xls", "warning"), ("说明/一.doc", "note")]
)
def test_a_folder_with_workbooks_in_it_is_warned_of(name: str, severity: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    variant = "left-folder" if severity == "warning" else "left-other-folder"
    assert told(tmp_path) == {name.partition("/")[0]: (f"workbook.file/{variant}", severity)}


def test_a_folder_of_pictures_is_no_folder_of_workbooks(tmp_path: Path) -> None:
    (tmp_path / "照片" / "下").mkdir(parents=True)
    (tmp_path / "照片" / "下" / "一.JPG").write_bytes(b"")
    assert told(tmp_path) == {}
    (tmp_path / "照片" / "表.xls").write_bytes(b"")
    assert told(tmp_path) == {"照片": ("workbook.file/left-folder", "warning")}


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(CannotUse) as caught:
        inputs_in(tmp_path)
    assert str(tmp_path) in caught.value.message


def test_workbooks_come_in_order_of_name_and_no_folder_holds_none(tmp_path: Path) -> None:
    for name in ("乙.xlsm", "丙.xlsx", "甲.XLSX"):
        (tmp_path / name).write_bytes(b"")
    found = inputs_in(tmp_path).workbooks
    assert found == tuple(sorted(found))
    assert len(found) == 3
    assert inputs_in(tmp_path / "无") == type(inputs_in(tmp_path))()
