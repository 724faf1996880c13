"""Each construct of official forms comes out of our engine as LibreOffice shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest
from constructs import LOOPED, PLAIN, loops

from docgen.pdf.engines import NAMES

if TYPE_CHECKING:
    from compare import Bench, Figures

CONSTRUCTS = (*(build.__name__ for build in PLAIN), "loops")


@pytest.fixture(scope="module")
def measured(bench: Bench, figures_shown: list[str]) -> Mapping[tuple[str, str], Figures]:
    documents: dict[str, tuple[bytes, Mapping[str, Any]]] = {build.__name__: (build(), {}) for build in PLAIN}
    documents["loops"] = (loops(), LOOPED)
    found = bench.compare(documents)
    figures_shown += [str(figures) for figures in found.values()]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("engine", (*NAMES, "both"))
@pytest.mark.parametrize("name", CONSTRUCTS)
def test_a_construct_comes_out_as_in_the_word_file(
    measured: Mapping[tuple[str, str], Figures], engine: str, name: str
) -> None:
    figures = measured[engine, name]
    assert figures.good, "\n".join((str(figures), *figures.lost, *figures.elsewhere, *figures.details))
