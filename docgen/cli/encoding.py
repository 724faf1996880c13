"""File names are UTF-8 in every locale; what is printed is in the encoding of the terminal.

Python takes the encoding of file names from the locale when it starts, and keeps it. Where that is not UTF-8
(zh_CN.GBK, a C locale with UTF-8 mode switched off), names of people would be written in an encoding that lacks some of
their characters, or not at all. So the program begins again in Python's UTF-8 mode (PEP 540), in the same process.
"""

from __future__ import annotations

import os
import sys
from codecs import lookup
from collections.abc import Sequence


def restart_in_utf8() -> None:
    """Begin again in UTF-8 mode, unless file names are UTF-8 already, as they are nearly everywhere.

    Called before anything has been done; does not return where it begins again.
    """
    if not is_utf8(sys.getfilesystemencoding()):
        arguments = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
        os.execv(sys.executable, [in_utf8(os.fsencode(item), sys.getfilesystemencoding()) for item in arguments])


def in_utf8(argument: bytes, encoding: str) -> bytes:
    """An argument of the command line in UTF-8, as `-C 2026年度` is meant whatever the terminal's encoding is.

    What is UTF-8 already stays: a shell that completes or expands a name gives the bytes of the file's name.
    """
    try:
        argument.decode("utf-8")
    except UnicodeDecodeError:
        return argument.decode(encoding, "surrogateescape").encode("utf-8", "surrogateescape")
    return argument


def speak_as_the_terminal(streams: Sequence[object]) -> None:
    """Print in the terminal's encoding; a character that it lacks must not stop the work.

    In UTF-8 mode Python prints UTF-8. The locale says what the terminal reads, but for C and POSIX, which say nothing;
    a user who has set PYTHONIOENCODING has said it better.
    """
    told = ""
    if sys.flags.utf8_mode and sys.platform != "win32" and "PYTHONIOENCODING" not in os.environ:
        from locale import getencoding  # only here: it takes longer to load than all of this module

        told = lookup(getencoding()).name
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = told if told not in ("", "ascii") else getattr(stream, "encoding", "utf-8")
            reconfigure(encoding=encoding, errors="backslashreplace" if is_utf8(encoding) else "replace")


def is_utf8(encoding: str) -> bool:
    """Whether that is a name of UTF-8."""
    return lookup(encoding).name == "utf-8"
