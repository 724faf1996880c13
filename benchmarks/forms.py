"""The forms that all makers make: 个人廉政风险自查表 of the sample's people, the same values for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from docgen.documents.plan import plan
from docgen.documents.render import content_of
from docgen.kinds.kind import load_kinds
from docgen.programme.assemble import assemble
from docgen.word.template import Properties
from docgen.workbook.read import read_workbook

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "inputs" / "示例.xlsx"
KIND = "personal_check"
KINDS = Path(__file__).resolve().parent / "kinds"
"""Where the form is kept: as it is, whatever the shipped one comes to be, so that figures of all years compare."""

TWO_PAGES = 12
"""Risks with which the form fills two pages."""


@dataclass(frozen=True, slots=True)
class Job:
    """A template, and the values and properties of every form to be made of it."""

    template: Path
    values: tuple[Mapping[str, Any], ...]
    properties: tuple[Properties, ...]
    scratch: Path
    """A folder for whatever a maker keeps between its runs."""


def forms(count: int, scratch: Path, risks: int | None = None) -> Job:
    """`count` forms of the sample's people, taken again from the first when all have had theirs.

    Every form has a number of its own. With `risks` each person has so many, taken in turn from all of the sample,
    each measure naming its form so that no two forms have the same.
    """
    bureau = assemble([read_workbook(SAMPLE)]).bureaus[0]
    kind = load_kinds([KINDS])[KIND]
    documents = plan({KIND: kind}, bureau)
    made: list[Mapping[str, Any]] = []
    for place in range(count):
        number = f"{kind.code}-{bureau.year}-{place + 1:03d}"
        made.append(content_of(documents[place % len(documents)], bureau, number).values)
    if risks is not None:
        pool = [risk for values in made[: len(documents)] for risk in values["risks"]]
        for place, values in enumerate(made):
            chosen = (pool[(place * risks + step) % len(pool)] for step in range(risks))
            own = tuple(
                risk.with_values(number=str(step), measure=f"{risk.measure}(第{place + 1}号)")
                for step, risk in enumerate(chosen, start=1)
            )
            made[place] = {**values, "risks": own, "blank_rows": ()}
    properties = tuple(
        Properties(
            title=f"{kind.title}({values['person'].name})", author=bureau.name, created=datetime(bureau.year, 1, 1)
        )
        for values in made
    )
    return Job(kind.form, tuple(made), properties, scratch)
