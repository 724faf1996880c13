"""The office's record in SQLite: which numbers were given, which documents were made, as which files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from docgen.errors import CannotUse, Place
from docgen.ledger.migrations import MIGRATIONS

FILE_NAME = "ledger.sqlite"


class File(NamedTuple):
    """A file as it was written."""

    path: str
    """Relative to the output folder."""
    sha256: str
    fingerprint: str = ""
    """Digest of all that it was made from, "" where that is not known."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document as the record holds it; `files` is by format."""

    bureau: str
    year: int
    id: str
    kind: str
    subject: str
    department: str
    number: str
    pages: int | None
    files: Mapping[str, File]
    blank: bool = False
    """A form for filling by hand."""
    withdrawn: bool = False
    """Taken down, because its subject is not in the workbook any more."""


class Settled(NamedTuple):
    """A run that left nothing to do, as it is remembered until something is recorded."""

    documents: int
    """How many were planned."""
    warnings: int
    bureaus: tuple[tuple[str, int], ...]
    """Names and years."""


class Ledger:
    """An open record. Every method is one transaction; the file is created and brought up to date on opening."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def numbers(self, bureau: str, year: int, kind: str, subjects: Iterable[str]) -> dict[str, int]:
        """The serial number of each subject's document of this kind, given in order to those that have none yet.

        A number once given stays with its subject and is never given again.
        """
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT subject, serial FROM numbers WHERE bureau = ? AND year = ? AND kind = ?", (bureau, year, kind)
            )
            given: dict[str, int] = dict(rows)
            last = before = max(given.values(), default=0)
            for subject in subjects:
                if subject not in given:
                    last += 1
                    given[subject] = last
                    connection.execute(
                        "INSERT INTO numbers (bureau, year, kind, subject, serial) VALUES (?, ?, ?, ?, ?)",
                        (bureau, year, kind, subject, last),
                    )
            if last != before:
                _unsettle(connection)
        return given

    def record(self, documents: Iterable[Made], when: datetime) -> None:
        """Put down that documents were made or taken down, in place of what stood there for them and their formats.

        One transaction for all. A format that is left out stays as it was, unless the document was taken down before
        or is now.
        """
        with self._transaction() as connection:
            _unsettle(connection)
            for made in documents:
                _put_down(connection, made, when)

    def settle(self, state: str, run: Settled) -> None:
        """Remember, in place of any other, a run that left nothing to do; `state` is `build.settled.state`."""
        with self._transaction() as connection:
            _unsettle(connection)
            connection.execute(
                "INSERT INTO settled (state, documents, warnings, bureaus) VALUES (?, ?, ?, ?)",
                (state, run.documents, run.warnings, json.dumps(run.bureaus, ensure_ascii=False)),
            )

    def settled(self, state: str) -> Settled | None:
        """The run remembered with that state, None when it was another or something was recorded since."""
        row = self._connection.execute(
            "SELECT documents, warnings, bureaus FROM settled WHERE state = ?", (state,)
        ).fetchone()
        if row is None:
            return None
        documents, warnings, bureaus = row
        return Settled(documents, warnings, tuple((name, year) for name, year in json.loads(bureaus)))

    def read_from(self, bureau: str, year: int, files: Iterable[str], *, blank: bool) -> None:
        """Remember, in place of any others, the names of the workbooks that a bureau's whole run read."""
        if sorted(files := set(files)) == self.inputs(bureau, year, blank=blank):
            return
        with self._transaction() as connection:
            connection.execute("DELETE FROM inputs WHERE bureau = ? AND year = ? AND blank = ?", (bureau, year, blank))
            connection.executemany(
                "INSERT INTO inputs (bureau, year, blank, file) VALUES (?, ?, ?, ?)",
                [(bureau, year, blank, file) for file in sorted(files)],
            )

    def inputs(self, bureau: str, year: int, *, blank: bool) -> list[str]:
        """The names of the workbooks that a bureau's last whole run read, in order."""
        rows = self._connection.execute(
            "SELECT file FROM inputs WHERE bureau = ? AND year = ? AND blank = ? ORDER BY file", (bureau, year, blank)
        )
        return [str(file) for (file,) in rows]

    def bureaus(self) -> set[tuple[str, int]]:
        """The bureaus and years that documents were made for."""
        return set(self._connection.execute("SELECT DISTINCT bureau, year FROM documents WHERE bureau <> ''"))

    def digest(self, path: str) -> str | None:
        """The sha256 of a file as this program last wrote it, None where it wrote none."""
        row = self._connection.execute("SELECT sha256 FROM files WHERE path = ?", (path,)).fetchone()
        return str(row[0]) if row else None

    def digests_of(self, bureaus: Iterable[tuple[str, int]]) -> dict[str, str]:
        """The filled documents' files of those bureaus' years, but of those taken down, each with its sha256."""
        found: dict[str, str] = {}
        for bureau in bureaus:
            found.update(
                self._connection.execute(
                    "SELECT files.path, files.sha256 FROM documents JOIN files ON documents.bureau = files.bureau"
                    " AND documents.year = files.year AND documents.id = files.document"
                    " AND documents.blank = files.blank"
                    " WHERE documents.bureau = ? AND documents.year = ? AND NOT documents.blank"
                    " AND NOT documents.withdrawn",
                    bureau,
                )
            )
        return found

    def documents(self) -> list[Made]:
        """Everything that was made, by bureau, year, kind and number."""
        return self._select("", ())

    def made_for(self, bureau: str, year: int, *, blank: bool) -> dict[str, Made]:
        """What was made for one bureau's year, by document id."""
        where = "WHERE bureau = ? AND year = ? AND blank = ?"
        return {made.id: made for made in self._select(where, (bureau, year, blank))}

    def _select(self, where: str, values: tuple[object, ...]) -> list[Made]:
        files: dict[tuple[str, int, str, int], dict[str, File]] = {}
        for *key, form, path, digest, fingerprint in self._connection.execute(
            f"SELECT bureau, year, document, blank, format, path, sha256, fingerprint FROM files {where}"
            " ORDER BY format",
            values,
        ):
            files.setdefault((key[0], key[1], key[2], key[3]), {})[form] = File(path, digest, fingerprint)
        rows = self._connection.execute(
            "SELECT bureau, year, id, kind, subject, department, number, pages, blank, withdrawn FROM documents"
            f" {where} ORDER BY bureau, year, blank, kind, number, id",
            values,
        )
        made: list[Made] = []
        for *facts, blank, withdrawn in rows:
            bureau, year, key, kind, subject, department, number, pages = facts
            own = files.get((bureau, year, key, blank), {})
            made.append(
                Made(bureau, year, key, kind, subject, department, number, pages, own, bool(blank), bool(withdrawn))
            )
        return made

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._connection:
                yield self._connection
        except sqlite3.Error as problem:
            raise _problem(self._path, problem) from problem


def _unsettle(connection: sqlite3.Connection) -> None:
    """What is written may be what a remembered run would look at: it holds no more."""
    connection.execute("DELETE FROM settled")


def _put_down(connection: sqlite3.Connection, made: Made, when: datetime) -> None:
    key = (made.bureau, made.year, made.id, made.blank)
    this = "bureau = ? AND year = ? AND document = ? AND blank = ?"
    before = connection.execute(
        "SELECT withdrawn FROM documents WHERE bureau = ? AND year = ? AND id = ? AND blank = ?", key
    ).fetchone()
    connection.execute(
        "INSERT INTO documents"
        " (bureau, year, id, blank, kind, subject, department, number, pages, made, withdrawn)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (bureau, year, id, blank) DO UPDATE SET department = excluded.department,"
        " number = excluded.number, pages = coalesce(excluded.pages, pages), made = excluded.made,"
        " withdrawn = excluded.withdrawn",
        (
            *key,
            made.kind,
            made.subject,
            made.department,
            made.number,
            made.pages,
            when.isoformat(timespec="seconds"),
            made.withdrawn,
        ),
    )
    if made.withdrawn or (before and before[0]):
        connection.execute(f"DELETE FROM files WHERE {this}", key)
    for form, file in made.files.items():
        connection.execute(f"DELETE FROM files WHERE {this} AND format = ?", (*key, form))
        connection.execute(
            "INSERT OR REPLACE INTO files (bureau, year, document, blank, format, path, sha256, fingerprint)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*key, form, *file),
        )


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """Open the record at `path`, creating it where there is none.

    Raises CannotUse when the file is no record, is damaged, was written by a newer version of the program,
    or cannot be written.
    """
    connection: sqlite3.Connection | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=10)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = FULL")
        _bring_up_to_date(connection, path)
    except (sqlite3.Error, OSError) as problem:
        if connection is not None:
            connection.close()
        raise _problem(path, problem) from problem
    except CannotUse:
        if connection is not None:
            connection.close()
        raise
    try:
        yield Ledger(connection, path)
    finally:
        connection.close()


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY) STRICT")
    applied = [row[0] for row in connection.execute("SELECT name FROM migrations ORDER BY rowid")]
    known = [name for name, _ in MIGRATIONS]
    if applied != known[: len(applied)]:
        raise CannotUse("ledger.newer", place=Place(str(path)), file=path)
    for name, statements in MIGRATIONS[len(applied) :]:
        # executescript() would commit in between: change and its row must share one transaction.
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            for statement in statements.split(";"):
                if statement.strip():
                    connection.execute(statement)
            connection.execute("INSERT INTO migrations (name) VALUES (?)", (name,))


def _problem(path: Path, problem: Exception) -> CannotUse:
    return CannotUse("ledger.unusable", place=Place(str(path)), file=path, reason=problem)
