"""What stands before a command's name: options of the whole program, and whether tracebacks are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from docgen.cli import help as words_of

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_state = {"debug": False}


def debugging(on: bool | None = None) -> bool:
    """Whether tracebacks are shown; `on` sets it."""
    if on is not None:
        _state["debug"] = _state["debug"] or on
    return _state["debug"]


def folder_option(command: Decorated) -> Decorated:
    """`-C DIR`, understood before the command's name and behind it."""
    return click.option("-C", "folder", metavar="文件夹", help=words_of.option("folder"))(command)
