"""On a terminal, long lines are set under each other; what goes to a file or another program is left as it is."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from docgen.cli import show
from docgen.cli.help import columns, wrapped

TEXT = "请填「人员」表里的工号，或只有一个人用的姓名（见表头的说明）。"


def test_on_a_terminal_lines_are_set_under_the_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((40, 24)))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    show.hanging("   → ", TEXT)
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("   → 请填")
    assert rest
    assert all(line.startswith("     ") and line[5] not in " ，）。" for line in rest)
    assert all(columns(line) <= 42 for line in (first, *rest))  # a closing sign may hang
    assert "".join(line[5:] for line in (first, *rest)) == TEXT


def test_elsewhere_a_text_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    show.hanging("   → ", TEXT)
    assert capsys.readouterr().out == f"   → {TEXT}\n"


def test_no_line_ends_with_an_opening_sign() -> None:
    for room in range(20, 60):
        lines = wrapped(TEXT, room)
        assert "".join(lines) == TEXT
        assert not [line for line in lines if line[-1] in "（「“《" or line[0] in "，。）」"]
