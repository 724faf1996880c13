"""What rules look for first, through all texts of a sheet at once: no text that a rule tells of lacks it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from docgen.programme.rules import placeholders, privacy, punctuation, texts, wording
from docgen.programme.rules.contacts import ways_to
from docgen.programme.rules.lists import pattern
from docgen.programme.rules.texts import BEGIN, Texts

TOLD: dict[str, tuple[re.Pattern[str], Callable[[str], object], list[str]]] = {
    "privacy": (
        privacy._MAY_TELL,
        lambda text: next(privacy.private(text), None) or ways_to(text),
        [
            *(
                "联系人13812345678",
                "１３８ １２３４ ５６７８",
                "见 a@b.cn",
                "邮箱ａ＠b.cn",
                "身份证号11010119900307123X",
            ),
            *(
                "座机0871-63512345",
                "微信号：abc12345",
                "加V信 abc12345",
                "QQ：12345678",
                "ｑｑ：1234567",
                "扣扣12345678",
            ),
            *("卡号6222 0212 3456 7890 128", "联系方式：235 1234", "薇信abc_12345", "Weixin: abc-12345"),
        ],
    ),
    "of others": (
        wording._FIRST_LOOK,
        lambda text: "司法局" in text or wording._last_year(2026).search(text),
        ["昭阳县司法局", "到司司法局办", "2025年", "２０２５年底", "局2025年", "司2025 年"],
    ),
    "slogans": (wording._beginning(), wording.is_slogan, ["加强学习", "加强教育，提高认识。", "严格遵守法律法规"]),
    "left over": (
        placeholders._DOUBLED,
        lambda text: pattern("left_over").search(text),
        ["在XX办理", "由××负责", "到＊＊＊处", "____签字", "ｘｘ股"],
    ),
    "half-width": (
        punctuation._FIRST_LOOK,
        punctuation._changes,
        ["核对,签名", "材料(原件)", '所谓"上会"', "如下:一是", "何时办?", "办理;登记", "立即!"],
    ),
}


@pytest.mark.parametrize(("look", "rule", "told"), TOLD.values(), ids=TOLD)
def test_every_text_that_is_told_has_what_is_looked_for(
    look: re.Pattern[str], rule: Callable[[str], object], told: list[str]
) -> None:
    assert all(rule(text) for text in told)
    around = [f"双人核对{text}" for text in told] if BEGIN not in look.pattern else []
    others = ["双人核对原件", "每月五日前抽查", ""]
    assert Texts(frozenset([*told, *around, *others])).holding(look) >= {*told, *around}


def test_the_years_and_the_offices_are_the_same_as_said_plainly() -> None:
    plain = re.compile("司法局|[2２][0０][0-9０-９]{2}")
    for text in ("司法局", "司2024", "司司法局", "２０２４", "204", "司法", "20", "22024", "司20", "司２０２４司法局"):
        assert bool(wording._FIRST_LOOK.search(text)) == bool(plain.search(text)), text


@pytest.mark.parametrize("found", ["[甲丙]", f"甲[^{BEGIN}]|丁", f"{BEGIN}乙", f"[^甲乙丙丁戊{BEGIN}]", "庚"])
def test_a_search_through_all_finds_the_texts_that_one_in_each_finds(found: str) -> None:
    said = frozenset(("甲一", "一甲", "乙二", "二乙", "丙", "", "戊", "丁\n戊"))
    look = re.compile(found)
    assert Texts(said).holding(look) == {text for text in said if look.search(BEGIN + text)}


@pytest.mark.parametrize("said", [(), ("",), ("甲乙", "乙]^-\\丙"), ("甲\0乙", "丙"), ("\0",)])
def test_letters_are_all_letters_of_the_texts(said: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    for sample in (2, 50_000):
        monkeypatch.setattr(texts, "SAMPLE", sample)
        assert Texts(frozenset(said)).letters() == set("".join(said))
