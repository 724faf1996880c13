"""One bureau's year put together from the rows of its workbooks: references resolved, people and departments entered.

A row whose key or reference cannot be resolved has its one finding and is left out of what the rules look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import PurePath

from docgen.findings import Finding, error, warning
from docgen.programme.causes.census import census
from docgen.programme.causes.heads import exchanged_heads
from docgen.programme.causes.roster import Roster, understood
from docgen.programme.events import Events
from docgen.programme.grading import GradingTable
from docgen.programme.model import (
    OPINIONS,
    Bureau,
    Department,
    GroupMember,
    Opinion,
    Person,
    Risk,
    Step,
    Subject,
    Target,
)
from docgen.programme.references import Directory, Subjects, unique
from docgen.programme.risks import Risks
from docgen.programme.stages import deadlines
from docgen.workbook.choices import YES
from docgen.workbook.names import normal_id, normal_name
from docgen.workbook.rows import Book, Row


@dataclass(frozen=True, slots=True)
class Lost:
    """Rows that belong to nobody because a reference is wrong: what they lack elsewhere is not told as missing too."""

    people: tuple[Row, ...] = ()
    """Rows of 个人风险点."""
    departments: tuple[Row, ...] = ()
    """Rows of 机构风险点."""
    opinions: tuple[Row, ...] = ()
    scores: tuple[Row, ...] = ()
    doubled: frozenset[str] = frozenset()
    """工号 that stand twice in 人员."""
    unread: frozenset[tuple[str, str]] = frozenset()
    """(file, declared sheet) of what could not be read at all; the file is "" where its rows may be anybody's."""

    nameless: frozenset[str] = frozenset()
    """Names of the people whose own 工号 cannot be read."""

    def may_lie_unread(self, sheet: str, owner: Row | None = None) -> bool:
        """Whether rows of a sheet were not read; with `owner`, rows that may belong to who stands in that row."""
        if owner is None:
            return any(name == sheet for _, name in self.unread)
        return not self.unread.isdisjoint({("", sheet), (owner.file, sheet)})


def rows_of(books: Sequence[Book], sheet: str) -> list[Row]:
    """All rows of a sheet, book by book."""
    return [row for book in books if sheet in book.sheets for row in book.sheets[sheet].rows]


def texts_of(books: Sequence[Book], sheet: str, column: str) -> list[str]:
    """What each of `rows_of` says in a column: read down the column, which is soon done."""
    return [text for book in books if sheet in book.sheets for text in book.sheets[sheet].texts_under(column)]


class Assembly:
    """The putting together of one bureau."""

    def __init__(self, key: tuple[str, int], books: Sequence[Book], grading: GradingTable) -> None:
        self._name, self._year = key
        self._books = books
        # Given to others, who must not point back at this object: in a circle all books are long not let go of.
        self._rows = partial(rows_of, books)
        self._texts = partial(texts_of, books)
        self._findings: list[Finding] = []
        self._doubled: set[str] = set()
        self._unread = frozenset(
            (book.file if "人员" in book.sheets else "", sheet) for book in books for sheet in book.unread
        )
        unread = {sheet for _, sheet in self._unread}
        self.directory = Directory(
            has_people="人员" not in unread and any("工号" not in row.broken for row in self._rows("人员")),
            has_departments="机构" not in unread and any("机构名称" not in row.broken for row in self._rows("机构")),
            unkeyed=sum("机构名称" in row.broken for row in self._rows("机构")),
        )
        self._without_subject: list[Row] = []
        self._lost: Lost | None = None
        self._subjects = Subjects(self.directory, self._findings)
        self._risks = Risks(
            self._rows, self._texts, self.directory, self._subjects, self._doubled, grading, self._findings
        )
        self._enter()

    def told(self) -> list[Finding]:
        """All findings."""
        return [*self._findings, *self.directory.findings()]

    def lost(self) -> Lost:
        """The rows that nobody could be found for."""

        def rows(sheet: str, *columns: str) -> tuple[Row, ...]:
            broken = (row for row in self._rows(sheet) if not row.broken.isdisjoint(columns))
            return (*broken, *(row for column in columns for row in self.directory.lost(sheet, column)))

        return Lost(
            (*rows("个人风险点", "工号"), *self._risks.misnamed),
            rows("机构风险点", "机构名称"),
            (*rows(OPINIONS, "环节"), *self._without_subject),
            rows("考核", "机构名称"),
            frozenset(self._doubled),
            self._unread,
            self.directory.nameless,
        )

    # ------------------------------------------------------------ who there is

    def _enter(self) -> None:
        people = dict(unique(self._rows("人员"), "工号", normal_id, self._findings, self._doubled))
        departments = dict(unique(self._rows("机构"), "机构名称", normal_name, self._findings))
        found = understood(Roster(people, departments), census(self._books))
        self._findings += found.findings
        self._person_rows = [(found.people.get(key, key), row) for key, row in people.items()]
        self._department_rows = [(found.departments.get(key, key), row) for key, row in departments.items()]
        for key, row in self._person_rows:
            self.directory.add_person(key, normal_name(row.text("姓名")))
        self.directory.departments = {key for key, _ in self._department_rows}
        nameless = (row for row in self._rows("人员") if "工号" in row.broken)
        self.directory.nameless = frozenset(normal_name(row.text("姓名")) for row in nameless) - {""}

    def bureau(self) -> Bureau:
        """The bureau."""
        settings = self._settings()
        self._person = self.directory.person
        group = tuple(self._group())
        self._outsiders = {normal_name(member.name) for member in group} - self.directory.names.keys()
        risks = self._risks.read()
        events = Events(
            self._rows, self.directory, self._subjects, self._risks.numbers, self._may_be_lost, self._findings
        )
        people = {key: self._one_person(key, row, risks) for key, row in self._person_rows}
        rows = [row for _, row in self._department_rows]
        self._heads, told = exchanged_heads(rows, dict(self._person_rows), self.directory)
        self._findings += told
        departments = {key: self._one_department(key, row, risks, people) for key, row in self._department_rows}
        head = self._person(settings["主要负责人"], "内容") if "主要负责人" in settings else None
        if "领导小组办公室" in settings:
            self.directory.department(settings["领导小组办公室"], "内容")
        return Bureau(
            name=self._name,
            short_name=_text(settings.get("单位简称")) or self._name,
            year=self._year,
            settings=settings,
            head=head,
            deadlines=deadlines(self._year, settings),
            people=people,
            departments=departments,
            leadership_risks=tuple(risks.get(Subject(Target.LEADERSHIP), ())),
            group=group,
            opinions=tuple(self._opinions()),
            events=events.read(),
            files=tuple(PurePath(book.file).name for book in self._books),
        )

    def _settings(self) -> dict[str, Row]:
        """The settings; one that a second workbook gives otherwise is a finding, and the first holds."""
        settings: dict[str, Row] = {}
        for row in self._rows("单位"):
            item = row.text("项目")
            first = settings.setdefault(item, row)
            values = (first["内容"], row["内容"])
            differs = first is not row and None not in values and values[0] != values[1]
            if differs and item not in ("单位名称", "年度"):  # told where the workbooks were put together
                at = first.at("内容")
                self._findings.append(
                    warning(
                        "identity.setting", row.at("内容"), row.raw("内容"), item=item, first=f"{at.file} {at.cell}"
                    )
                )
            elif first["内容"] is None and row["内容"] is not None:
                settings[item] = row
        return settings

    def _one_person(self, key: str, row: Row, risks: Mapping[Subject, Sequence[Risk]]) -> Person:
        # Without a column 班子成员, whoever has no department is taken for one.
        is_known = "班子成员" in row or "班子成员" in row.broken
        is_leader = row.text("班子成员") == YES or not (is_known or row.text("机构"))
        department = self.directory.department(row, "机构")
        if not is_leader and not row.text("机构") and "机构" in row and not row.broken & {"机构", "班子成员"}:
            self._findings.append(error("cells.required/department", row.at("机构"), name=row.text("姓名")))
        return Person(
            row=row,
            id=key,
            department=department,
            is_leader=is_leader,
            risks=tuple(risks.get(Subject(Target.PERSON, key), ())),
        )

    def _one_department(
        self, key: str, row: Row, risks: Mapping[Subject, Sequence[Risk]], people: Mapping[str, Person]
    ) -> Department:
        leader = self._person(row, self._heads["分管领导"])
        known = leader and "班子成员" in people[leader].row and "班子成员" not in people[leader].row.broken
        if leader and known and not people[leader].is_leader:
            name = people[leader].name
            self._findings.append(error("identity.leader", row.at("分管领导"), row.raw("分管领导"), name=name))
        return Department(
            row=row,
            name=key,
            head=self._person(row, self._heads["负责人"]),
            leader=leader,
            risks=tuple(risks.get(Subject(Target.DEPARTMENT, key), ())),
        )

    def _group(self) -> Iterator[GroupMember]:
        for row in self._rows("领导小组"):
            name = row.text("姓名")
            bearers = self.directory.names.get(normal_name(name), [])
            yield GroupMember(
                row, row.text("小组职务"), name, row.text("职务"), bearers[0] if len(bearers) == 1 else None
            )

    # ------------------------------------------------------------ opinions

    def _opinions(self) -> Iterator[Opinion]:
        rows = self._rows(OPINIONS)
        columns = (self._texts(OPINIONS, column) for column in ("环节", "意见", "审核人", "对象类型", "对象"))
        subjects: dict[tuple[str, str], Subject] = {}
        signers: dict[str, str] = {}
        for row, step, text, typed, kind, about in zip(rows, *columns, strict=True):
            signer = signers.get(typed)
            # Members of the leading group need not stand in 人员.
            if signer is None and normal_name(typed) not in self._outsiders:
                signer = self._person(row, "审核人")
                if signer:
                    signers[typed] = signer
            subject = subjects.get((kind, about)) or self._subjects.of(row)
            if subject is None:
                self._without_subject.append(row)
            else:
                subjects[kind, about] = subject
            day = row["日期"]
            yield Opinion(
                row=row,
                subject=subject,
                step=_STEPS.get(step),
                text=text,
                signer=signer,
                signer_name=self.directory.people.get(signer, "") if signer else typed,
                date=day if isinstance(day, date) else None,
            )

    def _may_be_lost(self, number: str) -> bool:
        """Whether the risk meant may be one whose own row has a wrong reference."""
        if self._lost is None:
            self._lost = self.lost()
        sheet, lost = _LOST_RISKS.get(number[:2], ("班子风险点", lambda lost: ()))
        return bool(lost(self._lost)) or self._lost.may_lie_unread(sheet) or not self._rows(sheet)


_LOST_RISKS: dict[str, tuple[str, Callable[[Lost], tuple[Row, ...]]]] = {
    "GR": ("个人风险点", lambda lost: lost.people),
    "JG": ("机构风险点", lambda lost: lost.departments),
}
"""What a 风险编号 begins with → the sheet of such risks, and its rows of nobody."""

_STEPS = {item.value: item for item in Step}


def _text(row: Row | None) -> str:
    return row.text("内容") if row else ""
