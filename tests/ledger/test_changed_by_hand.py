"""Numbers that somebody changes in the record are recognised and named, and nothing is given until that is mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from docgen.errors import DamageFound
from docgen.ledger.ledger import Made, open_ledger
from docgen.ledger.migrations import MIGRATIONS
from docgen.ledger.numbers import Cancelled, NumberRequest

WHEN = datetime(2026, 11, 1, 8, 30)


def asked(*documents: str) -> list[NumberRequest]:
    return [NumberRequest(item, "发文", "云司发〔2026〕{}号".format) for item in documents]


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A record of three documents, all made, the fourth number cancelled."""
    path = tmp_path / "ledger.sqlite"
    with open_ledger(path) as ledger:
        given = ledger.numbers("甲局", 2026, asked("k/a", "k/b", "k/c", "k/d"))
        ledger.cancel(ledger.given()[3], Cancelled(date(2026, 11, 26), "印废了"), [], WHEN)
        ledger.record(
            [Made("甲局", 2026, key, "k", key[2:], "", given[key], 1, {}) for key in ("k/a", "k/b", "k/c")], WHEN
        )
        assert ledger.changed_by_hand() == []
    return path


def edited(file: Path, statement: str) -> list[str]:
    """What is told once the record was edited so."""
    with sqlite3.connect(file) as connection:
        assert connection.execute(statement).rowcount > 0
    connection.close()
    with open_ledger(file) as ledger:
        before = ledger.given()
        with pytest.raises(DamageFound) as caught:
            ledger.must_agree()
        assert str(file) in caught.value.message
        assert ledger.given() == before
        return [str(item) for item in ledger.changed_by_hand()]


def given_anyway(file: Path) -> dict[str, str]:
    with open_ledger(file) as ledger:
        return ledger.numbers("甲局", 2026, asked("k/a", "k/b", "k/c", "k/e"))


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE numbers SET number = '云司发〔2026〕1号' WHERE document = 'k/b'", ("k/b", "云司发〔2026〕2号")),
        ("UPDATE numbers SET number = '云司发〔2026〕99号' WHERE document = 'k/b'", ("k/b", "云司发〔2026〕99号")),
        ("UPDATE numbers SET serial = 1000 WHERE document = 'k/b'", ("k/b", "1000")),
        ("UPDATE numbers SET serial = NULL WHERE document = 'k/c'", ("k/c", "云司发〔2026〕3号")),
        ("UPDATE numbers SET series = '别的' WHERE document = 'k/c'", ("k/c", "别的")),
        ("UPDATE numbers SET document = 'k/z' WHERE document = 'k/c'", ("k/z", "云司发〔2026〕3号")),
        ("DELETE FROM numbers WHERE document = 'k/c'", ("k/c", "云司发〔2026〕3号")),
        ("DELETE FROM numbers", ("k/a", "云司发〔2026〕1号")),
        (
            "INSERT INTO numbers VALUES ('甲局', 2026, 'k/d', '发文', 4, '云司发〔2026〕4号')",
            ("k/d", "云司发〔2026〕4号"),
        ),
        ("DELETE FROM given WHERE document = 'k/b'", ("k/b", "云司发〔2026〕2号")),
        ("DELETE FROM given WHERE document = 'k/d'", ("差 1 条",)),
        ("UPDATE given SET number = '云司发〔2026〕1号' WHERE document = 'k/b'", ("k/b", "云司发〔2026〕1号")),
    ],
)
def test_a_changed_number_is_named_and_no_number_is_given(file: Path, statement: str, told: tuple[str, ...]) -> None:
    found = "\n".join(edited(file, statement))
    assert all(word in found for word in told), found
    with pytest.raises(DamageFound):
        given_anyway(file)


def test_a_number_taken_out_of_both_tables_is_missed_by_its_place_its_gap_and_its_paper(file: Path) -> None:
    edited(file, "DELETE FROM given WHERE document = 'k/b'")
    found = edited(file, "DELETE FROM numbers WHERE document = 'k/b'")
    assert any("k/b" in item and "文件上印的编号 云司发〔2026〕2号" in item for item in found)
    assert any("差 1 条" in item for item in found)
    with open_ledger(file) as ledger:
        [series] = ledger.series()
    assert [(gap.why, gap.first, gap.last) for gap in series.gaps] == [("lost", 2, 2), ("cancelled", 4, 4)]


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (("UPDATE documents SET number = '云司发〔2026〕77号' WHERE id = 'k/b'",), "文件上印的编号 云司发〔2026〕77号"),
        (
            (
                "UPDATE numbers SET number = '云司发〔2026〕1号' WHERE document = 'k/b'",
                "UPDATE given SET number = '云司发〔2026〕1号' WHERE document = 'k/b'",
            ),
            "编号 云司发〔2026〕1号 给了几份文件：k/a、k/b",
        ),
    ],
)
def test_what_was_changed_everywhere_alike_is_told_by_what_it_does_not_fit(
    file: Path, statements: tuple[str, ...], told: str
) -> None:
    with sqlite3.connect(file) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount == 1
    connection.close()
    with open_ledger(file) as ledger:
        assert any(told in str(item) for item in ledger.changed_by_hand())


def test_changed_back_it_goes_on(file: Path) -> None:
    edited(file, "UPDATE numbers SET number = '云司发〔2026〕99号' WHERE document = 'k/b'")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE numbers SET number = '云司发〔2026〕2号' WHERE document = 'k/b'")
    connection.close()
    assert given_anyway(file)["k/e"] == "云司发〔2026〕5号"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE numbers SET number = '云司发〔2026〕1号' WHERE document = 'k/b'",
        "DELETE FROM numbers WHERE document = 'k/b'",
        "DELETE FROM given WHERE document = 'k/b'",
    ],
)
def test_a_number_that_cannot_be_mended_is_cancelled_and_another_one_given(file: Path, statement: str) -> None:
    edited(file, statement)
    with open_ledger(file) as ledger:
        [number] = [item for item in ledger.given() if item.document == "k/b"]
        aside = Made("甲局", 2026, "k/b", "k", "b", "", number.number, 1, {}, withdrawn=True)
        ledger.cancel(number, Cancelled(date(2026, 11, 27), "台账被人改过"), [aside], WHEN)
        assert ledger.changed_by_hand() == []
    assert given_anyway(file) == {
        "k/a": "云司发〔2026〕1号",
        "k/b": "云司发〔2026〕5号",
        "k/c": "云司发〔2026〕3号",
        "k/e": "云司发〔2026〕6号",
    }


TEXTS_KEPT = 6
"""The change from which on a number's text is kept."""


ALL_KEPT = 9
"""The change from which on every number that was ever given is kept."""


@pytest.mark.parametrize("known", range(1, ALL_KEPT))
def test_numbers_of_every_earlier_version_are_taken_over_as_they_are(tmp_path: Path, known: int) -> None:
    file = tmp_path / "ledger.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE migrations (name TEXT NOT NULL PRIMARY KEY) STRICT")
        for name, statements in MIGRATIONS[:known]:
            connection.executescript(statements)
            connection.execute("INSERT INTO migrations VALUES (?)", (name,))
        for letter, serial, number in (("a", 1, "云司发〔2026〕1号"), ("b", 4, "云司发〔2026〕4号"), ("c", 3, "")):
            if known >= TEXTS_KEPT:
                values = ("甲局", 2026, f"k/{letter}", "发文", serial, number)
                connection.execute("INSERT INTO numbers VALUES (?, ?, ?, ?, ?, ?)", values)
                continue
            connection.execute("INSERT INTO numbers VALUES ('甲局', 2026, 'k', ?, ?)", (letter, serial))
            if number:
                connection.execute(
                    "INSERT INTO documents (bureau, year, id, kind, subject, department, number, pages, made, blank)"
                    " VALUES ('甲局', 2026, ?, 'k', ?, '股', ?, 2, 'then', 0)",
                    (f"k/{letter}", letter, number),
                )
    connection.close()
    with open_ledger(file) as ledger:
        assert ledger.changed_by_hand() == []
        [series] = ledger.series()
        assert [(gap.why, gap.first, gap.last) for gap in series.gaps] == [("before", 2, 2), ("before", 3, 3)]
        wanted = [item._replace(series=series.name) for item in asked("k/a", "k/b", "k/c", "k/d")]
        given = ledger.numbers("甲局", 2026, wanted)
        assert list(given.values()) == [f"云司发〔2026〕{serial}号" for serial in (1, 4, 3, 5)]
        assert ledger.changed_by_hand() == []
