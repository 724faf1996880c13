"""Notices say what they must, to whom they must and nothing more; their slip comes off the first page."""

from __future__ import annotations

import io
from datetime import date

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from wordfiles import PROPERTIES, text

from docgen.documents.plan import plan
from docgen.documents.render import CompiledKind, content_of
from docgen.kinds.examples import examples
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.pdf.engines import engine
from docgen.programme.check import check
from docgen.programme.model import Bureau
from docgen.shipped import SAMPLE
from docgen.word.properties import Properties

KINDS = load_kinds([SHIPPED])
DISPOSALS = ("warning", "reminder", "admonition", "rectification", "caution", "supervision")
NOTICES = (*DISPOSALS, "accountability")


@pytest.fixture(scope="module")
def sample() -> Bureau:
    [found] = check([SAMPLE], on=date(2026, 12, 31)).bureaus
    return found


def example(name: str, part: str) -> Bureau:
    """The bureau of the kind's example whose name has this part."""
    return next(item.bureau for item in examples(KINDS[name]) if part in item.name)


def made(name: str, bureau: Bureau, *, blank: bool = False) -> list[bytes]:
    """The Word files of a kind."""
    kind = CompiledKind(KINDS[name], engine())
    return [
        kind.template.render(content_of(document, bureau, "某司廉〔2026〕12号").values, PROPERTIES)
        for document in plan({name: KINDS[name]}, bureau, blank=blank)
    ]


def pages(name: str, bureau: Bureau, *, blank: bool = False) -> list[list[str]]:
    """The texts of the pages of each PDF of a kind."""
    kind = CompiledKind(KINDS[name], engine())
    drawn = [
        kind.prepared.render(content_of(document, bureau, "某司廉〔2026〕12号").values, Properties("甲")).data
        for document in plan({name: KINDS[name]}, bureau, blank=blank)
    ]
    return [[page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)] for data in drawn]


@pytest.mark.parametrize("name", NOTICES)
def test_stub_notice_and_slip_of_the_samples_notices_stand_on_page_one(name: str, sample: Bureau) -> None:
    for first, *behind in pages(name, sample):
        assert "存根" in first and "回执" in first and "见 证 人" in first
        assert behind and not any("见 证 人" in page for page in behind)


@pytest.mark.parametrize("name", NOTICES)
def test_a_blank_notice_has_its_slip_on_page_one(name: str, sample: Bureau) -> None:
    for first, *_ in pages(name, sample, blank=True):
        assert "存根" in first and "见 证 人" in first


@pytest.mark.parametrize("name", NOTICES)
def test_the_number_stands_on_both_lines_to_tear_along(name: str, sample: Bureau) -> None:
    for data in made(name, sample):
        cuts = [
            paragraph
            for paragraph in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:p"))
            if paragraph.style == "Cut" and "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        ]
        assert len(cuts) == 2


@pytest.mark.parametrize("name", DISPOSALS)
def test_twelve_demands_are_numbered_once_each(name: str) -> None:
    [data] = made(name, example(name, "十二项"))
    whole = text(data)
    for number in range(1, 13):
        assert f"{number}. 11 月" in whole
    assert "1. 1. " not in whole


def test_a_reminder_tells_of_what_was_received_an_admonition_of_what_was_found_and_approved(sample: Bureau) -> None:
    for data in made("reminder", sample):
        assert "收到有关你" in text(data) and "发现你" not in text(data)
    for data in made("admonition", sample):
        assert "核查，发现你" in text(data) and "批准，现对你予以诫勉纠错" in text(data)
        assert "参照《" in text(data) and "依据《" not in text(data), "the bureau's own step, not the party's measure"


def test_an_admonition_is_not_to_be_taken_for_that_of_party_rules(sample: Bureau) -> None:
    for papers in pages("admonition", sample):
        assert all("不是依照党内法规给予的诫勉" in page for page in papers)


def test_each_sheet_of_accountability_tells_its_own_measure_only(sample: Bureau) -> None:
    found = {document.topic.copy: document for document in plan({"accountability": KINDS["accountability"]}, sample)}
    assert set(found) == {"direct", "leader"}
    for document, data in zip(
        plan({"accountability": KINDS["accountability"]}, sample), made("accountability", sample), strict=True
    ):
        [event] = document.topic.events
        own, other = (event.row.text(f"{role}追究方式") for role in ("直接责任人", "分管领导"))
        if document.topic.copy == "leader":
            own, other = other, own
        assert own in text(data) and other not in text(data)
        assert "一个月内" in text(data) and "不停止本决定的执行" in text(data)


def test_a_preventive_record_is_a_talk_or_an_activity_and_blank_both() -> None:
    [talk] = made("prevention_record", example("prevention_record", "一次谈话"))
    [activity] = made("prevention_record", example("prevention_record", "一次活动"))
    assert "谈话内容" in text(talk) and "活动内容" not in text(talk)
    assert "活动内容" in text(activity) and "谈话内容" not in text(activity)
    [blank] = made("prevention_record", example("prevention_record", "一次谈话"), blank=True)
    assert "谈话内容" in text(blank) and "活动内容" in text(blank)
