"""Imported once by the server that worker processes are forked from, and nowhere else.

Workers begin with the modules loaded, and with Ctrl-C left to their parent from their first moment on.
"""

from __future__ import annotations

import signal

from docgen.workers.allocator import begin_anew

begin_anew()  # before anything else is loaded, which would be for nothing

from docgen.form.read import form as read  # noqa: E402
from docgen.word import template  # noqa: E402
from docgen.workers import work  # noqa: E402

__all__ = ["read", "template", "work"]

signal.signal(signal.SIGINT, signal.SIG_IGN)
