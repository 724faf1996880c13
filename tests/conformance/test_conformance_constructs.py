"""Each construct of official forms comes out of our engine as LibreOffice shows it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from constructs import LOOPED, PLAIN, loops
from official_forms import official, turning
from places import MILLIMETRE, Glyph, glyphs

from docgen.pdf.engines import NAMES

if TYPE_CHECKING:
    from compare import Bench, Figures

CONSTRUCTS = (*(build.__name__ for build in PLAIN), "loops", "official", "turned", "straight")


@pytest.fixture(scope="module")
def measured(bench: Bench, figures_shown: list[str]) -> Mapping[tuple[str, str], Figures]:
    documents: dict[str, tuple[bytes, Mapping[str, Any]]] = {build.__name__: (build(), {}) for build in PLAIN}
    documents["loops"] = (loops(), LOOPED)
    documents["official"] = (official(), {})
    documents |= {"turned": (turning(), {"turn": 1}), "straight": (turning(), {"turn": 0})}
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


@pytest.mark.slow
@pytest.mark.parametrize("engine", NAMES)
def test_page_numbers_stand_where_the_word_file_has_them(
    measured: Mapping[tuple[str, str], Figures], bench: Bench, engine: str
) -> None:
    assert measured[engine, "official"].good
    pages = [dashes(bench.folder / name) for name in ("office/official.pdf", f"official.{engine}.pdf")]
    assert len(pages[0]) == len(pages[1]) == 6
    for theirs, ours in zip(*pages, strict=True):
        # LibreOffice sets turned text on a baseline of its own, two points beside ours.
        turned = theirs[0].x == theirs[1].x
        assert ours[0].x == pytest.approx(theirs[0].x, abs=(1 if turned else 0.5) * MILLIMETRE)
        assert ours[0].y == pytest.approx(theirs[0].y, abs=0.5 * MILLIMETRE)


def dashes(pdf: Path) -> list[list[Glyph]]:
    """The two dashes of each page's number."""
    return [[glyph for glyph in page if glyph.char == "—"] for page in glyphs(pdf)]
