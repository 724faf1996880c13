"""The office's record in SQLite: which numbers were given, which documents were made, as which files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from docgen.errors import DamageFound, Place
from docgen.form.signing import SigningPlace
from docgen.ledger.file import bring_up_to_date, connect, must_be_sound, told, whole
from docgen.ledger.given import all_given, all_series, at_odds, cancel, changed_by_hand, give
from docgen.ledger.numbers import Cancelled, GivenNumber, NumberRequest, Series
from docgen.ledger.rename import rename
from docgen.ledger.seal import seal
from docgen.messages import Message

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
    places: tuple[SigningPlace, ...] = ()
    """Where its PDF is signed: as it is recorded; `Ledger.places` reads them."""
    parts: str = ""
    """What it was made from, part by part (`documents.parts.as_text`); "" where that is not known."""


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
        self.written = False
        """Whether anything was changed in it since it was opened."""

    def numbers(
        self, bureau: str, year: int, asked: Sequence[NumberRequest], typed: Iterable[str] = ()
    ) -> dict[str, str]:
        """The number of each document by id, given in order to those that have none yet.

        A number once given stays with its document, as the text that it then was, and is never given again: neither its
        serial in its series nor its text to any other document of the year. Lacking in the answer is a document that
        was given by hand what was given to another one, or cancelled. `typed` are texts that no series gives: numbers
        by hand of whatever is not asked for. Raises DamageFound where numbers were changed by hand.
        """
        with self._transaction() as connection:
            self.must_agree()
            numbers, new = give(connection, bureau, year, asked, typed)
            if new:
                _unsettle(connection)
        return numbers

    def given(self) -> list[GivenNumber]:
        """Every number that was given, those that were cancelled included, in the order of giving."""
        with told(self._path):
            return all_given(self._connection)

    def series(self) -> list[Series]:
        """What was given of every series, with its gaps, by bureau, year and name."""
        with told(self._path):
            return all_series(self._connection)

    def changed_by_hand(self) -> list[Message]:
        """What somebody has changed in the numbers, so that they do not agree with what was given and made."""
        with told(self._path):
            return [*changed_by_hand(self._connection), *at_odds(self._connection)]

    def must_agree(self) -> None:
        """Raises DamageFound where the numbers that documents bear are not those that were given."""
        with told(self._path):
            found = list(changed_by_hand(self._connection))
        if found:
            key = "ledger.numbers" if len(found) == 1 else "ledger.numbers/more"
            raise DamageFound(key, place=Place(str(self._path)), file=self._path, first=found[0], count=len(found))

    def cancel(self, number: GivenNumber, cancelled: Cancelled, documents: Iterable[Made], when: datetime) -> None:
        """Put down that a number was given and not used, and its `documents` as they are taken down, all at once.

        The number is never given again; its document is given another one when it is numbered next.
        """
        with self._transaction() as connection:
            _unsettle(connection)
            cancel(connection, number, cancelled)
            for made in documents:
                _put_down(connection, made, when)

    def rename(self, bureau: str, year: int, names: Mapping[str, str], again: Collection[str] = ()) -> None:
        """Departments that are called otherwise now: `names` is former name → name.

        Their documents keep numbers, files and what is recorded of them, but where the new name has documents already.
        Former names in `again` are those that another department was given meanwhile: they go over once.
        """
        if not names:
            return
        with self._transaction() as connection:
            if rename(connection, (bureau, year), names, set(again)):
                _unsettle(connection)

    def moved(self, paths: Mapping[str, str]) -> None:
        """Files that lie elsewhere now, with the same content: path → path."""
        with self._transaction() as connection:
            _unsettle(connection)
            connection.executemany(
                "UPDATE files SET path = ? WHERE path = ?", ((new, old) for old, new in paths.items())
            )

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
        rows = self._ask("SELECT documents, warnings, bureaus FROM settled WHERE state = ?", (state,))
        if not rows:
            return None
        documents, warnings, bureaus = rows[0]
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
        rows = self._ask(
            "SELECT file FROM inputs WHERE bureau = ? AND year = ? AND blank = ? ORDER BY file", (bureau, year, blank)
        )
        return [str(file) for (file,) in rows]

    def bureaus(self) -> set[tuple[str, int]]:
        """The bureaus and years that documents were made for."""
        return {
            (name, year) for name, year in self._ask("SELECT DISTINCT bureau, year FROM documents WHERE bureau <> ''")
        }

    def digest(self, path: str) -> str | None:
        """The sha256 of a file as this program last wrote it, None where it wrote none."""
        rows = self._ask("SELECT sha256 FROM files WHERE path = ?", (path,))
        return str(rows[0][0]) if rows else None

    def digests_of(self, bureaus: Iterable[tuple[str, int]]) -> dict[str, str]:
        """The files of those bureaus' years, each with its sha256: the list's, and those of the filled documents that
        were not taken down."""
        found: dict[str, str] = {}
        for bureau in bureaus:
            found.update(
                self._ask(
                    "SELECT files.path, files.sha256 FROM documents JOIN files ON documents.bureau = files.bureau"
                    " AND documents.year = files.year AND documents.id = files.document"
                    " AND documents.blank = files.blank"
                    " WHERE documents.bureau = ? AND documents.year = ? AND NOT documents.blank"
                    " AND NOT documents.withdrawn",
                    bureau,
                )
            )
            found.update((file.path, file.sha256) for file in self.catalogue(*bureau).values())
        return found

    def catalogue(self, bureau: str, year: int) -> dict[str, File]:
        """The files of the list of a bureau's year by format, as they were written last."""
        where = "WHERE bureau = ? AND year = ? ORDER BY format"
        rows = self._ask(f"SELECT format, path, sha256, fingerprint FROM catalogues {where}", (bureau, year))
        return {form: File(*facts) for form, *facts in rows}

    def list_in(self, bureau: str, year: int, files: Mapping[str, File]) -> None:
        """Put down, in place of any others, the files by format that the list of a bureau's year was written as."""
        with self._transaction() as connection:
            _unsettle(connection)
            connection.execute("DELETE FROM catalogues WHERE bureau = ? AND year = ?", (bureau, year))
            connection.executemany(
                "INSERT INTO catalogues (bureau, year, format, path, sha256, fingerprint) VALUES (?, ?, ?, ?, ?, ?)",
                ((bureau, year, form, *file) for form, file in files.items()),
            )

    def documents(self) -> list[Made]:
        """Everything that was made, by bureau, year, kind and number."""
        return self._select("", ())

    def made_for(self, bureau: str, year: int, *, blank: bool) -> dict[str, Made]:
        """What was made for one bureau's year, by document id."""
        where = "WHERE bureau = ? AND year = ? AND blank = ?"
        return {made.id: made for made in self._select(where, (bureau, year, blank))}

    def _select(self, where: str, values: tuple[object, ...]) -> list[Made]:
        files: dict[tuple[str, int, str, int], dict[str, File]] = {}
        for *key, form, path, digest, fingerprint in self._ask(
            f"SELECT bureau, year, document, blank, format, path, sha256, fingerprint FROM files {where}"
            " ORDER BY format",
            values,
        ):
            files.setdefault((key[0], key[1], key[2], key[3]), {})[form] = File(path, digest, fingerprint)
        rows = self._ask(
            "SELECT bureau, year, id, kind, subject, department, number, pages, blank, withdrawn, parts"
            " FROM documents"
            f" {where} ORDER BY bureau, year, blank, kind, number, id",
            values,
        )
        made: list[Made] = []
        for *facts, blank, withdrawn, parts in rows:
            bureau, year, key, kind, subject, department, number, pages = facts
            own = files.get((bureau, year, key, blank), {})
            made.append(
                Made(
                    *(bureau, year, key, kind, subject, department, number, pages, own, bool(blank), bool(withdrawn)),
                    parts=parts,
                )
            )
        return made

    def days(self, bureau: str, year: int) -> dict[str, date]:
        """The days on which the filled documents of a bureau's year were made last, by document id."""
        where = "WHERE bureau = ? AND year = ? AND NOT blank"
        rows = self._ask(f"SELECT id, made FROM documents {where}", (bureau, year))
        return {key: datetime.fromisoformat(made).date() for key, made in rows}

    def places(self, bureau: str, year: int, *, blank: bool) -> dict[str, tuple[SigningPlace, ...]]:
        """Where the documents of a bureau's year are signed, by document id, in the order of the pages."""
        found: dict[str, list[SigningPlace]] = {}
        for document, *place in self._ask(
            "SELECT document, step, page, left_mm, top_mm, width_mm, height_mm FROM places"
            " WHERE bureau = ? AND year = ? AND blank = ? ORDER BY document, page, top_mm, left_mm",
            (bureau, year, blank),
        ):
            found.setdefault(document, []).append(SigningPlace(*place))
        return {document: tuple(places) for document, places in found.items()}

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; from the first question on no other run writes, so that none gives the same number."""
        before = self._connection.total_changes
        with told(self._path), whole(self._connection):
            yield self._connection
        self.written = self.written or self._connection.total_changes > before

    def _ask(self, question: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The answers to a question, all of them, so that damage shows here."""
        with told(self._path):
            return self._connection.execute(question, values).fetchall()


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
        " (bureau, year, id, blank, kind, subject, department, number, pages, made, withdrawn, parts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (bureau, year, id, blank) DO UPDATE SET department = excluded.department,"
        " number = excluded.number, pages = coalesce(excluded.pages, pages), made = excluded.made,"
        " withdrawn = excluded.withdrawn, parts = CASE excluded.parts WHEN '' THEN parts ELSE excluded.parts END",
        (
            *key,
            made.kind,
            made.subject,
            made.department,
            made.number,
            made.pages,
            when.isoformat(timespec="seconds"),
            made.withdrawn,
            made.parts,
        ),
    )
    if made.withdrawn or (before and before[0]):
        connection.execute(f"DELETE FROM files WHERE {this}", key)
        connection.execute(f"DELETE FROM places WHERE {this}", key)
    if made.pages is not None:
        connection.execute(f"DELETE FROM places WHERE {this}", key)
        connection.executemany(
            "INSERT OR IGNORE INTO places"
            " (bureau, year, document, blank, step, page, left_mm, top_mm, width_mm, height_mm)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((*key, *place) for place in made.places),
        )
    for form, file in made.files.items():
        connection.execute(f"DELETE FROM files WHERE {this} AND format = ?", (*key, form))
        connection.execute(
            "INSERT OR REPLACE INTO files (bureau, year, document, blank, format, path, sha256, fingerprint)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*key, form, *file),
        )


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """Open the record at `path`, creating it where there is none; it is sealed again when it was written.

    Raises DamageFound for a file that is damaged or no record, CannotUse when it was written by a newer version of the
    program or cannot be written.
    """
    connection: sqlite3.Connection | None = None
    try:
        with told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = connect(path)
            must_be_sound(connection, path)
            ledger = Ledger(connection, path)
            ledger.written = bring_up_to_date(connection, path)
        try:
            yield ledger
        finally:
            if ledger.written:
                with suppress(sqlite3.Error):  # then it has no seal, as after a run that was killed
                    seal(connection)
    finally:
        if connection is not None:
            connection.close()
