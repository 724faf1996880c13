"""Every test that stands on disk is run: pytest passes over folders by their names, and says nothing."""

import ast
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent


def has_tests(path: Path) -> bool:
    return any(
        isinstance(node, ast.FunctionDef) and node.name.startswith("test")
        for node in ast.walk(ast.parse(path.read_text()))
    )


FILES_ONLY = """
import pytest

class OneTest(pytest.Item):
    def runtest(self): pass

class Unread(pytest.File):
    def collect(self): yield OneTest.from_parent(self, name="file")

def pytest_pycollect_makemodule(module_path, parent):
    return Unread.from_parent(parent, path=module_path)
"""
"""A plugin by which files are found and not loaded, which takes most of the time."""


def test_every_test_file_on_disk_is_collected(tmp_path: Path) -> None:
    (tmp_path / "files_only.py").write_text(FILES_ONLY)
    options = ("--collect-only", "-q", "-o", "addopts=", "-p", "no:cacheprovider", "-p", "files_only")
    command = [sys.executable, "-m", "pytest", *options]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    answer = subprocess.run(command, cwd=TESTS.parent, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout[-2000:]
    collected = {line.partition("::")[0] for line in answer.stdout.splitlines() if "::" in line}
    on_disk = {str(path.relative_to(TESTS.parent)) for path in TESTS.rglob("*.py") if has_tests(path)}
    assert on_disk <= collected


def test_no_folder_has_a_name_that_tools_pass_over() -> None:
    passed_over = {"build", "dist", "env", "venv", "node_modules", "egg", "target", "out", "tmp", "CVS", "_darcs"}
    tracked = subprocess.run(["git", "ls-files"], cwd=TESTS.parent, capture_output=True, text=True, check=True).stdout
    assert not {part for line in tracked.splitlines() for part in Path(line).parts[:-1]} & passed_over
