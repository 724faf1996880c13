"""One name, one thing: no two classes or types of the package share a name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "docgen"

TYPE = re.compile(r"_?[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*")
"""How classes and types are spelt; constants have capitals only."""


def types(source: str) -> Iterator[str]:
    """The classes and named types that a module defines, those of its own use too."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (item.id for item in targets if isinstance(item, ast.Name) and TYPE.fullmatch(item.id))


def test_no_two_types_share_a_name() -> None:
    places: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in types(path.read_text("utf-8")):
            places.setdefault(name, []).append(str(path.relative_to(PACKAGE)))
    assert {"Cell", "SheetCell", "GradingTable", "_Touched"} <= places.keys()
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_a_type_is_told_from_a_constant() -> None:
    source = "class One: ...\nTwo = dict[str, int]\nTHREE = 3\n_Four: type = int\n_X_5 = 5\nfour = 4\n"
    assert list(types(source)) == ["One", "Two", "_Four"]
