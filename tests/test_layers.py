"""Imports point down the list of layers only, and nothing below the commands keeps anything in a module."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "docgen"

LAYERS = (
    {"cli", "__main__"},
    {"doctor"},
    {"office"},
    {"board", "archive", "documents", "workers"},
    {"outputs", "kinds", "pdf", "ledger", "gongwen"},
    {"form", "word"},
    {"programme"},
    {"workbook"},
    {"findings"},
    {"files", "locks", "nearest", "shipped"},
    {"trouble"},
    {"errors", "messages"},
)
"""As in docs/design.md, top first."""

PROGRAMS = LAYERS[0]
"""What talks to people."""

KEPT = {"docgen.workers.work": {"_TOOLS", "_ONE_AT_A_TIME"}}
"""What a module keeps: the one holder that a worker process is warmed up by, and its lock."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def unit(module: str) -> str:
    """The package or top module that a module belongs to: docgen.word.template is in word."""
    return module.split(".")[1] if "." in module else ""


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(path: Path) -> Iterator[str]:
    """The modules of ours that a file imports, anywhere in it."""
    known = {name_of(module) for module in MODULES}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "docgen")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports by a relative name"
            if node.module and node.module.split(".")[0] == "docgen":
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    yield inner if inner in known else node.module


def level(name: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if name in layer)


def parameters() -> list[object]:
    return [pytest.param(path, id=name_of(path)) for path in MODULES if unit(name_of(path))]


@pytest.mark.parametrize("path", parameters())
def test_every_module_stands_in_a_layer_and_imports_none_above(path: Path) -> None:
    own = unit(name_of(path))
    assert any(own in layer for layer in LAYERS), f"{own} stands in no layer"
    above = {module for module in imports(path) if unit(module) and level(unit(module)) < level(own)}
    assert not above


def test_the_outlines_of_fonts_are_reached_by_one_door() -> None:
    inner = {"docgen.pdf.outlines.cff", "docgen.pdf.outlines.restore", "docgen.pdf.outlines.stripped"}
    outside = [path for path in MODULES if "outlines" not in path.parts]
    assert inner <= {name_of(path) for path in MODULES}
    assert not {name_of(path): inner & set(imports(path)) for path in outside if inner & set(imports(path))}


def test_packages_of_one_layer_do_not_import_each_other_in_a_circle() -> None:
    needs: dict[str, set[str]] = {}
    for path in MODULES:
        own = unit(name_of(path))
        needs.setdefault(own, set()).update(other for other in map(unit, imports(path)) if other and other != own)

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            for other in needs[waiting.pop()] - seen:
                seen.add(other)
                waiting.append(other)
        return seen

    assert not {own for own in needs if own in reached(own)}


def kept(path: Path) -> Iterator[str]:
    """Names of a module that hold something which can change: empty containers, and objects of our own making."""
    made_here = {"Lock", "RLock", "dict", "list", "set", "defaultdict", "Counter", "OrderedDict", "WeakValueDictionary"}
    own = {"Tools", "Workplace", "Directory", "Styles", "Lists"}
    for node in tree_of(path).body:
        value = getattr(node, "value", None) if isinstance(node, ast.Assign | ast.AnnAssign) else None
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        empty = isinstance(value, ast.Dict | ast.List) and not ast.unparse(value).strip("{}[]")
        called = isinstance(value, ast.Call) and ast.unparse(value.func) in made_here | own and not value.args
        fixed = isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation).startswith("Mapping")
        if (empty or called) and not fixed:
            yield from (ast.unparse(target) for target in targets if target is not None)


@pytest.mark.parametrize("path", [item for item in parameters() if unit(item.id) not in PROGRAMS])  # type: ignore[attr-defined]
def test_below_the_commands_no_module_keeps_anything(path: Path) -> None:
    # That nothing prints, reads the clock or exits is held by lint (T20 and banned calls in pyproject.toml).
    assert set(kept(path)) <= KEPT.get(name_of(path), set())
    assert not [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Global)]


def test_the_libraries_of_pdf_are_loaded_only_where_a_pdf_is_made() -> None:
    # Word output must work where they are not installed, and every command would wait for them.
    names = [name_of(path) for path in MODULES if unit(name_of(path)) != "pdf" and path.stem != "__main__"]
    script = (
        f"import sys\nfor name in {names!r}:\n    __import__(name)\n"
        "heavy = {'weasyprint', 'pikepdf', 'pypdfium2', 'fontTools', 'cffi', 'matplotlib'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert answer.stderr == ""
    assert answer.stdout.strip() == ""
