"""Memory that is free goes back to the system before a long run."""

import ctypes
import sys
from pathlib import Path

import pytest

from docgen.workers.memory import give_back

PIECE = 4096


def _resident() -> int:
    """Bytes of this process that lie in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="a C library that cannot be asked"
)
def test_what_lies_free_below_what_is_in_use_goes_back() -> None:
    give_back()
    pieces = [b"x" * PIECE for _ in range(16_384)]
    last = [b"x" * PIECE for _ in range(64)]
    del pieces
    before = _resident()
    give_back()
    assert last
    assert _resident() < before - 32 * 2**20


def test_other_systems_keep_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr("ctypes.CDLL", lambda name: pytest.fail("a library was asked"))
    give_back()
