"""One bench for the conformance tests, and their figures at the end of the run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

FIGURES: list[str] = []


@pytest.fixture(scope="session")
def figures_shown() -> list[str]:
    """Lines to be printed when all tests are done."""
    return FIGURES


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """The engine and LibreOffice with the same fonts; without LibreOffice these tests cannot be run."""
    from compare import Bench
    from office import office

    if office() is None:
        pytest.fail("LibreOffice is not installed: apt-get install libreoffice-writer")
    yield Bench(tmp_path_factory.mktemp("conformance"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was measured."""
    for line in FIGURES:
        terminalreporter.write_line(line)
