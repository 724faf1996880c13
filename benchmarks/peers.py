"""The makers as data: what each is, what it needs, and how it makes the same forms."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import docxtemplater
from benchmarks.forms import Job

Make = Callable[[Path, Sequence[int]], "float | None"]
"""Makes the forms of these numbers into a folder; its own seconds where it knows better than the clock around it."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A maker of files."""

    how: str
    """What is done for every form, and what once."""
    lacks: Callable[[], str]
    """What is missing to run it, "" when nothing is."""
    prepare: Callable[[Job], Make]
    """What is done once a process, before the rounds."""


def _nothing() -> str:
    return ""


def _file(folder: Path, number: int, suffix: str) -> Path:
    return folder / f"{number:05d}.{suffix}"


# ---------------------------------------------------------------- Word


def _docgen_word(job: Job) -> Make:
    from docgen.word.template import WordTemplate

    template = WordTemplate.compile(job.template.read_bytes(), str(job.template))

    def make(folder: Path, numbers: Sequence[int]) -> None:
        for number in numbers:
            data = template.render(job.values[number], job.properties[number])
            _file(folder, number, "docx").write_bytes(data)

    return make


def _docxtpl(job: Job) -> Make:
    from docxtpl import DocxTemplate

    def make(folder: Path, numbers: Sequence[int]) -> None:
        for number in numbers:
            template = DocxTemplate(job.template)
            template.render(dict(job.values[number]), autoescape=True)
            template.save(_file(folder, number, "docx"))

    return make


def _docxtemplater(job: Job) -> Make:
    template = job.scratch / "docxtemplater.docx"
    template.write_bytes(docxtemplater.converted(job.template.read_bytes()))
    data = job.scratch / "docxtemplater.json"
    data.write_text(json.dumps([docxtemplater.flat(values) for values in job.values], ensure_ascii=False), "utf-8")

    def make(folder: Path, numbers: Sequence[int]) -> float:
        command = ["node", str(docxtemplater.SCRIPT), str(template), str(data), str(folder), json.dumps(list(numbers))]
        environment = {**os.environ, "NODE_PATH": str(docxtemplater.MODULES)}
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        return float(done.stdout)

    return make


# ---------------------------------------------------------------- PDF


def _default_engine() -> str:
    if importlib.util.find_spec("docgen.pdf.engines") is None:
        return "weasyprint"
    return str(importlib.import_module("docgen.pdf.engines").DEFAULT)


def engine(name: str) -> Any:
    """The PDF engine of this name."""
    if importlib.util.find_spec("docgen.pdf.engines") is not None:
        return importlib.import_module("docgen.pdf.engines").engine(name)
    from docgen.pdf.weasyprint.engine import WeasyEngine

    return WeasyEngine()


def _docgen_pdf(name: Callable[[], str]) -> Callable[[Job], Make]:
    def prepare(job: Job) -> Make:
        prepared = engine(name()).prepare(_tree(job))

        def make(folder: Path, numbers: Sequence[int]) -> None:
            for number in numbers:
                pdf = prepared.render(job.values[number], job.properties[number])
                _file(folder, number, "pdf").write_bytes(pdf.data)

        return make

    return prepare


def _tree(job: Job) -> Any:
    from docgen.form.read.form import read_form
    from docgen.word.template import WordTemplate

    return read_form(WordTemplate.compile(job.template.read_bytes(), str(job.template)))[0]


def _own_fonts(job: Job) -> Any:
    """Let this process and its children draw with the fonts that docgen draws with, by fontconfig's own way."""
    from docgen.pdf.fonts import find_fonts
    from docgen.pdf.weasyprint.fontconfig import write_fontconfig

    fonts = find_fonts()
    write_fontconfig(fonts, job.scratch / "fonts.conf")
    os.environ["FONTCONFIG_FILE"] = str(job.scratch / "fonts.conf")
    return fonts


def _plain_weasyprint(job: Job) -> Make:
    # The pages are written outside the rounds: only WeasyPrint's own work is timed. docgen's engine is not
    # loaded here, for it changes WeasyPrint.
    from docgen.form.fill import FormTemplate
    from docgen.form.html.writer import HtmlWriter
    from docgen.pdf.typefaces import InstalledTypefaces

    template = FormTemplate(_tree(job))
    writer = HtmlWriter(template.untagged, InstalledTypefaces(_own_fonts(job)))
    pages = [writer.write(template.fill(values)).whole(writer.css) for values in job.values]

    def make(folder: Path, numbers: Sequence[int]) -> None:
        from docgen.pdf.weasyprint import libraries

        libraries.missing()  # loads those unpacked beside the program
        from weasyprint import HTML
        from weasyprint.text.fonts import FontConfiguration

        for number in numbers:
            HTML(string=pages[number]).write_pdf(_file(folder, number, "pdf"), font_config=FontConfiguration())

    return make


def _libreoffice(job: Job) -> Make:
    _own_fonts(job)
    sources = job.scratch / "word"
    sources.mkdir()
    _docgen_word(job)(sources, range(len(job.values)))
    profile = f"-env:UserInstallation=file://{job.scratch / 'profile'}"

    def make(folder: Path, numbers: Sequence[int]) -> None:
        files = [str(_file(sources, number, "docx")) for number in numbers]
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
        environment = {**os.environ, "SAL_USE_VCLPLUGIN": "svp"}
        subprocess.run(command, check=True, capture_output=True, env=environment)

    return make


def _typst_lacks() -> str:
    if importlib.util.find_spec("typst") is None:
        return "the typst package is not installed"
    if importlib.util.find_spec("docgen.pdf.typst.engine") is None:
        return "docgen has no Typst writer"
    return ""


def _typst_each(job: Job) -> Make:
    """The same Typst sources as docgen's engine lays out, each compiled by itself, fonts read anew."""
    import typst

    from docgen.pdf.roles import LATIN, ROLES
    from docgen.pdf.typst.pack import source

    maker = engine("typst")
    prepared = maker.prepare(_tree(job))
    written = (source([prepared.write(values)], said) for values, said in zip(job.values, job.properties, strict=True))
    sources = [{"main.typ": item.main.encode(), **item.files, **item.pictures} for item in written]
    faces = [face for role in (*ROLES, *LATIN) for bold in (False, True) for face in _faces(maker.fonts, role, bold)]
    folders = sorted({str(face.file.parent) for face in faces})

    def make(folder: Path, numbers: Sequence[int]) -> None:
        for number in numbers:
            data = typst.compile(sources[number], font_paths=folders, ignore_system_fonts=True, format="pdf")
            _file(folder, number, "pdf").write_bytes(data)

    return make


def _faces(fonts: Any, role: Any, bold: bool) -> Any:
    return fonts.resolve(role.standard, bold=bold, italic=False)


PACK = 20
"""Forms in one pack: about a department's."""


def _docgen_pack(job: Job) -> Make:
    from docgen.pdf.engine import PackPart

    maker = engine(_default_engine())
    prepared = maker.prepare(_tree(job))

    def make(folder: Path, numbers: Sequence[int]) -> None:
        for start in range(0, len(numbers), PACK):
            some = numbers[start : start + PACK]
            parts = [PackPart(prepared, job.values[number], str(number)) for number in some]
            pdf = maker.pack(parts, job.properties[some[0]])
            (folder / f"pack-{some[0]:05d}.pdf").write_bytes(pdf.data)

    return make


# ---------------------------------------------------------------- all

OURS = "docgen"
"""What the names of docgen's own makers begin with."""

PEERS = {
    "docgen Word": Peer("template compiled once a process; each form rendered and written", _nothing, _docgen_word),
    "docxtpl": Peer(
        "as in its README: template loaded, rendered (autoescape) and saved for each form", _nothing, _docxtpl
    ),
    "docxtemplater": Peer(
        "the same template with its own tags; Docxtemplater made, rendered and generated for each form, "
        "timed inside one node process (without node's start)",
        docxtemplater.lacks,
        _docxtemplater,
    ),
    "docgen PDF": Peer("docgen's default engine, made ready once a process", _nothing, _docgen_pdf(_default_engine)),
    "docgen WeasyPrint": Peer(
        "docgen's engine by WeasyPrint, made ready once a process", _nothing, _docgen_pdf(lambda: "weasyprint")
    ),
    "WeasyPrint": Peer(
        "HTML(string=…).write_pdf() of docgen's page for each form, FontConfiguration() made each time; "
        "writing the page is not timed",
        _nothing,
        _plain_weasyprint,
    ),
    "LibreOffice": Peer(
        "one soffice process converts all Word files in a batch, its start included",
        lambda: "" if shutil.which("soffice") else "soffice is not installed",
        _libreoffice,
    ),
    "docgen packs": Peer(f"docgen's packs of {PACK} forms, one compile each", _nothing, _docgen_pack),
    "typst.compile": Peer(
        "typst.compile() of docgen's Typst source for each form; writing the source is not timed",
        _typst_lacks,
        _typst_each,
    ),
}
"""By name, in the order of the tables."""


def versions() -> dict[str, str]:
    """The version of everything measured that is there."""
    names = ("docxtpl", "python-docx", "weasyprint", "typst", "openpyxl", "lxml")
    found = {name: version(name) for name in names if importlib.util.find_spec(_MODULES.get(name, name))}
    found |= docxtemplater.versions()
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as profile:
            command = ["soffice", f"-env:UserInstallation=file://{profile}", "--version"]
            told = subprocess.run(command, check=False, capture_output=True, text=True).stdout.split()
        found["LibreOffice"] = told[1] if len(told) > 1 else "?"
    return found


_MODULES = {"python-docx": "docx"}
