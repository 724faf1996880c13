"""Runs docgen with much of what Windows lacks taken away, and with its rules for files.

Modules that Windows does not have cannot be imported, functions and constants that it does not have are gone, worker
processes can only be spawned, a name or path that Windows refuses is refused, a folder cannot be opened, and a file that
is open can be neither removed nor replaced. `sys.platform` stays as it is, for Python's own modules would look
for Windows itself; the lock library and numpy are loaded before, for they have ways of their own there.
"""

from __future__ import annotations

import errno
import importlib.abc
import multiprocessing
import os
import re
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import filelock  # noqa: F401
import numpy  # noqa: F401

MODULES = {"fcntl", "grp", "nis", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}
FUNCTIONS = (
    *("chown", "chroot", "fchdir", "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getpgid"),
    *("getuid", "getloadavg", "initgroups", "killpg", "lchown", "mkfifo", "mknod", "nice", "pread", "pwrite", "sync"),
    *("sched_getaffinity", "sched_setaffinity", "setsid", "setuid", "statvfs", "sysconf", "uname", "getrandom"),
    *("O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_SYNC"),
)
SIGNALS = (
    "SIGKILL",
    "SIGHUP",
    "SIGQUIT",
    "SIGALRM",
    "SIGCHLD",
    "SIGUSR1",
    "SIGPIPE",
    "alarm",
    "pause",
    "pthread_sigmask",
)
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\..*)?")
LONGEST = 259


class NotThere(importlib.abc.MetaPathFinder):
    """Says of Unix's modules that there are none."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname in MODULES:
            raise ModuleNotFoundError(f"No module named {fullname!r} on Windows", name=fullname)


def refused(path: str) -> str:
    """Why Windows would not take a path below the temporary folder, "" where it would."""
    if len(path.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST:
        return "too long"
    for part in path.split("/"):
        if re.search(r'[\x00-\x1f<>:"|?*\\]', part) or part != part.rstrip(" .") or RESERVED.fullmatch(part):
            return f"no file of Windows: {part!r}"
    return ""


def is_open(path: str) -> bool:
    """Whether this process has the file open."""
    for handle in Path("/proc/self/fd").iterdir():
        try:
            if str(handle.readlink()) == path:
                return True
        except OSError:
            continue
    return False


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Stands where the system would refuse (an audit hook, PEP 578)."""
    if event not in ("open", "os.mkdir", "os.rename", "os.remove", "sqlite3.connect"):
        return
    paths = [str(Path(os.fsdecode(item)).absolute()) for item in arguments[:2] if isinstance(item, (str, bytes))]
    for path in paths[: 2 if event == "os.rename" else 1]:
        if not path.startswith(HOME):
            continue
        reason = refused(path)
        if reason:
            raise OSError(errno.EINVAL, reason, path)
        if event == "open" and arguments[1] is None and Path(path).is_dir():  # os.open
            raise PermissionError(errno.EACCES, "Windows opens no folder", path)
        if event in ("os.rename", "os.remove") and is_open(path):
            raise PermissionError(errno.EACCES, "Windows keeps a file that is open", path)


HOME = tempfile.gettempdir()
for name in MODULES - {"posix"}:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, NotThere())
for name in FUNCTIONS:
    if hasattr(os, name):
        delattr(os, name)
for name in SIGNALS:
    if hasattr(signal, name):
        delattr(signal, name)
multiprocessing.get_all_start_methods = lambda: ["spawn"]
shutil._use_fd_functions = False  # type: ignore[attr-defined]
sys.addaudithook(watch)

if __name__ == "__main__":  # worker processes load this file too, and so live under the same rules
    from docgen.__main__ import main

    main()
