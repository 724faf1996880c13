"""A run says which documents are new, which were made again, and because of what: those are printed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from bureaus import bureau, risk, with_fields
from offices_on_disk import NOW, Folder

from docgen.documents.fingerprint import Maker
from docgen.documents.parts import ADDED, BY_HAND, GONE, parts_of, said
from docgen.documents.plan import plan
from docgen.documents.render import Contents
from docgen.documents.workplace import Workplace
from docgen.kinds.kind import SHIPPED, Kinds, load_kinds
from docgen.messages import catalogue
from docgen.office.facts import Facts
from docgen.office.make import make
from docgen.office.run import Wanted
from docgen.office.watch import Unwatched
from docgen.pdf.engines import Drawing
from docgen.programme.check import check
from docgen.programme.model import Bureau, Subject, Target
from docgen.shipped import SAMPLE


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "out")


def with_another_risk() -> Bureau:
    """The bureau, where 004 has another risk."""
    whole = bureau()
    risks = (risk(Subject(Target.PERSON, "004"), "GR-004-1", content="另一条风险"),)
    return replace(whole, people={**whole.people, "004": replace(whole.people["004"], risks=risks)})


def in_words(facts: Facts) -> dict[str, str]:
    return {facts.called(key): said(parts) for key, parts in facts.changed.items()}


def test_at_first_all_are_new_in_their_order(folder: Folder) -> None:
    facts = folder.build(bureau())
    assert (len(facts.new), facts.changed) == (facts.written, {})
    assert facts.new[0] == "personal_check/001"
    assert facts.called("personal_check/004") == "004 李明 个人廉政风险自查表(2026)"


def test_nothing_is_told_where_nothing_has_changed(folder: Folder) -> None:
    folder.build(bureau())
    facts = folder.build(bureau())
    assert (facts.new, facts.changed) == ([], {})


def test_what_has_changed_is_told_by_the_clerks_words(folder: Folder) -> None:
    folder.build(bureau())
    assert in_words(folder.build(with_another_risk())) == {"004 李明 个人廉政风险自查表(2026)": "风险点有变化"}


def test_what_stands_in_the_persons_own_row_is_told_apart(folder: Folder) -> None:
    folder.build(bureau())
    whole = bureau()
    moved = replace(whole, people={**whole.people, "004": with_fields(whole.people["004"], duties="档案管理")})
    assert in_words(folder.build(moved)) == {"004 李明 个人廉政风险自查表(2026)": "人员信息有变化"}


def test_a_changed_template_is_told_as_that(folder: Folder, tmp_path: Path) -> None:
    folder.build(bureau())
    shipped = folder.kinds["personal_check"]
    template = docx.Document(str(shipped.form))
    template.add_paragraph("本单位的说明")
    own = tmp_path / "own" / "personal_check"
    own.mkdir(parents=True)
    template.save(str(own / "form.docx"))
    folder.kinds = Kinds({**folder.kinds.kinds, "personal_check": replace(shipped, folder=own)}, {})
    told = [words for name, words in in_words(folder.build(bureau())).items() if "个人" in name]
    assert len(told) == 5
    assert set(told) == {"模板有变化"}


def test_a_file_that_is_gone_or_changed_by_hand_is_not_told_as_new_content(folder: Folder) -> None:
    folder.build(bureau())
    gone, by_hand = sorted((folder.path / "2 贯彻执行" / "个人廉政风险自查表").rglob("*.docx"))[:2]
    gone.unlink()
    by_hand.write_bytes(b"by hand")
    facts = folder.build(bureau())
    assert {facts.called(key): parts for key, parts in facts.changed.items()} == {
        gone.stem: (GONE,),
        by_hand.stem: (BY_HAND,),
    }
    assert "没有变" in said((GONE,)) and "没有变" in said((BY_HAND,))


def test_another_format_beside_is_no_new_content(folder: Folder) -> None:
    folder.build(bureau(), ("docx",))
    facts = folder.build(bureau(), ("docx", "pdf"))
    assert set(facts.changed.values()) == {(ADDED,)}


def test_who_comes_back_is_new_again(folder: Folder) -> None:
    folder.build(bureau())
    whole = bureau()
    folder.build(replace(whole, people={key: item for key, item in whole.people.items() if key != "004"}))
    facts = folder.build(bureau())
    assert facts.new == ["personal_check/004"]


def test_foresight_tells_the_same_reasons(folder: Folder) -> None:
    folder.build(bureau())
    wanted = Wanted(on=NOW.date(), now=NOW, formats=("docx",), drawing=Drawing("weasyprint"), jobs=1, dry=True)
    foreseen = make(folder.office, folder.kinds, [with_another_risk()], wanted, Unwatched())
    assert in_words(foreseen) == in_words(folder.build(with_another_risk()))


def test_a_record_of_before_says_that_it_does_not_know(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr("docgen.office.production.parts_of", lambda content, maker: {})
        folder.build(bureau())
    assert list(in_words(folder.build(with_another_risk())).values()) == ["内容或程序有变化"]


def test_every_part_of_the_samples_year_has_a_word_of_its_own() -> None:
    [whole] = check([SAMPLE], on=date(2026, 12, 31)).bureaus
    contents, maker = Contents(whole, on=date(2026, 12, 31)), Maker({}, Workplace(), {})
    names = {name for item in plan(load_kinds([SHIPPED]), whole) for name in parts_of(contents.of(item), maker)}
    assert sorted(name for name in names if name.isascii() and f"changed.{name}" not in catalogue()) == []
