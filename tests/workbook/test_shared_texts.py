"""Shared texts are taken apart without a tree, and are what the XML parser makes of them."""

import pytest

from docgen.workbook.container import Unusable
from docgen.workbook.plain import NotPlainXml
from docgen.workbook.texts import _any, _plain, read_texts

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def part(texts: str, attributes: str = SPACE, after: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sst {attributes} count="2">{texts}{after}</sst>'.encode()


PLAIN = {
    "texts": ("<si><t>一</t></si><si><t>二</t></si>", ["一", "二"]),
    "empty": ("<si><t></t></si><si><t/></si><si><t>二</t></si>", ["", "", "二"]),
    "read aloud": ('<si><t>一</t><phoneticPr fontId="1" type="noConversion"/></si>', ["一"]),
    "lines": ("<si><t>一\n二</t></si>", ["一\n二"]),
    "set out": ("<si><t>\n  一\n</t></si>", ["一"]),
    "kept": ('<si><t xml:space="preserve">\n 一 </t></si>', ["\n 一 "]),
    "signs": ("<si><t>&lt;a&amp;b&gt;&#19977;_x4E00_</t></si>", ["<a&b>三一"]),
    "a line's end by its number": ("<si><t>一&#10;二</t></si>", ["一\n二"]),
    "several looks": (
        "<si><t>一</t></si><si><r><rPr><b/></rPr><t>二</t></r><r><t>三</t></r></si><si><t>四</t></si>",
        ["一", "二三", "四"],
    ),
    "readings": ('<si><t>一</t><rPh sb="0" eb="1"><t>yi</t></rPh></si>', ["一"]),
}


@pytest.mark.parametrize(("texts", "said"), PLAIN.values(), ids=PLAIN)
def test_texts_are_the_same_without_a_tree(texts: str, said: list[str]) -> None:
    assert _plain(part(texts)) == list(_any(part(texts))) == said


@pytest.mark.parametrize(
    "data",
    [
        part("<si><t>一</t></si>\n<si><t>二</t></si>"),
        part("<si><t>一<!-- -->二</t></si>"),
        part("<si><t>一</t></si>", after="<extLst/>"),
        part("<si><t>一</t></si>", attributes='xmlns="urn:other"'),
        part("<x:si><x:t>一</x:t></x:si><si><t>二</t></si>", attributes=f'{SPACE} xmlns:x="{SPACE[7:-1]}"'),
        part("<si/><si><t>一</t></si>"),
        part(f"<si><t>{'一' * 70_000}</t></si>"),
        part(""),
    ],
    ids=["set out", "comment", "more", "another namespace", "prefixed", "nothing in it", "too long", "none"],
)
def test_any_other_spelling_goes_to_the_parser(data: bytes) -> None:
    with pytest.raises(NotPlainXml):
        _plain(data)
    assert read_texts(data) == list(_any(data))


@pytest.mark.parametrize(
    "texts",
    ["<si><t>一</si>", "<si><t>一</t></si><si><t>&nbsp;</t></si>", "<si><t>]]></t></si>", "<si><t>\x01</t></si>"],
)
def test_damaged_xml_is_found_all_the_same(texts: str) -> None:
    with pytest.raises(Unusable):
        read_texts(part(texts))
