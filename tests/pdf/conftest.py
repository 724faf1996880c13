"""Lets the tests of this folder share `forms`, and runs those of layout with every engine."""

from collections.abc import Iterator

import pytest

BOTH = (
    "test_pdf_breaks",
    "test_pdf_lines",
    "test_pdf_whole",
    "test_pdf_vertical",
    "test_pdf_tables",
    "test_pdf_pages",
    "test_pdf_placed",
    "test_pdf_official",
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test of layout once with each engine."""
    if metafunc.module.__name__.rpartition(".")[2] in BOTH:
        from docgen.pdf.engines import NAMES

        metafunc.parametrize("engine_used", NAMES, indirect=True)


@pytest.fixture(autouse=True)
def engine_used(request: pytest.FixtureRequest) -> Iterator[str]:
    """The engine that `forms.render` goes to."""
    import forms

    name = getattr(request, "param", "weasyprint")
    forms.CURRENT[0] = name
    yield name
    forms.CURRENT[0] = "weasyprint"
