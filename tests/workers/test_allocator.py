"""Worker processes get their memory from jemalloc, where it is there and can be named."""

import os
import sys
from pathlib import Path

import pytest

from docgen.workers import allocator as module
from docgen.workers.allocator import ALLOCATOR, allocator, environment
from docgen.workers.executors import Processes


def _mapped() -> str:
    return Path("/proc/self/maps").read_text()


@pytest.mark.skipif(sys.platform != "linux" or not allocator(), reason="no jemalloc here")
def test_a_builds_workers_use_it_and_this_process_does_not() -> None:
    pool = Processes(1)
    try:
        maps = pool._pool.submit(_mapped).result()
    finally:
        pool.close()
    assert ALLOCATOR in maps
    assert "LD_PRELOAD" not in os.environ
    assert ALLOCATOR not in _mapped()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Linux system that has none itself."""
    monkeypatch.delenv("LD_PRELOAD", raising=False)
    monkeypatch.setattr(module, "find_library", lambda name: None)
    monkeypatch.setattr(sys, "platform", "linux")


def test_an_unpacked_one_is_named_by_its_path(alone: None, tmp_path: Path) -> None:
    (tmp_path / ALLOCATOR).touch()
    assert environment(tmp_path) == {"LD_PRELOAD": str(tmp_path / ALLOCATOR)}


@pytest.mark.parametrize("name", ["a b", "a:b"])
def test_a_path_that_the_loader_would_cut_is_not_named(alone: None, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / ALLOCATOR).touch()
    assert allocator(tmp_path / name) == ""


def test_where_there_is_none_nothing_is_named(alone: None, tmp_path: Path) -> None:
    assert environment(tmp_path) == {}


def test_what_the_user_preloads_is_left_alone(alone: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ALLOCATOR).touch()
    monkeypatch.setenv("LD_PRELOAD", "/own.so")
    assert environment(tmp_path) == {}


def test_other_systems_have_no_such_way(alone: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ALLOCATOR).touch()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert allocator(tmp_path) == ""
