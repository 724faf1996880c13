"""Shell completion is click's own, documented in docs/commands.md; `-h` is `--help` everywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from docgen.cli.main import program

if TYPE_CHECKING:
    from conftest import Docgen

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def completed(instruction: str, **settings: str) -> str:
    environment = {**os.environ, "_DOCGEN_COMPLETE": instruction, **settings}
    command = [sys.executable, "-m", "docgen"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_that_the_page_names_is_produced(shell: str) -> None:
    assert f"_DOCGEN_COMPLETE={shell}_source" in PAGE.read_text("utf-8")
    assert f"_DOCGEN_COMPLETE={shell}_complete" in completed(f"{shell}_source")


def test_commands_and_options_are_completed() -> None:
    assert completed("bash_complete", COMP_WORDS="docgen b", COMP_CWORD="1").split() == ["plain,blank", "plain,build"]
    assert completed("bash_complete", COMP_WORDS="docgen build --form", COMP_CWORD="2").split() == ["plain,--format"]


def commands(names: tuple[str, ...] = (), command: click.Command = program) -> list[tuple[str, ...]]:
    inner = getattr(command, "commands", {}).items()
    return [names, *(found for name, item in inner for found in commands((*names, name), item))]


@pytest.mark.parametrize("names", commands(), ids=" ".join)
def test_the_short_option_shows_the_same_help(docgen: Docgen, names: tuple[str, ...]) -> None:
    short, long = docgen(*names, "-h"), docgen(*names, "--help")
    assert (short.code, short.out) == (0, long.out)
    assert re.search(r"^  -h, --help ", short.out, re.MULTILINE)
