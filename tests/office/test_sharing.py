"""How documents are shared out among workers, and what becomes of a kind whose template none of them can use."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from bureaus import FEW_KINDS, bureau, person
from offices_on_disk import Folder

from docgen.documents import length as measured
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.messages import say
from docgen.office.production import BATCH, FEW
from docgen.programme.model import Bureau
from docgen.word.package import read_package, write_package
from docgen.workers.dispatch import Dispatcher
from docgen.workers.work import Work

PEOPLE = 4 * FEW


def of(people: int) -> Bureau:
    """A bureau of so many people."""
    numbers = [f"1{number:03d}" for number in range(people)]
    return replace(bureau(), people={number: person(number, f"张{number}", "综合股") for number in numbers})


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The documents that workers were given together, as they were given."""
    given: list[list[str]] = []
    carry_out = Dispatcher.carry_out

    def seen(self: Dispatcher, batches: Iterable[Work], *rest: object) -> None:
        def noted() -> Iterable[Work]:
            for batch in batches:
                given.append([task.id for task in batch.tasks])
                yield batch

        carry_out(self, noted(), *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Dispatcher, "carry_out", seen)
    return given


def lengths(shared: list[list[str]], kind: str) -> list[int]:
    return [len(batch) for batch in shared if batch[0].startswith(f"{kind}/")]


def test_a_kind_of_few_documents_is_one_workers_whose_template_others_need_not_compile(
    tmp_path: Path, shared: list[list[str]]
) -> None:
    Folder(tmp_path).build(of(FEW), ("docx", "pdf"), engine="typst")
    assert lengths(shared, "personal_check") == [FEW]
    assert lengths(shared, "department_check") == [len(bureau().departments)]


def test_a_kind_of_many_is_shared_out(tmp_path: Path, shared: list[list[str]]) -> None:
    facts = Folder(tmp_path).build(of(PEOPLE), ("docx",))
    assert lengths(shared, "personal_check") == [BATCH["docx"]] * (PEOPLE // BATCH["docx"])
    assert facts.written == sum(len(batch) for batch in shared if batch != [say("catalogue.name")])


def test_what_is_as_long_as_many_others_is_worked_alone(
    tmp_path: Path, shared: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measured, "_ONE", 1)
    Folder(tmp_path).build(of(FEW), ("docx",))
    listed = [len(item.risks) for item in bureau().departments.values()]
    assert any(listed)
    # One without a risk counts as one, and goes with the next that has any.
    assert len(lengths(shared, "department_check")) == sum(map(bool, listed))
    assert lengths(shared, "personal_check") == [FEW], "a person's own table is never so long"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_template_that_cannot_be_used_is_told_once_and_nothing_else_is_lost(
    tmp_path: Path, jobs: int, spoilt: Callable[[str], Path]
) -> None:
    folder = Folder(tmp_path / "out", load_kinds([spoilt("personal_check")]))
    facts = folder.build(of(PEOPLE), ("docx",), jobs=jobs)
    [failure] = facts.failures
    assert failure.id == "personal_check"
    form = tmp_path / "templates" / "personal_check" / "form.docx"
    assert facts.called(failure.id) == f"个人廉政风险自查表（{form}）"
    assert "person." in str(failure.reason)
    assert facts.planned == PEOPLE + facts.written
    assert facts.written == len(folder.files()) > 0
    assert not [name for name in folder.files() if "个人" in name]


def test_no_more_than_is_at_work_is_tried_with_a_template_that_cannot_be_used(
    tmp_path: Path, shared: list[list[str]], spoilt: Callable[[str], Path]
) -> None:
    folder = Folder(tmp_path / "out", load_kinds([spoilt("personal_check")]))
    folder.build(of(PEOPLE), ("docx",))
    assert lengths(shared, "personal_check") == [BATCH["docx"]]


@pytest.fixture
def spoilt(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a folder of templates of which that kind's has a tag that cannot be read."""

    def make(kind: str) -> Path:
        templates = tmp_path / "templates"
        for name in FEW_KINDS:
            shutil.copytree(SHIPPED / name, templates / name)
        form = templates / kind / "form.docx"
        parts = read_package(form.read_bytes())
        document = parts["word/document.xml"]
        parts["word/document.xml"] = document.replace("{{ person.姓名 }}".encode(), b"{{ person. }}")
        assert parts["word/document.xml"] != document
        form.write_bytes(write_package(parts))
        return templates

    return make
