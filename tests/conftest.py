"""Property tests are about what holds, not about how soon: on a busy machine any single try may be slow."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from bureaus import FEW_KINDS
from hypothesis import settings

from docgen.shipped import SHIPPED

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# A shell starts what runs behind it with Ctrl-C ignored, and so would be every program that the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

MACHINERY = {"cli", "documents", "office", "outputs", "workers"}
"""Tests of how documents are planned, made, kept and told: three kinds show it as well as all, and are quicker made."""

NO_KINDS = ("pack_cover", "catalogue")
"""Templates of the program's own that are no kinds."""


@pytest.fixture(scope="session")
def few_kinds_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of templates with the three check tables only."""
    folder = tmp_path_factory.mktemp("few") / "templates"
    for name in (*FEW_KINDS, *NO_KINDS):
        if (SHIPPED / name).is_dir():
            shutil.copytree(SHIPPED / name, folder / name)
    return folder


@pytest.fixture(autouse=True, scope="module")
def few_kinds(request: pytest.FixtureRequest, few_kinds_folder: Path) -> Iterator[None]:
    """The program has the three check tables only, unless a module of tests says ALL_KINDS = True."""
    if request.path.parent.name not in MACHINERY or getattr(request.module, "ALL_KINDS", False):
        yield
        return
    with pytest.MonkeyPatch.context() as patched:
        for user in ("docgen.office.folder", "docgen.cli.office", "docgen.cli.template"):
            patched.setattr(f"{user}.SHIPPED", few_kinds_folder)
        yield
