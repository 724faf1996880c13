"""Runs the program in this process as a shell would: arguments in, exit code and both outputs out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from docgen.cli.main import main


@dataclass(frozen=True)
class Ran:
    """What a run gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout."""
        return json.loads(self.out)


Docgen = Callable[..., Ran]


@pytest.fixture
def docgen(capsys: pytest.CaptureFixture[str]) -> Docgen:
    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(item) for item in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err or "--debug" in arguments
        return Ran(int(left.value.code or 0), out, err)

    return run
