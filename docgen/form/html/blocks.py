"""Paragraphs and runs of the HTML writer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from docgen.form.html.css import Sheet, borders_css, line_css, points, run_css
from docgen.form.html.lists import FORMATS, Lists, counter_style
from docgen.form.html.rich import FILTER, RichText
from docgen.form.html.table import table
from docgen.form.lines import Line, Typefaces, single, spaced
from docgen.form.paragraphs import neighbour, outside, same_box
from docgen.form.tree import (
    Block,
    Borders,
    Break,
    Field,
    Form,
    Paragraph,
    Picture,
    Piece,
    Run,
    RunStyle,
    Tab,
    Table,
    Tag,
    Text,
)

TAB = '<b class="t"></b>'
_Lines = tuple[Line, Line | None]
"""The line that a run holds open, and that of its Latin stretches."""
MEDIA = "docgen:media/"
"""Address of a picture of the form, which only the PDF engine's own fetcher can open."""


def literal(text: str) -> str:
    """Text of the template: never HTML, never a tag."""
    return escape(text, quote=True).replace("{", "&#123;").replace("\n", "<br>").replace("\t", TAB)


class Writer:
    """Writes blocks; keeps the style sheet, the fonts and the lists of one form."""

    def __init__(self, form: Form, faces: Typefaces) -> None:
        self.form = form
        self.faces = faces
        self.sheet = Sheet()
        self.lists = Lists(self.sheet)
        self.rich = RichText(faces)
        self.grid: float | None = None
        """Pitch of the section's document grid."""
        self.page_format = "decimal"
        self.page = ""
        """Name of the section's pages."""

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Paragraphs, tables and the statements between them."""
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                before = neighbour(blocks, index, -1)
                after = neighbour(blocks, index, 1)
                yield from self.paragraph(block, before, after)
            elif isinstance(block, Table):
                yield from table(self, block)
            else:
                yield block.source

    # ---------------------------------------------------------------- paragraphs

    def line(self, paragraph: Paragraph, style: RunStyle, *, latin: bool = False) -> Line:
        """The line that a run of this style holds open in this paragraph."""
        face = self.faces.typeface(style.latin if latin else style.east, bold=style.bold, italic=style.italic)
        return spaced(paragraph.style, single(face, style.size), self.grid)

    def paragraph(
        self, paragraph: Paragraph, before: Paragraph | None = None, after: Paragraph | None = None
    ) -> Iterator[str]:
        """One paragraph; its neighbours decide about joined borders and contextual spacing."""
        style = paragraph.style
        mark = self.line(paragraph, paragraph.mark)
        exact = style.line_rule == "exact"
        lines = [] if exact else [self._run_line(paragraph, run) for run in _runs(paragraph)]
        # The block's own line is always there in CSS: the least of its runs', so that none is made higher by it.
        base = min((item for pair in lines for item in pair if item), key=lambda item: item.height, default=mark)
        same = all(item == base and latin in (None, base) for item, latin in lines)
        css = [line_css(base), *self._paragraph_css(paragraph, before, after)]
        if paragraph.runs:
            css.append(f"min-height:{points(mark.height)}")
        classes = name = self.sheet.name("p", ";".join(css))
        element = "p" if style.outline_level is None else f"h{min(style.outline_level, 5) + 1}"
        label = ""
        if style.numbering:
            counter, label = self.lists.label(style.numbering, self._run_class(style.numbering.style))
            classes += f" {counter}"
            label += {"tab": TAB, "space": " "}.get(style.numbering.suffix, "")
        start = f'<{element} class="{classes}"{self._tab_stops(paragraph)}>'
        yield start + label
        again = f'<{element} class="{name}" style="break-before:page;text-indent:0">'
        for item, line in zip(paragraph.runs, _padded(lines, paragraph), strict=True):
            if isinstance(item, Tag):
                yield item.source
                continue
            yield from self._run(item, None if same else line, f"</{element}>{again}")
        if not paragraph.runs:
            yield "<br>"
        yield f"</{element}>"

    def _run_line(self, paragraph: Paragraph, run: Run) -> _Lines:
        """The line of a run, and that of its Latin stretches where it is another."""
        east, latin = (self.line(paragraph, run.style, latin=latin) for latin in (False, True))
        texts = [piece.text for piece in run.pieces if isinstance(piece, Text)]
        if texts and not any(isinstance(piece, Tag) for piece in run.pieces):
            scripts = {char < "\u2000" for text in texts for char in text}
            if scripts == {True}:
                return latin, None
            if scripts == {False}:
                return east, None
        return east, latin if latin != east else None

    def _paragraph_css(self, paragraph: Paragraph, before: Paragraph | None, after: Paragraph | None) -> Iterator[str]:
        style = paragraph.style
        joined_before = before is not None and same_box(before, paragraph)
        joined_after = after is not None and same_box(paragraph, after)
        above, below = style.before, style.after
        if style.contextual_spacing:
            above = 0.0 if before is not None and before.style == style else above
            below = 0.0 if after is not None and after.style == style else below
        box = Borders(
            None if joined_before else style.borders.top,
            style.borders.right,
            None if joined_after else style.borders.bottom,
            style.borders.left,
        )
        # Word's border stands outside the text's indent, at its own space from the text.
        left = style.left - outside(box.left)
        right = style.right - outside(box.right)
        if above or right or below or left:
            yield f"margin:{points(above)} {points(right)} {points(below)} {points(left)}"
        yield from borders_css(box)
        spaces = [side.space if side else 0.0 for side in (box.top, box.right, box.bottom, box.left)]
        if any(spaces):
            yield "padding:" + " ".join(points(value) for value in spaces)
        if style.background:
            yield f"background-color:#{style.background}"
        if style.first_line:
            yield f"text-indent:{points(style.first_line)}"
        align = "justify" if style.align == "distribute" else style.align
        yield f"text-align:{align}"
        if style.align == "distribute":
            yield "text-align-last:justify"
        if style.keep_next:
            yield "break-after:avoid"
        if style.keep_lines:
            yield "break-inside:avoid"
        if style.page_break_before:
            yield "break-before:page"
        if style.widow_control:
            yield "orphans:2;widows:2"
        if not style.word_wrap:
            yield "word-break:break-all"

    def _tab_stops(self, paragraph: Paragraph) -> str:
        style = paragraph.style
        if not (style.tabs or style.left or style.numbering or _has_tab(paragraph)):
            return ""
        stops = ",".join(f"{stop.position:g}:{stop.align}:{escape(stop.leader)}" for stop in style.tabs)
        return f' data-t="{style.left:g};{self.form.default_tab:g};{stops}"'

    # ---------------------------------------------------------------- runs

    def _run_class(self, style: RunStyle, latin_line: Line | None = None) -> str:
        css, latin = run_css(style, self.faces)
        name = self.sheet.name("r", css, latin)
        if latin:
            name += " l"
            if latin_line:
                name += f" l-{self.sheet.name('z', line_css(latin_line))}"
        return name

    def _run(self, run: Run, lines: _Lines | None, new_page: str) -> Iterator[str]:
        start, end = "", "</span>"
        if lines:
            start, end = f'<span class="{self.sheet.name("s", line_css(lines[0]))}">', "</span></span>"
        start += f'<span class="{self._run_class(run.style, lines[1] if lines else None)}">'
        yield start
        for piece in run.pieces:
            if isinstance(piece, Break) and piece.kind == "page":
                yield end + new_page + start
            else:
                yield self._piece(piece, run.style)
        yield end

    def _tag(self, tag: Tag, style: RunStyle) -> str:
        if not (tag.rich and tag.is_output):
            return tag.source
        return f"{{{{ ({tag.source[2:-2].strip('-+ ')})|{FILTER}({self.rich.number(style)}) }}}}"

    def _piece(self, piece: Piece, style: RunStyle) -> str:
        if isinstance(piece, Text):
            return literal(piece.text)
        if isinstance(piece, Tag):
            return self._tag(piece, style)
        if isinstance(piece, Break):
            return "<br>"
        if isinstance(piece, Tab):
            return '<b class="t u"></b>' if style.underline else TAB
        if isinstance(piece, Field):
            return self._field(piece)
        return self._picture(piece)

    def _field(self, piece: Field) -> str:
        if piece.kind == "section_pages":
            return f'<span class="sp {self.page}">1</span>'
        counter = {"page": "page", "pages": "pages"}[piece.kind]
        style = (
            counter_style(self.sheet, FORMATS.get(self.page_format, "decimal")) if piece.kind == "page" else "decimal"
        )
        text = f"counter({counter},{style})"
        if piece.kind == "page" and self.page_format == "numberInDash":
            text = f'"- " {text} " -"'
        name = f"f-{counter}-{self.page_format}"
        self.sheet.rule(f".{name}::before{{content:{text}}}")
        return f'<span class="{name}"></span>'

    def _picture(self, piece: Picture) -> str:
        size = f"width:{points(piece.width)};height:{points(piece.height)}"
        alt = literal(piece.alt or piece.name)
        return f'<img class="{self.sheet.name("g", size)}" src="{MEDIA}{literal(piece.media)}" alt="{alt}">'


def _runs(paragraph: Paragraph) -> list[Run]:
    return [item for item in paragraph.runs if isinstance(item, Run)]


def _padded(lines: list[_Lines], paragraph: Paragraph) -> list[_Lines | None]:
    rest = iter(lines)
    return [next(rest, None) if isinstance(item, Run) else None for item in paragraph.runs]


def _has_tab(paragraph: Paragraph) -> bool:
    return any(isinstance(piece, Tab) for run in _runs(paragraph) for piece in run.pieces)
