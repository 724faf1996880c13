"""Page numbers as CSS counters."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.form.html.css import StyleSheet
from docgen.form.numerals import chinese

FORMATS = {
    "decimal": "decimal",
    "decimalZero": "decimal-leading-zero",
    "upperRoman": "upper-roman",
    "lowerRoman": "lower-roman",
    "upperLetter": "upper-alpha",
    "lowerLetter": "lower-alpha",
    "chineseCounting": "docgen-chinese",
    "chineseCountingThousand": "docgen-chinese",
    "japaneseCounting": "docgen-chinese",
    "taiwaneseCountingThousand": "docgen-chinese",
    "chineseLegalSimplified": "docgen-chinese-formal",
    "ideographDigital": "cjk-decimal",
    "decimalFullWidth": "docgen-full-width",
    "decimalFullWidth2": "docgen-full-width",
    "decimalEnclosedCircle": "docgen-circled",
    "decimalEnclosedCircleChinese": "docgen-circled",
    "decimalEnclosedParen": "docgen-parenthesised",
    "ideographZodiac": "cjk-earthly-branch",
    "ideographTraditional": "cjk-heavenly-stem",
}
"""Word's number formats as CSS counter styles."""


def _fixed(symbols: Iterable[str]) -> str:
    return "system:fixed;symbols:" + " ".join(f'"{symbol}"' for symbol in symbols)


COUNTER_STYLES = {
    "docgen-chinese": _fixed(map(chinese, range(1, 200))),
    "docgen-chinese-formal": _fixed(chinese(number, "壹贰叁肆伍陆柒捌玖", "拾佰", "壹拾") for number in range(1, 200)),
    "docgen-full-width": "system:numeric;symbols:" + " ".join(f'"{char}"' for char in "０１２３４５６７８９"),
    "docgen-circled": _fixed(chr(0x2460 + number) for number in range(20)),
    "docgen-parenthesised": _fixed(chr(0x2474 + number) for number in range(20)),
}
"""Counter styles that CSS engines do not know by themselves."""


def page_counter(sheet: StyleSheet, counter: str, shape: str) -> str:
    """The class whose element shows the counter "page" or "pages" in Word's number format `shape`."""
    style = FORMATS.get(shape, "decimal")
    if style in COUNTER_STYLES:
        sheet.rule(f"@counter-style {style}{{{COUNTER_STYLES[style]}}}")
    text = f"counter({counter},{style})"
    if shape == "numberInDash":
        text = f'"- " {text} " -"'
    name = f"f-{counter}-{shape}"
    sheet.rule(f".{name}::before{{content:{text}}}")
    return name
