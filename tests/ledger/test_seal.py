"""A byte of the record that changed by itself is told, and what writes the file rightly is never taken for that."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from docgen.errors import DamageFound
from docgen.form.signing import SigningPlace
from docgen.ledger.copy import open_copy
from docgen.ledger.ledger import FILE_NAME, File, Ledger, Made, open_ledger
from docgen.ledger.numbers import Cancelled, NumberRequest
from docgen.ledger.seal import is_as_sealed

WHEN = datetime(2026, 11, 1, 8, 30)
SEED = 20261126
FLIPS = 150
SUBJECT = b"\xe5\xbc\xa0\xe4\xb8\x89"  # 张三


def made(number: int, subject: str = "") -> Made:
    name = f"1 自查/综合股/{number:03d} 个人廉政风险自查表(2026).docx"
    key = f"personal_check/{number:03d}"
    return Made(
        *("云岭县司法局", 2026, key, "personal_check", subject or f"{number:03d}", "综合股", f"GR-2026-{number}", 2),
        {"docx": File(name, f"{number:064x}", f"{number:032x}")},
        places=(SigningPlace("本人", 1, 20.0, 30.0, 40.0, 10.0),),
        parts="person=0a1b,risks=2c3d",
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A record as a run leaves it: sixty documents, one number cancelled."""
    path = tmp_path / FILE_NAME
    with open_ledger(path) as ledger:
        asked = [NumberRequest(f"personal_check/{n:03d}", "personal_check", "GR-2026-{}".format) for n in range(1, 61)]
        ledger.numbers("云岭县司法局", 2026, asked)
        ledger.record([made(n, "张三" if n == 7 else "") for n in range(1, 61)], WHEN)
        down = Made(
            "云岭县司法局", 2026, "personal_check/009", "personal_check", "009", "综合股", "", 2, {}, withdrawn=True
        )
        ledger.cancel(ledger.given()[8], Cancelled(date(2026, 11, 26), "印废了", "赵敏"), [down], WHEN)
    return path


def all_of(ledger: Ledger) -> list[object]:
    """Whatever the record answers."""
    this = ("云岭县司法局", 2026)
    found: list[object] = [
        ledger.documents(),
        ledger.given(),
        ledger.series(),
        list(map(str, ledger.changed_by_hand())),
    ]
    return [*found, ledger.days(*this), ledger.places(*this, blank=False), ledger.inputs(*this, blank=False)]


def read(path: Path) -> list[object]:
    with open_ledger(path) as ledger:
        return all_of(ledger)


def flip(path: Path, place: int, bit: int = 1) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= bit
    path.write_bytes(data)


def test_no_single_bit_changes_what_the_record_says_without_being_told(file: Path, tmp_path: Path) -> None:
    before, size = read(file), file.stat().st_size
    chance, told = random.Random(SEED), 0
    places = [*range(100), *(chance.randrange(size) for _ in range(FLIPS))]
    for place in places:
        copy = tmp_path / "copy.sqlite"
        shutil.copyfile(file, copy)
        flip(copy, place, 1 << chance.randrange(8))
        try:
            assert read(copy) == before, f"byte {place}"
        except DamageFound as problem:
            told += 1
            assert problem.hint
    assert told > FLIPS


def test_a_bit_in_a_name_is_told_with_the_file_and_what_to_do(file: Path) -> None:
    flip(file, file.read_bytes().index(SUBJECT) + 5)
    with pytest.raises(DamageFound, match="有字节变了") as caught, open_ledger(file):
        pass
    assert str(file) in caught.value.message
    assert "备份" in caught.value.hint
    with pytest.raises(DamageFound, match="有字节变了"), open_copy(file):
        pass


def test_text_that_cannot_be_read_is_damage_without_a_seal_too(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE documents SET subject = CAST(x'e5bca0ff' AS TEXT) WHERE subject = '张三'")
    with pytest.raises(DamageFound), open_ledger(file) as ledger:
        ledger.documents()


def test_a_record_that_was_only_read_is_not_written(file: Path) -> None:
    before = file.read_bytes()
    read(file)
    assert file.read_bytes() == before


@pytest.mark.parametrize("statement", ["UPDATE documents SET subject = '李四' WHERE subject = '张三'", "VACUUM"])
def test_what_another_program_writes_is_no_damage_and_is_sealed_by_the_next_run(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)
    with open_ledger(file) as ledger:
        ledger.record([made(60)], WHEN)
    flip(file, file.read_bytes().index(b"GR-2026-33"))
    with pytest.raises(DamageFound), open_ledger(file):
        pass


def test_a_run_that_is_killed_before_it_seals_leaves_a_record_that_can_be_used(file: Path, tmp_path: Path) -> None:
    with open_ledger(file) as ledger:
        ledger.record([made(61)], WHEN)
        killed = Path(shutil.copyfile(file, tmp_path / "killed.sqlite"))
    with open_ledger(killed) as ledger:
        assert len(ledger.documents()) == 61
        ledger.record([made(62)], WHEN)
    flip(killed, killed.read_bytes().index(SUBJECT))
    with pytest.raises(DamageFound), open_ledger(killed):
        pass


def test_copies_by_sqlite_itself_are_records_too(file: Path, tmp_path: Path) -> None:
    before = read(file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "a.sqlite"),))
        with closing(sqlite3.connect(tmp_path / "b.sqlite")) as other:
            connection.backup(other)
    assert read(tmp_path / "a.sqlite") == before
    assert read(tmp_path / "b.sqlite") == before
    with open_copy(file) as ledger:
        assert all_of(ledger) == before


def test_a_record_that_somebody_set_to_wal_is_used_as_before(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    for number in (61, 62):
        with open_ledger(file) as ledger:
            ledger.record([made(number)], WHEN)
    with open_ledger(file) as ledger:
        assert len(ledger.documents()) == 62


def test_a_change_that_is_undone_is_not_sealed(file: Path) -> None:
    before = file.read_bytes()

    def failing() -> list[Made]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), open_ledger(file) as ledger:
        ledger.record((item for _ in range(1) for item in failing()), WHEN)
    assert file.read_bytes() == before


def test_a_seal_that_cannot_be_written_is_done_without(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.ledger.file.WAIT", 0.1)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        with open_ledger(file) as ledger:
            ledger.record([made(61)], WHEN)
            other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    with open_ledger(file) as ledger:
        assert len(ledger.documents()) == 61


def test_a_record_too_large_to_be_held_in_memory_is_used_without_a_seal(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.ledger.seal.MOST", file.stat().st_size - 1)
    with closing(sqlite3.connect(file)) as connection:
        assert is_as_sealed(connection) is None
    with open_ledger(file) as ledger:
        ledger.record([made(61)], WHEN)
    monkeypatch.undo()
    with closing(sqlite3.connect(file)) as connection:
        assert is_as_sealed(connection) is None, "the old seal says nothing of what was written since"
    with open_ledger(file) as ledger:
        assert len(ledger.documents()) == 61
