"""The record keeps what was given and made, through crashes, newer programs and damage."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from docgen.errors import CannotUse, DamageFound
from docgen.form.signing import SigningPlace
from docgen.ledger import file as module
from docgen.ledger.ledger import File, Made, Settled, open_ledger
from docgen.ledger.migrations import MIGRATIONS
from docgen.ledger.numbers import NumberRequest

CATALOGUE = {"xlsx": File("目录.xlsx", "cc", "f3"), "pdf": File("目录.pdf", "dd", "f4")}

TABLE_PAGES = (5, 13)
"""The first byte of SQLite's pages that hold tables (file format, 1.6)."""

WHEN = datetime(2026, 11, 1, 8, 30)


def made(**values: Any) -> Made:
    facts: dict[str, Any] = {
        "bureau": "云岭县司法局",
        "year": 2026,
        "id": "personal_check/004",
        "kind": "personal_check",
        "subject": "004",
        "department": "综合股",
        "number": "GR-2026-001",
        "pages": 2,
        "files": {"docx": File("表/004.docx", "aa", "f1"), "pdf": File("表/004.pdf", "bb", "f2")},
    }
    return Made(**(facts | values))


def asked(*documents: str, series: str = "k", code: str = "GR") -> list[NumberRequest]:
    return [NumberRequest(item, series, lambda serial: f"{code}-2026-{serial:03d}") for item in documents]


def test_numbers_are_given_in_order_and_stay_with_their_documents(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        assert ledger.numbers("甲局", 2026, asked("k/b", "k/a")) == {"k/b": "GR-2026-001", "k/a": "GR-2026-002"}
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        given = ledger.numbers("甲局", 2026, asked("k/c", "k/a"))
        assert given == {"k/c": "GR-2026-003", "k/a": "GR-2026-002"}
        assert ledger.numbers("甲局", 2027, asked("k/c")) == {"k/c": "GR-2026-001"}
        assert ledger.numbers("乙局", 2026, asked("k/c")) == {"k/c": "GR-2026-001"}


def test_a_number_is_never_given_again(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.numbers("甲局", 2026, asked("k/a", "k/b", "k/c"))
        assert ledger.numbers("甲局", 2026, asked("k/d"))["k/d"] == "GR-2026-004"


def test_another_code_changes_no_number_that_was_given(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.numbers("甲局", 2026, asked("k/a"))
        given = ledger.numbers("甲局", 2026, asked("k/a", "k/b", code="ZZ"))
    assert given == {"k/a": "GR-2026-001", "k/b": "ZZ-2026-002"}


def test_kinds_of_one_series_share_their_serials(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        first = ledger.numbers("甲局", 2026, asked("k/a", series="发文"))
        assert first | ledger.numbers("甲局", 2026, asked("m/a", series="发文")) == {
            "k/a": "GR-2026-001",
            "m/a": "GR-2026-002",
        }
        assert ledger.numbers("甲局", 2026, asked("n/a", series="n", code="YJ")) == {"n/a": "YJ-2026-001"}


def test_a_number_given_by_hand_is_kept_and_counts_in_its_series(tmp_path: Path) -> None:
    hand = asked("k/b")[0]._replace(by_hand="GR-2026-007", serial=7)
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        given = ledger.numbers("甲局", 2026, [*asked("k/a"), hand, *asked("k/c")])
    assert given == {"k/a": "GR-2026-008", "k/b": "GR-2026-007", "k/c": "GR-2026-009"}


def test_a_number_that_another_document_has_by_hand_is_passed_over(tmp_path: Path) -> None:
    hand = asked("m/a", series="m")[0]._replace(by_hand="GR-2026-001")
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        given = ledger.numbers("甲局", 2026, [hand, *asked("k/a")])
    assert given == {"m/a": "GR-2026-001", "k/a": "GR-2026-002"}


def test_two_runs_at_once_never_give_a_number_twice(tmp_path: Path) -> None:
    file = tmp_path / "l.sqlite"
    with open_ledger(file):
        pass

    def run(name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        with open_ledger(file) as ledger:
            for number in range(20):
                found |= ledger.numbers("甲局", 2026, asked(f"k/{name}{number}"))
        return found

    with ThreadPoolExecutor(4) as pool:
        given = [number for found in pool.map(run, "abcd") for number in found.values()]
    assert sorted(given) == [f"GR-2026-{serial:03d}" for serial in range(1, 81)]


def test_a_renamed_department_keeps_numbers_record_and_files(tmp_path: Path) -> None:
    values = {"id": "department_check/办公室", "kind": "department_check", "subject": "办公室", "department": "办公室"}
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        before = ledger.numbers(made().bureau, 2026, asked("department_check/办公室", "x/一次会·办公室"))
        ledger.record([made(**values), made(department="办公室", files={})], WHEN)
        ledger.rename(made().bureau, 2026, {"办公室": "综合股"})
        now = {item.id: item for item in ledger.documents()}
        assert now["department_check/综合股"].files == made(**values).files
        assert (now["department_check/综合股"].subject, now["personal_check/004"].department) == ("综合股", "综合股")
        after = ledger.numbers(made().bureau, 2026, asked("department_check/综合股", "x/一次会·综合股"))
        assert list(after.values()) == list(before.values())


def test_what_was_recorded_is_found_again(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.record([made()], WHEN)
        assert ledger.documents() == [made()]
        assert ledger.digest("表/004.docx") == "aa"
        assert ledger.digest("表/005.docx") is None
        assert ledger.bureaus() == {("云岭县司法局", 2026)}


def test_a_second_run_replaces_the_first_and_a_format_left_out_stays(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.record([made()], WHEN)
        ledger.record([made(pages=None, files={"docx": File("表/004 新.docx", "cc")})], WHEN)
        [document] = ledger.documents()
    assert document.files == {"docx": File("表/004 新.docx", "cc"), "pdf": File("表/004.pdf", "bb", "f2")}
    assert document.pages == 2


def test_a_blank_form_and_the_filled_one_are_two_documents(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.record([made()], WHEN)
        ledger.record([made(blank=True, number="", files={"docx": File("空白表/004.docx", "dd")})], WHEN)
        assert [item.blank for item in ledger.documents()] == [False, True]


def test_what_was_made_for_one_bureaus_year_is_found_by_document(tmp_path: Path) -> None:
    blank = made(blank=True, files={})
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.record([made(), made(year=2027, files={}), blank], WHEN)
        assert ledger.made_for("云岭县司法局", 2026, blank=False) == {"personal_check/004": made()}
        assert ledger.made_for("云岭县司法局", 2026, blank=True) == {"personal_check/004": blank}
        assert ledger.made_for("白水县司法局", 2026, blank=False) == {}


def test_a_years_files_are_those_of_its_filled_documents_that_stand(tmp_path: Path) -> None:
    before = made(year=2025, files={"pdf": File("旧/004.pdf", "aa")})
    blank = made(blank=True, files={"pdf": File("空白表/004.pdf", "dd")})
    gone = made(id="personal_check/005", files={"pdf": File("已撤下/005.pdf", "cc")}, withdrawn=True)
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        assert ledger.digests_of([(made().bureau, 2026)]) == {}
        ledger.record([made(), before, gone, blank], WHEN)
        assert ledger.digests_of([(made().bureau, 2026)]) == {file.path: file.sha256 for file in made().files.values()}
        assert len(ledger.digests_of([(made().bureau, 2026), (made().bureau, 2025)])) == 3


def test_a_run_that_left_nothing_to_do_is_remembered_until_something_is_recorded(tmp_path: Path) -> None:
    run = Settled(10, 2, (("云岭县司法局", 2026), ("白水县司法局", 2026)))
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.numbers("云岭县司法局", 2026, asked("personal_check/004"))
        ledger.settle("state", run)
        assert ledger.settled("state") == run
        assert ledger.settled("another") is None
        ledger.numbers("云岭县司法局", 2026, asked("personal_check/004"))
        assert ledger.settled("state") == run
        ledger.numbers("云岭县司法局", 2026, asked("personal_check/005"))
        assert ledger.settled("state") is None
        ledger.settle("state", run)
        ledger.record([made()], WHEN)
        assert ledger.settled("state") is None


def test_the_workbooks_of_the_last_whole_run_take_the_place_of_those_before(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        assert ledger.inputs("甲局", 2026, blank=False) == []
        ledger.read_from("甲局", 2026, ["乙.xlsx", "甲.xlsx"], blank=False)
        ledger.read_from("甲局", 2026, ["空.xlsx"], blank=True)
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        assert ledger.inputs("甲局", 2026, blank=False) == sorted(["乙.xlsx", "甲.xlsx"])
        ledger.read_from("甲局", 2026, ["甲.xlsx"], blank=False)
        assert ledger.inputs("甲局", 2026, blank=False) == ["甲.xlsx"]
        assert ledger.inputs("甲局", 2026, blank=True) == ["空.xlsx"]
        assert ledger.inputs("甲局", 2027, blank=False) == ledger.inputs("乙局", 2026, blank=False) == []


def test_recording_a_document_looks_through_no_table(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.record([made()], WHEN)
        statements: list[str] = []
        ledger._connection.set_trace_callback(statements.append)
        ledger.record([made()], WHEN)
        ledger._connection.set_trace_callback(None)
        looked = [item for item in statements if item.startswith(("SELECT", "DELETE")) and "settled" not in item]
        assert len(looked) == 4
        for statement in looked:
            plan = [row[3] for row in ledger._connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
            assert not any("SCAN" in step for step in plan), statement


def test_where_a_document_is_signed_is_kept_until_its_pdf_is_made_anew(tmp_path: Path) -> None:
    places = (SigningPlace("本人", 1, 25.0, 200.5, 150.25, 22.0), SigningPlace("分管领导", 2, 25.0, 30.0, 150.25, 22.0))
    word_only = made(pages=None, files={"docx": File("表/004.docx", "cc")})
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.record([made(places=places)], WHEN)
        assert ledger.places("云岭县司法局", 2026, blank=False) == {"personal_check/004": places}
        assert ledger.places("云岭县司法局", 2026, blank=True) == {}
        ledger.record([word_only], WHEN)
        assert ledger.places("云岭县司法局", 2026, blank=False) == {"personal_check/004": places}
        ledger.record([made(places=places[:1])], WHEN)
        assert ledger.places("云岭县司法局", 2026, blank=False) == {"personal_check/004": places[:1]}
        ledger.record([made(withdrawn=True, files={}, pages=None)], WHEN)
        assert ledger.places("云岭县司法局", 2026, blank=False) == {}


def test_a_document_taken_down_and_made_again_has_no_files_of_before(tmp_path: Path) -> None:
    down = made(withdrawn=True, files={"docx": File("已撤下/表/004.docx", "aa")})
    again = made(files={"docx": File("表/004.docx", "cc")})
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.record([made()], WHEN)
        ledger.record([down], WHEN)
        assert ledger.documents() == [down]
        ledger.record([again], WHEN)
        assert ledger.documents() == [again]


@contextmanager
def old_record(file: Path, changes: int) -> Iterator[sqlite3.Connection]:
    """A record as the program left it that knew the first so many changes."""
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("CREATE TABLE migrations (name TEXT NOT NULL PRIMARY KEY) STRICT")
        for name, statements in MIGRATIONS[:changes]:
            connection.executescript(statements)
            connection.execute("INSERT INTO migrations VALUES (?)", (name,))
        yield connection
    connection.close()


def test_numbers_of_an_older_program_are_kept_as_the_text_that_was_given(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    with old_record(file, 4) as connection:
        connection.execute("INSERT INTO numbers VALUES ('甲局', 2026, 'k', 'a', 1), ('甲局', 2026, 'k', 'b', 2)")
        connection.execute(
            "INSERT INTO documents VALUES ('甲局', 2026, 'k/a', 'k', 'a', '股', 'GR-2026-001', 2, 'x', 0, 0)"
        )
    with open_ledger(file) as ledger:
        given = ledger.numbers("甲局", 2026, asked("k/a", "k/b", "k/c", code="ZZ"))
    assert given == {"k/a": "GR-2026-001", "k/b": "ZZ-2026-002", "k/c": "ZZ-2026-003"}


def test_a_change_that_fails_leaves_the_record_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ledger.sqlite"
    with old_record(file, 3):
        pass
    before = file.read_bytes()
    monkeypatch.setattr(module, "MIGRATIONS", (*MIGRATIONS, ("0099 bad", "CREATE TABLE x (; nonsense")))
    with pytest.raises(DamageFound), open_ledger(file):
        pass
    assert file.read_bytes() == before


def test_a_record_of_an_older_program_is_brought_up_to_date_and_loses_nothing(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    with old_record(file, 1) as connection:
        connection.execute("INSERT INTO documents VALUES ('甲局', 2026, 'k/1', 'k', '1', '股', 'N-1', 2, 'then', 0)")
        connection.execute("INSERT INTO files VALUES ('k/1.docx', '甲局', 2026, 'k/1', 0, 'docx', 'aa')")
    with open_ledger(file) as ledger:
        files = {"docx": File("k/1.docx", "aa", "")}
        assert ledger.documents() == [Made("甲局", 2026, "k/1", "k", "1", "股", "N-1", 2, files)]


def test_a_file_that_is_no_record_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    file.write_text("not a database at all, by any means" * 40)
    before = file.read_bytes()
    with pytest.raises(DamageFound) as caught, open_ledger(file):
        pass
    assert str(file) in caught.value.message
    assert file.read_bytes() == before


@pytest.mark.parametrize("which", [0, 3, -1])
def test_a_damaged_record_is_told_as_damage_and_never_half_read(tmp_path: Path, which: int) -> None:
    file = tmp_path / "ledger.sqlite"
    with open_ledger(file) as ledger:
        ledger.record([made(id=f"personal_check/{number}", files={}) for number in range(400)], WHEN)
    data = bytearray(file.read_bytes())
    pages = [start for start in range(0, len(data), 4096) if data[start] in TABLE_PAGES]
    start = pages[which] + 8
    data[start : start + 2000] = b"\xa5" * 2000
    file.write_bytes(data)
    with pytest.raises(DamageFound), open_ledger(file):
        pass


def test_a_record_that_another_program_holds_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ledger.sqlite"
    monkeypatch.setattr(module, "WAIT", 0.1)
    with open_ledger(file) as ledger:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CannotUse):
            ledger.record([made()], WHEN)
        other.execute("ROLLBACK")
        other.close()


def test_another_programs_database_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(CannotUse), open_ledger(file):
        pass
    assert file.read_bytes() == before


def test_a_record_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    with open_ledger(file):
        pass
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO migrations VALUES ('0099 from the future')")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(CannotUse) as caught, open_ledger(file):
        pass
    assert caught.value.hint
    assert file.read_bytes() == before


def test_a_folder_in_the_records_place_is_an_error_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").mkdir()
    with pytest.raises(CannotUse), open_ledger(tmp_path / "ledger.sqlite"):
        pass


def test_the_list_of_a_year_is_known_by_its_files_and_is_no_document(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.settle("before", Settled(0, 0, ()))
        ledger.list_in("云岭县司法局", 2026, CATALOGUE)
        assert ledger.settled("before") is None
        assert ledger.catalogue("云岭县司法局", 2026) == CATALOGUE
        assert ledger.catalogue("云岭县司法局", 2027) == {}
        assert ledger.documents() == []
        assert ledger.digests_of([("云岭县司法局", 2026)]) == {"目录.xlsx": "cc", "目录.pdf": "dd"}
        ledger.list_in("云岭县司法局", 2026, {"xlsx": CATALOGUE["xlsx"]})
        assert set(ledger.catalogue("云岭县司法局", 2026)) == {"xlsx"}
