"""The record's tables, change by change. A change that has been released is never edited; a new one follows it."""

from __future__ import annotations

MIGRATIONS: tuple[tuple[str, str], ...] = (
    (
        "0001 numbers given and documents made",
        """
        CREATE TABLE numbers (
            bureau TEXT NOT NULL,
            year INTEGER NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            serial INTEGER NOT NULL,
            PRIMARY KEY (bureau, year, kind, subject),
            UNIQUE (bureau, year, kind, serial)
        ) STRICT;
        CREATE TABLE documents (
            bureau TEXT NOT NULL,
            year INTEGER NOT NULL,
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            department TEXT NOT NULL,
            number TEXT NOT NULL,
            pages INTEGER,
            made TEXT NOT NULL,
            blank INTEGER NOT NULL,
            PRIMARY KEY (bureau, year, id, blank)
        ) STRICT;
        CREATE TABLE files (
            path TEXT NOT NULL PRIMARY KEY,
            bureau TEXT NOT NULL,
            year INTEGER NOT NULL,
            document TEXT NOT NULL,
            blank INTEGER NOT NULL,
            format TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            FOREIGN KEY (bureau, year, document, blank) REFERENCES documents (bureau, year, id, blank)
        ) STRICT;
        """,
    ),
    (
        "0002 fingerprints of files and documents taken down",
        """
        ALTER TABLE files ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
        ALTER TABLE documents ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
        """,
    ),
    (
        "0003 the files of a document found without looking through all",
        "CREATE INDEX files_by_document ON files (bureau, year, document, blank);",
    ),
    (
        "0004 the last run that left nothing to do",
        """
        CREATE TABLE settled (
            state TEXT NOT NULL PRIMARY KEY,
            documents INTEGER NOT NULL,
            warnings INTEGER NOT NULL,
            bureaus TEXT NOT NULL
        ) STRICT;
        """,
    ),
    (
        "0005 the workbooks that a bureau's last whole run read",
        """
        CREATE TABLE inputs (
            bureau TEXT NOT NULL,
            year INTEGER NOT NULL,
            blank INTEGER NOT NULL,
            file TEXT NOT NULL,
            PRIMARY KEY (bureau, year, blank, file)
        ) STRICT;
        """,
    ),
    (
        "0006 numbers kept as the text that was given",
        """
        ALTER TABLE numbers RENAME TO numbers_before;
        CREATE TABLE numbers (
            bureau TEXT NOT NULL,
            year INTEGER NOT NULL,
            document TEXT NOT NULL,
            series TEXT NOT NULL,
            serial INTEGER,
            number TEXT NOT NULL,
            PRIMARY KEY (bureau, year, document),
            UNIQUE (bureau, year, series, serial)
        ) STRICT;
        INSERT INTO numbers (bureau, year, document, series, serial, number)
            SELECT given.bureau, given.year, given.kind || '/' || given.subject, given.kind, given.serial,
                coalesce(made.number, '')
            FROM numbers_before AS given LEFT JOIN documents AS made
            ON made.bureau = given.bureau AND made.year = given.year AND made.kind = given.kind
                AND made.subject = given.subject AND NOT made.blank;
        DROP TABLE numbers_before;
        """,
    ),
    (
        "0007 where each step of a document signs",
        """
        CREATE TABLE places (
            bureau TEXT NOT NULL,
            year INTEGER NOT NULL,
            document TEXT NOT NULL,
            blank INTEGER NOT NULL,
            step TEXT NOT NULL,
            page INTEGER NOT NULL,
            left_mm REAL NOT NULL,
            top_mm REAL NOT NULL,
            width_mm REAL NOT NULL,
            height_mm REAL NOT NULL,
            PRIMARY KEY (bureau, year, document, blank, step),
            FOREIGN KEY (bureau, year, document, blank) REFERENCES documents (bureau, year, id, blank)
        ) STRICT;
        """,
    ),
    (
        "0008 the files of the list of a bureau's year",
        """
        CREATE TABLE catalogues (
            bureau TEXT NOT NULL,
            year INTEGER NOT NULL,
            format TEXT NOT NULL,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            PRIMARY KEY (bureau, year, format)
        ) STRICT;
        """,
    ),
    (
        "0009 every number that was given, and what became of it",
        """
        CREATE TABLE given (
            place INTEGER PRIMARY KEY AUTOINCREMENT,
            bureau TEXT NOT NULL,
            year INTEGER NOT NULL,
            document TEXT NOT NULL,
            series TEXT NOT NULL,
            serial INTEGER,
            number TEXT NOT NULL,
            origin TEXT NOT NULL,
            cancelled TEXT,
            reason TEXT NOT NULL DEFAULT '',
            who TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX given_by_document ON given (bureau, year, document);
        INSERT INTO given (bureau, year, document, series, serial, number, origin)
            SELECT bureau, year, document, series, serial, number, 'before' FROM numbers WHERE number <> ''
            ORDER BY bureau, year, series, serial, document;
        CREATE TABLE passed (
            bureau TEXT NOT NULL,
            year INTEGER NOT NULL,
            series TEXT NOT NULL,
            serial INTEGER NOT NULL,
            number TEXT NOT NULL,
            PRIMARY KEY (bureau, year, series, serial)
        ) STRICT;
        CREATE TABLE renamed (
            bureau TEXT NOT NULL,
            year INTEGER NOT NULL,
            former TEXT NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (bureau, year, former, name)
        ) STRICT;
        """,
    ),
    (
        "0010 what each document was made from, part by part",
        """
        ALTER TABLE documents ADD COLUMN parts TEXT NOT NULL DEFAULT '';
        """,
    ),
)
"""Name and SQL of each change, in the order in which they are applied.

`numbers.number` is "" for a serial that was given before texts were kept and whose document was never made: it gets its
text by its kind's pattern when the document is numbered next.

`numbers` holds the number that each document bears; `given` every number that ever was given, in a row that is never
taken out again, so that what somebody changes in one of them is recognised by the other. The places of its rows have no
gap. `cancelled` is the day on which a number was cancelled. `passed` are serials that a series left to a number of the
same text; `renamed` the departments' names that went over to another while a third one took theirs.
"""
