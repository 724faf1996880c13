"""Every value that a form prints of the sample's year stands in its Word file and as often in its PDF; no tag is left."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from wordfiles import problems

from docgen.documents.filing import Filing
from docgen.documents.plan import Document, plan
from docgen.documents.render import CompiledKind, Contents, with_pictures
from docgen.kinds.examples import examples
from docgen.kinds.kind import SHIPPED, Kind, load_kinds
from docgen.pdf.engines import engine
from docgen.programme.check import check
from docgen.programme.model import Bureau
from docgen.shipped import SAMPLE
from docgen.word.properties import Properties

KINDS = load_kinds([SHIPPED])
MOST = 3
"""Documents of a kind that are looked at, spread over the plan; the slow test looks at all."""


@pytest.fixture(scope="module")
def bureau() -> Bureau:
    [found] = check([SAMPLE], on=date(2026, 12, 31)).bureaus
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def word_text(data: bytes) -> str:
    """All text of the body, cells that a merge hides left out."""
    return squeezed(
        "".join(
            node.text or "" for node in docx.Document(io.BytesIO(data)).element.body.iter() if node.tag.endswith("}t")
        )
    )


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return squeezed("".join(page.get_textpage().get_text_range() for page in document))


def printed(kind: CompiledKind, values: Mapping[str, object]) -> Iterator[str]:
    """The beginning of every text that the template's tags print of the values."""
    return (text for beginning in kind.printed.beginnings(values) if (text := squeezed(beginning)))


def chosen(documents: list[Document]) -> list[Document]:
    step = max(1, len(documents) // MOST)
    return documents[::step]


def must_be_complete(kind: Kind, bureau: Bureau, documents: list[Document]) -> None:
    """Word and PDF of these documents hold every value that is printed, one as often as the other, and no tag."""
    filing = Filing(bureau, KINDS, plan(KINDS, bureau))
    contents = Contents(bureau, on=date(2026, 12, 31), filing=filing)
    compiled = CompiledKind(kind, engine())
    for document in documents:
        content, _ = with_pictures(compiled, contents.of(document))
        word = compiled.template.render(content.values, Properties("甲"))
        pdf = compiled.prepared.render(content.values, Properties("甲")).data
        here, there = word_text(word), pdf_text(pdf)
        assert "{{" not in here + there and "{%" not in here + there, document.id
        letters, drawn = Counter(here), Counter(there)
        assert {char: count - drawn[char] for char, count in letters.items() if count > drawn[char]} == {}, document.id
        for text in printed(compiled, content.values):
            assert text in here, (document.id, text)


each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)


@each_kind
def test_every_value_is_found_in_word_and_as_often_in_the_pdf(kind: Kind, bureau: Bureau) -> None:
    documents = plan({kind.id: kind}, bureau)
    assert documents, "the sample exercises every kind"
    must_be_complete(kind, bureau, chosen(documents))


@pytest.mark.slow
@each_kind
def test_every_value_of_the_whole_sample_is_found(kind: Kind, bureau: Bureau) -> None:
    must_be_complete(kind, bureau, plan({kind.id: kind}, bureau))


@pytest.mark.slow
@each_kind
@pytest.mark.parametrize("blank", [False, True], ids=["filled", "blank"])
def test_what_is_made_is_sound_word(kind: Kind, bureau: Bureau, tmp_path: Path, blank: bool) -> None:
    if blank and not kind.blank:
        return
    document = plan({kind.id: kind}, bureau, blank=blank)[0]
    compiled = CompiledKind(kind, None)
    content, _ = with_pictures(compiled, Contents(bureau, on=date(2026, 12, 31)).of(document))
    word = compiled.template.render(content.values, Properties("甲"))
    assert problems(word, tmp_path) == []


@pytest.mark.slow
@each_kind
def test_a_blank_form_is_complete_too(kind: Kind, bureau: Bureau) -> None:
    if kind.blank:
        must_be_complete(kind, bureau, plan({kind.id: kind}, bureau, blank=True)[:2])


# ---------------------------------------------------------------- years as odd as they come

LONG = "请假审批中对外出事由和目的地核实不严，存在照顾熟人的情形。" * 172
"""Five thousand characters in one cell."""

DEMANDS = "\n".join(f"{number}．{number}日前核对第{number}批审批单" for number in range(1, 41))
"""Forty demands in one cell."""

NAME = "阿卜杜热合曼·艾合买提江·吐尔逊古丽·买"
"""A name of twenty characters."""

ODD: list[tuple[str, list[dict[str, object]]]] = [
    (
        "机构",
        [
            {"机构名称": name, "机构类型": kind, "负责人": "007", "分管领导": "002", "主要职能": "调解和矫正。"}
            for name, kind in (("城关司法所", "司法所"), ("法律援助中心", "中心"))
        ],
    ),
    (
        "人员",
        [
            {
                "工号": "001",
                "姓名": "钟建国",
                "职务": "局长",
                "岗位": "全面工作",
                "岗位职责": "主持全局。",
                "班子成员": "是",
            },
            {"工号": "002", "姓名": NAME, "职务": "副局长", "岗位": "分管", "岗位职责": LONG, "班子成员": "是"},
            {
                "工号": "007",
                "姓名": "张喆䶮",
                "机构": "城关司法所",
                "职务": "所长",
                "岗位": "所长岗",
                "岗位职责": "全所工作。",
            },
        ],
    ),
    (
        "个人风险点",
        [
            {
                "工号": "007",
                "风险类别": "岗位职责",
                "风险内容": LONG,
                "表现形式": "放宽条件",
                "查找方式": "自己找",
                "发生几率": "高",
                "危害程度": "重",
                "防控措施": "两人核实",
            }
        ],
    ),
    (
        "机构风险点",
        [
            {
                "机构名称": "城关司法所",
                "业务环节": "行政确认",
                "风险类别": "业务流程",
                "风险内容": "审批不严",
                "表现形式": "不核事由",
                "发生几率": "高",
                "危害程度": "重",
                "防控措施": LONG,
                "工作程序": "→".join(f"第{number}步" for number in range(1, 41)),
            }
        ],
    ),
    (
        "预警处置",
        [
            {
                "编号": f"YJ-{number}",
                "日期": "2026-11-02",
                "对象类型": kind,
                "对象": who,
                "信息来源": "专项检查",
                "情况": "核查发现问题",
                "处置方式": way,
                "整改要求": DEMANDS,
                "整改期限": "2026-12-01",
                "防控责任人": "001",
            }
            for number, (way, kind, who) in enumerate(
                [
                    ("预警", "个人", "002"),
                    ("警示提醒", "个人", "007"),
                    ("诫勉纠错", "个人", "002"),
                    ("责令整改", "机构", "城关司法所"),
                    ("告诫", "个人", "007"),
                    ("督导", "机构", "法律援助中心"),
                ],
                start=1,
            )
        ],
    ),
    (
        "责任追究",
        [
            {
                "编号": "ZJ-1",
                "直接责任人": "007",
                "分管领导": "002",
                "事由": LONG,
                "追究依据": "有关规定",
                "直接责任人追究方式": "通报批评",
                "分管领导追究方式": "书面检查",
                "决定日期": "2026-12-10",
            }
        ],
    ),
    (
        "前期预防",
        [
            {
                "编号": "YF-1",
                "日期": "2026-10-12",
                "措施类型": "谈心活动",
                "对象类型": "个人",
                "对象": "002",
                "主持人": "001",
                "内容": LONG,
            }
        ],
    ),
    (
        "会议签到",
        [
            {"会议": "动员会", "日期": "2026-09-10", "姓名": f"赵{number}", "机构": "城关司法所"}
            for number in range(300)
        ],
    ),
]
"""A year of texts that no form was drawn for, of departments without people or scores, and of one head of two."""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    lines = [
        '["单位"]',
        '"单位名称" = "某某县司法局"',
        '"年度" = 2026',
        '"发文代字" = "某司发"',
        '"主要负责人" = "001"\n"监督电话" = "0797-1234567"',
    ]
    for sheet, rows in ODD:
        for row in rows:
            lines += [
                f'[["{sheet}"]]',
                *(f'"{name}" = {json.dumps(value, ensure_ascii=False)}' for name, value in row.items()),
            ]
    kind = tmp_path_factory.mktemp("odd")
    (kind / "examples").mkdir()
    (kind / "examples" / "odd.toml").write_text("\n".join(lines), "utf-8")
    [example] = examples(replace(KINDS["personal_check"], folder=kind))
    return example.bureau


@pytest.mark.slow
@each_kind
def test_an_odd_year_loses_nothing_either(kind: Kind, odd: Bureau) -> None:
    must_be_complete(kind, odd, plan({kind.id: kind}, odd)[:3])
