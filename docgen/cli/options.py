"""The option that stands before a command's name or behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from docgen.cli import help as words_of

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def folder_option(command: Decorated) -> Decorated:
    """`-C DIR`, understood before the command's name and behind it."""
    return click.option("-C", "folder", metavar="文件夹", help=words_of.option("folder"))(command)
