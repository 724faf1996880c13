"""The program starts at once: libraries are loaded by the commands that use them."""

import subprocess
import sys

import pytest

HEAVY = (
    "openpyxl",
    "lxml",
    "docx",
    "docxtpl",
    "jinja2",
    "pikepdf",
    "pypdfium2",
    "weasyprint",
    "sqlite3",
)


def loaded(*arguments: str) -> set[str]:
    """Which of the heavy modules a run of the program has loaded when it ends."""
    script = (
        "import sys\nfrom docgen.cli.main import main\n"
        f"try:\n    main({list(arguments)!r})\nexcept SystemExit as left:\n    assert not left.code\n"
        f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(ran.stderr.split())


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ()], ids=str)
def test_version_and_help_load_no_library_but_clicks(arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments) == set()


def test_check_loads_no_library_that_makes_documents() -> None:
    assert loaded("check", "--help") <= {"lxml", "sqlite3"}
