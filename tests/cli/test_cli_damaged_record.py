"""`status` never answers from a record of which a bit has changed: it says so, or the answer is the same."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from offices import Office

from docgen.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Docgen

SEED = 20261126
FLIPS = 150


def test_a_flipped_bit_in_the_record_is_told_or_changes_nothing(docgen: Docgen, tmp_path: Path) -> None:
    book, out = Office().save(tmp_path), tmp_path / "out"
    assert docgen("build", book, "-o", out, "--on", "2026-12-20", "--format", "docx", "--jobs", "1").code == 0
    for file in out.rglob("*.docx"):
        file.unlink()  # so that names and paths of all are told, too
    before = docgen("status", "-o", out, "--json")
    assert before.code == 0
    record = out / "ledger.sqlite"
    data, chance, told = record.read_bytes(), random.Random(SEED), 0
    for _ in range(FLIPS):
        flipped = bytearray(data)
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        record.write_bytes(flipped)
        ran = docgen("status", "-o", out, "--json")
        if ran.code:
            told += 1
            assert ran.code == ExitCode.DAMAGE_FOUND
            assert str(record) in ran.err
            assert "备份" in ran.err
        else:
            assert ran.out == before.out
    assert told > FLIPS / 2
