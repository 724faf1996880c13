"""The three shipped tables come out of our engine as LibreOffice shows them in Word's file.

Same pages, every paragraph on its page, 95 % of paragraphs within 3 mm and 95 % with as many lines: blank, with one
risk, with twelve, and with a text of 600 characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

from docgen.documents.filing import Filing
from docgen.documents.plan import plan
from docgen.documents.render import CompiledKind, content_of, with_pictures
from docgen.kinds.examples import examples
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.kinds.views import (
    BureauView,
    DepartmentView,
    DocumentView,
    MatterView,
    OfficeView,
    OpinionView,
    PersonView,
    RiskView,
)
from docgen.pdf.engines import NAMES

if TYPE_CHECKING:
    from compare import Bench, Figures

SHIPPED_KINDS = load_kinds([SHIPPED])
KINDS = ("personal_check", "department_check", "leadership_check")
CASES = ("blank", "one", "twelve", "long")
MATTERS = ("重大事项决策", "重大项目安排", "大额资金使用")
SENTENCES = (
    "在办理社区矫正对象外出请假审批中，可能因人情关系放宽条件，对请假事由审核不严。",
    "法律援助案件指派随意，个别案件长期指派给同一名律师，存在利益输送的可能。",
    "执法文书送达不及时，2026年上半年抽查发现 3 件超期，程序意识不强。",
    "公章管理使用登记不全，用印审批流于形式，一人可以完成申请、审批、用印全过程。",
    "对律师事务所年度检查考核走过场，检查结果与日常监管情况不一致。",
    "严格执行集体研究和AB岗制度，重要事项双人办理、双人签字，每季度抽查一次并通报结果。",
)


def _text(start: int, length: int) -> str:
    text = "".join(SENTENCES[(start + index) % len(SENTENCES)] for index in range(length // 30 + 1))
    return text[: length - 1] + "。"


def _risk(number: int, long: bool) -> RiskView:
    return RiskView.of(
        {
            "number": f"GR-007-{number}",
            "category": ("岗位职责", "业务流程", "制度机制", "外部环境", "思想道德")[number % 5],
            "content": _text(number, 600 if long else 30 + 11 * (number % 4)),
            "manifestation": _text(number + 1, 24 + 9 * (number % 5)),
            "found_by": ("自己找", "领导提", "群众帮", "集体定")[number % 4],
            "likelihood": "中",
            "severity": "重",
            "grade": ("一级", "二级", "三级")[number % 3],
            "measure": _text(number + 2, 40 + 13 * (number % 3)),
            "process": ("行政确认", "行政处罚", "法律服务")[number % 3],
            "procedure": _text(number + 3, 35),
            "matter": MATTERS[number % 3],
            "answerable": ("钟建国", "郑䶮", "江喆明")[number % 3],
        }
    )


def context(kind: str, case: str) -> Mapping[str, Any]:
    """What the kind's template sees in this case."""
    blank = case == "blank"
    count = {"blank": 0, "one": 1, "twelve": 12, "long": 2}[case]
    risks = tuple(_risk(number, case == "long" and number == 1) for number in range(1, count + 1))
    given = not blank
    steps = {
        "personal_check": ("股室负责人意见", "分管领导意见", "领导小组审定意见"),
        "department_check": ("分管领导意见", "领导小组审定意见"),
        "leadership_check": ("领导小组审定意见",),
    }[kind]
    opinions = tuple(
        OpinionView.of(
            {
                "step": label.removesuffix("意见"),
                "label": label,
                "text": "情况属实，措施可行，同意。" if given and index == 0 else "",
                "signer": "揭𬱖" if given and index == 0 else "",
                "date": "2026年10月9日" if given and index == 0 else "",
                "given": given and index == 0,
            }
        )
        for index, label in enumerate(steps)
    )
    titles = {
        "personal_check": "个人廉政风险自查表",
        "department_check": "司法所廉政风险自查表",
        "leadership_check": "司法局领导班子廉政风险点自查表",
    }
    duties = "负责辖区内社区矫正、人民调解、法律援助初审和法治宣传工作，管理本所档案。"
    return {
        "bureau": BureauView.of({"name": "某某县司法局", "short_name": "司法局", "year": "2026"}),
        "year": 2026,
        "blank": blank,
        "document": DocumentView.of({"id": f"{kind}/007", "title": titles[kind], "number": "某司廉〔2026〕12号"}),
        "person": PersonView.of(
            {
                "id": "007",
                "name": "张喆䶮",
                "department": "城关司法所",
                "title": "所长",
                "post": "所长岗",
                "politics": "中共党员",
                "duties": duties,
            }
        ),
        "department": DepartmentView.of(
            {"name": "城关司法所", "kind": "司法所", "head": "张喆䶮", "leader": "郑成", "functions": duties}
        ),
        "risks": risks,
        "matters": tuple(
            MatterView.of({"name": name, "risks": tuple(risk for risk in risks if risk.matter == name)})
            for name in MATTERS
        ),
        "opinions": opinions,
        "office": OfficeView.of({}),
        "blank_rows": tuple(range(1, (SHIPPED_KINDS[kind].blank_rows or 0) + 1)) if blank else (),
    }


EXAMPLES = [(kind.id, example) for kind in SHIPPED_KINDS.values() for example in examples(kind)]
"""Each kind's own examples."""
BLANK = [(kind_id, example) for kind_id, example in dict(EXAMPLES).items() if SHIPPED_KINDS[kind_id].blank]
"""Kinds that can be blank, each with a bureau whose roster fills the head of the form."""


OFFICIAL = (
    "leading_group",
    "programme_plan",
    "notice_announcement",
    "evaluation_report",
    "commendation",
    "annual_report",
)
"""Set in whole lines of 28 characters (tests/templates/test_redhead.py holds their measures, in LibreOffice too)."""


def as_lines(figures: Figures) -> bool:
    """What holds of official documents: nearly all paragraphs have as many lines, and the pages are as many, or one off.

    LibreOffice lets a mark at a line's end hang outside the text where Word is told not to (w:overflowPunct), so that
    one paragraph in thirty has a line less there, and what follows stands higher.
    """
    most_lost = max(2, figures.paragraphs // 50)
    return (
        abs(figures.pages[0] - figures.pages[1]) <= 1
        and len(figures.lost) <= most_lost
        and figures.lines + len(figures.lost) >= 0.9 * figures.paragraphs
    )


@pytest.fixture(scope="module")
def measured(bench: Bench, figures_shown: list[str]) -> Iterator[Mapping[tuple[str, str], Figures]]:
    documents = {
        f"{kind}-{case}": (SHIPPED_KINDS[kind].form.read_bytes(), context(kind, case))
        for kind in KINDS
        for case in CASES
    }
    for kind_id, example in EXAMPLES:
        kind = SHIPPED_KINDS[kind_id]
        document = plan({kind_id: kind}, example.bureau)[0]
        filing = Filing(example.bureau, SHIPPED_KINDS, plan(SHIPPED_KINDS, example.bureau))
        content = content_of(document, example.bureau, "某司廉〔2026〕12号", filing=filing)
        values = with_pictures(CompiledKind(kind, None), content)[0].values
        documents[f"{kind_id}-{example.name}"] = (kind.form.read_bytes(), values)
    for kind_id, example in BLANK:
        kind = SHIPPED_KINDS[kind_id]
        document = plan({kind_id: kind}, example.bureau, blank=True)[0]
        documents[f"{kind_id}-空白"] = (kind.form.read_bytes(), content_of(document, example.bureau, "").values)
    found = bench.compare(documents)
    figures_shown += [str(figures) for figures in found.values()]
    yield found


@pytest.mark.slow
@pytest.mark.parametrize("engine", (*NAMES, "both"))
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_comes_out_as_in_the_word_file(
    measured: Mapping[tuple[str, str], Figures], engine: str, kind: str, case: str
) -> None:
    figures = measured[engine, f"{kind}-{case}"]
    assert figures.good, "\n".join((str(figures), *figures.lost, *figures.elsewhere, *figures.details))


@pytest.mark.slow
@pytest.mark.parametrize("engine", (*NAMES, "both"))
@pytest.mark.parametrize("example", [f"{kind}-{example.name}" for kind, example in EXAMPLES])
def test_a_kinds_own_example_comes_out_as_in_the_word_file(
    measured: Mapping[tuple[str, str], Figures], engine: str, example: str
) -> None:
    figures = measured[engine, example]
    good = as_lines(figures) if example.rpartition("-")[0] in OFFICIAL else figures.good
    assert good, "\n".join((str(figures), *figures.lost, *figures.elsewhere, *figures.details))


@pytest.mark.slow
@pytest.mark.parametrize("engine", (*NAMES, "both"))
@pytest.mark.parametrize("kind", [kind for kind, _ in BLANK])
def test_a_blank_form_comes_out_as_in_the_word_file(
    measured: Mapping[tuple[str, str], Figures], engine: str, kind: str
) -> None:
    figures = measured[engine, f"{kind}-空白"]
    assert figures.good, "\n".join((str(figures), *figures.lost, *figures.elsewhere, *figures.details))
