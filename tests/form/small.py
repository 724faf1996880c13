"""Small trees built by hand, and what they become when they are filled."""

from __future__ import annotations

from docgen.form.fill import FormTemplate
from docgen.form.filled import FilledForm, FilledParagraph, FilledTable, printed_text
from docgen.form.lines import Typeface
from docgen.form.tree import (
    Block,
    Cell,
    Form,
    PageSetup,
    Paragraph,
    ParagraphStyle,
    Piece,
    Run,
    RunStyle,
    Section,
    Table,
    TableRow,
    Tag,
    Text,
)


class OneFace:
    """Every font is drawn by one face."""

    def typeface(self, family: str, *, bold: bool, italic: bool) -> Typeface:
        return Typeface((family,))


def paragraph(*pieces: str | Piece, style: ParagraphStyle | None = None) -> Paragraph:
    """A paragraph of one run."""
    made = tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)
    return Paragraph(style or ParagraphStyle(), RunStyle(), (Run(RunStyle(), made),) if made else ())


def cell(*pieces: str | Piece, **properties: object) -> Cell:
    """A cell of one paragraph."""
    return Cell((paragraph(*pieces),), **properties)  # type: ignore[arg-type]


def table(*rows: tuple[Cell | Tag, ...] | Tag, columns: tuple[float, ...] = (100.0, 100.0, 100.0)) -> Table:
    """A table of these rows."""
    return Table(columns, tuple(row if isinstance(row, Tag) else TableRow(row) for row in rows))


def form(*blocks: Block) -> Form:
    """A form of one section."""
    return Form((Section(PageSetup(), blocks),), name="模板.docx")


def filled(*blocks: Block, **values: object) -> FilledForm:
    """The blocks filled with these values."""
    return FormTemplate(form(*blocks)).fill(values)


def texts(made: FilledForm) -> list[str]:
    """The text of the first section's own paragraphs."""
    return [printed_text(block) for block in made.sections[0].blocks if isinstance(block, FilledParagraph)]


def cells(made: FilledForm) -> list[list[tuple[str, int, int, int]]]:
    """The cells of the first table, row by row: text, column, columns, rows."""
    [found] = [block for block in made.sections[0].blocks if isinstance(block, FilledTable)][:1]
    return [
        [
            ("".join(printed_text(item) for item in cell.blocks if isinstance(item, FilledParagraph)), *place)
            for cell in row.cells
            for place in [(cell.column, cell.span, cell.rows)]
        ]
        for row in found.rows
    ]
