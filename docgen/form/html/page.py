"""Pages of the HTML writer: a section's paper, margins, headers and footers as CSS pages."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.form.filled import FilledSection
from docgen.form.html.css import StyleSheet, points
from docgen.form.html.table import BlockWriter
from docgen.form.rows import LineOf, height


def running(
    section: FilledSection, page: str, odd_and_even: bool, sheet: StyleSheet, line_of: LineOf, inside: BlockWriter
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
        # A header taller than its place pushes the text down, a footer pushes its end up.
        top = max(setup.top, setup.header + height(line_of, header) if header else 0.0)
        bottom = max(setup.bottom, setup.footer + height(line_of, footer) if footer else 0.0)
        left = setup.left + setup.gutter
        css = [
            f"size:{points(setup.width)} {points(setup.height)}",
            f"margin:{points(top)} {points(setup.right)} {points(bottom)} {points(left)}",
        ]
        if setup.page_start is not None and kind == "default":
            sheet.rule(f"@page {page}:nth(1 of {page}){{counter-set:page {setup.page_start}}}")
        for blocks, box, edge, distance in (
            (header, "top", "top", setup.header),
            (footer, "bottom", "bottom", setup.footer),
        ):
            name = f"{page}-{box}-{kind}"
            place = f"width:100%;vertical-align:{edge};padding-{edge}:{points(distance)}"
            css.append(f"@{box}-left{{content:{f'element({name})' if blocks else 'none'};{place}}}")
            if blocks:
                yield f'<div class="{sheet.name("u", f"position:running({name})")}">'
                yield from inside(blocks)
                yield "</div>"
        sheet.rule(f"{selector}{{{';'.join(css)}}}")
