"""Numbers as Word writes them in lists and page numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def chinese(number: int, digits: str = "一二三四五六七八九", tens: str = "十百", one_ten: str = "十") -> str:
    """1 to 199 as Word counts: 一, 十, 十一, 二十, 一百, 一百零一, 一百一十."""
    hundreds, rest = divmod(number, 100)
    ten, one = divmod(rest, 10)
    text = digits[hundreds - 1] + tens[1] if hundreds else ""
    if ten:
        text += one_ten if ten == 1 and not hundreds else digits[ten - 1] + tens[0]
    elif hundreds and one:
        text += "零"
    return text + (digits[one - 1] if one else "")


def numeral(style: str, number: int) -> str:
    """`number` in Word's number format `style`; as a decimal where the format does not reach or is not known."""
    write = _WRITERS.get(style)
    return (write(number) if write and number > 0 else "") or str(number)


def _formal(number: int) -> str:
    return chinese(number, "壹贰叁肆伍陆柒捌玖", "拾佰", "壹拾") if number < 200 else ""


def _counted(number: int) -> str:
    return chinese(number) if number < 200 else ""


def _roman(number: int) -> str:
    text = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        while number >= value and number < 4000:
            text += sign
            number -= value
    return text


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _from(symbols: str) -> Callable[[int], str]:
    return lambda number: symbols[number - 1] if number <= len(symbols) else ""


def _digits(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(figure)] for figure in str(number))


_full = _digits("０１２３４５６７８９")
_circled = _from("".join(chr(0x2460 + number) for number in range(20)))

_WRITERS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counted,
    "chineseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "taiwaneseCountingThousand": _counted,
    "chineseLegalSimplified": _formal,
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "decimalFullWidth": _full,
    "decimalFullWidth2": _full,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("".join(chr(0x2474 + number) for number in range(20))),
    "ideographZodiac": _from("子丑寅卯辰巳午未申酉戌亥"),
    "ideographTraditional": _from("甲乙丙丁戊己庚辛壬癸"),
    "numberInDash": lambda number: f"- {number} -",
}
"""Word's number formats by name."""
