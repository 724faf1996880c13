"""Telling a row that says how to fill the table in, or an example, from the data under it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docgen.workbook.cells import shown
from docgen.workbook.columns import Column
from docgen.workbook.describe import explanation
from docgen.workbook.grid import Raw
from docgen.workbook.names import normal_word

SEARCHED = 3
"""Rows under the heading in which it may stand."""

_TELLS = re.compile(
    r"[(〔\[【]?(必填|选填|可选|可不填|可空|可留空|请|填|填写|填报|填表|输入|录入|选择|下拉|单选|多选|从下|按|与.+一致|见.*说明|格式|"
    r"例如?[:：,，]|如[:：,，]|示例|样例|说明|文本|文字|数字|整数|日期|自动|不得|不能|不要|保持|限).*"
)
_EXAMPLE = re.compile(r"[(〔\[【]?(例|示例|样例|填写示例|填表示例|范例|(例|示例|样例|范例)[:：)〕\]】].*)[)〕\]】]?")


def is_guidance(row: Mapping[int, Raw], columns: Mapping[int, Column]) -> bool:
    """Whether more than half of a row's cells, and at least two, say what is to be filled in; or one says 示例."""
    filled = [(columns.get(place), normal_word(shown(cell))) for place, cell in sorted(row.items())]
    if any(_EXAMPLE.fullmatch(text) for _, text in filled[:2]):
        return True
    declared = [(column, text) for column, text in filled if column]
    telling = sum(_tells(column, text) for column, text in declared)
    return telling >= 2 and 2 * telling > len(declared)


def _tells(column: Column, text: str) -> bool:
    if text in map(normal_word, column.choices):
        return False
    parts: Sequence[str] = [part for part in re.split("[/、,，|;；]", text) if part]
    if len(parts) > 1 and set(parts) <= set(column.choices):
        return True
    return _TELLS.fullmatch(text) is not None or text in {normal_word(line) for line in explanation(column)}
