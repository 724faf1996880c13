"""Pages of the HTML writer: a section's paper, margins, headers and footers as CSS pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from docgen.form.filled import FilledBlock, FilledSection, FilledTable
from docgen.form.html.css import StyleSheet, points
from docgen.form.html.placed import ANCHORED, PagePart
from docgen.form.rows import LineOf, height

PartWriter = Callable[[Sequence[FilledBlock], PagePart], Iterator[str]]
"""Writes the blocks of a part of the page."""


def part_of(section: FilledSection, kind: str, line_of: LineOf) -> PagePart:
    """The text of a section's pages of this kind. A header taller than its place pushes it down, a footer up."""
    setup = section.setup
    header, footer = section.headers.get(kind, ()), section.footers.get(kind, ())
    top = max(setup.top, setup.header + height(line_of, header) if header else 0.0)
    bottom = max(setup.bottom, setup.footer + height(line_of, footer) if footer else 0.0)
    return PagePart(setup, top, bottom)


def running(
    section: FilledSection, page: str, odd_and_even: bool, sheet: StyleSheet, line_of: LineOf, inside: PartWriter
) -> Iterator[str]:
    """The headers and footers of a section, taken out of the flow, and the pages (called `page`) that show them."""
    setup = section.setup
    kinds = {"default": f"@page {page}"}
    if odd_and_even:
        kinds["even"] = f"@page {page}:left"
    if section.title_page:
        kinds["first"] = f"@page {page}:nth(1 of {page})"
    for kind, selector in kinds.items():
        header = section.headers.get(kind, ())
        footer = section.footers.get(kind, ())
        text = part_of(section, kind, line_of)
        left = setup.left + setup.gutter
        css = [
            f"size:{points(setup.width)} {points(setup.height)}",
            f"margin:{points(text.top)} {points(setup.right)} {points(text.bottom)} {points(left)}",
        ]
        if setup.page_start is not None and kind == "default":
            sheet.rule(f"@page {page}:nth(1 of {page}){{counter-set:page {setup.page_start}}}")
        edges: tuple[tuple[Sequence[FilledBlock], Literal["header", "footer"], str, float], ...] = (
            (header, "header", "top", setup.header),
            (footer, "footer", "bottom", setup.footer),
        )
        for blocks, part, box, distance in edges:
            name = f"{page}-{box}-{kind}"
            place = f"width:100%;vertical-align:{box};padding-{box}:{points(distance)}"
            css.append(f"@{box}-left{{content:{f'element({name})' if blocks else 'none'};{place}}}")
            if blocks:
                yield f'<div class="{sheet.name("u", f"position:running({name})")}">'
                anchored = _places(blocks)
                yield f'<div class="{sheet.name("u", ANCHORED)}">' if anchored else ""
                yield from inside(blocks, replace(text, part=part))
                yield "</div></div>" if anchored else "</div>"
        sheet.rule(f"{selector}{{{';'.join(css)}}}")


def _places(blocks: Sequence[FilledBlock]) -> bool:
    return any(isinstance(block, FilledTable) and block.placed for block in blocks)
