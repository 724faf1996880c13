"""Sections of the HTML writer: paper, margins, headers, footers and page numbers as CSS pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docgen.form.html.css import points
from docgen.form.rows import height
from docgen.form.tree import Form, Section

if TYPE_CHECKING:
    from docgen.form.html.blocks import Writer


def sections(writer: Writer, form: Form) -> Iterator[str]:
    """All sections; each but a continuous one has pages of its own."""
    page = ""
    for number, section in enumerate(form.sections):
        writer.grid = section.setup.grid_pitch
        writer.page_format = section.setup.page_format
        first = not page
        fresh = first or section.starts != "continuous"
        if fresh:
            page = writer.page = f"s{number}"
        css = [f"page:{page}"]
        if section.starts in ("odd", "even") and not first:
            css.append(f"break-before:{'right' if section.starts == 'odd' else 'left'}")
        yield f'<div class="{writer.sheet.name("o", ";".join(css))}">'
        if fresh:
            yield from _running(writer, form, section, page)
        yield from writer.blocks(section.blocks)
        yield "</div>"


def _running(writer: Writer, form: Form, section: Section, page: str) -> Iterator[str]:
    """The headers and footers of a section, taken out of the flow, and the pages that show them."""
    setup = section.setup
    kinds = {"default": f"@page {page}"}
    if form.odd_and_even:
        kinds["even"] = f"@page {page}:left"
    if section.title_page:
        kinds["first"] = f"@page {page}:nth(1 of {page})"
    for kind, selector in kinds.items():
        header = section.headers.get(kind, ())
        footer = section.footers.get(kind, ())
        css = []
        # A header taller than its place pushes the text down, a footer pushes its end up.
        top = max(setup.top, setup.header + height(writer.line, header) if header else 0.0)
        bottom = max(setup.bottom, setup.footer + height(writer.line, footer) if footer else 0.0)
        left = setup.left + setup.gutter
        css.append(f"size:{points(setup.width)} {points(setup.height)}")
        css.append(f"margin:{points(top)} {points(setup.right)} {points(bottom)} {points(left)}")
        if setup.page_start is not None and kind == "default":
            rule = f"@page {page}:nth(1 of {page}){{counter-set:page {setup.page_start}}}"
            writer.sheet.rule(rule)
        for blocks, box, edge, distance in (
            (header, "top", "top", setup.header),
            (footer, "bottom", "bottom", setup.footer),
        ):
            name = f"{page}-{box}-{kind}"
            place = f"width:100%;vertical-align:{edge};padding-{edge}:{points(distance)}"
            css.append(f"@{box}-left{{content:{f'element({name})' if blocks else 'none'};{place}}}")
            if blocks:
                yield f'<div class="{writer.sheet.name("u", f"position:running({name})")}">'
                yield from writer.blocks(blocks)
                yield "</div>"
        writer.sheet.rule(f"{selector}{{{';'.join(css)}}}")
