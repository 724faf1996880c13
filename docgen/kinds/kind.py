"""A kind of document is a folder: `form.docx` (its layout) and `kind.toml` (what it is).

A folder may hold other layouts as well, `letter.docx`: an office's settings choose one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.errors import CannotUse, Place, TemplateProblem
from docgen.kinds.schema import DEFAULT_NUMBER, SCOPES, Where, values_of
from docgen.programme.stages import STAGES
from docgen.shipped import SHIPPED as SHIPPED
from docgen.trouble import why

LAYOUT = "form"
"""The template of a kind for which no other layout was chosen."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of document is, as its kind.toml says (see `schema`); an empty text or tuple is a key left out."""

    id: str
    folder: Path
    title: str
    stage: str = ""
    """The programme's stage in which it is made."""
    scopes: tuple[str, ...] = ("B",)
    code: str = ""
    """Two letters that begin the document's number."""
    blank_rows: int | None = None
    """Empty rows of a blank form; None where the kind cannot be blank."""
    chain: tuple[str, ...] = ()
    """Who signs, in order."""
    opinions: tuple[str, ...] = ()
    """The 对象类型 whose opinions it prints."""
    public: bool = False
    shows: tuple[str, ...] = ()
    """The headings that may stand on a public kind."""
    retention: str = ""
    """保管期限."""
    orientation: str = "portrait"
    papers: tuple[str, ...] = ()
    """A document of each subject for each of these papers, under one number; none: one as the template is drawn."""
    formats: tuple[str, ...] = ("docx", "pdf")
    rows: str = ""
    """The sheet whose rows are the events."""
    where: Where = ()
    """Columns, and the values that a row must have one of."""
    group: tuple[str, ...] = ()
    """Rows alike in these columns are one document."""
    copies: tuple[tuple[str, str], ...] = ()
    """Documents made of one row: name and the column of the person that it is about."""
    each: str = ""
    """What it has one document for each value of (`schema.EACH`)."""
    series: str = ""
    """Kinds of one series share their serial numbers."""
    number: str = DEFAULT_NUMBER
    """The pattern of its numbers."""
    issuer: str = "单位"
    """Who issues it (`schema.ISSUERS`)."""
    titles: tuple[tuple[str, str], ...] = ()
    """Columns, as 表彰.批准依据, and the title that it has instead where one is filled in some row."""
    layout: str = LAYOUT
    """Which of its folder's templates is used."""
    gate: str = ""
    """The 对象类型 whose approval must be there before it is made."""
    needs: tuple[str, ...] = ()
    """The sheets without whose rows it has nothing to show and is not planned."""

    @property
    def scope(self) -> str:
        """Its scopes as one word: P, or D+B."""
        return "+".join(self.scopes)

    @property
    def form(self) -> Path:
        """The Word template."""
        return self.folder / f"{self.layout}.docx"

    @property
    def sizes(self) -> tuple[str, ...]:
        """The papers of its documents, "" for that of the template."""
        return self.papers or ("",)

    @property
    def blank(self) -> bool:
        """Whether it can be produced for filling by hand."""
        return self.blank_rows is not None

    @property
    def of_record(self) -> bool:
        """Whether it tells of the year's other documents, so that it is made after them."""
        return self.each == "保管期限"

    @property
    def of_leadership(self) -> bool:
        """Whether its document for the bureau is about the leadership (班子) and not about the bureau as a whole."""
        return self.scopes == ("B",) and "班子" in self.opinions


@dataclass(frozen=True, slots=True)
class Kinds(Mapping[str, Kind]):
    """Kinds by id in their order, and those that could not be read."""

    kinds: Mapping[str, Kind]
    problems: Mapping[str, TemplateProblem]
    """Folder's name → what is wrong with it."""

    def __getitem__(self, key: str) -> Kind:
        return self.kinds[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.kinds)

    def __len__(self) -> int:
        return len(self.kinds)


def load_kinds(folders: Iterable[Path], layouts: Mapping[str, str] | None = None) -> Kinds:
    """All kinds of the folders, a kind of an earlier folder standing before its namesake.

    `layouts` are those that an office chose, by kind.

    A kind that cannot be read is in `problems` and stops no other; its namesake in a later folder does not stand in for
    it. A folder without kind.toml is no kind. Raises CannotUse where there is no kind at all.
    """
    places = list(folders)
    kinds: dict[str, Kind] = {}
    problems: dict[str, TemplateProblem] = {}
    for file in (file for place in places if place.is_dir() for file in sorted(place.glob("*/kind.toml"))):
        name = file.parent.name
        if name in kinds or name in problems:
            continue
        try:
            kinds[name] = load_kind(file.parent, (layouts or {}).get(name, LAYOUT))
        except TemplateProblem as problem:
            problems[name] = problem
    if not kinds and not problems:
        folder = places[0] if places else SHIPPED
        raise CannotUse("kind.none", place=Place(str(folder)), folders="、".join(map(str, places)))
    return Kinds(dict(sorted(kinds.items(), key=lambda item: _place(item[1]))), problems)


def _place(kind: Kind) -> tuple[int, int, str, str]:
    """The order of kinds: by stage, then those of people, departments, the bureau, several scopes and events."""
    first = len(SCOPES) if len(kind.scopes) > 1 else SCOPES.index(kind.scopes[0])
    return STAGES.index(kind.stage), 9 if kind.scopes == ("E",) else first, kind.scope, kind.id


def load_kind(folder: Path, layout: str = LAYOUT) -> Kind:
    """The kind in one folder, in one of its layouts.

    Raises TemplateProblem naming the file and the key that cannot be used.
    """
    file = folder / "kind.toml"
    try:
        data = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as problem:
        raise _problem("kind.unreadable", file, reason=why(problem)) from problem
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise _problem("kind.unreadable", file, reason=problem) from problem
    values, problems = values_of(data)
    if problems:
        if len(problems) > 1:
            raise _problem("kind.several", file, count=len(problems), reasons="；".join(map(str, problems)))
        raise TemplateProblem(problems[0], place=Place(str(file)))
    kind = Kind(id=folder.name, folder=folder, scopes=values.pop("scope"), layout=layout, **values)
    if not kind.form.is_file():
        others = "、".join(sorted(file.stem for file in folder.glob("[!~.]*.docx")))
        if layout != LAYOUT:
            raise _problem("kind.no-layout", folder, layout=layout, known=others)
        raise _problem("kind.no-form", folder)
    return kind


def sheet_kind(folders: Iterable[Path], name: str) -> Kind:
    """What is laid out by a template and is no kind of document, as a kind: a folder that holds only `form.docx`.

    As with kinds, an earlier folder's stands before its namesake. Whether the last one is there is not looked at.
    """
    places = [folder / name for folder in folders]
    folder = next((item for item in places if (item / "form.docx").is_file()), places[-1])
    return Kind(name, folder, "")


def _problem(key: str, file: Path, **values: object) -> TemplateProblem:
    return TemplateProblem(key, place=Place(str(file)), file=file, **values)
