"""Lets these tests draw the shipped forms and use the contexts of the conformance tests."""

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
for folder in (TESTS.parent / "templates" / "house", TESTS / "conformance", TESTS / "word"):
    sys.path.insert(0, str(folder))
