"""Every message of the catalogue is said somewhere, and every one that is said by its key is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from docgen import errors
from docgen.messages import catalogue

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [path for folder in ("docgen", "provision") for path in sorted((ROOT / folder).rglob("*.py"))]
SPOKEN = {"say", "words", "message", "error", "warning", "note", "finding"}
"""Functions whose first argument is a message's key; so is that of every error of docgen.errors."""


def said() -> re.Pattern[str]:
    """All keys of messages in the source; what an f-string fills in may be anything."""
    found: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr) and len(node.values) > 1:
                parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values)
                found.add("".join(parts))
    # A key begins with its group, or is one word.
    return re.compile("|".join(sorted(item for item in found if re.match(r"[a-z-]+(\\\.|$)", item))))


def test_every_message_is_said() -> None:
    known = said()
    # A variant (identity.person/near) is chosen where its key is said.
    assert [key for key in catalogue() if not (known.fullmatch(key) or known.fullmatch(key.partition("/")[0]))] == []
    assert not known.fullmatch("template.nonsense")


def test_every_message_that_is_said_is_there() -> None:
    known = catalogue()
    lacking = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.args[0].value}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in SPOKEN
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and node.args[0].value not in known
    ]
    assert lacking == []


def test_every_error_is_raised_somewhere() -> None:
    made = {
        node.func.id
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
    assert kinds - made == {"DocgenError"}, "the base of all"


LABELS = {"Excel 工作簿(*.xlsx)", "Word 文档(.docx)"}
"""Words of Excel's and Word's own, written as they are there."""

IN_FILE_NAMES = {"template.preview-blank", "pack.blank", "pack.volume"}

HALF_WIDTH = re.compile(
    r"[（(][^（()）]*\)|\([^（()）]*[）)]|(?<=[\u3400-\u9fff”）])[,;?!:](?!//)|[,;?!:](?=[\u3400-\u9fff“（])"
)


def half_width(text: str) -> list[str]:
    """Brackets, and marks beside Han characters, that are not of the width of Chinese text; addresses and JSON are left alone."""
    for label in LABELS:
        text = text.replace(label, "")
    return HALF_WIDTH.findall(re.sub(r"\w+://\S+|{{.*?}}", "", text))


def test_punctuation_has_the_width_of_chinese_text() -> None:
    texts = {key: " ".join(entry.values()) for key, entry in catalogue().items() if key not in IN_FILE_NAMES}
    assert {key: half_width(text) for key, text in texts.items() if half_width(text)} == {}
    assert half_width("没有安装(要求 3.11),不能运行") == ["(要求 3.11)", ","]
    assert half_width("写 docx,pdf，如 tcp://主机:8786，存为“Excel 工作簿(*.xlsx)”（可选）。") == []
