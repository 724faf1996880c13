"""The record as it is, to try something out on: nothing that is done to the copy lasts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from docgen.errors import DamageFound, Place
from docgen.ledger.file import must_be_sound
from docgen.ledger.ledger import FILE_NAME, Ledger, open_ledger


@contextmanager
def open_copy(path: Path) -> Iterator[Ledger]:
    """Open a copy of the record at `path`, an empty one where there is none. Raises as `open_ledger`."""
    with TemporaryDirectory(prefix="docgen-") as folder:
        copy = Path(folder) / FILE_NAME
        if path.is_file():
            try:
                with (
                    closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)) as source,
                    closing(sqlite3.connect(copy)) as target,
                ):
                    # A copy has no seal.
                    must_be_sound(source, path)
                    source.backup(target)
            except sqlite3.DatabaseError as problem:
                raise DamageFound("ledger.damaged", place=Place(str(path)), file=path, reason=problem) from problem
        with open_ledger(copy) as ledger:
            yield ledger
