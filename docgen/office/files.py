"""Files as the record knows them, and as they lie in the output folder."""

from __future__ import annotations

from collections.abc import Collection

from docgen.ledger.ledger import File
from docgen.outputs.store import Store


def follow(file: File, path: str, outputs: Store) -> bool:
    """Give a file its new name, if that is free; a run that was killed behind the move finds it there already."""
    if outputs.exists(path):
        return not outputs.exists(file.path) and outputs.digest(path) == file.sha256
    if not outputs.exists(file.path):
        return False
    outputs.move(file.path, path)
    return True


def own_digest(path: str, recorded: str | None, outputs: Store, noted: Collection[str]) -> str | None:
    """The digest of this program's own file at `path`: as recorded, or as noted by a run that was killed."""
    there = outputs.digest(path) if noted else None
    return there if there in noted else recorded
