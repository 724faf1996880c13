"""Lets these tests use the bureau of tests/kinds and the workbook of tests/programme."""

import sys
from pathlib import Path

for folder in ("kinds", "programme"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / folder))
