"""Puts what the program needs besides its code into the wheel (docgen/shipped.py); all else is in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


class WithShippedFiles(build_py):
    """Copies templates and workbooks into the package; an editable installation uses those of the tree."""

    def run(self) -> None:
        """The code, then the rest."""
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib, "docgen", "shipped_files")
        shutil.rmtree(target, ignore_errors=True)
        # templates/house draws the shipped templates and inputs/sample makes the workbooks: tools of the tree.
        shutil.copytree(ROOT / "templates", target / "templates", ignore=shutil.ignore_patterns("house", "__pycache__"))
        shutil.copytree(ROOT / "inputs", target / "inputs", ignore=shutil.ignore_patterns("sample"))


setup(cmdclass={"build_py": WithShippedFiles})
