"""Every test that stands on disk is run: pytest passes over folders by their names, and says nothing."""

import ast
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent


def has_tests(path: Path) -> bool:
    return any(
        isinstance(node, ast.FunctionDef) and node.name.startswith("test")
        for node in ast.walk(ast.parse(path.read_text()))
    )


def test_every_test_file_on_disk_is_collected() -> None:
    options = ("--collect-only", "-q", "-o", "addopts=", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *options]
    answer = subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout[-2000:]
    collected = {line.partition("::")[0] for line in answer.stdout.splitlines() if "::" in line}
    on_disk = {str(path.relative_to(TESTS.parent)) for path in TESTS.rglob("*.py") if has_tests(path)}
    assert on_disk <= collected


def test_no_folder_has_a_name_that_tools_pass_over() -> None:
    passed_over = {"build", "dist", "env", "venv", "node_modules", "egg", "target", "out", "tmp", "CVS", "_darcs"}
    tracked = subprocess.run(["git", "ls-files"], cwd=TESTS.parent, capture_output=True, text=True, check=True).stdout
    assert not {part for line in tracked.splitlines() for part in Path(line).parts[:-1]} & passed_over
