"""npm's packages, put into a folder of ours; only the benchmark needs them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from docgen.errors import CannotUse


def absent(packages: Mapping[str, str], folder: Path) -> list[str]:
    """Those of the packages (name: version) that `folder` does not hold in just this version, as npm names them."""
    return [f"{name}@{version}" for name, version in packages.items() if _version(folder, name) != version]


def install(packages: Mapping[str, str], folder: Path) -> None:
    """Put packages into `folder`/node_modules, their scripts not run. Raises CannotUse naming what is lacking."""
    wanted = [f"{name}@{version}" for name, version in packages.items()]
    options = ["--no-audit", "--no-fund", "--no-save", "--no-package-lock", "--ignore-scripts", "--loglevel=error"]
    npm = shutil.which("npm")
    reason = "npm"
    if npm is not None:
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [npm, "install", *options, "--prefix", str(folder), *wanted],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        reason = "\n".join(done.stdout.strip().splitlines()[-3:])
    if absent(packages, folder):
        raise CannotUse("setup.no-peers", packages=" ".join(wanted), reason=reason)


def _version(folder: Path, name: str) -> str | None:
    try:
        found = json.loads((folder / "node_modules" / name / "package.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return str(found.get("version")) if isinstance(found, dict) else None
