"""File names are UTF-8 in every locale; what is printed is in the terminal's encoding, and nothing stops for it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.cli.encoding import in_utf8

AS_ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A C locale, with all off that Python does about it."""


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a Chinese locale that few machines still have installed."""
    folder = tmp_path_factory.mktemp("locales")
    if shutil.which("localedef") is None or not Path("/usr/share/i18n/charmaps").is_dir():
        pytest.skip("no locales can be made here (package locales)")
    made = folder / "zh_CN.GBK"
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "GBK", made], check=False, capture_output=True)
    assert made.is_dir()
    return folder


def run(folder: Path, settings: dict[str, str], *arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    environment = {**kept, **settings, "PYTHONPATH": os.environ.get("PYTHONPATH", str(Path.cwd()))}
    command = [sys.executable, "-m", "docgen", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)


def a_day(folder: Path, settings: dict[str, str], encoding: str) -> None:
    """Commands with Chinese arguments, paths and names, one of them beyond GBK (林𬱖)."""
    office = "云岭局".encode(encoding)
    assert run(folder, settings, "init", office, "--sample").returncode == 0
    assert run(folder, settings, "-C", office, "check").returncode == 0
    department = "法律援助中心".encode(encoding)
    ran = run(folder, settings, "-C", office, "build", "--format", "docx", "--jobs", "2", "--department", department)
    assert ran.returncode == 0, ran.stderr.decode(encoding, "replace")
    names = {os.fsencode(path.relative_to(folder)).decode("utf-8") for path in folder.rglob("*.docx")}
    assert "云岭局/outputs/2 贯彻执行/个人廉政风险自查表/法律援助中心/022 林𬱖 个人廉政风险自查表(2026).docx" in names
    listed = json.loads(run(folder, settings, "-C", office, "status", "--json").stdout.decode(encoding))
    assert names == {f"云岭局/outputs/{file}" for item in listed["documents"] for file in item["files"].values()}


def test_in_a_chinese_locale_of_old(locales: Path, tmp_path: Path) -> None:
    settings = {"LC_ALL": "zh_CN.GBK", "LOCPATH": str(locales)}
    a_day(tmp_path, settings, "gbk")
    ran = run(tmp_path, settings, "-C", "云岭局".encode("gbk"), "status")
    assert "个人廉政风险自查表" in ran.stdout.decode("gbk")


def test_where_the_locale_says_ascii(tmp_path: Path) -> None:
    a_day(tmp_path, AS_ASCII, "utf-8")


def test_what_the_terminal_lacks_does_not_stop_the_work(locales: Path, tmp_path: Path) -> None:
    settings = {"LC_ALL": "zh_CN.GBK", "LOCPATH": str(locales)}
    ran = run(tmp_path, settings, "-C", "𬱖".encode(), "check")
    assert ran.returncode == 3
    assert b"?" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_arguments_are_read_in_the_terminals_encoding_unless_they_are_utf8_already() -> None:
    assert in_utf8("综合股".encode("gbk"), "gbk") == "综合股".encode()
    assert in_utf8("综合股".encode(), "gbk") == "综合股".encode()
    assert in_utf8(b"--format", "gbk") == b"--format"
    assert in_utf8(b"\xff\xfe", "ascii") == b"\xff\xfe"
