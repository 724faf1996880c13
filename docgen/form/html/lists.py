"""Numbered and bulleted paragraphs as CSS counters, so that a loop's rounds are counted too."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docgen.form.html.css import Sheet, quoted
from docgen.form.numerals import chinese
from docgen.form.tree import ListLevel

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


def counter_style(sheet: Sheet, style: str) -> str:
    """The counter style's name, defined in the sheet where it is one of ours."""
    if style in COUNTER_STYLES:
        sheet.rule(f"@counter-style {style}{{{COUNTER_STYLES[style]}}}")
    return style


_LEVELS = 9


class Lists:
    """The lists of one form."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._starts: dict[tuple[str, int], int] = {}
        self._styles: dict[tuple[str, int], str] = {}
        self._ids: dict[str, int] = {}

    def label(self, level: ListLevel, run_class: str) -> tuple[str, str]:
        """The class that counts the paragraph, and the HTML of its label."""
        number = self._ids.setdefault(level.list_id, len(self._ids))
        style = counter_style(self._sheet, FORMATS.get(level.format, "decimal"))
        self._starts[level.list_id, level.level] = level.start
        self._styles[level.list_id, level.level] = style
        deeper = " ".join(f"n{number}-{below} 0" for below in range(level.level + 1, _LEVELS))
        counting = f"counter-increment:n{number}-{level.level}" + (f";counter-set:{deeper}" if deeper else "")
        paragraph = self._sheet.name("c", counting)
        content = self._content(level, number)
        if not content:
            return paragraph, ""
        self._sheet.rule(f".m{number}-{level.level}::before{{content:{content}}}")
        return paragraph, f'<span class="{run_class} m{number}-{level.level}"></span>'

    def _content(self, level: ListLevel, number: int) -> str:
        if level.format in ("bullet", "none"):
            return quoted(level.pattern) if level.pattern else ""
        parts = []
        for literal, place in re.findall(r"([^%]+|%(?!\d))|%(\d)", level.pattern):
            if literal:
                parts.append(quoted(literal))
            else:
                at = int(place) - 1
                style = self._styles.get((level.list_id, at), "decimal")
                parts.append(f"counter(n{number}-{at},{style})")
        return " ".join(parts)

    def reset(self) -> str:
        """The rule that sets every list before its first number."""
        counters = [
            f"n{number}-{level} {self._starts.get((list_id, level), 1) - 1}"
            for list_id, number in self._ids.items()
            for level in range(_LEVELS)
        ]
        return f"body{{counter-reset:{' '.join(counters)}}}" if counters else ""
