"""Official documents drawn with the house's pieces: one page, ten, with landscape attachments, letters, bare signatures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from redhead import addressee, annex, enclosures, heading, masthead, remark, signature, text, title
from redhead_pages import document, imprint, letter_imprint, letterhead

from docgen.documents.turn import settled
from docgen.form.read.form import read_form
from docgen.pdf.engines import engine
from docgen.word.properties import Properties
from docgen.word.template import WordTemplate

BUREAU = "bureau.单位名称"
SENTENCE = (
    "为深入贯彻落实全面从严治党要求，进一步加强廉政风险防控，规范权力运行，从源头上预防和治理腐败，根据上级有关规定，"
    "结合我局工作实际，经局党组研究决定，成立云岭县司法局廉政风险防控机制建设工作领导小组。现将有关事项通知如下。"
)
LINES = 160
LONG = "甲" * 26 + "乙" * 28 * LINES
"""A paragraph of many pages: 26 characters behind the indent, then whole lines of 28."""

VALUES: Mapping[str, Any] = {
    "bureau": {"单位名称": "云岭县司法局"},
    "document": {
        "number": "云司发〔2026〕12号",
        "title": "云岭县司法局关于成立廉政风险防控机制建设工作领导小组的通知",
        "date": "2026年9月8日",
        "to": "各股室、司法所、中心",
        "disclosure": "此件公开发布",
        "copies": "县纪委监委派驻第三纪检监察组",
    },
}


def _opening() -> list[str]:
    return [*masthead(f"{BUREAU} ~ '文件'"), *title(), addressee()]


def _ending(**how: bool) -> list[str]:
    return [*text("特此通知。", last=True), *signature(BUREAU, kept=True, **how), *remark()]


def one_page() -> bytes:
    """A document whose text goes on one page."""
    return document([*_opening(), *text("请遵照执行。"), *_ending()], imprint())


def ten_pages() -> bytes:
    """Headings of all levels, attachments, many pages."""
    body = [heading(1, "一、组成人员"), heading(2, "（一）主要职责"), heading(3, "1.统一领导"), *text(LONG)]
    listed = enclosures("个人廉政风险自查表", "股室廉政风险自查表", "领导班子廉政风险点自查表")
    annexes = [*annex("附件1", "个人廉政风险自查表", *text(SENTENCE)), *annex("附件2", "股室廉政风险自查表")]
    parts = [*_opening(), *text(SENTENCE), *body, *text("特此通知。", last=True), *listed]
    return document([*parts, *signature(BUREAU, kept=True), *remark(), *annexes], imprint())


def lying() -> bytes:
    """A document with an attachment on two landscape pages."""
    wide = annex("附件", "任务分工表", *text(*[SENTENCE] * 5), new_page=False)
    return document([*_opening(), *text(SENTENCE), *_ending()], imprint(), lying=wide)


def letter() -> bytes:
    """The letter format, on two pages."""
    begins, running = letterhead(BUREAU)
    parts = [*begins, *title(), addressee(), *text(*[SENTENCE] * 4), *_ending()]
    return document(parts, letter_imprint(), letter=running)


def lonely(paragraphs: int) -> bytes:
    """So many one-line paragraphs before the end: somewhere between, the signature has no room on the page."""
    return document([*_opening(), *text(*["请遵照执行。"] * paragraphs), *_ending()], imprint())


FORTY_PAGES = 6
"""Long paragraphs."""


def forty_pages() -> bytes:
    """A body of forty pages, with thirty attachments listed below it."""
    listed = enclosures(*(f"第{number}张表" for number in range(1, 31)))
    parts = [*_opening(), *text(*[LONG] * FORTY_PAGES), *text("特此通知。", last=True), *listed]
    return document([*parts, *signature(BUREAU, kept=True), *remark()], imprint())


def unsealed() -> bytes:
    """Signed without a seal."""
    return document([*_opening(), *text(SENTENCE), *_ending(sealed=False)], imprint())


FORTY = "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗尼尔基镇人民政府司法行政事务服务所"


class Made:
    """A document laid out, and its Word file."""

    def __init__(self, template: bytes, values: Mapping[str, Any] = VALUES, maker: str = "typst") -> None:
        self.word = WordTemplate.compile(template, "公文")
        form, uncovered = read_form(self.word)
        assert not uncovered, uncovered
        prepared = _engine(maker).prepare(form)
        self.values, self.pdf = settled(values, lambda wanted: prepared.render(wanted, Properties("公文")))

    def docx(self) -> bytes:
        """The Word file that agrees with it."""
        return self.word.render(self.values, Properties("公文"))


@cache
def _engine(name: str) -> Any:
    return engine(name)


def with_values(**changes: str) -> Mapping[str, Any]:
    """The values with another document's; `name` is the bureau's."""
    name = changes.pop("name", VALUES["bureau"]["单位名称"])
    return {"bureau": {"单位名称": name}, "document": {**VALUES["document"], **changes}}
