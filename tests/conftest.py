"""Lets tests import the scripts that make the reference pages and the workbooks of many people."""

import sys
from pathlib import Path

for _folder in ("docs", "benchmarks"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / _folder))
