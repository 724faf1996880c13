"""LibreOffice as the other reader of our Word files: converts a .docx with the same fonts as the PDF engine uses."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

SECONDS = 120


def office() -> str | None:
    """The LibreOffice program, None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def renamed_fonts(families: Mapping[str, tuple[Path, int]], folder: Path) -> None:
    """Put into `folder` a copy of each font (file, number in a collection) that bears the name a template uses.

    A copy, not an alias: an Office program has replacement tables of its own for the well-known names
    and looks at them before it asks fontconfig.
    """
    from fontTools.ttLib import TTFont

    folder.mkdir(parents=True, exist_ok=True)
    for number, (family, (file, index)) in enumerate(families.items()):
        with TTFont(file, fontNumber=index, lazy=True) as font:
            names = font["name"]
            names.names = [record for record in names.names if record.nameID not in (1, 2, 3, 4, 6, 16, 17, 21, 22)]
            texts = {1: family, 2: "Regular", 3: f"test {family}", 4: family, 6: f"Test{number}"}
            for name_id, text in texts.items():
                names.setName(text, name_id, 3, 1, 0x409)
            font["OS/2"].usWeightClass = 400
            font["OS/2"].fsSelection = 0x40
            font["head"].macStyle = 0
            font.save(folder / f"test-{number}{Path(file).suffix.replace('.ttc', '.otf')}")


def fontconfig(folders: list[Path], target: Path) -> Path:
    """A fontconfig file that sees these folders and nothing else."""
    dirs = "".join(f"<dir>{folder}</dir>" for folder in folders)
    target.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig>{dirs}<cachedir>{target.parent / 'fontcache'}</cachedir></fontconfig>",
        "utf-8",
    )
    return target


def convert(files: list[Path], folder: Path, fonts: Path) -> list[Path]:
    """The PDFs LibreOffice makes of `files`, in `folder`; own profile, killed after SECONDS a file."""
    program = office()
    assert program, "LibreOffice is not installed"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="docgen-office-") as profile:
        environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": profile, "SAL_USE_VCLPLUGIN": "svp"}
        command = [
            program,
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{profile}/profile",
            "--convert-to",
            "pdf:writer_pdf_Export",
            "--outdir",
            str(folder),
            *map(str, files),
        ]
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            output, _ = process.communicate(timeout=SECONDS + 10 * len(files))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise
    made = [folder / f"{file.stem}.pdf" for file in files]
    missing = [file.name for file in made if not file.exists()]
    assert not missing, f"LibreOffice made no {missing}: {output.decode(errors='replace')}"
    return made
