"""The options that say in which formats, with which engine and by which workers documents are made."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from docgen.cli.common import Decorated
from docgen.cli.help import option
from docgen.documents.packs import By
from docgen.errors import WrongUsage
from docgen.office.folder import Office
from docgen.office.run import FORMATS
from docgen.pdf.engines import DEFAULT, NAMES, Drawing
from docgen.workers.dispatch import Dispatcher

MOST = 1000
"""Processes are fewer than this."""

_PACKS: dict[str, By] = {"department": "department", "kind": "kind"}


def _formats(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    wanted = [part.strip().lower() for part in value.replace(",", ",").split(",") if part.strip()]
    if not wanted or set(wanted) - set(FORMATS):
        raise WrongUsage("usage.format", value=value, known="、".join(FORMATS))
    return tuple(form for form in FORMATS if form in wanted)


def format_option(command: Decorated) -> Decorated:
    """`--format docx,pdf`."""
    return click.option(
        "--format", "formats", default="docx,pdf", metavar="格式", callback=_formats, help=option("format")
    )(command)


def how_options(command: Callable[..., int]) -> Callable[..., int]:
    """How the work is done: how PDF files are drawn, and by how many or which workers.

    The command is given `drawing` and `dispatcher`.
    """

    @wraps(command)
    def made(*, engine: str, standard: str, tags: bool, jobs: int | None, address: str | None, **others: Any) -> int:
        drawing = Drawing(engine, standard.strip().lower(), tags)
        return command(drawing=drawing, dispatcher=Dispatcher(jobs, address, engine), **others)

    decorated: Callable[..., int] = made
    for decorate in (
        click.option("--executor", "address", metavar="地址", callback=_address, help=option("executor")),
        click.option("--jobs", metavar="个数", callback=_number, help=option("jobs")),
        click.option("--pdf-tags", "tags", is_flag=True, help=option("pdf-tags")),
        click.option("--pdf-standard", "standard", metavar="标准", default="", help=option("pdf-standard")),
        click.option("--pdf-engine", "engine", metavar="引擎", default=DEFAULT, callback=_known, help=option("engine")),
    ):
        decorated = decorate(decorated)
    return decorated


def check_dispatcher(dispatcher: Dispatcher, office: Office) -> None:
    """Raises WrongUsage for workers that would not see what is written."""
    if office.outputs.of_one_process and (dispatcher.address is not None or dispatcher.jobs != 1):
        raise WrongUsage("usage.one-process", url=office.outputs)


def pack_by(context: click.Context, parameter: click.Parameter, value: str | None) -> By | None:
    """What `--pack` asks for. Raises WrongUsage for another word."""
    if value is None:
        return None
    if value not in _PACKS:
        raise WrongUsage("usage.pack", value=value)
    return _PACKS[value]


def _known(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if value not in NAMES:
        raise WrongUsage("usage.engine", value=value, known="、".join(NAMES))
    return value


def _number(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    if value is not None and not (value.isdecimal() and 0 < int(value) < MOST):
        raise WrongUsage("usage.jobs", value=value, most=MOST)
    return None if value is None else int(value)


def _address(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"(tcp|tls|ws|wss)://\S+", value):
        raise WrongUsage("usage.executor", value=value)
    return value
