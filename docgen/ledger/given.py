"""The numbers in the record: giving and cancelling them, and telling what somebody has changed in them by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from docgen.ledger.numbers import Cancelled, GivenNumber, NumberRequest, Numbers, Passed, Series, origin_of, series_of
from docgen.messages import Message, message

_THIS = "bureau = ? AND year = ?"


def give(
    connection: sqlite3.Connection, bureau: str, year: int, asked: Sequence[NumberRequest], typed: Iterable[str]
) -> tuple[dict[str, str], bool]:
    """As `Ledger.numbers`, in a transaction that was begun; and whether any was given now."""
    rows = connection.execute(f"SELECT document, series, serial, number FROM numbers WHERE {_THIS}", (bureau, year))
    cancelled = connection.execute(
        f"SELECT series, serial, number FROM given WHERE {_THIS} AND cancelled IS NOT NULL", (bureau, year)
    )
    # A number that was typed in another year's workbook belongs to the same office.
    elsewhere = connection.execute(
        "SELECT number FROM given WHERE bureau = ? AND year <> ? AND origin = 'hand'", (bureau, year)
    )
    book = Numbers(rows, cancelled, [*typed, *(number for (number,) in elsewhere)])
    lacking = [item for item in asked if item.document not in book.given]
    # What was given by hand is in the series before anything is given from it.
    for item in sorted(lacking, key=lambda item: not item.by_hand):
        book.give(item)
    connection.executemany(
        "INSERT INTO numbers (bureau, year, document, series, serial, number) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (bureau, year, document) DO UPDATE SET"
        " series = excluded.series, serial = excluded.serial, number = excluded.number",
        ((bureau, year, *row[:4]) for row in book.new),
    )
    connection.executemany(
        "INSERT INTO given (bureau, year, document, series, serial, number, origin) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((bureau, year, *row) for row in book.new),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO passed (bureau, year, series, serial, number) VALUES (?, ?, ?, ?, ?)",
        ((bureau, year, *row) for row in book.passed),
    )
    return {item.document: book.given[item.document] for item in asked if item.document in book.given}, bool(book.new)


def cancel(connection: sqlite3.Connection, number: GivenNumber, cancelled: Cancelled) -> None:
    """Put down that a number was not used; its document has none then. In a transaction that was begun."""
    key = (number.bureau, number.year, number.document)
    facts = (cancelled.on.isoformat(), cancelled.reason, cancelled.by)
    there = connection.execute(
        f"UPDATE given SET cancelled = ?, reason = ?, who = ? WHERE {_THIS} AND document = ? AND cancelled IS NULL",
        (*facts, *key),
    ).rowcount
    if not there:  # somebody took its row out, or wrote the number into the record by hand
        [(place,)] = connection.execute(_FREE_PLACE)
        connection.execute(
            "INSERT INTO given (place, bureau, year, document, series, serial, number, origin, cancelled, reason, who)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 'before', ?, ?, ?)",
            (place, *key, number.series, number.serial, number.number, *facts),
        )
    connection.execute(f"DELETE FROM numbers WHERE {_THIS} AND document = ?", key)


def all_given(connection: sqlite3.Connection) -> list[GivenNumber]:
    """Every number that was given, in the order in which they were; then any that somebody wrote in by hand."""
    found = [
        GivenNumber._make((*facts, origin_of(origin), _cancelled(on, reason, by)))
        for *facts, origin, on, reason, by in connection.execute(
            "SELECT bureau, year, document, series, serial, number, origin, cancelled, reason, who FROM given"
            " ORDER BY place"
        )
    ]
    found += (
        GivenNumber._make((*facts, "before", None))
        for facts in connection.execute(
            "SELECT n.bureau, n.year, n.document, n.series, n.serial, n.number FROM numbers AS n"
            " WHERE n.number <> '' AND NOT EXISTS (SELECT 1 FROM given AS g WHERE g.bureau = n.bureau"
            " AND g.year = n.year AND g.document = n.document AND g.cancelled IS NULL)"
        )
    )
    return found


def _cancelled(on: str | None, reason: str, by: str) -> Cancelled | None:
    if on is None:
        return None
    day = date.min
    with suppress(ValueError):  # somebody else wrote something there
        day = date.fromisoformat(on)
    return Cancelled(day, reason, by)


def all_series(connection: sqlite3.Connection) -> list[Series]:
    """Every series with its gaps."""
    passed = connection.execute("SELECT bureau, year, series, serial, number FROM passed")
    reserved = connection.execute(
        "SELECT bureau, year, series, serial, '' FROM numbers WHERE number = '' AND serial IS NOT NULL"
    )
    return series_of(all_given(connection), (Passed(*row) for row in passed), [Passed(*row) for row in reserved])


# ---------------------------------------------------------------- changed by hand

_DIFFERENT = """
    SELECT n.bureau, n.year, n.document, n.number, n.series, n.serial, g.number, g.series, g.serial
    FROM numbers AS n LEFT JOIN given AS g
    ON g.bureau = n.bureau AND g.year = n.year AND g.document = n.document AND g.cancelled IS NULL
    WHERE n.number <> '' AND (g.number IS NULL OR g.number <> n.number OR g.series <> n.series
        OR g.serial IS NOT n.serial)
    ORDER BY n.bureau, n.year, n.document
"""

_GONE = """
    SELECT g.bureau, g.year, g.document, g.number FROM given AS g
    WHERE g.cancelled IS NULL AND NOT EXISTS (SELECT 1 FROM numbers AS n WHERE n.bureau = g.bureau
        AND n.year = g.year AND n.document = g.document AND n.number <> '')
    ORDER BY g.place
"""

_TWICE = """
    SELECT bureau, year, number, group_concat(document, '、') FROM given
    GROUP BY bureau, year, number HAVING count(*) > 1 AND max(origin <> 'before') ORDER BY bureau, year, number
"""

_PRINTED = """
    SELECT d.bureau, d.year, d.id, d.number FROM documents AS d
    WHERE NOT d.blank AND NOT d.withdrawn AND d.number <> ''
        AND (d.bureau, d.year, d.number) NOT IN (SELECT bureau, year, number FROM numbers)
    ORDER BY d.bureau, d.year, d.id
"""

_FREE_PLACE = """
    SELECT min(place) + 1 FROM (SELECT 0 AS place UNION ALL SELECT place FROM given)
    WHERE place + 1 NOT IN (SELECT place FROM given)
        AND place < coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'given'), 0)
"""
"""The first place that a row was taken out of, NULL where none was."""

_LACKING = """
    SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'given'), 0)
        - (SELECT count(*) FROM given)
"""


def changed_by_hand(connection: sqlite3.Connection) -> Iterator[Message]:
    """Where the numbers that documents bear are not those that were given; nothing where all agrees.

    This is quick, and looked at before any number is given.
    """
    for *key, number, series, serial, was, was_series, was_serial in connection.execute(_DIFFERENT):
        if was is None:
            yield _told("added", key, number=number)
        elif was != number:
            yield _told("changed", key, number=number, was=was)
        else:
            yield _told("serial", key, number=number, now=f"{series} {serial}", was=f"{was_series} {was_serial}")
    for *key, number in connection.execute(_GONE):
        yield _told("gone", key, number=number)
    [(lacking,)] = connection.execute(_LACKING)
    if lacking:
        yield message("ledger.number/lacking", count=abs(lacking))


def at_odds(connection: sqlite3.Connection) -> Iterator[Message]:
    """What else does not fit, so that both were changed: a number given twice, or one on paper that there is not."""
    for bureau, year, number, documents in connection.execute(_TWICE):
        yield message("ledger.number/twice", bureau=bureau, year=year, number=number, documents=documents)
    for *key, number in connection.execute(_PRINTED):
        yield _told("printed", key, number=number)


def _told(what: str, key: Sequence[object], **values: object) -> Message:
    bureau, year, document = key
    return message(f"ledger.number/{what}", bureau=bureau, year=year, document=document, **values)
