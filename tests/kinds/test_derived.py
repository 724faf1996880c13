"""What no column holds and templates print all the same; told by small workbooks as text."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from bureaus import setting
from offices import ON, Office
from test_topics import bureau, drawn, events, printed, signal, table

from docgen.documents.plan import plan
from docgen.documents.render import CompiledKind, render
from docgen.kinds.context import Seen
from docgen.kinds.kind import Kind
from docgen.kinds.mentions import Mentions
from docgen.kinds.subjects import topics
from docgen.programme.check import check
from docgen.programme.model import Bureau
from docgen.programme.standing import standing

PERSONAL, SECTIONS, LEADERSHIP = "个人风险点", "机构风险点", "班子风险点"


def risk(**values: str) -> dict[str, Any]:
    facts = {"风险类别": "岗位职责", "风险内容": "内容", "表现形式": "表现", "防控措施": "措施"}
    return facts | {"发生几率": "高", "危害程度": "重"} | values


def own(key: str, **values: str) -> dict[str, Any]:
    return risk(工号=key, 查找方式="自己找", **values)


def of_section(name: str, **values: str) -> dict[str, Any]:
    return risk(机构名称=name, 业务环节="内部管理", **({"工作程序": "甲→乙"} | values))


def of_leadership(**values: str) -> dict[str, Any]:
    return {
        name: text
        for name, text in risk(事项类别="重大事项决策", 责任领导="002", **values).items()
        if name != "风险类别"
    }


def one(folder: Path, scope: str | tuple[str, ...], *lines: str) -> Kind:
    scopes = (scope,) if isinstance(scope, str) else scope
    return drawn(folder, Kind("k", folder / "k", "表", scopes=scopes), *lines)


def with_settings(whole: Bureau, **settings: str) -> Bureau:
    return replace(whole, settings={**whole.settings, **{name: setting(text) for name, text in settings.items()}})


def about(kind: Kind, whole: Bureau, subject: str) -> list[str]:
    """The lines of the document about one subject."""
    [place] = [place for place, item in enumerate(plan({kind.id: kind}, whole)) if item.subject == subject]
    return printed(kind, whole, place)


def blank(kind: Kind, whole: Bureau | None) -> list[str]:
    """The lines of the kind's first blank form."""
    document = plan({kind.id: replace(kind, blank_rows=0)}, whole, blank=True)[0]
    made = render(CompiledKind(kind, None), document, whole, "", ["docx"])
    return [item.text for item in docx.Document(io.BytesIO(made.files["docx"])).paragraphs]


# ---------------------------------------------------------------- risks


def test_a_level_is_printed_as_the_office_calls_it(tmp_path: Path) -> None:
    rows = table(PERSONAL, [own("004", 风险等级="二级"), own("004", 发生几率="低", 危害程度="轻")])
    show = "{% for risk in risks %}{{ risk.derived }} {{ risk.level }} {{ risk.风险等级 }};{% endfor %}"
    kind, whole = one(tmp_path, "P", show), bureau(tmp_path, rows)
    assert about(kind, whole, "004") == ["一级 二级 二级;三级 三级 三级;"]
    assert about(kind, with_settings(whole, 等级名称="高中低"), "004") == ["高 中 二级;低 低 三级;"]


def test_the_derived_level_is_the_one_that_the_rules_go_by(tmp_path: Path) -> None:
    kind = one(tmp_path, "P", "{{ risks[0].derived }}{{ risks[0].level }}")
    office = Office()
    office.set(PERSONAL, 2, "风险等级", None)
    [whole] = check([office.save(tmp_path)], on=ON, grading={"中中": "三级"}).bureaus
    assert about(kind, whole, "001") == ["三级三级"]


def test_a_risk_names_who_answers_and_who_follows(tmp_path: Path) -> None:
    whole = bureau(
        tmp_path,
        table(PERSONAL, [own("004"), own("004", 责任人="003", 发生几率="低")]),
        table(SECTIONS, [of_section("综合股", 发生几率="低", 危害程度="轻")]),
        table(LEADERSHIP, [of_leadership()]),
    )
    show = "{{ r.responsible }}{{ r.responsible.职务 }}:{{ r.followed_by|join('、') }};"
    kind = one(tmp_path, "B", "{% for r in risks %}" + show + "{% endfor %}")
    assert printed(kind, whole) == ["李明科员:钟启明、郑远;揭文清股长:郑远;揭文清股长:揭文清;郑远副局长:钟启明;"]


def test_a_procedure_is_seen_as_steps(tmp_path: Path) -> None:
    rows = [
        of_section("综合股", 工作程序="受理->审核→归档", 关键环节="审核"),
        of_section("综合股", 工作程序="口头申请"),
    ]
    show = "{% for s in risk.steps %}{{ s.index }}{{ s }}{% if s.key %}★{% endif %} {% endfor %};"
    kind = one(tmp_path, "D", "{% for risk in risks %}" + show + "{% endfor %}")
    assert about(kind, bureau(tmp_path, table(SECTIONS, rows)), "综合股") == ["1受理 2审核★ 3归档 ;1口头申请 ;"]


def test_on_public_sheets_a_post_or_matter_stands_for_whom(tmp_path: Path) -> None:
    whole = bureau(
        tmp_path,
        table(PERSONAL, [own("004")]),
        table(SECTIONS, [of_section("综合股"), of_section("综合股", 权力事项="公证执业审核")]),
        table(LEADERSHIP, [of_leadership()]),
    )
    kind = one(tmp_path, "B", "{% for r in risks %}{{ r.post }};{% endfor %}")
    assert printed(kind, whole) == ["岗;内部管理;公证执业审核;重大事项决策;"]


# ---------------------------------------------------------------- people and departments


TWO_MORE = table(
    "机构",
    [
        {"机构名称": name, "机构类型": kind, "负责人": "003", "分管领导": "001", "主要职能": "职能"}
        for name, kind in (("宣教股", "股室"), ("公证中心", "中心"))
    ],
)


def test_a_leader_sees_the_departments_in_charge_and_a_head_those_headed(tmp_path: Path) -> None:
    rows = table(SECTIONS, [of_section("宣教股"), of_section("宣教股", 发生几率="低"), of_section("综合股")])
    kind = one(
        tmp_path,
        "P",
        "{% for d in person.leads %}{{ d }} {{ d.head }} {{ d.risks|selectattr('风险等级', 'equalto', '一级')|list|length }};"
        "{% endfor %}",
        "{{ person.heads|join('、') }}{% if person.is_head %}是{% endif %}",
    )
    whole = bureau(tmp_path, TWO_MORE, rows)
    assert about(kind, whole, "001") == ["宣教股 揭文清 1;公证中心 揭文清 0;", ""]
    assert about(kind, whole, "003") == ["", "综合股、宣教股、公证中心是"], "head of several"
    assert about(kind, whole, "004") == ["", ""]


def test_promises_are_ones_own_in_the_order_of_the_risks(tmp_path: Path) -> None:
    rows = [own("004", 承诺内容="不收礼"), own("004", 风险内容="把关不严", 防控措施="双人核对。"), own("003")]
    kind = one(tmp_path, "P", "{% for text in person.promises %}{{ loop.index }}.{{ text }}{% endfor %}")
    whole = bureau(tmp_path, table(PERSONAL, rows))
    assert about(kind, whole, "004") == [
        "1.不收礼。2.针对“把关不严”的风险，严格落实“双人核对”的防控措施，坚决防止出现“表现”的情形。"
    ]
    assert about(kind, whole, "005") == [""]


SCORED = [
    {"机构名称": "综合股", "考核项目": "组织", "分值": 40, "自查得分": 40, "检查得分": 38, "检查人": "钟启明、郑远"},
    {"机构名称": "综合股", "考核项目": "排查", "分值": 60, "自查得分": 58, "检查得分": "50.5", "加减分": -1}
    | {"检查人": "郑远", "检查日期": "2026-12-09"},
    {"机构名称": "城关司法所", "考核项目": "组织", "分值": 100},
]


def test_the_scores_of_a_department_add_up(tmp_path: Path) -> None:
    kind = one(
        tmp_path,
        "D",
        "{% set s = department.scores %}{% for row in s.rows %}{{ row.考核项目 }}{{ row.自查得分 }} {% endfor %}",
        "{{ s.worth }}|{{ s.own }}|{{ s.inspected }}|{{ s.leaders }}|{{ s.bonus }}|{{ s.composite }}|{{ s.grade }}",
        "{{ s.inspectors|join('、') }} {{ s.date }}",
    )
    whole = bureau(tmp_path, table("考核", SCORED))
    # (98 × 20 + 88.5 × 40) / 60 − 1
    assert about(kind, whole, "综合股") == ["组织40 排查58 ", "100|98|88.5||-1|90.7|优胜", "钟启明、郑远 2026年12月9日"]
    assert about(kind, whole, "城关司法所") == ["组织 ", "100||||||", " "]
    assert blank(kind, whole) == blank(kind, None) == ["", "||||||", " "]
    stricter = with_settings(whole, 等次标准="95/90", 考核权重="100/0/0")
    assert about(kind, stricter, "综合股")[1] == "100|98|88.5||-1|97.0|优胜", "one decimal, where that is 0 too"


def test_a_blank_form_carries_the_header_and_no_promise(tmp_path: Path) -> None:
    show = "{{ person.promises|length }}{{ person.risks|length }}{{ person.leads|join }}"
    kind = one(tmp_path, "P", show)
    whole = bureau(tmp_path, TWO_MORE, table(PERSONAL, [own("001")]))
    assert (about(kind, whole, "001"), blank(kind, whole)) == (["11宣教股公证中心"], ["00宣教股公证中心"])


# ---------------------------------------------------------------- changes and votes


def change(number: str, before: str = "二级") -> dict[str, Any]:
    facts = {"风险编号": number, "调整事项": "等级", "调整前": before, "调整后": "一级"}
    return facts | {"调整原因": "原因", "批准人": "001", "日期": "2026-12-21"}


def test_changes_stand_with_the_department_or_the_leadership_whose_risks_they_touch(tmp_path: Path) -> None:
    whole = bureau(
        tmp_path,
        table(PERSONAL, [own("004"), own("005"), own("001")]),
        table(SECTIONS, [of_section("综合股")]),
        table(LEADERSHIP, [of_leadership()]),
        table("风险调整", [change(number) for number in ("GR-001-1", "GR-004-1", "GR-005-1", "JG-综合股-1", "BZ-1")]),
    )
    show = "{% for a in adjustments %}{{ a.risk.owner }} {{ a.风险编号 }} {{ a.调整前 }}→{{ a.调整后 }};{% endfor %}"
    parts, register = one(tmp_path, ("D", "B"), show), one(tmp_path / "r", "B", show)
    assert about(parts, whole, "综合股") == ["李明 GR-004-1 二级→一级;综合股 JG-综合股-1 二级→一级;"]
    assert about(parts, whole, "城关司法所") == ["胡大海 GR-005-1 二级→一级;"]
    assert about(parts, whole, "-") == ["钟启明 GR-001-1 二级→一级;局领导班子 BZ-1 二级→一级;"]
    assert printed(register, whole)[0].count(";") == 5, "a register tells of all"
    assert about(parts, bureau(tmp_path), "综合股") == blank(parts, whole) == blank(parts, None) == [""]


def test_votes_stand_with_whom_they_are_about(tmp_path: Path) -> None:
    def vote(target: str, subject: str, good: int, valid: int) -> dict[str, Any]:
        counts = {"发出": 50, "收回": 49, "有效": valid, "优秀": good, "良好": 1, "一般": 0, "较差": 0}
        return {"对象类型": target, "对象": subject, "测评内容": "廉洁"} | counts

    rows = [vote("个人", "001", 40, 44), vote("机构", "综合股", 0, 0), vote("班子", "", 2, 7)]
    show = "{% for v in votes %}{{ v.测评内容 }} {{ v.有效 }} {{ v.rate_good }};{% endfor %}"
    kind, whole = one(tmp_path, ("P", "D", "B"), show), bureau(tmp_path, table("民主测评", rows))
    found = {subject: about(kind, whole, subject)[0] for subject in ("001", "002", "综合股", "-")}
    assert found == {"001": "廉洁 44 93.2%;", "002": "", "综合股": "廉洁 0 ;", "-": "廉洁 7 42.9%;"}


# ---------------------------------------------------------------- events


def test_a_notice_knows_its_risk_its_case_and_how_to_address(tmp_path: Path) -> None:
    rows = [
        signal("Y1", "个人", "004") | {"风险编号": "GR-004-1", "原编号": "Y2"},
        signal("Y2", "机构", "城关司法所") | {"原编号": "Y1"},
        signal("Y3", "机构", "公证中心", "督导"),
    ]
    kind = drawn(
        tmp_path,
        events(tmp_path / "k"),
        "{{ event.addressee }}：{{ event.you }}|{{ event.responsible_title }}",
        "{% if event.risk %}{{ event.risk.owner }} {{ event.risk.level }}{% endif %}",
        "{% if event.earlier %}{{ event.earlier.编号 }}{{ event.earlier.情况 }}{% endif %}",
    )
    whole = bureau(tmp_path, TWO_MORE, table(PERSONAL, [own("004")]), table("预警处置", rows))
    assert printed(kind, whole, 0) == ["李明同志：你|副局长", "李明 一级", "Y2情况Y2"]
    assert printed(kind, whole, 1) == ["城关司法所：你所|副局长", "", "Y1情况Y1"], "also where two name each other"
    assert printed(kind, whole, 2) == ["公证中心：你中心|副局长", "", ""]
    assert blank(kind, None) == ["：|", "", ""]


@pytest.mark.parametrize(("kind", "you"), [("股室", "你股室"), ("司法所", "你所"), ("科", "你科"), ("局", "你局")])
def test_a_department_is_called_by_its_type(kind: str, you: str, tmp_path: Path) -> None:
    section = {"机构名称": "某单位", "机构类型": kind, "负责人": "003", "分管领导": "002", "主要职能": "职能"}
    whole = bureau(tmp_path, table("机构", [section]), table("预警处置", [signal("Y1", "机构", "某单位")]))
    assert printed(drawn(tmp_path, events(tmp_path / "k"), "{{ event.you }}"), whole) == [you]


def test_both_sides_of_a_case_are_told_and_who_decided(tmp_path: Path) -> None:
    case = {"直接责任人": "004", "分管领导": "002", "事由": "一", "追究依据": "二", "决定日期": "2026-12-01"}
    case |= {"直接责任人追究方式": "通报批评", "分管领导追究方式": "书面检查"}
    rows = [{"编号": "Z1"} | case, {"编号": "Z2", "决定机关": "县纪委监委"} | case]
    kind = drawn(
        tmp_path,
        events(tmp_path / "k", rows="责任追究", copies=(("direct", "直接责任人"), ("leader", "分管领导"))),
        "{{ person }}|{{ event.offender }}{{ event.offender.岗位 }}|{{ event.leader_in_charge.职务 }}|{{ event.decided_by }}",
    )
    whole = bureau(tmp_path, table("责任追究", rows))
    assert [printed(kind, whole, place) for place in range(4)] == [
        ["李明|李明岗|副局长|中共云岭县司法局党组"],
        ["郑远|李明岗|副局长|中共云岭县司法局党组"],
        ["李明|李明岗|副局长|县纪委监委"],
        ["郑远|李明岗|副局长|县纪委监委"],
    ]


@pytest.mark.parametrize(("filled", "told"), [(False, "4|||"), (True, "4|2|1|0")])
def test_a_meeting_counts_who_came_once_that_is_filled_in(filled: bool, told: str, tmp_path: Path) -> None:
    rows = [
        {"会议": "会", "日期": "2026-09-08", "姓名": f"人{number}", "到会": state if filled else ""}
        for number, state in enumerate(("出席", "请假", "出席", ""))
    ]
    whole = bureau(tmp_path, table("会议签到", rows))
    assert printed(meetings(tmp_path), whole) == [told, ""]


def meetings(folder: Path) -> Kind:
    return drawn(
        folder,
        events(folder / "k", rows="会议签到", group=("会议", "日期")),
        "{% set m = event.meeting %}{{ m.due }}|{{ m.present }}|{{ m.excused }}|{{ m.absent }}",
        "{% for left, right in m.half %}{{ loop.index }}{{ left.姓名 }} {% if right %}{{ right.姓名 }}{% endif %};{% endfor %}",
    )


@pytest.mark.parametrize(("people", "lines"), [(39, 0), (40, 20), (41, 21)])
def test_from_forty_names_there_are_two_columns(people: int, lines: int, tmp_path: Path) -> None:
    rows = [{"会议": "会", "日期": "2026-09-08", "姓名": f"人{number}"} for number in range(people)]
    shown = printed(meetings(tmp_path), bureau(tmp_path, table("会议签到", rows)))[1]
    assert shown.count(";") == lines
    if lines:
        assert shown.startswith(f"1人0 人{lines};")
        assert shown.endswith(f"{lines}人{lines - 1} {f'人{people - 1}' if people % 2 == 0 else ''};")
    assert blank(meetings(tmp_path), None) == ["|||", ""]


# ---------------------------------------------------------------- the bureau


def test_the_bureau_counts_and_lists_its_leaders_and_disposals(tmp_path: Path) -> None:
    whole = bureau(
        tmp_path,
        table(PERSONAL, [own("004"), own("005", 发生几率="低")]),
        table(SECTIONS, [of_section("综合股", 危害程度="轻", 发生几率="低")]),
        table(LEADERSHIP, [of_leadership()]),
        table("预警处置", [signal("Y1", "个人", "004")]),
    )
    kind = one(
        tmp_path,
        "B",
        "{% set c = bureau.counts %}{{ c.people }} {{ c.departments }} {{ c.risks }} {{ c.first }} {{ c.second }} {{ c.third }}",
        "{{ bureau.leaders|join('、') }}|{% for event in bureau.disposals %}{{ event.编号 }}{{ event.addressee }}{% endfor %}",
    )
    assert printed(kind, whole) == ["5 2 4 2 1 1", "钟启明、郑远|Y1李明同志"]
    assert blank(kind, None) == ["     ", "|"]


def test_what_a_template_does_not_mention_is_not_worked_out(tmp_path: Path) -> None:
    whole = bureau(tmp_path, table(PERSONAL, [own("001")]), TWO_MORE)
    kind = Kind("p", tmp_path, "表", scopes=("P",))
    topic = next(iter(topics(kind, whole)))
    counted = Mentions(frozenset({"risks"}), {"counts": frozenset({"bureau"}), "risks": frozenset({"counts"})})
    for mentioned in (Mentions(frozenset({"risks"})), counted):
        values = Seen(whole, mentioned).values(kind, topic, document_id="p/001")
        [shown], person = values["risks"], values["person"]
        assert (shown.level, shown.responsible, shown.followed_by, shown.steps) == ("", "", (), ())
        assert (person.promises, person.leads, values["votes"], values["bureau"].risks) == ((), (), (), ())


# ---------------------------------------------------------------- risks that were adjusted


def adjusted(folder: Path, on: date) -> Bureau:
    """李明's risk, changed from 三级 to 一级 on 21 December, after a disposal touched it in November."""
    office = Office()
    office.sheets["风险调整"][1:] = [["GR-004-2", "等级", "二级", "一级", "问题属实", "001", date(2026, 12, 21)]]
    office.column("预警处置", "风险编号", ["GR-004-2", None])
    [found] = check([office.save(folder)], on=ON).bureaus
    return standing(found, on)


AFTER = date(2026, 12, 21)


def test_a_table_shows_what_stands_on_the_day(tmp_path: Path) -> None:
    kind = one(tmp_path, "P", "{% for r in risks %}{{ r.风险编号 }} {{ r.风险等级 }} {{ r.level }};{% endfor %}")
    shown = [about(kind, adjusted(tmp_path, on), "004")[0].split(";")[1] for on in (date(2026, 12, 20), AFTER)]
    assert shown == ["GR-004-2 二级 二级", "GR-004-2 一级 一级"]


def test_a_notice_keeps_what_stood_on_its_day(tmp_path: Path) -> None:
    kind = drawn(
        tmp_path,
        Kind("k", tmp_path / "k", "表", scopes=("E",), rows="预警处置"),
        "{% if event.risk %}{{ event.risk.风险编号 }} {{ event.risk.风险等级 }}{% endif %}",
    )
    assert printed(kind, adjusted(tmp_path, AFTER)) == ["GR-004-2 二级"]


def test_the_sheet_of_a_change_keeps_what_was_confirmed(tmp_path: Path) -> None:
    kind = one(tmp_path, ("D", "B"), "{% for a in adjustments %}{{ a.risk.风险等级 }} {{ a.调整前 }}→{{ a.调整后 }}{% endfor %}")
    assert about(kind, adjusted(tmp_path, AFTER), "综合股") == ["二级 二级→一级"]
