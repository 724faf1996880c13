"""Numbers run by series, each is given once, and every gap that is left has its reason."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.ledger.ledger import Ledger, open_ledger
from docgen.ledger.numbers import Cancelled, Gap, NumberRequest, Numbers, Series
from docgen.workbook.names import normal_number

WHEN = datetime(2026, 11, 1, 8, 30)
SPOILED = Cancelled(date(2026, 11, 26), "印废了", "张三")


def asked(*documents: str, series: str = "发文", form: str = "云司发〔2026〕{}号") -> list[NumberRequest]:
    return [NumberRequest(item, series, form.format) for item in documents]


def by_hand(
    document: str, number: str, serial: int | None, series: str = "发文", form: str = "云司发〔2026〕{}号"
) -> NumberRequest:
    return NumberRequest(document, series, form.format, number, serial)


def cancel(ledger: Ledger, document: str, cancelled: Cancelled = SPOILED) -> None:
    [number] = [item for item in ledger.given() if item.document == document and not item.cancelled]
    ledger.cancel(number, cancelled, [], WHEN)


def series(ledger: Ledger, name: str = "发文") -> Series:
    [found] = [item for item in ledger.series() if item.name == name]
    return found


def gaps(ledger: Ledger, name: str = "发文") -> list[tuple[str, int | None, int | None, str]]:
    return [(gap.why, gap.first, gap.last, gap.number) for gap in series(ledger, name).gaps]


# ---------------------------------------------------------------- one text, one document


def test_two_series_with_one_代字_never_give_one_text_twice_and_say_whose_the_passed_ones_are(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.numbers("甲局", 2026, asked("a/-", "b/-"))
        party = ledger.numbers("甲局", 2026, asked("c/-", series="党组织发文"))
        after = ledger.numbers("甲局", 2026, asked("d/-"))
        assert party == {"c/-": "云司发〔2026〕3号"}
        assert after == {"d/-": "云司发〔2026〕4号"}
        taken = [(gap.why, gap.first, gap.document) for gap in series(ledger, "党组织发文").gaps]
        assert taken == [("taken", 1, "a/-"), ("taken", 2, "b/-")]
        assert gaps(ledger) == [("taken", 3, 3, "云司发〔2026〕3号")]


@pytest.mark.parametrize("typed", ["云司发[2026]第05号", "云司发（2026）5号", "云司发〔２０２６〕 ５ 号"])
def test_a_number_typed_another_way_is_the_same_number(tmp_path: Path, typed: str) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        given = ledger.numbers("甲局", 2026, [by_hand("a/-", typed, 5), *asked(*"bcdefg")])
        assert given["a/-"] == typed
        assert [given[key] for key in "bcdefg"] == [f"云司发〔2026〕{serial}号" for serial in range(6, 12)]
        other = ledger.numbers("甲局", 2026, asked("m/-", series="党组织发文"))
        assert other == {"m/-": "云司发〔2026〕1号"}
        rest = ledger.numbers("甲局", 2026, asked(*"stuvw", series="党组织发文"))
        assert "云司发〔2026〕5号" not in rest.values()


def test_a_number_by_hand_that_another_document_has_is_given_to_nobody(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.numbers("甲局", 2026, asked("a/-"))
        before = ledger.given()
        assert ledger.numbers("甲局", 2026, [by_hand("b/-", "云司发〔2026〕1号", 1)]) == {}
        assert ledger.given() == before
        twice = [by_hand("c/-", "云司发〔2026〕7号", 7), by_hand("d/-", "云司发〔2026〕7号", 7)]
        assert ledger.numbers("甲局", 2026, twice) == {"c/-": "云司发〔2026〕7号"}


def test_what_is_typed_for_something_else_is_left_out_of_the_series(tmp_path: Path) -> None:
    typed = ["云司发〔2026〕2号"]
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        given = ledger.numbers("甲局", 2026, asked("a/-", "b/-"), typed)
        assert list(given.values()) == ["云司发〔2026〕1号", "云司发〔2026〕3号"]
        assert gaps(ledger) == [("taken", 2, 2, "云司发〔2026〕2号")]


def test_a_number_by_hand_that_is_not_of_the_series_is_kept_as_text(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        given = ledger.numbers("甲局", 2026, [by_hand("a/-", "云司函〔2026〕9号", None), *asked("b/-")])
        assert given == {"a/-": "云司函〔2026〕9号", "b/-": "云司发〔2026〕1号"}
        assert series(ledger).others == ("云司函〔2026〕9号",)
        assert gaps(ledger) == []


def test_years_are_apart_but_for_what_was_typed_in_another_years_workbook(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.numbers("甲局", 2026, [*asked("a/-"), by_hand("b/-", "云司发〔2027〕1号", None)])
        next_year = asked("a/-", "b/-", form="云司发〔2027〕{}号")
        assert list(ledger.numbers("甲局", 2027, next_year).values()) == ["云司发〔2027〕2号", "云司发〔2027〕3号"]
        assert ledger.numbers("乙局", 2027, next_year)["a/-"] == "云司发〔2027〕1号"


# ---------------------------------------------------------------- gaps


def test_a_cancelled_number_leaves_a_gap_for_ever_and_its_document_gets_the_next(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.numbers("甲局", 2026, asked("a/-", "b/-"))
        cancel(ledger, "b/-")
        assert gaps(ledger) == [("cancelled", 2, 2, "云司发〔2026〕2号")]
        assert ledger.numbers("甲局", 2026, [by_hand("b/-", "云司发〔2026〕2号", 2)]) == {}
        assert ledger.numbers("甲局", 2026, asked("b/-", "c/-")) == {
            "b/-": "云司发〔2026〕3号",
            "c/-": "云司发〔2026〕4号",
        }
        [gap] = series(ledger).gaps
        assert (gap.document, gap.cancelled) == ("b/-", SPOILED)
        assert (series(ledger).first, series(ledger).last, series(ledger).documents) == (
            "云司发〔2026〕1号",
            "云司发〔2026〕4号",
            3,
        )


def test_numbers_below_one_by_hand_are_told_by_it(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.numbers("甲局", 2026, asked("a/-"))
        ledger.numbers("甲局", 2026, [by_hand("b/-", "云司发〔2026〕5号", 5), *asked("c/-")])
        assert gaps(ledger) == [("by-hand", 2, 4, "云司发〔2026〕5号")]
        ledger.numbers("甲局", 2026, [by_hand("d/-", "云司发〔2026〕3号", 3)])
        assert [gap[:3] for gap in gaps(ledger)] == [("by-hand", 2, 2), ("by-hand", 4, 4)]


def test_a_number_by_hand_as_high_as_may_be_costs_no_more_than_another(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.numbers("甲局", 2026, [by_hand("a/-", "云司发〔2026〕999999999号", 999_999_999), *asked("b/-")])
        assert gaps(ledger) == [("by-hand", 1, 999_999_998, "云司发〔2026〕999999999号")]


def test_a_serial_that_waits_for_its_text_and_gets_one_by_hand_leaves_a_gap_that_is_told() -> None:
    book = Numbers([("a/-", "发文", 1, ""), ("b/-", "发文", 2, "")])
    book.give(by_hand("a/-", "云司函〔2026〕9号", None))
    book.give(*asked("b/-"))
    assert book.given == {"a/-": "云司函〔2026〕9号", "b/-": "云司发〔2026〕2号"}
    assert book.passed == [("发文", 1, "云司函〔2026〕9号")]


# ---------------------------------------------------------------- whatever happens

DOCUMENTS = [f"k/{letter}" for letter in "abcdefgh"]
FORMS = ("云司发〔2026〕{}号", "云司发〔2026〕{}号", "GR-2026-{:03d}")
"""Of three series, the first two with one 代字."""

steps = st.lists(
    st.one_of(
        st.tuples(st.just("give"), st.lists(st.sampled_from(DOCUMENTS), min_size=1, max_size=4), st.integers(0, 2)),
        st.tuples(st.just("type"), st.sampled_from(DOCUMENTS), st.integers(0, 2), st.integers(1, 12)),
        st.tuples(st.just("cancel"), st.sampled_from(DOCUMENTS)),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(steps)
def test_no_number_is_ever_given_twice_or_changed_and_every_gap_is_told(script: Sequence[tuple[object, ...]]) -> None:
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "l.sqlite") as ledger:
        borne: dict[str, str] = {}
        for step in script:
            match step:
                case ("give", list(documents), int(kind)):
                    wanted = asked(*dict.fromkeys(documents), series=f"s{kind}", form=FORMS[kind])
                case ("type", str(document), int(kind), int(serial)):
                    wanted = [by_hand(document, FORMS[kind].format(serial), serial, f"s{kind}", FORMS[kind])]
                case ("cancel", str(document)):
                    if document in borne:
                        cancel(ledger, document)
                        del borne[document]
                    continue
            for document, number in ledger.numbers("甲局", 2026, wanted).items():
                assert borne.setdefault(document, number) == number
        ever = [normal_number(item.number) for item in ledger.given()]
        assert len(ever) == len(set(ever)), "given twice"
        assert {item.document: item.number for item in ledger.given() if not item.cancelled} == borne
        found = ledger.series()
        assert sum(item.documents for item in found) == len(borne)
        assert all(gap.why in ("cancelled", "by-hand", "taken") for item in found for gap in item.gaps)
        for item in found:
            serials = {row.serial for row in ledger.given() if row.series == item.name and not row.cancelled}
            told = [serial for gap in item.gaps for serial in _serials(gap)]
            assert len(told) == len(set(told)), "told twice"
            assert serials.isdisjoint(told)
            assert sorted([*serials - {None}, *told]) == list(range(1, len(told) + len(serials - {None}) + 1))
        assert ledger.changed_by_hand() == []


def _serials(gap: Gap) -> range:
    return range(0) if gap.first is None or gap.last is None else range(gap.first, gap.last + 1)


# ---------------------------------------------------------------- at the same time


def _give_some(arguments: tuple[Path, str]) -> list[str]:
    file, name = arguments
    found: list[str] = []
    for place in range(10):
        with open_ledger(file) as ledger:
            found += ledger.numbers("甲局", 2026, asked(f"k/{name}{place}")).values()
    return found


def test_eight_processes_give_each_number_once(tmp_path: Path) -> None:
    file = tmp_path / "l.sqlite"
    with multiprocessing.get_context("spawn").Pool(8) as pool:
        given = [number for found in pool.map(_give_some, [(file, name) for name in "abcdefgh"]) for number in found]
    assert sorted(given, key=lambda text: int(text[9:-1])) == [f"云司发〔2026〕{serial}号" for serial in range(1, 81)]
