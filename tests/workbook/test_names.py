"""What is one name, one 工号 or one word however it was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.workbook.names import clean, normal_id, normal_name, normal_number, normal_reference, normal_word, one_line


@pytest.mark.parametrize(
    "typed",
    ["李明", " 李明 ", "李 明", "李　明", "李\u00a0明", "李\n明", "\ufeff李明", "李\u200b明", "李  　明"],
)
def test_spaces_in_a_name_do_not_matter(typed: str) -> None:
    assert normal_name(typed) == "李明"


@pytest.mark.parametrize("dot", [*"·•・‧∙⋅．.․･᛫ꞏ。", " · ", "　•　"])
def test_look_alike_middle_dots_are_one(dot: str) -> None:
    assert normal_name(f"买买提{dot}艾力") == "买买提·艾力"


@pytest.mark.parametrize("name", ["钟喆", "䶮一", "𬱖", "羽𠮷", "髙桥", "\uf900", "\U000e0100", "葛\U000e0101城"])
def test_rare_and_compatibility_characters_are_untouched(name: str) -> None:
    assert normal_name(name) == name


def test_compatibility_normalisation_would_change_a_name() -> None:
    assert unicodedata.normalize("NFKC", "\uf900") != normal_name("\uf900")


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Ａ区司法所", "A区司法所"), ("第３ 股", "第3股"), ("John  Smith", "John Smith"), ("股室（所）", "股室(所)")],
)
def test_widths_and_words(typed: str, name: str) -> None:
    assert normal_name(typed) == name


@pytest.mark.parametrize("typed", ["007", "００７", " 007 ", "0 0 7", "007\n", "\u200b007"])
def test_a_number_keeps_its_zeros(typed: str) -> None:
    assert normal_id(typed) == "007"


@pytest.mark.parametrize("typed", ["GR-007-2", "GR－007－2", "GR—007–2", " ＧＲ-007-2"])
def test_hyphens_are_one(typed: str) -> None:
    assert normal_id(typed) == "GR-007-2"


@pytest.mark.parametrize(
    ("typed", "meant"), [("００７", "007"), ("李 明", "李明"), ("A－1", "A-1"), ("阿里•买", "阿里·买")]
)
def test_a_reference_is_a_number_or_a_name(typed: str, meant: str) -> None:
    assert normal_reference(typed) == meant


def test_headings_are_compared_without_breaks() -> None:
    assert normal_word("风险\n 等级　（Ａ）") == "风险等级(A)"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("　一、\r\n二、 \r三、\n\n", "一、\n二、\n三、"),
        ("a\x0bb", "a\x0bb"),
        ("\x1f文", "\x1f文"),
    ],
)
def test_clean_keeps_lines_and_control_characters(typed: str, text: str) -> None:
    assert clean(typed) == text


@pytest.mark.parametrize(("typed", "text"), [("股\n长", "股长"), ("IT \n desk", "IT desk"), ("主任\t科员", "主任科员")])
def test_a_short_text_is_one_line(typed: str, text: str) -> None:
    assert one_line(typed) == text


@given(st.text())
def test_normal_forms_are_stable(text: str) -> None:
    for normal in (normal_id, normal_word, clean, normal_reference, normal_name):
        assert normal(normal(text)) == normal(text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=6))
def test_a_han_name_is_itself(name: str) -> None:
    assert normal_name(name) == name
    assert normal_name("　".join(name)) == name


@pytest.mark.parametrize(
    "typed",
    [
        "云司发〔2026〕5号",
        "云司发[2026]5号",
        "云司发（２０２６）第５号",
        "云司发【2026】 05 号",
        "云司发〔2026〕\u200b5号",
    ],
)
def test_a_number_of_a_document_is_one_however_it_is_typed(typed: str) -> None:
    assert normal_number(typed) == "云司发〔2026〕5号"


@pytest.mark.parametrize(
    "other", ["云司发〔2026〕50号", "云司发〔2025〕5号", "云司党〔2026〕5号", "云司发〔2026〕5", ""]
)
def test_numbers_that_are_not_one_stay_apart(other: str) -> None:
    assert normal_number(other) != normal_number("云司发〔2026〕5号")


def test_zeros_in_front_are_no_part_of_a_number() -> None:
    assert normal_number("GR-2026-007") == normal_number("GR－2026－7") == "GR-2026-7"
    assert normal_number("GR-2026-100") == "GR-2026-100"
