"""Lets tests import the benchmarks, which stand beside the program."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
