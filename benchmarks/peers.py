"""Times the sample's documents: Word against docxtpl as its README uses it, PDF against LibreOffice's batch.

    .venv/bin/python benchmarks/peers.py [--rounds N] [--limit N] [--json FILE]

All four do the same documents in the same run, in turn, so that a busy machine is busy for all; the medians of
the rounds are compared. Each round starts from the template file and ends with the files on disk.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from docxtpl import DocxTemplate

from docgen.build.plan import Document, plan
from docgen.build.run import Press, render
from docgen.kinds.context import context
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.pdf.weasy import WeasyEngine
from docgen.programme.assemble import assemble
from docgen.programme.model import Bureau
from docgen.workbook.read import read_workbook

SAMPLE = Path(__file__).resolve().parents[1] / "inputs" / "示例.xlsx"


def with_docgen(form: str, documents: list[Document], bureau: Bureau, folder: Path) -> None:
    """Compile each template once, render every document."""
    engine = WeasyEngine() if form == "pdf" else None
    presses = {kind.id: Press(kind, engine) for kind in {item.kind.id: item.kind for item in documents}.values()}
    for number, document in enumerate(documents):
        made = render(presses[document.kind.id], document, bureau, "GR-2026-001", [form])
        (folder / f"{number}.{form}").write_bytes(made.files[form])


def with_docxtpl(documents: list[Document], bureau: Bureau, folder: Path) -> None:
    """Load, render and save for every document, autoescape on so that the result is right."""
    for number, document in enumerate(documents):
        template = DocxTemplate(document.kind.form)
        values = context(document.kind, bureau, document.key, document_id=document.id, number="GR-2026-001")
        template.render(values, autoescape=True)
        template.save(folder / f"{number}.docx")


def with_libreoffice(sources: Path, folder: Path) -> None:
    """One process converts all files; the profile is the run's own."""
    soffice = shutil.which("soffice") or sys.exit("soffice 没有安装,无法比较:请先运行 make conformance")
    files = sorted(sources.glob("*.docx"))
    profile = f"-env:UserInstallation=file://{folder.parent / 'profile'}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)
    made = len(list(folder.glob("*.pdf")))
    if made != len(files):
        sys.exit(f"LibreOffice 只转换了 {made} / {len(files)} 份")


def timed(work: Callable[[], None]) -> float:
    """Seconds of wall time."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Run the rounds and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--limit", type=int, default=0, help="only so many documents")
    options.add_argument("--json", type=Path, help="write the figures here too")
    given = options.parse_args()
    bureau = assemble([read_workbook(SAMPLE)]).bureaus[0]
    documents = plan(load_kinds([SHIPPED]), bureau)[: given.limit or None]
    seconds: dict[str, list[float]] = {"docxtpl": [], "docgen Word": [], "LibreOffice": [], "docgen PDF": []}
    with tempfile.TemporaryDirectory() as base:
        for turn in range(given.rounds + 1):
            folders = {name: Path(base, f"{turn} {name}") for name in seconds}
            for folder in folders.values():
                folder.mkdir()
            spent = {
                "docxtpl": timed(lambda at=folders["docxtpl"]: with_docxtpl(documents, bureau, at)),
                "docgen Word": timed(lambda at=folders["docgen Word"]: with_docgen("docx", documents, bureau, at)),
                "LibreOffice": timed(
                    lambda source=folders["docgen Word"], at=folders["LibreOffice"]: with_libreoffice(source, at)
                ),
                "docgen PDF": timed(lambda at=folders["docgen PDF"]: with_docgen("pdf", documents, bureau, at)),
            }
            if turn:  # the first round fills caches and makes LibreOffice's profile
                for name, value in spent.items():
                    seconds[name].append(value)
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    ratios = {
        "word": medians["docxtpl"] / medians["docgen Word"],
        "pdf": medians["LibreOffice"] / medians["docgen PDF"],
    }
    print(f"{len(documents)} documents, {given.rounds} rounds after one for warming up, {os.cpu_count()} cores,")
    print(f"Python {platform.python_version()}, docxtpl {version('docxtpl')}, WeasyPrint {version('weasyprint')}")
    print(f"{'':14}{'median s':>10}{'ms/document':>14}{'min–max s':>18}")
    for name, values in seconds.items():
        spread = f"{min(values):.2f}–{max(values):.2f}"
        print(f"{name:14}{medians[name]:10.2f}{1000 * medians[name] / len(documents):14.1f}{spread:>18}")
    print(f"Word: docxtpl takes {ratios['word']:.1f} × docgen's time")
    print(f"PDF: LibreOffice takes {ratios['pdf']:.2f} × docgen's time")
    if given.json:
        given.json.write_text(json.dumps({"seconds": seconds, "ratios": ratios}, indent=1) + "\n")


if __name__ == "__main__":
    main()
