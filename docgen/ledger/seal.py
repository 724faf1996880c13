"""The seal of the record's file: a checksum of all its bytes, in its header, that tells a byte which changed by itself.

SQLite counts in the header how often the file was written. The seal holds that count besides the checksum: with
another count the file was written since without being sealed, by a run that was killed, an older program or somebody
by hand, and the seal says nothing of it. So nothing has to be done at the moment when a run is killed, and what is
changed by hand is left to `given.changed_by_hand`, which names it. With the same count nobody wrote, and a checksum
that differs is damage.

The header's fields: https://www.sqlite.org/fileformat2.html#the_database_header
"""

from __future__ import annotations

import sqlite3
from zlib import crc32

MOST = 2**28
"""Bytes of a file that is sealed, some 130,000 documents: all of it is held in memory for that. A larger one is looked
over by SQLite's own quick_check, as one that was written since."""

_WAL = b"\x02\x02"
"""What somebody else may have set the file to: then not each time that it is written is counted."""

_JOURNAL = slice(18, 20)
_COUNT = slice(24, 28)
_CHECKSUM = slice(60, 64)
"""Free for whoever uses the file: user_version."""
_SEALED_AT = slice(68, 72)
"""The same: application_id."""
_WRITER = slice(92, 100)
"""The count again, and SQLite's version."""


def seal(connection: sqlite3.Connection) -> None:
    """Seal the file as it is now, in a transaction of its own. Raises sqlite3.Error where it cannot be written."""
    if _size(connection) > MOST:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        data = memoryview(connection.serialize())
        if data[_JOURNAL] != _WAL:
            # A pragma takes no parameters; these are numbers.
            connection.execute(f"PRAGMA user_version = {_signed(_checksum(data))}")
            connection.execute(f"PRAGMA application_id = {_signed(_number(data[_COUNT]) + 1)}")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def is_as_sealed(connection: sqlite3.Connection) -> bool | None:
    """Whether every byte is as it was sealed, None where the file was written since. Raises sqlite3.Error."""
    if not 0 < _size(connection) <= MOST:
        return None
    data = memoryview(connection.serialize())
    if data[_JOURNAL] == _WAL or data[_SEALED_AT] != data[_COUNT]:
        return None
    return _checksum(data) == _number(data[_CHECKSUM])


def _size(connection: sqlite3.Connection) -> int:
    [(pages,)], [(length,)] = (connection.execute(f"PRAGMA {name}") for name in ("page_count", "page_size"))
    return int(pages * length)


def _checksum(data: memoryview) -> int:
    """Of all but the fields that sealing itself changes. A CRC tells every single bit and costs a millisecond a MB."""
    found, begin = 0, 0
    for field in (_COUNT, _CHECKSUM, _SEALED_AT, _WRITER):
        found = crc32(data[begin : field.start], found)
        begin = field.stop
    return crc32(data[begin:], found)


def _number(data: memoryview) -> int:
    return int.from_bytes(data, "big")


def _signed(number: int) -> int:
    """As SQLite takes 32 bits."""
    return int.from_bytes(number.to_bytes(4, "big"), "big", signed=True)
