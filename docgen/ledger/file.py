"""The record's file: opened, looked through, brought up to date; its transactions, and what goes wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docgen.errors import CannotUse, DamageFound, Place
from docgen.ledger.migrations import MIGRATIONS
from docgen.ledger.seal import is_as_sealed
from docgen.messages import message
from docgen.trouble import why

WAIT = 10
"""Seconds for which another run's transaction is waited for."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection whose transactions begin and end where this package says so."""
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


@contextmanager
def whole(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction, undone where the block fails."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""SQLite's codes for content that is wrong; the last one is a table or header that it cannot make out."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What goes wrong with the file, told: DamageFound where its content is, CannotUse for anything else."""
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeDecodeError) as problem:
        if _is_damage(problem):
            raise DamageFound("ledger.damaged", place=Place(str(path)), file=path, reason=problem) from problem
        raise CannotUse("ledger.unusable", place=Place(str(path)), file=path, reason=_why(problem)) from problem


_REASONS = {
    sqlite3.SQLITE_FULL: "system.full",
    sqlite3.SQLITE_READONLY: "system.permission",
    sqlite3.SQLITE_PERM: "system.permission",
    sqlite3.SQLITE_CANTOPEN: "ledger.cannot-open",
    sqlite3.SQLITE_BUSY: "system.in-use",
    sqlite3.SQLITE_LOCKED: "system.in-use",
    sqlite3.SQLITE_IOERR: "system.disk",
    sqlite3.SQLITE_NOMEM: "system.memory",
}
"""What SQLite's codes are called in the catalogue."""


def _why(problem: Exception) -> object:
    if isinstance(problem, OSError):
        return why(problem)
    key = _REASONS.get(getattr(problem, "sqlite_errorcode", 0) & 0xFF)
    return message(key) if key else problem


def _is_damage(problem: sqlite3.Error | OSError | UnicodeDecodeError) -> bool:
    """Whether the content is wrong; without a code of SQLite's it is a text that Python cannot read."""
    if isinstance(problem, OSError):
        return False
    return getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _DAMAGE


def must_be_sound(connection: sqlite3.Connection, path: Path) -> None:
    """Look through the whole file: one that is damaged is not half-read. Raises DamageFound."""
    sealed = is_as_sealed(connection)
    if sealed is False:
        raise DamageFound("ledger.damaged/bytes", place=Place(str(path)), file=path)
    if sealed:
        return
    [found] = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise DamageFound("ledger.damaged", place=Place(str(path)), file=path, reason=found)


def bring_up_to_date(connection: sqlite3.Connection, path: Path) -> bool:
    """Apply the changes that the file lacks, all in one transaction; whether it lacked any."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "migrations" in tables and len(_applied(connection, path)) == len(MIGRATIONS):
        return False
    if tables and "migrations" not in tables:
        raise CannotUse("ledger.other", place=Place(str(path)), file=path)
    with whole(connection):
        connection.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY) STRICT")
        # Another run may have brought it up to date meanwhile.
        for name, statements in MIGRATIONS[len(_applied(connection, path)) :]:
            for statement in statements.split(";"):
                if statement.strip():
                    connection.execute(statement)
            connection.execute("INSERT INTO migrations (name) VALUES (?)", (name,))
    return True


def _applied(connection: sqlite3.Connection, path: Path) -> list[str]:
    """The changes that the file has. Raises CannotUse for one that this program does not know."""
    applied = [name for (name,) in connection.execute("SELECT name FROM migrations ORDER BY rowid")]
    if applied != [name for name, _ in MIGRATIONS][: len(applied)]:
        raise CannotUse("ledger.newer", place=Place(str(path)), file=path)
    return applied
