"""Fonts whose characters are pictures at the places of letters (Wingdings, Symbol …): what each is in Unicode.

After Unicode's own mapping of these fonts (L2/11-052) and Adobe's encoding of Symbol; where Unicode has only a
character that no usual font draws, the plain one that looks like it. Word writes such a character as w:sym, or as text
at its place or at that place in the private use area (U+F020 to U+F0FF).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_UNKNOWN = "\0"


def _from(first: int, characters: str) -> Iterator[tuple[int, str]]:
    """Codes from `first` on; _UNKNOWN stands for one that has no character."""
    return ((first + place, char) for place, char in enumerate(characters) if char != _UNKNOWN)


_WINGDINGS = {
    **dict(_from(0x20, " ✏✂✁\0\0\0\0☎✆✉✉\0\0\0\0")),
    **dict(_from(0x36, "⌛\0\0\0\0\0\0\0✇✍\0✌\0\0\0☜☞☝☟\0☺\0☹\0☠⚐⚑✈☼\0❄\0✞\0✠✡☪☯ॐ☸")),
    **dict(_from(0x5E, "♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■□□❑❒◆◊◆❖◆☒\0⌘❀✿❝❞▯")),
    **dict(_from(0x81, "①②③④⑤⑥⑦⑧⑨⑩\0❶❷❸❹❺❻❼❽❾❿")),
    **dict(_from(0x9E, "·•▪○○○◉◎\0▪☐\0✦★✶✴✹✵\0\0\0\0\0✪✰")),
    **dict(_from(0xD5, "⌫⌦\0➢\0\0\0➲\0\0←→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦⇨⇧⇩⇔⇳\0\0\0\0▭▫✗✓☒☑")),
}
_WINGDINGS_2 = {
    0x20: " ",
    **dict(_from(0x4F, "✗✓☒☑☒☒⊗⊗⊘⊘")),
    **dict(_from(0x6A, "①②③④⑤⑥⑦⑧⑨⑩\0❶❷❸❹❺❻❼❽❾❿")),
    **dict(_from(0x96, "●●●○○○")),
    **dict(_from(0x9F, "▪■■■☐□□")),
}
_WINGDINGS_3 = {
    0x20: " ",
    **dict(_from(0x21, "←→↑↓↖↗↙↘")),
    **dict(_from(0x70, "▲▼△▽◄►◁▷")),
    0x7D: "►",
}
_WEBDINGS = {0x20: " ", **dict(_from(0x33, "◄►▲▼")), 0x61: "✔", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✖"}
_SYMBOL = {
    **dict(_from(0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾")),
    **dict(_from(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼")),
    **dict(_from(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\0\0↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑")),
    **dict(_from(0xF1, "〉∫⌠")),
}

_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}


def is_symbol_font(name: str) -> bool:
    """Whether a font has pictures at the places of letters."""
    return name.strip().lower() in _FONTS or name.startswith(("Wingdings", "Webdings", "ZapfDingbats"))


def in_private_use(char: str) -> bool:
    """Whether a character stands where Word puts those of symbol fonts."""
    return "\uf000" <= char <= "\uf0ff"


def unicode_symbol(font: str, char: str) -> str | None:
    """A symbol font's character in Unicode, None where it has none; that of any other font is itself."""
    name = font.strip().lower()
    if char.isspace():
        return char
    if name not in _FONTS and not in_private_use(char):
        return None if is_symbol_font(font) else char
    # The usual font of a character that was put in before its run's font was changed.
    table = _FONTS.get(name) or (_SYMBOL if char == "\uf0b7" else _WINGDINGS)
    return table.get(ord(char) & 0xFF if ord(char) < 0x100 or in_private_use(char) else -1)
