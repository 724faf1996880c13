"""From the rows of all workbooks to bureaus: merged by 单位名称 and 年度, references resolved, numbers given.

A row whose key or reference cannot be resolved has its one finding and is left out of what the rules look at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docgen.findings import Finding, error, note, warning
from docgen.programme.grading import DEFAULT, Table, derived
from docgen.programme.model import (
    Bureau,
    Department,
    Event,
    Grade,
    GroupMember,
    Opinion,
    Person,
    Risk,
    Step,
    Subject,
    Target,
)
from docgen.programme.references import Directory, other_places
from docgen.programme.stages import deadlines
from docgen.workbook.names import normal_id, normal_name
from docgen.workbook.rows import Book, Row
from docgen.workbook.schema import YES


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


@dataclass(frozen=True, slots=True)
class Assembled:
    """The bureaus of a run, and the findings of putting them together. `lost` and `directories` go by (name, year)."""

    bureaus: tuple[Bureau, ...]
    findings: tuple[Finding, ...]
    lost: Mapping[tuple[str, int], Lost] = field(default_factory=dict)
    directories: Mapping[tuple[str, int], Directory] = field(default_factory=dict)
    books: Mapping[tuple[str, int], tuple[Book, ...]] = field(default_factory=dict)


def assemble(books: Iterable[Book], grading: Table = DEFAULT) -> Assembled:
    """Merge the usable books of one 单位名称 and 年度 into one bureau each.

    A book that does not say whose it is has had its finding; it goes with the only bureau of the run, if there
    is just one, so that what refers to its rows is not told as wrong too.
    """
    groups: dict[tuple[str, int], list[Book]] = {}
    stray: list[Book] = []
    findings: list[Finding] = []
    for book in books:
        if not book.usable:
            continue
        name, year, wrong = _identity(book)
        findings += wrong
        if name and year:
            groups.setdefault((name, year), []).append(book)
        else:
            stray.append(book)
    if stray and not groups:
        # Nobody's, but its other mistakes are told in the same run.
        name, year, _ = _identity(stray[0])
        groups[name, year or _usual_year(stray)] = stray
    elif len(groups) == 1:
        next(iter(groups.values())).extend(stray)
    made = {key: _Assembly(key, group, grading) for key, group in groups.items()}
    return Assembled(
        tuple(item.bureau() for item in made.values()),
        (*findings, *(finding for item in made.values() for finding in item.told())),
        {key: item.lost() for key, item in made.items()},
        {key: item.directory for key, item in made.items()},
        {key: tuple(group) for key, group in groups.items()},
    )


YEARS = range(2000, 2100)
"""年度 outside these is a mistake of typing."""


def _identity(book: Book) -> tuple[str, int, list[Finding]]:
    """单位名称 and 年度 ("" and 0 where they cannot be told), and what is wrong with the year."""
    settings = {row.text("项目"): row for row in _rows_of([book], "单位")}
    name = settings["单位名称"].text("内容") if "单位名称" in settings else ""
    row = settings.get("年度")
    text = row.text("内容") if row else ""
    if row is None or not text.lstrip("-").isdigit():
        return normal_name(name), 0, []
    if int(text) not in YEARS:
        return normal_name(name), 0, [error("identity.year", row.at("内容"), row.raw("内容"))]
    return normal_name(name), int(text), []


def _usual_year(books: Sequence[Book]) -> int:
    """The year that most dates of these books lie in."""
    years = Counter(
        value.year
        for book in books
        for sheet in book.sheets.values()
        for row in sheet.rows
        for _, value in row.values()
        if isinstance(value, date)
    )
    return years.most_common(1)[0][0] if years else YEARS[0]


def _rows_of(books: Sequence[Book], sheet: str) -> list[Row]:
    return [row for book in books if sheet in book.sheets for row in book.sheets[sheet].rows]


class _Assembly:
    """The putting together of one bureau."""

    def __init__(self, key: tuple[str, int], books: Sequence[Book], grading: Table) -> None:
        self._name, self._year = key
        self._books = books
        self._grading = grading
        self._findings: list[Finding] = []
        self._doubled: set[str] = set()
        self.directory = Directory(
            has_people=any("工号" not in row.broken for row in self._rows("人员")),
            has_departments=any("机构名称" not in row.broken for row in self._rows("机构")),
        )
        self._numbers: dict[str, Row] = {}
        self._misnamed: list[Row] = []
        """Rows of 个人风险点 whose name is another's than their 工号's."""
        self._without_subject: list[Row] = []
        self._lost: Lost | None = None
        self._subjects: dict[tuple[Target, str], Subject] = {}
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
            (*rows("个人风险点", "工号"), *self._misnamed),
            rows("机构风险点", "机构名称"),
            (*rows("审核意见", "环节"), *self._without_subject),
            rows("考核", "机构名称"),
            frozenset(self._doubled),
        )

    def _rows(self, sheet: str) -> list[Row]:
        return _rows_of(self._books, sheet)

    # ------------------------------------------------------------ who there is

    def _enter(self) -> None:
        self._person_rows = list(self._unique("人员", "工号", normal_id))
        self._department_rows = list(self._unique("机构", "机构名称", normal_name))
        for key, row in self._person_rows:
            self.directory.add_person(key, normal_name(row.text("姓名")))
        self.directory.departments = {key for key, _ in self._department_rows}
        nameless = (row for row in self._rows("人员") if "工号" in row.broken)
        self.directory.nameless = frozenset(normal_name(row.text("姓名")) for row in nameless) - {""}

    def _unique(self, sheet: str, column: str, normal: Callable[[str], str]) -> Iterator[tuple[str, Row]]:
        """The rows of a sheet by key; a later one of a key that stands already is a finding, and left out."""
        first: dict[str, Row] = {}
        for row in self._rows(sheet):
            text = row.text(column)
            if not text or column in row.broken:
                continue
            key = normal(text)
            if key in first:
                self._doubled.add(key)
                self._twice(row, column, first[key])
                continue
            first[key] = row
            yield key, row

    def _twice(self, row: Row, column: str, first: Row) -> None:
        at = first.at(column)
        where = f"{at.sheet} {at.cell}" if first.file == row.file else f"{at.file} {at.sheet} {at.cell}"
        self._findings.append(error("identity.unique", row.at(column), row.raw(column), column=column, first=where))

    def bureau(self) -> Bureau:
        """The bureau."""
        settings = self._settings()
        self._person = self.directory.person
        group = tuple(self._group())
        self._outsiders = {normal_name(member.name) for member in group} - self.directory.names.keys()
        risks = self._risks()
        people = {key: self._one_person(key, row, risks) for key, row in self._person_rows}
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
            prevention=tuple(self._events("前期预防", "编号", ("主持人",))),
            signals=tuple(self._events("预警处置", "编号", ("防控责任人",))),
            scores=tuple(self._events("考核", "", ())),
            cases=tuple(self._events("责任追究", "编号", ("直接责任人", "分管领导"))),
            adjustments=tuple(self._adjustments()),
            commendations=tuple(self._events("表彰", "", ())),
            attendance=tuple(Event(row) for row in self._rows("会议签到")),
        )

    def _settings(self) -> dict[str, Row]:
        """The settings; one that a second workbook gives otherwise is a finding, and the first holds."""
        settings: dict[str, Row] = {}
        for row in self._rows("单位"):
            item = row.text("项目")
            first = settings.setdefault(item, row)
            values = (first["内容"], row["内容"])
            if first is not row and None not in values and values[0] != values[1]:
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
        is_leader = row.text("班子成员") == YES or ("班子成员" not in row and not row.text("机构"))
        department = self.directory.department(row, "机构")
        if not is_leader and not row.text("机构") and "机构" in row and not row.broken & {"机构", "班子成员"}:
            self._findings.append(error("cells.required/department", row.at("机构"), name=row.text("姓名")))
        return Person(
            row=row,
            id=key,
            name=row.text("姓名"),
            department=department,
            title=row.text("职务"),
            post=row.text("岗位"),
            duties=row.text("岗位职责"),
            is_leader=is_leader,
            politics=row.text("政治面貌"),
            id_card=row.text("身份证号"),
            phone=row.text("联系电话"),
            risks=tuple(risks.get(Subject(Target.PERSON, key), ())),
        )

    def _one_department(
        self, key: str, row: Row, risks: Mapping[Subject, Sequence[Risk]], people: Mapping[str, Person]
    ) -> Department:
        leader = self._person(row, "分管领导")
        known = leader and "班子成员" in people[leader].row and "班子成员" not in people[leader].row.broken
        if leader and known and not people[leader].is_leader:
            name = people[leader].name
            self._findings.append(error("identity.leader", row.at("分管领导"), row.raw("分管领导"), name=name))
        return Department(
            row=row,
            name=key,
            kind=row.text("机构类型"),
            head=self._person(row, "负责人"),
            leader=leader,
            functions=row.text("主要职能"),
            risks=tuple(risks.get(Subject(Target.DEPARTMENT, key), ())),
        )

    def _group(self) -> Iterator[GroupMember]:
        for row in self._rows("领导小组"):
            name = row.text("姓名")
            bearers = self.directory.names.get(normal_name(name), [])
            if name and not bearers and self.directory.has_people:
                self._findings.append(note("identity.group", row.at("姓名"), name))
            yield GroupMember(
                row, row.text("小组职务"), name, row.text("职务"), bearers[0] if len(bearers) == 1 else None
            )

    # ------------------------------------------------------------ risks

    def _risks(self) -> dict[Subject, list[Risk]]:
        """All risks by owner, in the order of the sheets."""
        risks: dict[Subject, list[Risk]] = {}
        for sheet, owner_of in (
            ("个人风险点", self._person_owner),
            ("机构风险点", self._department_owner),
            ("班子风险点", lambda row: Subject(Target.LEADERSHIP)),
        ):
            found = [(row, owner) for row in self._rows(sheet) if (owner := owner_of(row)) is not None]
            for row, _ in found:
                self._own_number(row)
            if sheet == "个人风险点":
                self._findings += self._wrong_names()
            places: Counter[Subject] = Counter()
            for row, owner in found:
                places[owner] += 1
                risks.setdefault(owner, []).append(self._risk(row, owner, places[owner]))
        return risks

    def _person_owner(self, row: Row) -> Subject | None:
        key = self._person(row, "工号")
        if key is None:
            return None
        name = normal_name(row.text("姓名"))
        known = self.directory.people[key]
        if name and known and name != known and key not in self._doubled and "姓名" not in row.broken:
            self._misnamed.append(row)
        return self._one_subject(Target.PERSON, key)

    def _wrong_names(self) -> Iterator[Finding]:
        """One finding for each 工号 and other name beside it, at the first row that has both."""
        groups: dict[tuple[str, str], list[Row]] = {}
        for row in self._misnamed:
            groups.setdefault((row.text("工号"), normal_name(row.text("姓名"))), []).append(row)
        for first, *others in groups.values():
            key = self._person(first, "工号") or ""
            values = {"id": key, "name": self.directory.people[key], "others": other_places(others, "姓名")}
            yield error("identity.name", first.at("姓名"), first.raw("姓名"), **values)

    def _department_owner(self, row: Row) -> Subject | None:
        key = self.directory.department(row, "机构名称")
        return self._one_subject(Target.DEPARTMENT, key) if key else None

    def _own_number(self, row: Row) -> None:
        """Enter the number that a row has of its own."""
        number = normal_id(row.text("风险编号"))
        if number and "风险编号" not in row.broken:
            first = self._numbers.setdefault(number, row)
            if first is not row:
                self._twice(row, "风险编号", first)

    def _risk(self, row: Row, owner: Subject, place: int) -> Risk:
        likelihood, severity = row.text("发生几率"), row.text("危害程度")
        given = row.text("风险等级")
        return Risk(
            row=row,
            number=self._number(row, owner, place),
            owner=owner,
            category=row.text("风险类别"),
            content=row.text("风险内容"),
            manifestation=row.text("表现形式"),
            likelihood=likelihood,
            severity=severity,
            grade=_GRADES.get(given) or derived(self._grading, likelihood, severity),
            measure=row.text("防控措施"),
            found_by=row.text("查找方式"),
            process=row.text("业务环节"),
            procedure=row.text("工作程序"),
            matter=row.text("事项类别"),
            answerable=self._person(row, "责任领导") if owner.target is Target.LEADERSHIP else None,
        )

    def _number(self, row: Row, owner: Subject, place: int) -> str:
        """The row's own number, else the one of its place; where another row holds that, the next that is free."""
        number = normal_id(row.text("风险编号"))
        if number and self._numbers.get(number) is row:
            return number
        prefix = {Target.PERSON: f"GR-{owner.key}", Target.DEPARTMENT: f"JG-{owner.key}"}.get(owner.target, "BZ")
        while self._numbers.get(f"{prefix}-{place}", row) is not row:
            place += 1
        self._numbers[f"{prefix}-{place}"] = row
        return f"{prefix}-{place}"

    # ------------------------------------------------------------ opinions and events

    def _opinions(self) -> Iterator[Opinion]:
        for row in self._rows("审核意见"):
            step, day = row.text("环节"), row["日期"]
            # Members of the leading group need not stand in 人员.
            outsider = normal_name(row.text("审核人")) in self._outsiders
            signer = None if outsider else self._person(row, "审核人")
            name = self.directory.people.get(signer, "") if signer else row.text("审核人")
            subject = self._subject(row)
            if subject is None:
                self._without_subject.append(row)
            yield Opinion(
                row=row,
                subject=subject,
                step=_STEPS.get(step),
                text=row.text("意见"),
                signer=signer,
                signer_name=name,
                date=day if isinstance(day, date) else None,
            )

    def _one_subject(self, target: Target, key: str) -> Subject:
        """The subject: one object, however many rows are about it."""
        return self._subjects.setdefault((target, key), Subject(target, key))

    def _subject(self, row: Row) -> Subject | None:
        """Whom a row with 对象类型 and 对象 is about, None where that cannot be told."""
        kind = row.text("对象类型")
        target = _TARGETS.get(kind)
        if target is None:
            return None
        if target in (Target.LEADERSHIP, Target.REGISTER):
            return Subject(target)
        if not row.text("对象"):
            if "对象" in row and "对象" not in row.broken:
                self._findings.append(error("cells.required/subject", row.at("对象"), kind=kind))
            return None
        key = self._person(row, "对象") if target is Target.PERSON else self.directory.department(row, "对象")
        return self._one_subject(target, key) if key else None

    def _events(self, sheet: str, number: str, people: Sequence[str]) -> Iterator[Event]:
        rows = self._rows(sheet)
        if number:
            without = [row for row in rows if number in row.broken]
            rows = [*(row for _, row in self._unique(sheet, number, normal_id)), *without]
        for row in rows:
            if sheet == "考核":
                key = self.directory.department(row, "机构名称")
                subject = Subject(Target.DEPARTMENT, key) if key else None
            else:
                subject = self._subject(row) if "对象类型" in row else None
            found = {column: self._person(row, column) for column in people}
            yield Event(row, normal_id(row.text(number)) if number else "", subject, found)

    def _adjustments(self) -> Iterator[Event]:
        for row in self._rows("风险调整"):
            text = row.text("风险编号")
            number = normal_id(text)
            if text and number not in self._numbers and "风险编号" not in row.broken:
                number = ""
                if not self._may_be_lost(text):
                    self._findings.append(error("identity.reference/risk", row.at("风险编号"), row.raw("风险编号")))
            yield Event(row, number, None, {"批准人": self._person(row, "批准人")})

    def _may_be_lost(self, number: str) -> bool:
        """Whether the risk meant may be one whose own row has a wrong reference."""
        if self._lost is None:
            self._lost = self.lost()
        return bool(
            self._lost.people if number.startswith("GR") else self._lost.departments if number.startswith("JG") else ()
        )


_GRADES = {item.value: item for item in Grade}
_STEPS = {item.value: item for item in Step}
_TARGETS = {item.value: item for item in Target}


def _text(row: Row | None) -> str:
    return row.text("内容") if row else ""
