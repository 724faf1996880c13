"""Pictures of the shipped kinds for the guide: a page of each, made of the sample workbook."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen.documents.plan import Document
from docgen.kinds.kind import load_kinds
from docgen.shipped import SAMPLE, SHIPPED

HERE = Path(__file__).resolve().parent

SHOWN = {"personal_check": "036", "department_check": "综合股", "democratic_review": "002", "accountability": "direct"}
"""Kind → whose document its picture shows (the end of the subject); of others the first in the sample."""

PAGE_SHOWN = {"risk_register": 1, "archive_catalogue": 1}
"""Kind → the page that its picture shows, counted from 0, where it is not the first: behind a cover."""


def pictures(kinds: Collection[str]) -> None:
    """Pages of the sample's documents as PNG, small enough for a page of text; of all kinds where none is named."""
    import pypdfium2

    from docgen.documents.plan import plan
    from docgen.documents.render import CompiledKind, render
    from docgen.office.numbers import first_number
    from docgen.pdf.weasyprint.engine import WeasyEngine
    from docgen.programme.assemble import assemble
    from docgen.workbook.read import read_workbook

    [bureau] = assemble([read_workbook(SAMPLE)]).bureaus
    engine = WeasyEngine()
    shipped = load_kinds([SHIPPED])
    wanted = [(kind.id, kind, False) for kind in shipped.values()] + [("blank", shipped["personal_check"], True)]
    (HERE / "pictures").mkdir(exist_ok=True)
    for name, kind, blank in (item for item in wanted if not kinds or item[0] in kinds):
        documents = plan({kind.id: kind}, bureau, blank=blank)
        document = next(item for item in documents if item.subject.endswith(SHOWN.get(kind.id, "")))
        number = "" if blank else first_number(kind, bureau)
        if kind.of_record:
            data = _of_whole_year(document)
        else:
            data = render(CompiledKind(kind, engine), document, bureau, number, ["pdf"]).files["pdf"]
        with pypdfium2.PdfDocument(data) as pdf:
            picture = pdf[PAGE_SHOWN.get(kind.id, 0)].render(scale=1.25).to_pil().convert("L").quantize(16)
        picture.save(HERE / "pictures" / f"{name}.png", optimize=True)


def _of_whole_year(document: Document) -> bytes:
    """The PDF of a document that tells of the others, which are made before it."""
    with TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "docgen", "build", str(SAMPLE), "-o", folder], check=True)
        return (Path(folder) / f"{document.path}.pdf").read_bytes()
