"""Departments that are called otherwise now: what the record has under a former name goes over to the new one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping

PARKED = "\0"
"""Begins the name under which a department's rows wait while departments change their names in a ring."""


def rename(connection: sqlite3.Connection, year: tuple[str, int], names: Mapping[str, str], again: set[str]) -> int:
    """Give what is recorded under each former name (former → name) the new one; how many rows changed.

    Nothing is moved to an id that another document has. A former name in `again` is another department's now: then it
    is done once, and never again.
    """
    this = "bureau = ? AND year = ?"
    done = set(connection.execute(f"SELECT former, name FROM renamed WHERE {this}", year))
    new = {old: name for old, name in names.items() if old not in again or (old, name) not in done}
    changed = sum(_one(connection, year, old, name) for old, name in _in_order(new))
    lacking = [(*year, old, name) for old, name in new.items() if (old, name) not in done]
    connection.executemany("INSERT INTO renamed (bureau, year, former, name) VALUES (?, ?, ?, ?)", lacking)
    return changed


def _in_order(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each after the one that frees its new name; a ring is opened by a name of its own."""
    waiting = dict(names)
    while waiting:
        free = next((old for old, new in waiting.items() if new not in waiting), None)
        if free is None:
            old = next(iter(waiting))
            waiting[PARKED + old] = waiting.pop(old)
            yield old, PARKED + old
        else:
            yield free, waiting.pop(free)


def _one(connection: sqlite3.Connection, year: tuple[str, int], old: str, new: str) -> int:
    this = "bureau = ? AND year = ?"
    rows = connection.execute(f"SELECT DISTINCT id, subject FROM documents WHERE {this}", year)
    ids = {key: subject for key, subject in rows if _named(subject, old)}
    numbered = connection.execute(
        f"SELECT document FROM numbers WHERE {this} UNION SELECT document FROM given WHERE {this}", (*year, *year)
    )
    ids |= {key: key.partition("/")[2] for (key,) in numbered if _named(key.partition("/")[2], old)}
    changed = 0
    for key, subject in ids.items():
        now = _renamed(subject, old, new)
        changed += _move(connection, year, key, f"{key.partition('/')[0]}/{now}", now)
    return (
        changed
        + connection.execute(
            f"UPDATE documents SET department = ? WHERE {this} AND department = ?", (new, *year, old)
        ).rowcount
    )


def _named(subject: str, name: str) -> bool:
    return name in re.split("[·/]", subject)


def _renamed(subject: str, old: str, new: str) -> str:
    return "".join(new if part == old else part for part in re.split("([·/])", subject))


def _move(connection: sqlite3.Connection, year: tuple[str, int], old: str, new: str, subject: str) -> int:
    """Give a document's rows another id, where no other document has it; how many changed."""
    this = "bureau = ? AND year = ?"
    taken = connection.execute(
        f"SELECT 1 FROM documents WHERE {this} AND id = ? UNION SELECT 1 FROM given WHERE {this} AND document = ?"
        f" AND cancelled IS NULL UNION SELECT 1 FROM numbers WHERE {this} AND document = ?",
        (*year, new, *year, new, *year, new),
    ).fetchone()
    if taken:
        return 0
    # A file's row names its document's: both change together.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    count = 0
    for table in ("numbers", "given", "files", "places"):
        count += connection.execute(
            f"UPDATE {table} SET document = ? WHERE {this} AND document = ?", (new, *year, old)
        ).rowcount
    changed = connection.execute(
        f"UPDATE documents SET id = ?, subject = ? WHERE {this} AND id = ?", (new, subject, *year, old)
    )
    return count + changed.rowcount
