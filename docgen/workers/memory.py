"""Memory that was freed, given back to the system: a C library keeps it for later, and a long run has no use for it."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Give back what the C library can spare, where it is one that can be asked (glibc)."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(ctypes.c_size_t(0))
