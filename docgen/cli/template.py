"""`docgen template`: for those who edit templates."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from docgen.cli import show
from docgen.cli.common import folder_option, json_option, office_at, output_option
from docgen.cli.gongwen import as_value, show_comparison
from docgen.cli.help import Command, Group, Required, option, summary
from docgen.documents.turn import NAME, asks, settled, turned
from docgen.errors import CannotUse, ExitCode, Place, TemplateProblem, WrongUsage
from docgen.files import quoted, write_whole
from docgen.findings import Severity, count, error, note
from docgen.form.lint import lint
from docgen.form.names import unknown_names
from docgen.gongwen.compare import compare
from docgen.kinds.chain import in_opinions
from docgen.kinds.kind import Kind, load_kind
from docgen.kinds.known import known_names
from docgen.kinds.mentions import mentions
from docgen.kinds.public import outside
from docgen.messages import say
from docgen.office.catalogue import SHEET
from docgen.office.folder import OUTPUTS, Office
from docgen.office.pack_run import COVER
from docgen.office.preview import preview as write_preview
from docgen.office.selection import kind_of, kinds_of
from docgen.outputs.store import Local
from docgen.pdf.engine import Pdf, Prepared
from docgen.shipped import SAMPLE, SHIPPED
from docgen.trouble import why
from docgen.word.check import check_document
from docgen.word.tag import TAG
from docgen.word.template import Properties, WordTemplate


@click.group(cls=Group, help=summary("template"), no_args_is_help=True)
def template() -> None:
    """For those who edit templates."""


@template.command(cls=Command, name="check", help=summary("template.check"))
@click.argument("file", metavar="模板文件", type=click.Path(path_type=Path))
@click.option("--kind", "word", metavar="种类", help=option("kind-of"))
@folder_option
@json_option
def check(file: Path, word: str | None, folder: str | None, as_json: bool) -> int:
    """What in a template will not come out as drawn."""
    from docgen.pdf.fonts import find_fonts

    compiled = _compiled(file)
    kind = kind_of(office_at(folder) or _shipped(), word) if word else _kind(file)
    fonts = find_fonts()
    undrawable = fonts.undrawable if fonts.faces else None
    names, chain = (known_names(kind), in_opinions(kind.chain)) if kind else (None, None)
    findings = lint(compiled, names, chain, undrawable)
    own = file.resolve().parent.name in (COVER, SHEET)  # what is laid out and no kind has names of its own
    if kind is None and not own and any(map(TAG.search, compiled.tagged.values())):
        findings.append(note("template.names-unchecked", Place(str(file)), file=quoted(file)))
    if kind and (columns := outside(file.read_bytes(), kind)):
        at = Place(str(file))
        findings = [
            *(error("template.not-shown", at, column, file=kind.folder / "kind.toml") for column in columns),
            *findings,
        ]
    standard = compare(file.read_bytes(), str(file))
    official = standard.elements.format != "plain"
    if as_json:
        answer = show.summary([str(file)], findings)
        show.answer(answer | {"gongwen": as_value(standard)} if official else answer)
    else:
        show.findings(findings)
        click.echo(("\n" if findings else "") + show.totals(findings, 1))
        if official:
            click.echo()
            show_comparison(standard)
    return ExitCode.INPUT_HAS_ERRORS if count(findings, Severity.ERROR) else ExitCode.DONE


@template.command(cls=Command, name="copy", help=summary("template.copy"))
@click.argument("word", metavar="种类")
@folder_option
def copy(word: str, folder: str | None) -> int:
    """Copy a shipped kind into the office's own templates, to be changed there."""
    office = office_at(folder)
    if office is None:
        raise WrongUsage("template.no-office")
    kind = kind_of(office, word)
    target = office.templates[0] / kind.id
    if target.exists():
        raise CannotUse("template.there", place=Place(str(target)), folder=target)
    try:
        shutil.copytree(kind.folder, target)
    except OSError as problem:
        raise CannotUse("files.write", place=Place(str(target)), path=target, reason=why(problem)) from problem
    show.tell(say("template.copied", file=target / "form.docx", folder=quoted(office.home), kind=kind.id))
    return ExitCode.DONE


@template.command(cls=Command, name="preview", help=summary("template.preview"))
@click.argument("word", metavar="种类")
@folder_option
@output_option
def preview(word: str, folder: str | None, output: Path | None) -> int:
    """A kind with the sample's data and empty, as Word and PDF."""
    from docgen.pdf.engines import engine

    office = office_at(folder)
    held = office or _shipped()
    kind, kinds = kind_of(held, word), kinds_of(held)
    target = output or (office.home / OUTPUTS if office else Path(OUTPUTS)) / say("template.preview-folder")
    for path in write_preview(kind, SAMPLE, target, engine(), held.settings.practice, kinds):
        show.tell(say("template.written", file=path))
    return ExitCode.DONE


@template.command(cls=Command, name="render", help=summary("template.render"))
@click.argument("file", metavar="模板文件", type=click.Path(path_type=Path))
@click.option("--data", "data", cls=Required, metavar="JSON文件", help=option("data"))
@click.option("-o", "output", cls=Required, metavar="文件", type=click.Path(path_type=Path), help=option("render-to"))
def render_one(file: Path, data: str, output: Path) -> int:
    """Any template with any data."""
    if output.suffix.lower() not in (".docx", ".pdf"):
        raise WrongUsage("usage.render-to", value=output)
    compiled = _compiled(file)
    values = _data(data)
    try:
        made = _rendered(file, compiled, values, output)
    except TemplateProblem as problem:
        if problem.said.key.startswith("template.undefined") and (lacking := _lacking(compiled, values)):
            show.tell(say("template.data-lacks", names="、".join(lacking)))
        raise
    write_whole(output, made)
    show.tell(say("template.written", file=output))
    return ExitCode.DONE


def _rendered(file: Path, compiled: WordTemplate, values: dict[str, Any], output: Path) -> bytes:
    """The bytes of the Word or PDF file."""
    title = output.stem if TAG.search(compiled.title) else compiled.title or output.stem
    properties = Properties(title=title, subject="", author="", created=datetime(2000, 1, 1))
    wanted = output.suffix.lower()
    about = values.get("document", {})
    pdf: Pdf | None = None
    if asks(mentions(file.read_bytes(), str(file))) and isinstance(about, dict) and NAME not in about:
        # The template asks where the document ends, and the data does not say.
        try:
            prepared = _prepared(compiled)
            values, pdf = settled(values, lambda given: prepared.render(given, properties))
        except CannotUse as problem:
            if wanted == ".pdf":
                raise
            values = turned(values, 0)
            show.tell(say("build.unsettled", name=file, reason=problem.said))
    if wanted == ".pdf":
        return (pdf or _prepared(compiled).render(values, properties)).data
    made = compiled.render(values, properties)
    check_document(made, str(file), compiled.document)
    return made


def _lacking(compiled: WordTemplate, values: dict[str, Any]) -> list[str]:
    """The names in a template's tags that the data do not have."""
    names = {name: _fields(value) for name, value in values.items()}
    found = (unknown.name for text in compiled.tagged.values() for unknown in unknown_names(text, names))
    return list(dict.fromkeys(found))


def _fields(value: object) -> frozenset[str]:
    """The fields of a value, or of a list's items."""
    items = value if isinstance(value, list) else [value]
    return frozenset(key for item in items if isinstance(item, dict) for key in item)


def _prepared(compiled: WordTemplate) -> Prepared:
    from docgen.form.read.form import read_form
    from docgen.pdf.engines import engine

    form, uncovered = read_form(compiled)
    for item in dict.fromkeys(uncovered):
        variant = "" if not item.printed else "/printed" if item.content else "/look"
        show.tell(say(f"template.not-printed{variant}", construct=item.construct, context=item.context))
    return engine().prepare(form)


def _compiled(file: Path) -> WordTemplate:
    try:
        data = file.read_bytes()
    except OSError as problem:
        raise CannotUse("template.unreadable", place=Place(str(file)), reason=why(problem)) from problem
    return WordTemplate.compile(data, str(file))


def _shipped() -> Office:
    """Stands for an office where there is none: what the program brings."""
    return Office(None, (SHIPPED,), Local(Path()), Path())


def _kind(file: Path) -> Kind | None:
    """The kind whose template this is; None for a template that is no kind's."""
    if file.suffix == ".docx" and (file.parent / "kind.toml").is_file():
        return load_kind(file.parent, file.stem)
    return None


def _data(name: str) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8-sig")
        values = json.loads(text)
    except OSError as problem:
        raise CannotUse("template.no-data", place=Place(name), reason=why(problem)) from problem
    except ValueError as problem:
        raise CannotUse("template.bad-data", place=Place(name), reason=problem) from problem
    if not isinstance(values, dict):
        raise CannotUse("template.no-object", place=Place(name))
    return values
