"""Nothing needs what Windows lacks, and no file has a name that it refuses. On Windows itself this was not tried."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from offices import Office

from docgen.shipped import SHIPPED

SCRIPT = Path(__file__).with_name("as_on_windows.py")
HERE = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "局"
    ran(tmp_path, "init", folder, "--sample")
    return folder


def run(temporary: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TMPDIR": str(temporary)}
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=False)


def ran(temporary: Path, *arguments: object) -> str:
    answer = run(temporary, *arguments)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def test_the_rules_are_those_of_windows(tmp_path: Path) -> None:
    """So that the tests below can fail."""
    attempts = [
        "import fcntl",
        "import os; os.sched_getaffinity(0)",
        "import os; os.open(home, os.O_RDONLY)",
        "open(home + '/CON.txt', 'w')",
        "open(home + '/COM¹', 'w')",
        "open(home + '/a.', 'w')",
        "open(home + '/' + 'a' * 255, 'w')",
        "import os; os.mkdir(home + '/a:b')",
        "import os; stream = open(home + '/a', 'w'); os.remove(home + '/a')",
        "import os; stream = open(home + '/b', 'w'); open(home + '/c', 'w').close(); os.replace(home + '/c', home + '/b')",
    ]
    for attempt in attempts:
        script = (
            f"import sys\nsys.path.insert(0, {str(SCRIPT.parent)!r})\nimport as_on_windows\nhome = {str(tmp_path)!r}\n"
        )
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        command = [sys.executable, "-c", script + attempt]
        answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert answer.returncode == 1, attempt
        assert "Windows" in answer.stderr or "AttributeError" in answer.stderr or "too long" in answer.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["kinds"],
        ["status"],
        pytest.param(["blank", "--kind", "personal_check"], marks=pytest.mark.slow),
        ["build", "--person", "001"],
    ],
    ids=" ".join,
)
def test_every_command_works(command: list[str], tmp_path: Path, home: Path) -> None:
    ran(tmp_path, "-C", home, *command)
    assert not list(tmp_path.glob("docgen-*")), "a folder for pictures was left"


def test_templates_are_checked(tmp_path: Path) -> None:
    ran(tmp_path, "template", "check", SHIPPED / "personal_check" / "form.docx")


@pytest.mark.slow
def test_the_whole_sample_is_built_by_workers_and_settled(tmp_path: Path, home: Path) -> None:
    first = json.loads(ran(tmp_path, "-C", home, "build", "--format", "docx", "--jobs", "2", "--json"))
    assert first["written"] == first["planned"] > 50
    second = json.loads(ran(tmp_path, "-C", home, "build", "--format", "docx", "--json"))
    assert (second["written"], second["unchanged"]) == (0, first["written"])


def test_names_that_windows_refuses_become_names_that_it_takes(tmp_path: Path) -> None:
    typed = {"综合股": "CON", "城关司法所": "COM¹.", "钟启明": 'a<b>:"|?*', "揭文清": "-rf", "胡大海": "长" * 200}
    office = Office()
    for rows in office.sheets.values():
        rows[:] = [[typed.get(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    arguments = ("-o", tmp_path / "out", "--format", "docx", "--keep-going", "--on", "2026-12-20", "--json")
    made = json.loads(run(tmp_path, "build", office.save(tmp_path), *arguments).stdout)
    assert made["failures"] == []
    names = {path.name for path in (tmp_path / "out").rglob("*")}
    assert {"_CON", "CON 股室廉政风险自查表(2026).docx", "_COM¹"} <= names
    assert not [name for name in names if name.partition(".")[0].rstrip() in ("CON", "COM¹")]


def test_every_module_can_be_loaded(tmp_path: Path) -> None:
    names = [
        ".".join(path.relative_to(HERE).with_suffix("").parts)
        for path in sorted((HERE / "docgen").rglob("*.py"))
        if "weasyprint" not in path.parts
    ]
    script = f"import sys\nsys.path.insert(0, {str(SCRIPT.parent)!r})\nimport as_on_windows\n"
    script += f"for name in {names!r}:\n    __import__(name)\n"
    answer = subprocess.run([sys.executable, "-c", script], cwd=HERE, capture_output=True, text=True, check=False)
    assert answer.stderr == ""
