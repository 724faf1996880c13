"""Word files put together from bare XML, so that a test holds just the element that it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from docgen.form.read.form import read_form
from docgen.form.tree import Form, Paragraph, Run, Table, TableRow, Uncovered
from docgen.word.template import WordTemplate

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{name}"'
    for prefix, name in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "r": "openxmlformats.org/officeDocument/2006/relationships",
        "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "openxmlformats.org/drawingml/2006/main",
        "pic": "openxmlformats.org/drawingml/2006/picture",
        "m": "openxmlformats.org/officeDocument/2006/math",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "w14": "microsoft.com/office/word/2010/wordml",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "microsoft.com/office/word/2010/wordprocessingGroup",
    }.items()
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
A4 = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/>'
PNG = b"\x89PNG\r\n\x1a\n"


def compiled(
    body: str,
    *,
    section: str = A4,
    theme: str = "",
    running: Mapping[str, str] | None = None,
    media: Mapping[str, bytes] | None = None,
    **parts: str,
) -> WordTemplate:
    """A template of this body. `parts` are the insides of styles, numbering and settings.

    `running` are headers and footers by name ("header1"), `media` pictures by name; both have their name as relationship.
    """
    end = f"<w:sectPr>{section}</w:sectPr>" if section else ""
    members = {"document": f"<w:document {_NAMESPACES}><w:body>{body}{end}</w:body></w:document>"}
    members |= {name: f"<w:{name} {_NAMESPACES}>{inside}</w:{name}>" for name, inside in parts.items()}
    types, relations = [], []
    for name in (*parts, *(running or {})):
        kind = name.rstrip("0123456789")
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{kind}+xml"/>')
        relations.append(f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{name}.xml"/>')
    for name, inside in (running or {}).items():
        tag = "hdr" if name.startswith("header") else "ftr"
        members[name] = f"<w:{tag} {_NAMESPACES}>{inside}</w:{tag}>"
    if theme:
        members["theme"] = f'<a:theme {_NAMESPACES} name="t"><a:themeElements>{theme}</a:themeElements></a:theme>'
        relations.append(f'<Relationship Id="theme" Type="{_RELATIONS}/theme" Target="theme.xml"/>')
    for name in media or {}:
        relations.append(f'<Relationship Id="{name}" Type="{_RELATIONS}/image" Target="media/{name}"/>')
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{"".join(types)}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d" '
            f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>',
        )
        for name, inside in members.items():
            archive.writestr(f"word/{name}.xml", inside)
        for name, data in (media or {}).items():
            archive.writestr(f"word/media/{name}", data)
    return WordTemplate.compile(stream.getvalue(), "表样.docx")


def read(body: str, **parts: Any) -> tuple[Form, list[Uncovered]]:
    """The form of this body, and what it cannot carry."""
    return read_form(compiled(body, **parts))


def whole(body: str, **parts: Any) -> Form:
    """The form of this body, all of which must be carried."""
    form, uncovered = read(body, **parts)
    assert uncovered == []
    return form


def lost(body: str, **parts: Any) -> list[str]:
    """What the form of this body cannot carry."""
    return [item.construct for item in read(body, **parts)[1]]


def p(inside: str = "", properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def r(text: str = "", properties: str = "", inside: str = "") -> str:
    """A run of text, or of what stands `inside`."""
    held = f'<w:t xml:space="preserve">{text}</w:t>' if text else ""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{held}{inside}</w:r>"


def style(identifier: str, inside: str, *, kind: str = "paragraph", based_on: str = "", default: bool = False) -> str:
    """A style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{identifier}"{first}><w:name w:val="{identifier}"/>{base}{inside}</w:style>'


def table(*rows: str, properties: str = "", grid: tuple[int, ...] = (2000, 2000)) -> str:
    """A table of rows, its grid in twips."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "", exception: str = "") -> str:
    """A row of cells."""
    return (
        f"<w:tr>{f'<w:tblPrEx>{exception}</w:tblPrEx>' if exception else ''}"
        f"{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"
    )


def cell(text: str = "", properties: str = "") -> str:
    """A cell with one paragraph."""
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{p(r(text)) if text else p()}</w:tc>"


def lines(*sides: str, size: int = 4) -> str:
    """Single lines at these sides; `size` in eighths of a point."""
    return "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>' for side in sides)


ALL_LINES = ("top", "left", "bottom", "right", "insideH", "insideV")


def paragraph(form: Form, index: int = 0) -> Paragraph:
    """A paragraph of the first section."""
    found = [block for block in form.sections[0].blocks if isinstance(block, Paragraph)]
    return found[index]


def runs(form: Form, index: int = 0) -> list[Run]:
    """The runs of a paragraph of the first section."""
    return [item for item in paragraph(form, index).runs if isinstance(item, Run)]


def grid(form: Form) -> Table:
    """The first table of the first section."""
    return next(block for block in form.sections[0].blocks if isinstance(block, Table))


def plain_rows(made: Table) -> list[TableRow]:
    """The rows of a table without the tags between them."""
    return [item for item in made.rows if isinstance(item, TableRow)]
