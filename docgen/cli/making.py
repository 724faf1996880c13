"""The options that say in which formats, with which engine and by which workers documents are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from docgen.cli.common import Decorated
from docgen.cli.help import option
from docgen.documents.packs import By
from docgen.errors import WrongUsage
from docgen.office.folder import Office
from docgen.office.run import Wanted
from docgen.office.selection import Asked
from docgen.office.settings import FORMATS
from docgen.pdf.engine import Sides
from docgen.pdf.engines import NAMES, Drawing

MOST = 1000
"""Processes are fewer than this."""

_PACKS: dict[str, By] = {"department": "department", "kind": "kind"}
_SIDES: dict[str, Sides] = {"1": 1, "2": 2}


def _formats(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    wanted = [part.strip().lower() for part in value.replace(",", ",").split(",") if part.strip()]
    if not wanted or set(wanted) - set(FORMATS):
        raise WrongUsage("usage.format", value=value, known="、".join(FORMATS))
    return tuple(form for form in FORMATS if form in wanted)


def format_option(command: Decorated) -> Decorated:
    """`--format docx,pdf`; what the office has set, where it is not given."""
    return click.option("--format", "formats", metavar="格式", callback=_formats, help=option("format"))(command)


@dataclass(frozen=True, slots=True)
class How:
    """How the work is done, as the command line says; None where it says nothing."""

    formats: tuple[str, ...] | None
    engine: str | None
    standard: str | None
    tags: bool | None
    jobs: int | None
    executor: str | None

    def wanted(
        self,
        office: Office,
        on: date,
        now: datetime,
        workbooks: Sequence[Path],
        asked: Asked,
        *,
        pack: By | None = None,
        sides: Sides | None = None,
        gone: Sequence[str] = (),
        keep_going: bool = False,
        begun_only: bool = False,
        dry: bool = False,
    ) -> Wanted:
        """What the run is asked for: the command line before the office's settings.

        Raises WrongUsage for `sides` where no pack is printed, and for a pack in a `dry` run.
        """
        if dry and pack is not None:
            raise WrongUsage("usage.dry-run-pack")
        if sides is not None and pack is None:
            raise WrongUsage("usage.sides/no-pack", value=sides)
        own = office.settings
        return Wanted(
            on=on,
            now=now,
            workbooks=tuple(workbooks),
            asked=asked,
            formats=self.formats or own.formats,
            drawing=Drawing(
                self.engine or own.engine,
                own.standard if self.standard is None else self.standard,
                own.tags if self.tags is None else self.tags,
                own.fonts,
            ),
            jobs=self.jobs or own.jobs,
            executor=self.executor,
            pack=pack,
            sides=sides or 2,
            gone=tuple(gone),
            keep_going=keep_going,
            begun_only=begun_only,
            dry=dry,
        )


def how_options(command: Callable[..., int]) -> Callable[..., int]:
    """How PDF files are drawn, and by how many or which workers; together with `format_option` the command's `how`."""

    @wraps(command)
    def made(
        *,
        formats: tuple[str, ...] | None,
        engine: str | None,
        standard: str | None,
        tags: bool | None,
        jobs: int | None,
        address: str | None,
        **others: Any,
    ) -> int:
        standard = None if standard is None else standard.strip().lower()
        return command(how=How(formats, engine, standard, tags, jobs, address), **others)

    decorated: Callable[..., int] = made
    for decorate in (
        click.option("--executor", "address", metavar="地址", callback=_address, help=option("executor")),
        click.option("--jobs", metavar="个数", callback=_number, help=option("jobs")),
        click.option("--pdf-tags", "tags", is_flag=True, default=None, help=option("pdf-tags")),
        click.option("--pdf-standard", "standard", metavar="标准", help=option("pdf-standard")),
        click.option("--pdf-engine", "engine", metavar="引擎", callback=_known, help=option("engine")),
    ):
        decorated = decorate(decorated)
    return decorated


def pack_options(command: Decorated) -> Decorated:
    """`--pack` and `--sides`: the command's `by` and `sides`."""
    for decorate in (
        click.option("--sides", metavar="1|2", callback=_sides, help=option("sides")),
        click.option("--pack", "by", metavar="department|kind", callback=_pack_by, help=option("pack")),
    ):
        command = decorate(command)
    return command


def _sides(context: click.Context, parameter: click.Parameter, value: str | None) -> Sides | None:
    if value is not None and value.strip() not in _SIDES:
        raise WrongUsage("usage.sides", value=value)
    return None if value is None else _SIDES[value.strip()]


def _pack_by(context: click.Context, parameter: click.Parameter, value: str | None) -> By | None:
    if value is None:
        return None
    if value not in _PACKS:
        raise WrongUsage("usage.pack", value=value)
    return _PACKS[value]


def _known(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and value not in NAMES:
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
