"""Where documents lie in the output folder: a file sent by itself says what it is, whose and of which year."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.kinds.kind import Kind
from docgen.kinds.patterns import Pattern
from docgen.kinds.subjects import LEADERSHIP, WHOLE, Topic
from docgen.outputs.paths import joined, safe_name
from docgen.programme.model import Bureau, Target
from docgen.programme.stages import NUMBERED

PLACES = "{stage}/{kind}/{department}/{subject} {name} {title}{edition}"
"""The pattern of paths: a part of the path that is empty is left out."""

FIELDS = ("stage", "kind", "department", "subject", "name", "title", "edition", "year", "code")
"""What the pattern may hold.

`stage` has its number before it; `edition` is the year in brackets, with 空白 for a blank form and the paper of one
that is made on several.
"""

BLANK = "空白"
BLANK_FOLDER = "空白表"


def pattern(text: str) -> Pattern:
    """A pattern of paths. Raises BadPattern for one that cannot be used."""
    return Pattern.parse(text, FIELDS, needed=("title",))


def place(pattern: Pattern, kind: Kind, topic: Topic, bureau: Bureau | None, folder: str, blank: bool) -> str:
    """A document's path without extension."""
    # What is typed brings no folders of its own.
    values = {name: text.replace("/", "_") for name, text in _values(kind, topic, bureau, blank).items()}
    parts = (" ".join(part.split()) for part in pattern.fill(values).split("/"))
    return joined(folder, BLANK_FOLDER if blank else "", *(safe_name(part) for part in parts if part))


def _values(kind: Kind, topic: Topic, bureau: Bureau | None, blank: bool) -> Mapping[str, str]:
    year = str(bureau.year) if bureau else ""
    marks = ",".join(filter(None, (BLANK if blank else "", year, topic.paper)))
    target = topic.about.target if topic.about else None
    # A department's name and the leadership's stand for themselves; what is about neither is called by its title alone.
    subject = "" if topic.subject in (WHOLE, LEADERSHIP, topic.name) else topic.subject
    name = "" if topic.subject == LEADERSHIP else topic.name
    if target is None and topic.scope == "E" and topic.subject != WHOLE:
        subject, name = topic.subject, ""
    return {
        "stage": NUMBERED.get(kind.stage, ""),
        "kind": kind.title,
        "department": topic.department if target is Target.PERSON or topic.scope == "E" else "",
        "subject": subject,
        "name": name,
        "title": topic.title,
        "edition": f"({marks})" if marks else "",
        "year": year,
        "code": kind.code,
    }
