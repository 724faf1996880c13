"""The wheel, installed into a fresh environment, has all that the program needs; the source tree is not there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from docgen.kinds.kind import load_kinds
from docgen.shipped import BLANK, SAMPLE, SHIPPED

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Installed:
    """A program in an environment of its own, called in a folder that is not the source tree."""

    program: Path
    folder: Path

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return run(str(self.program), *map(str, arguments), cwd=self.folder)


def run(*command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Without PYTHONPATH, which may lead to the source tree."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing is left in the tree; without network."""
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"
    for name in ("docgen", "templates", "inputs"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree)
    options = ("--quiet", "--no-build-isolation", "--no-deps", "--no-index", "--disable-pip-version-check")
    built = run(sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(folder), str(tree))
    assert built.returncode == 0, built.stderr
    [file] = folder.glob("*.whl")
    shutil.rmtree(tree)
    return file


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Libraries and fonts are those of this environment: what is tried is what the wheel brings."""
    place = tmp_path_factory.mktemp("环境")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / "bin" / "python"
    options = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    done = run(sys.executable, "-m", "pip", "--python", str(python), "install", *options, str(wheel))
    assert done.returncode == 0, done.stderr
    [own] = (place / "lib").glob("python*/site-packages")
    (own / "libraries.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    for name in ("lib", "share"):  # what set-up unpacked
        there = Path(sys.prefix, name, "docgen")
        if there.is_dir():
            (place / name).mkdir(exist_ok=True)
            (place / name / "docgen").symlink_to(there)
    return Installed(place / "bin" / "docgen", tmp_path_factory.mktemp("别处"))


def test_the_wheel_has_the_kinds_the_workbooks_the_licence_and_no_tools(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name.removeprefix("docgen/shipped_files/") for name in names if "/shipped_files/" in name}
    shipped = {path for path in SHIPPED.rglob("*") if path.is_file() and "house" not in path.parts}
    wanted = {f"templates/{path.relative_to(SHIPPED).as_posix()}" for path in shipped}
    assert inside == wanted | {f"inputs/{SAMPLE.name}", f"inputs/{BLANK.name}"}
    assert "docgen/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.startswith("docgen/messages/zh/") for name in names)
    assert {f"docgen/programme/{path.name}" for path in (ROOT / "docgen" / "programme").glob("*.toml")} <= {*names}
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"docgen"}


def test_nothing_of_the_source_tree_is_imported(installed: Installed) -> None:
    python = Installed(installed.program.with_name("python"), installed.folder)
    ran = python.run("-c", "import docgen.shipped as shipped; print(shipped.__file__); print(shipped.SHIPPED)")
    assert ran.returncode == 0, ran.stderr
    assert not any(Path(line).is_relative_to(ROOT) for line in ran.stdout.split())
    assert python.run("-m", "docgen", "--version").stdout == installed.run("--version").stdout


def test_all_kinds_are_there(installed: Installed) -> None:
    ran = installed.run("kinds", "--json")
    assert ran.returncode == 0, ran.stderr
    assert [kind["id"] for kind in json.loads(ran.stdout)] == list(load_kinds([SHIPPED]))


def test_a_first_day_with_the_installed_program(installed: Installed) -> None:
    office = installed.folder / "局"
    for command in (["init", office, "--sample"], ["-C", office, "check"], ["-C", office, "blank"]):
        ran = installed.run(*command)
        assert ran.returncode == 0, ran.stderr
    ran = installed.run("-C", office, "build", "--format", "docx", "--json")
    assert ran.returncode == 0, ran.stderr
    counts = json.loads(ran.stdout)
    assert counts["planned"] == counts["written"] > 50
    blank = [path for path in (office / "outputs").rglob("*.docx") if "空白" in str(path)]
    assert len(list((office / "outputs").rglob("*.docx"))) == counts["written"] + len(blank)
    assert blank


def test_a_pdf_is_drawn_by_the_installed_program(installed: Installed) -> None:
    ran = installed.run("build", SAMPLE, "--person", "001", "--kind", "personal_check", "--format", "pdf", "-o", "纸")
    assert ran.returncode == 0, ran.stderr
    made = [path.name for path in (installed.folder / "纸").rglob("*.pdf") if not path.name.startswith("目录")]
    assert made == ["001 钟启明 个人廉政风险自查表(2026).pdf"]


def test_the_doctor_knows_the_installed_program(installed: Installed) -> None:
    ran = installed.run("doctor", "--json")
    facts = json.loads(ran.stdout)
    assert [fact["state"] for fact in facts if fact["group"] in ("python", "office")] == ["ok", "ok"]
    assert {fact["name"] for fact in facts if fact["group"] == "library"} >= {"click", "docxtpl", "typst"}
