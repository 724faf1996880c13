"""Worker processes get their memory from jemalloc, where it is there and can be named."""

import os
import sys
from pathlib import Path

import pytest

from docgen.workers import allocator as module
from docgen.workers.allocator import ALLOCATOR, allocating, allocator
from docgen.workers.executors import Processes


def _mapped() -> str:
    return Path("/proc/self/maps").read_text()


@pytest.mark.skipif(sys.platform != "linux" or not allocator(), reason="no jemalloc here")
def test_a_builds_workers_use_it_and_this_process_does_not() -> None:
    team = Processes(1)
    try:
        maps = team._pool.submit(_mapped).result()
    finally:
        team.close()
    assert ALLOCATOR in maps
    assert "LD_PRELOAD" not in os.environ
    assert ALLOCATOR not in _mapped()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Linux system that has none itself."""
    monkeypatch.delenv("LD_PRELOAD", raising=False)
    monkeypatch.setattr(module, "find_library", lambda name: None)
    monkeypatch.setattr(sys, "platform", "linux")


def test_an_unpacked_one_is_named_by_its_path_for_as_long_as_processes_are_started(alone: None, tmp_path: Path) -> None:
    (tmp_path / ALLOCATOR).touch()
    with allocating(tmp_path):
        assert os.environ["LD_PRELOAD"] == str(tmp_path / ALLOCATOR)
    assert "LD_PRELOAD" not in os.environ


@pytest.mark.parametrize("name", ["a b", "a:b"])
def test_a_path_that_the_loader_would_cut_is_not_named(alone: None, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / ALLOCATOR).touch()
    assert allocator(tmp_path / name) == ""


def test_where_there_is_none_nothing_is_named(alone: None, tmp_path: Path) -> None:
    with allocating(tmp_path):
        assert "LD_PRELOAD" not in os.environ


def test_what_the_user_preloads_is_left_alone(alone: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ALLOCATOR).touch()
    monkeypatch.setenv("LD_PRELOAD", "/own.so")
    with allocating(tmp_path):
        assert os.environ["LD_PRELOAD"] == "/own.so"


def test_other_systems_have_no_such_way(alone: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ALLOCATOR).touch()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert allocator(tmp_path) == ""
