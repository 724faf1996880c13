"""Whom and what the documents of a kind are about: ids, subjects, rows; told by small workbooks as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docxtpl import RichText

from docgen.documents.plan import Selection, plan, waiting
from docgen.documents.render import CompiledKind, content_of, render
from docgen.errors import CannotUse, TemplateProblem
from docgen.kinds.examples import examples
from docgen.kinds.kind import Kind
from docgen.kinds.subjects import issued, topics
from docgen.kinds.views import Day
from docgen.ledger.ledger import open_ledger
from docgen.office.numbers import number_all
from docgen.pdf.weasyprint.engine import WeasyEngine
from docgen.programme.model import Bureau
from docgen.word.printed import Printed

OFFICE = """
["单位"]
"单位名称" = "云岭县司法局"
"年度" = 2026
"发文代字" = "云司发"
"主要负责人" = "001"
"党组织名称" = "中共云岭县司法局党组"
"监督电话" = "0797-1234567"
"本局口号" = "务实清廉"
[["机构"]]
"机构名称" = "综合股"
"机构类型" = "股室"
"负责人" = "003"
"分管领导" = "002"
"主要职能" = "综合"
[["机构"]]
"机构名称" = "城关司法所"
"机构类型" = "司法所"
"负责人" = "005"
"分管领导" = "002"
"主要职能" = "基层"
"""
PEOPLE = (
    ("001", "钟启明", "", "局长", "是"),
    ("002", "郑远", "", "副局长", "是"),
    ("003", "揭文清", "综合股", "股长", "否"),
    ("004", "李明", "综合股", "科员", "否"),
    ("005", "胡大海", "城关司法所", "所长", "否"),
)


def people() -> str:
    return table(
        "人员",
        [
            {"工号": key, "姓名": name, "机构": home, "职务": title, "班子成员": lead, "岗位": "岗", "岗位职责": "责"}
            | {"入职年份": "2019"}
            for key, name, home, title, lead in PEOPLE
        ],
    )


def table(sheet: str, rows: Sequence[dict[str, Any]]) -> str:
    lines = []
    for row in rows:
        lines.append(f'[["{sheet}"]]')
        lines += [f'"{name}" = {value!r}'.replace("'", '"') for name, value in row.items() if value != ""]
    return "\n".join(lines) + "\n"


def signal(number: str, target: str, subject: str, way: str = "预警") -> dict[str, Any]:
    facts = {"编号": number, "日期": "2026-11-09", "对象类型": target, "对象": subject, "信息来源": "群众评议"}
    return facts | {"情况": f"情况{number}", "处置方式": way, "防控责任人": "002", "整改期限": "2026-11-30"}


def bureau(folder: Path, *more: str) -> Bureau:
    """The office with more sheets."""
    kind = Kind("x", folder / "x", "表")
    (kind.folder / "examples").mkdir(parents=True, exist_ok=True)
    (kind.folder / "examples" / "例.toml").write_text("\n".join((OFFICE, people(), *more)), "utf-8")
    [example] = examples(kind)
    return example.bureau


def events(folder: Path, **values: Any) -> Kind:
    facts: dict[str, Any] = {"scopes": ("E",), "rows": "预警处置", "stage": "贯彻执行", "code": "YJ"}
    return Kind("k", folder, "通知书", **(facts | values))


def subjects(kind: Kind, whole: Bureau) -> list[str]:
    return [topic.subject for topic in topics(kind, whole)]


def test_each_row_is_a_document_about_its_object(tmp_path: Path) -> None:
    whole = bureau(tmp_path, table("预警处置", [signal("Y1", "个人", "004"), signal("Y2", "机构", "城关司法所")]))
    first, second = topics(events(tmp_path), whole)
    assert (first.subject, first.name, first.department) == ("Y1", "李明", "综合股")
    assert (second.subject, second.name, second.department) == ("Y2", "城关司法所", "城关司法所")


def test_where_takes_some_rows_of_events_people_and_departments(tmp_path: Path) -> None:
    whole = bureau(tmp_path, table("预警处置", [signal("Y1", "个人", "004"), signal("Y2", "个人", "004", "告诫")]))
    assert subjects(events(tmp_path, where=(("处置方式", ("告诫",)),)), whole) == ["Y2"]
    assert subjects(events(tmp_path, where=(("处置方式", ("告诫", "预警")),)), whole) == ["Y1", "Y2"]
    leaders = Kind("p", tmp_path, "表", scopes=("P",), where=(("班子成员", ("是",)),))
    assert subjects(leaders, whole) == ["001", "002"]
    offices = Kind("d", tmp_path, "表", scopes=("D",), where=(("机构类型", ("司法所",)),))
    assert subjects(offices, whole) == ["城关司法所"]


def test_a_kind_may_have_a_document_for_each_value_of_something(tmp_path: Path) -> None:
    kind = Kind("k", tmp_path, "目录", each="保管期限")
    found = [*topics(kind, bureau(tmp_path))]
    assert [(topic.subject, topic.name, topic.about) for topic in found] == [
        (value, value, None) for value in ("永久", "30年", "10年")
    ]
    assert [item.id for item in plan({"k": kind}, bureau(tmp_path))] == ["k/永久", "k/30年", "k/10年"]


def test_a_文号_typed_for_such_a_kind_is_one_document_s_by_its_id_alone(tmp_path: Path) -> None:
    kind = Kind("k", tmp_path, "目录", each="保管期限")
    rows = [{"文件": "k/30年", "文号": "云司发〔2026〕9号", "成文日期": "2026-12-30"}]
    whole = bureau(tmp_path, table("发文", rows))
    assert [issued(kind, value, whole).number for value in ("永久", "30年")] == ["", "云司发〔2026〕9号"]
    whole = bureau(tmp_path, table("发文", [rows[0] | {"文件": "目录"}]))
    assert [issued(kind, value, whole).number for value in ("永久", "30年")] == ["", ""]


def test_rows_alike_are_one_document(tmp_path: Path) -> None:
    rows = [{"会议": meeting, "日期": day, "姓名": name} for meeting, day, name in ATTENDANCE]
    kind = events(tmp_path, rows="会议签到", group=("会议", "日期"))
    found = list(topics(kind, bureau(tmp_path, table("会议签到", rows))))
    assert [topic.subject for topic in found] == ["动员会·2026-09-08", "动员会·2026-09-09"]
    assert [len(topic.events) for topic in found] == [2, 1]


ATTENDANCE = (("动员会", "2026-09-08", "甲"), ("动员会", "2026.9.9", "甲"), ("动员会", "2026年9月8日", "乙"))


def test_a_row_without_编号_is_known_by_its_content_wherever_it_stands(tmp_path: Path) -> None:
    rows = [
        {"对象类型": "个人", "对象": "004", "主要事迹": "一", "荣誉称号": "先进"},
        {"对象类型": "机构", "对象": "综合股", "主要事迹": "二", "荣誉称号": "先进"},
        {"对象类型": "个人", "对象": "004", "主要事迹": "三", "荣誉称号": "先进"},
    ]
    kind = events(tmp_path, rows="表彰")
    forth = subjects(kind, bureau(tmp_path, table("表彰", rows)))
    back = subjects(kind, bureau(tmp_path, table("表彰", rows[::-1])))
    assert forth[1] == "综合股·先进"
    assert forth == back[::-1]
    assert len(set(forth)) == 3


def test_rows_wholly_alike_are_still_two_documents(tmp_path: Path) -> None:
    row = {"会议": "会", "日期": "2026-09-08", "姓名": "甲"}
    found = subjects(events(tmp_path, rows="会议签到"), bureau(tmp_path, table("会议签到", [row, row])))
    assert len(set(found)) == 2


def test_copies_of_a_row_are_about_their_people(tmp_path: Path) -> None:
    row = {
        "编号": "Z1",
        "直接责任人": "004",
        "分管领导": "002",
        "事由": "一",
        "追究依据": "二",
        "决定日期": "2026-12-01",
    }
    row |= {"直接责任人追究方式": "通报批评", "分管领导追究方式": "书面检查"}
    kind = events(tmp_path, rows="责任追究", copies=(("direct", "直接责任人"), ("leader", "分管领导")))
    whole = bureau(tmp_path, table("责任追究", [row]))
    documents = plan({"k": kind}, whole)
    assert [(item.id, item.name) for item in documents] == [("k/Z1/direct", "李明"), ("k/Z1/leader", "郑远")]
    wanted = Selection(people=frozenset({"002"}))
    assert [item.id for item in documents if wanted.wants(item)] == ["k/Z1/leader"]
    wanted = Selection(departments=frozenset({"综合股"}))
    assert [item.id for item in documents if wanted.wants(item)] == ["k/Z1/direct"]
    wanted = Selection(events=frozenset({"Z1"}))
    assert [item.id for item in documents if wanted.wants(item)] == ["k/Z1/direct", "k/Z1/leader"]
    wanted = Selection(events=frozenset({"Z2"}))
    assert [item.id for item in documents if wanted.wants(item)] == []


def test_the_bureaus_document_is_the_leaderships_only_where_it_prints_its_opinions(tmp_path: Path) -> None:
    whole = bureau(tmp_path)
    assert subjects(Kind("b", tmp_path, "表", opinions=("班子",)), whole) == ["班子"]
    assert subjects(Kind("b", tmp_path, "表", opinions=("登记册",)), whole) == ["-"]
    both = Kind("b", tmp_path, "表", scopes=("D", "B"), opinions=("机构", "班子"))
    assert subjects(both, whole) == ["综合股", "城关司法所", "-"]


def test_a_blank_form_of_events_is_one(tmp_path: Path) -> None:
    whole = bureau(tmp_path, table("预警处置", [signal("Y1", "个人", "004")]))
    assert [item.id for item in plan({"k": events(tmp_path, blank_rows=0)}, whole, blank=True)] == ["k/-"]


def test_a_gate_waits_for_its_own_objects_approval(tmp_path: Path) -> None:
    given = {
        "对象类型": "个人",
        "对象": "004",
        "环节": "领导小组",
        "意见": "同意",
        "审核人": "001",
        "日期": "2026-10-09",
    }
    whole = bureau(tmp_path, table("审核意见", [given]))
    documents = plan({"p": Kind("p", tmp_path, "表", scopes=("P",), gate="个人")}, whole)
    assert waiting(documents, whole).keys() == {"p/001", "p/002", "p/003", "p/005"}
    documents = plan({"d": Kind("d", tmp_path, "表", scopes=("D", "B"), gate="登记册")}, whole)
    assert len(waiting(documents, whole)) == 3


# ---------------------------------------------------------------- what is seen


def drawn(folder: Path, kind: Kind, *lines: str) -> Kind:
    kind.folder.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    for text in lines:
        document.add_paragraph(text)
    document.save(kind.form)
    return kind


def printed(kind: Kind, whole: Bureau, place: int = 0) -> list[str]:
    """The lines of the Word file of one of the kind's documents."""
    import io

    document = plan({kind.id: kind}, whole)[place]
    made = render(CompiledKind(kind, None), document, whole, "N-1", ["docx"])
    return [item.text for item in docx.Document(io.BytesIO(made.files["docx"])).paragraphs]


def test_objects_answer_to_the_workbooks_headings(tmp_path: Path) -> None:
    kind = drawn(
        tmp_path,
        events(tmp_path / "k"),
        "{{ event.编号 }}|{{ event.日期 }}|{{ event.整改期限 }}|{{ event.整改结果 }}|{{ event.对象 }}",
        "{{ event.防控责任人 }}|{{ event.防控责任人.职务 }}|{{ event.subject.岗位职责 }}|{{ event.subject.入职年份 }}",
        "{{ bureau.单位名称 }}|{{ bureau['本局口号'] }}|{{ bureau.主要负责人.姓名 }}|{{ bureau.动员部署截止 }}",
        "{% if event.整改期限 > event.日期 %}早{% endif %}|{{ event.日期.month }}",
        "{{ person.name }}|{{ department.机构名称 }}|{{ department.负责人 }}",
    )
    whole = bureau(tmp_path, table("预警处置", [signal("Y1", "个人", "004")]))
    assert printed(kind, whole) == [
        "Y1|2026年11月9日|2026年11月30日||李明",
        "郑远|副局长|责|2019",
        "云岭县司法局|务实清廉|钟启明|2026年9月20日",
        "早|11",
        "李明|综合股|揭文清",
    ]


def test_lists_reach_through_the_bureau(tmp_path: Path) -> None:
    kind = drawn(
        tmp_path,
        Kind("b", tmp_path / "b", "登记册"),
        "{% for d in bureau.departments %}{{ d.机构名称 }}{% for p in d.people %} {{ p.姓名 }}{{ p.预警处置|length }}{% endfor %};"
        "{% endfor %}",
        "{% for person in bureau.people if person.is_leader %}{{ person }}{% endfor %}",
        "{{ bureau.预警处置|map(attribute='编号')|join('、') }}",
        "{% for m in group %}{{ m.小组职务 }}{{ m }}{% endfor %}",
    )
    group = table("领导小组", [{"小组职务": "组长", "姓名": "钟启明", "职务": "局长"}])
    whole = bureau(tmp_path, table("预警处置", [signal("Y1", "个人", "004"), signal("Y2", "机构", "综合股")]), group)
    assert printed(kind, whole) == [
        "综合股 揭文清0 李明1;城关司法所 胡大海0;",
        "钟启明郑远",
        "Y1、Y2",
        "组长钟启明",
    ]


def test_an_unknown_heading_is_an_error_that_names_a_near_one(tmp_path: Path) -> None:
    kind = drawn(tmp_path, Kind("p", tmp_path / "p", "表", scopes=("P",)), "{{ person.岗位责职 }}")
    with pytest.raises(TemplateProblem) as caught:
        printed(kind, bureau(tmp_path))
    assert "岗位责职" in caught.value.message
    assert "岗位职责" in caught.value.message


def test_a_kind_prints_the_opinions_that_it_names_and_no_others(tmp_path: Path) -> None:
    given = [
        {"对象类型": target, "对象": key, "环节": step, "意见": text, "审核人": "002", "日期": "2026-10-09"}
        for target, key, step, text in (
            ("个人", "004", "分管领导", "对人"),
            ("机构", "综合股", "分管领导", "对机构"),
            ("登记册", "", "党支部", "对登记册"),
        )
    ]
    whole = bureau(tmp_path, table("审核意见", given))
    show = "{% for o in opinions %}{{ o.label }}:{{ o.意见 }};{% endfor %}"
    chain = ("本人", "分管领导", "党组织审核")
    named = drawn(tmp_path, Kind("p", tmp_path / "p", "表", scopes=("P",), chain=chain, opinions=("个人",)), show)
    silent = drawn(tmp_path, Kind("q", tmp_path / "q", "书", scopes=("P",), chain=chain), show)
    assert printed(named, whole, 3) == ["分管领导意见:对人;党组审核意见:;"]
    assert printed(silent, whole, 3) == ["分管领导意见:;党组审核意见:;"]
    register = drawn(tmp_path, Kind("r", tmp_path / "r", "册", chain=chain[2:], opinions=("登记册",)), show)
    assert printed(register, whole) == ["党组审核意见:对登记册;"]


def test_a_table_for_departments_and_bureau_has_the_risks_of_their_people_too(tmp_path: Path) -> None:
    def risk(**owner: str) -> dict[str, Any]:
        facts = {
            "风险类别": "岗位职责",
            "风险内容": "内容",
            "表现形式": "表现",
            "发生几率": "中",
            "危害程度": "中",
            "防控措施": "措施",
        }
        return owner | facts

    whole = bureau(
        tmp_path,
        table("个人风险点", [risk(工号=key, 查找方式="自己找") for key in ("001", "004", "005")]),
        table("机构风险点", [risk(机构名称="综合股", 业务环节="内部管理", 工作程序="甲→乙")]),
    )
    show = "{% for risk in risks %}{{ risk.风险编号 }}={{ risk.owner }};{% endfor %}"
    kind = drawn(tmp_path, Kind("d", tmp_path / "d", "表", scopes=("D", "B")), show)
    assert [printed(kind, whole, place) for place in range(3)] == [
        ["JG-综合股-1=综合股;GR-004-1=李明;"],
        ["GR-005-1=胡大海;"],
        ["GR-001-1=钟启明;"],
    ]
    register = drawn(tmp_path, Kind("r", tmp_path / "r", "册"), show)
    assert printed(register, whole) == ["GR-001-1=钟启明;GR-004-1=李明;GR-005-1=胡大海;JG-综合股-1=综合股;"]


def test_numbers_can_be_added_and_dates_compared(tmp_path: Path) -> None:
    rows = [
        {"机构名称": "综合股", "考核项目": name, "分值": 50, "自查得分": score}
        for name, score in (("甲", "9.5"), ("乙", 40))
    ]
    kind = events(tmp_path / "k", rows="考核", group=("机构名称",))
    drawn(
        tmp_path,
        kind,
        "{{ event.rows|sum(attribute='自查得分') }}/{{ event.rows|sum(attribute='分值') }} {{ event.subject }}",
    )
    assert printed(kind, bureau(tmp_path, table("考核", rows))) == ["49.5/100 综合股"]
    assert str(Day(2026, 9, 5)) == "2026年9月5日"


def test_numbers_are_given_by_成文日期_and_by_hand_and_the_document_is_dated(tmp_path: Path) -> None:
    def kind(name: str) -> Kind:
        facts: dict[str, Any] = {"series": "发文", "number": "{党组织发文代字}〔{year}〕{serial}号"}
        return drawn(tmp_path, Kind(name, tmp_path / name, name, **facts), "{{ document.number }}|{{ document.date }}")

    rows = [
        {"文件": "乙", "成文日期": "2026-09-12"},
        {"文件": "丙", "成文日期": "2026-09-20", "文号": "云司发〔2026〕5号"},
        {"文件": "丁", "成文日期": "2026-09-10"},
    ]
    whole = bureau(tmp_path, table("发文", rows))
    kinds = {name: kind(name) for name in ("甲", "乙", "丙", "丁")}
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        given = number_all(ledger, plan(kinds, whole), whole)
        assert number_all(ledger, plan(kinds, whole), whole) == given
    assert [given[f"{name}/-"] for name in "丙丁乙甲"] == [f"云司发〔2026〕{serial}号" for serial in (5, 6, 7, 8)]
    assert printed(kinds["乙"], whole) == ["N-1|2026年9月12日"]
    assert printed(kinds["甲"], whole) == ["N-1|"]


def test_a_row_of_发文_names_a_document_by_its_id_before_its_kind_by_title(tmp_path: Path) -> None:
    rows = [
        {"文件": "股室（所、中心）表", "文号": "云司发〔2026〕4号", "成文日期": "2026-09-12"},
        {"文件": "d/综合股", "文号": "云司发〔2026〕5号", "成文日期": "2026-09-20"},
    ]
    whole = bureau(tmp_path, table("发文", rows))
    kind = Kind("d", tmp_path / "d", "股室(所、中心)表", scopes=("D",))
    own, other = issued(kind, "综合股", whole), issued(kind, "城关司法所", whole)
    assert (own.number, str(own.day)) == ("云司发〔2026〕5号", "2026-09-20")
    assert (other.number, str(other.day)) == ("", "2026-09-12")


def test_only_texts_are_looked_for_in_a_pdf() -> None:
    printed = Printed(
        "{{ name }}{% for x in list %}{{r x }}{% if loop.first %}{{ x.y }}{% endif %}{% endfor %}{# {{ no }} #}"
    )
    values = {"name": "一二三四五六七八九十\n第二行", "list": [{"y": "甲"}, RichText("乙")]}
    assert list(printed.beginnings(values)) == ["一二三四五六七八", "{'y': '甲'"[:8], "甲"]
    assert list(printed.beginnings({})) == []


def test_a_value_that_is_lost_from_a_pdf_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = drawn(
        tmp_path,
        Kind("p", tmp_path / "p", "表", scopes=("P",)),
        "{{ person.姓名 }}{% if person.is_leader %}{{ person.职务 }}{% endif %}",
    )
    whole = bureau(tmp_path)
    compiled = CompiledKind(kind, WeasyEngine())
    document = plan({"p": kind}, whole)[3]
    assert set(compiled.printed.beginnings(content_of(document, whole, "").values)) == {"李明"}
    assert render(compiled, document, whole, "", ["pdf"]).pages == 1
    real = compiled.prepared.render
    other = content_of(plan({"p": kind}, whole)[4], whole, "")
    monkeypatch.setattr(
        type(compiled.prepared), "render", lambda self, values, properties: real(other.values, properties)
    )
    with pytest.raises(CannotUse, match="李明"):
        render(compiled, document, whole, "", ["pdf"])
