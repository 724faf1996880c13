"""Every form of a date is the same day; what is ambiguous or impossible is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.workbook.dates import NotADate, chinese_number, date_from_serial, date_from_text

DAY = date(2026, 9, 15)
DIGITS = "〇一二三四五六七八九"


def in_chinese(number: int) -> str:
    """1–31 as in a date: 一, 十, 十五, 二十, 三十一."""
    tens, rest = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[rest] if rest else "")


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-9-15", "2026-09-15", "2026.9.15", "2026/9/15", "2026年9月15日", "20260915", "二〇二六年九月十五日"),
        *("2026年09月15日", "2026年9月15号", "2026 年 9 月 15 日", " 2026-9-15 ", "2026－9－15", "2026—9—15"),
        *("２０２６年９月１５日", "２０２６．９．１５", "２０２６／９／１５", "２０２６０９１５", "2026.09.15."),
        *(
            "二○二六年九月十五日",
            "二零二六年九月十五日",
            "二Ｏ二六年九月十五日",
            "二〇二六年九月一五日",
            "2026年九月十五日",
        ),
        *(
            "2026-09-15 00:00:00",
            "2026-09-15T08:30:00",
            "2026/9/15 8:30",
            "2026年9月15日 星期二",
            "2026年9月15日(周二)",
        ),
        *("46280", "2026年\n9月15日"),
    ],
)
def test_every_form_reads_as_the_tidy_one(typed: str) -> None:
    assert date_from_text(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("二〇二六年十月廿五日", date(2026, 10, 25)),
        ("二〇二六年十二月卅一日", date(2026, 12, 31)),
        ("二〇二六年十一月三十日", date(2026, 11, 30)),
        ("二〇二六年元月二十日", date(2026, 1, 20)),
        ("贰零贰陆年壹拾月壹拾伍日", date(2026, 10, 15)),
        ("2028年2月29日", date(2028, 2, 29)),
    ],
)
def test_other_numerals(typed: str, day: date) -> None:
    assert date_from_text(typed) == day


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("5/6/26", "date-ambiguous"),
        ("26.9.15", "date-ambiguous"),
        ("9-15-2026", "date-ambiguous"),
        ("15/9/2026", "date-ambiguous"),
        ("2026-2-30", "date-impossible"),
        ("2026年13月1日", "date-impossible"),
        ("20260931", "date-impossible"),
        ("2027年2月29日", "date-impossible"),
        ("二〇二六年二月三十日", "date-impossible"),
        ("2026年9月", "date-incomplete"),
        ("9月15日", "date-incomplete"),
        ("2026.9", "date-incomplete"),
        ("九月中旬", "date-incomplete"),
        ("待定", "date"),
        ("2026", "date"),
        ("99999", "date"),
        ("", "date"),
        ("TRUE", "date"),
    ],
)
def test_what_is_no_date_says_why(typed: str, why: str) -> None:
    with pytest.raises(NotADate) as refused:
        date_from_text(typed)
    assert refused.value.variant == why


@pytest.mark.parametrize(
    ("serial", "from_1904", "day"),
    [
        (46280, False, DAY),
        (44818, True, DAY),
        (46280.75, False, DAY),
        (59, False, date(1900, 2, 28)),
        (61, False, date(1900, 3, 1)),
        (1, False, date(1900, 1, 1)),
        (0, True, date(1904, 1, 1)),
        (60, True, date(1904, 3, 1)),
    ],
)
def test_serial_numbers_of_both_systems(serial: float, from_1904: bool, day: date) -> None:
    assert date_from_serial(serial, from_1904, is_formatted=True) == day


@pytest.mark.parametrize("serial", [60, 60.5, 0, -1, 2958466, 1e18])
def test_serial_numbers_of_no_day(serial: float) -> None:
    with pytest.raises(NotADate):
        date_from_serial(serial, False, is_formatted=True)


def test_a_bare_number_is_a_day_only_where_it_can_be_meant() -> None:
    assert date_from_serial(46280, False, is_formatted=False) == DAY
    assert date_from_serial(20260915, False, is_formatted=False) == DAY
    for number in (9.15, 15, 2026, 20260931, 915):
        with pytest.raises(NotADate):
            date_from_serial(number, False, is_formatted=False)


@given(st.dates(date(1980, 1, 1), date(2099, 12, 31)))
def test_all_forms_of_a_day_agree(day: date) -> None:
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    for typed in (
        f"{day.year}-{day.month}-{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{year}年{in_chinese(day.month)}月{in_chinese(day.day)}日",
    ):
        assert date_from_text(typed) == day
    serial = (day - date(1899, 12, 30)).days
    assert date_from_serial(serial, False, is_formatted=True) == day
    assert date_from_serial(serial - 1462, True, is_formatted=True) == day


@given(st.text(max_size=20))
def test_a_text_is_a_date_or_refused(text: str) -> None:
    try:
        assert isinstance(date_from_text(text), date)
    except NotADate as refused:
        assert refused.variant.startswith("date")


@given(st.integers(1, 31))
def test_chinese_numerals(number: int) -> None:
    assert chinese_number(in_chinese(number)) == number
    assert chinese_number(str(number)) == number


@pytest.mark.parametrize("text", ["", "十十", "五十十", "一二三十", "十〇", "廿十", "三廿", "百", "²"])
def test_what_is_no_numeral(text: str) -> None:
    assert chinese_number(text) is None


def test_dates_are_days_apart() -> None:
    assert date_from_serial(61, False, is_formatted=True) - date_from_serial(59, False, is_formatted=True) == timedelta(
        1
    )
