"""Imported once by the server that worker processes are forked from, and nowhere else.

Workers begin with the modules loaded, and with Ctrl-C left to their parent from their first moment on.
"""

from __future__ import annotations

import signal

from docgen.form.read import form as read
from docgen.word import template
from docgen.workers import work

__all__ = ["read", "template", "work"]

signal.signal(signal.SIGINT, signal.SIG_IGN)
