"""Ways to a person that a text may hold beside a mobile number: a landline, WeChat, QQ, a bank account."""

from __future__ import annotations

import re
from collections.abc import Collection

from docgen.workbook.names import fold_width

BEGINNINGS = "微薇扣QqVvWwＱＶｖ"
"""Letters of which one stands before a name on WeChat or a QQ number: texts without any need no closer look."""

_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z.\-])\(?0(?:10|2\d|[3-9]\d{2})\)?[- ]?[2-9]\d{6,7}(?![0-9])"
    r"|(?:电话|座机|传真|电联|联系方式|拨打)(?:号码?)?[^0-9一-鿿]{0,3}[是为]?\s*([2-9]\d{2,3}[- ]?\d{4})(?![0-9])"
)
_WECHAT = re.compile(
    r"(?:微信|薇信|wechat|weixin|(?<![a-z])v信|(?<![a-z])vx)(?:联系|账号|帐号|号码?|id)*[^0-9a-z一-鿿]{0,3}[是为]?\s*"
    r"(?!wechat|weixin|public|group|mini)(?:[a-z][-_a-z0-9]{5,19}|[0-9]{5,}(?![0-9元块笔万]))",
    re.IGNORECASE,
)
_QQ = re.compile(
    r"(?:(?<![a-z])qq|扣扣)(?:群|账号|帐号|号码?)*[^0-9a-z一-鿿]{0,3}[是为]?\s*[1-9][0-9]{4,11}(?![0-9元块])",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?:银行|储蓄|信用|社保)?(?:卡号?|账号|帐号|账户|帐户|开户行)[^0-9，。；]{0,10}[0-9](?:[ -]?[0-9]){11,21}(?![0-9])"
)
_CARD = re.compile(r"(?<![0-9A-Za-z.])[0-9](?:[ -]?[0-9]){15,18}(?![0-9A-Za-z])")

_EXTENSION = re.compile(r"\s*(?:转|分机|-)\s*[0-9]")
_DIGITS = re.compile("[0-9]{3}")


def ways_to(text: str, own: Collection[str] = ()) -> list[str]:
    """What ways there are in the text, in words; the office's `own` numbers, as digits, are none."""
    text = fold_width(text)
    has_digits = _DIGITS.search(text)
    found = {
        "固定电话号码": has_digits and any(not _is_own(match, own) for match in _LANDLINE.finditer(text)),
        "微信号": _WECHAT.search(text),
        "QQ 号": _QQ.search(text),
        "银行卡号或账号": has_digits and _has_account(text),
    }
    return [name for name, there in found.items() if there]


def _is_own(match: re.Match[str], own: Collection[str]) -> bool:
    """Whether a landline is the office's own; with an extension it leads to one person all the same."""
    if _EXTENSION.match(match.string, match.end()):
        return False
    digits = re.sub(r"\D", "", match[1] or match[0])
    return any(number.endswith(digits) for number in own)


def _has_account(text: str) -> bool:
    cards = (re.sub(r"\D", "", match[0]) for match in _CARD.finditer(text))
    return bool(_ACCOUNT.search(text)) or any(map(_is_card, cards))


def _is_card(digits: str) -> bool:
    """Whether so many digits are the number of a bank card: by what it begins with, and by Luhn's check digit."""
    begins = digits.startswith(("62", "9558", "60")) or (len(digits) == 16 and digits[0] in "45")
    return begins and luhn(digits)


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1)."""
    values = [int(digit) for digit in reversed(digits)]
    return sum(values[0::2] + [sum(divmod(2 * value, 10)) for value in values[1::2]]) % 10 == 0
