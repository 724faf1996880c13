"""The rules of the second edition: each change of the tidy year is told by just the rule named, at the cell named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from offices import Office, findings, told

Change = Callable[[Office], Any]

D = date
SIGNAL = [
    "Y-3",
    D(2026, 11, 5),
    "个人",
    "004",
    "群众评议",
    "报销迟缓",
    "预警",
    "三日内办结",
    D(2026, 11, 20),
    "已办结",
    "003",
]
WAYS = ("直接责任人追究方式", "分管领导追究方式")
VOTES = ["对象类型", "对象", "测评内容", "发出", "收回", "有效", "优秀", "良好", "一般", "较差", "弃权"]
TALK = ["谈心活动", "个人"]
SAID = "谈近期办理报销时的压力，提醒票据不齐不能先付款，并约定每月当面核对一次"


def _set(sheet: str, row: int, column: str, value: Any) -> Change:
    return lambda office: office.set(sheet, row, column, value)


def _setting(item: str, value: Any) -> Change:
    return lambda office: office.setting(item, value)


def _add(sheet: str, *values: Any) -> Change:
    return lambda office: office.add(sheet, *values)


def _column(sheet: str, name: str, *values: Any) -> Change:
    return lambda office: office.column(sheet, name, values)


def _both(*changes: Change) -> Change:
    return lambda office: [change(office) for change in changes]


def _votes(*counts: Any) -> Change:
    return lambda office: office.sheets.update({"民主测评": [VOTES, ["班子", None, "廉洁自律", *counts]]})


def _without(*sheets: str) -> Change:
    return lambda office: [office.sheets.pop(sheet) for sheet in sheets]


def _signal(**cells: Any) -> Change:
    """One more signal, its cells changed and columns of the second edition added."""

    def change(office: Office) -> None:
        row = office.add("预警处置", *SIGNAL)
        for name, value in cells.items():
            if name in office.sheets["预警处置"][0]:
                office.set("预警处置", row, name, value)
            else:
                office.column("预警处置", name, [None, None, value])

    return change


def _copied_risk(key: str, measure: str = "报销前核对验收单，每月由两人抽查十张凭证并签名") -> list[Any]:
    shown = "没有验收手续的发票照样报销，事后补签名"
    return [key, None, "岗位职责", "报销审核把关不严", shown, "自己找", "中", "中", "二级", measure]


FIRES: dict[str, tuple[Change, str, str, str, str]] = {
    # identity
    "a risk of a person twice": (
        lambda o: o.sheets["个人风险点"].append(
            [*o.sheets["个人风险点"][5][:3], "李明第2条风险。", *o.sheets["个人风险点"][5][4:]]
        ),
        *("identity.twice", "warning", "个人风险点", "D12"),
    ),
    "a risk of a department twice": (
        lambda o: o.add("机构风险点", *o.sheets["机构风险点"][1]),
        *("identity.twice", "warning", "机构风险点", "D4"),
    ),
    "an opinion twice": (
        _add("审核意见", "个人", "004", "股室负责人", "情况属实", "003", D(2026, 10, 8)),
        *("identity.twice", "warning", "审核意见", "C11"),
    ),
    "an attendance twice": (
        _add("会议签到", "动员会 ", D(2026, 9, 10), "李 明", "综合股"),
        *("identity.twice", "warning", "会议签到", "C3"),
    ),
    "an ID-card number of two people": (
        _set("人员", 7, "身份证号", "11010519491231002x"),
        *("identity.twice", "warning", "人员", "I8"),
    ),
    "a member of the group twice": (
        _add("领导小组", "成员", "揭文清", None),
        "identity.twice",
        "warning",
        "领导小组",
        "B5",
    ),
    "an honour twice": (
        lambda o: o.add("表彰", *o.sheets["表彰"][1]),
        *("identity.twice", "warning", "表彰", "B3"),
    ),
    "a code of two departments": (
        _column("机构", "机构代码", "ZH", "zh"),
        *("identity.twice", "warning", "机构", "F3"),
    ),
    "two 组长": (_set("领导小组", 3, "小组职务", "组长"), "identity.chief", "error", "领导小组", "A3"),
    "a telephone that is none": (_set("人员", 5, "联系电话", "无"), "identity.phone", "warning", "人员", "J5"),
    "a mobile that lacks a digit": (
        _set("人员", 5, "联系电话", "1385990000"),
        "identity.phone",
        "warning",
        "人员",
        "J5",
    ),
    "监督电话 无": (_setting("监督电话", "无"), "identity.contact", "warning", "单位", "B7"),
    "监督邮箱 without a domain": (_setting("监督邮箱", "jubao@"), "identity.contact", "warning", "单位", "B12"),
    "公示工作日数 0": (_setting("公示工作日数", 0), "identity.contact", "warning", "单位", "B12"),
    "a 责任领导 who is a clerk": (
        _set("班子风险点", 2, "责任领导", "004"),
        "identity.rank",
        "warning",
        "班子风险点",
        "H2",
    ),
    "a 批准人 who is a clerk": (_set("风险调整", 2, "批准人", "004"), "identity.rank", "warning", "风险调整", "F2"),
    "a 批准人 who heads another department": (
        _set("风险调整", 2, "批准人", "005"),
        "identity.rank",
        "warning",
        "风险调整",
        "F2",
    ),
    "a 批准人 whose own risk it is": (
        _both(_set("风险调整", 2, "风险编号", "GR-003-1"), _set("风险调整", 2, "批准人", "003")),
        *("identity.rank", "warning", "风险调整", "F2"),
    ),
    "a talk with oneself": (
        _add("前期预防", "Q-2", D(2026, 10, 9), *TALK, "004", "004", SAID, None),
        *("identity.rank", "warning", "前期预防", "F3"),
    ),
    "a level in words of others": (
        _set("风险调整", 2, "调整后", "低"),
        "identity.adjustment",
        "warning",
        "风险调整",
        "D2",
    ),
    "a change to the same": (_set("风险调整", 2, "调整后", "二级"), "identity.adjustment", "warning", "风险调整", "D2"),
    "a meeting in two places": (
        lambda o: (
            o.add("会议签到", "动员会", D(2026, 9, 10), "郑远", None),
            o.column("会议签到", "地点", ["四楼", "五楼"]),
        ),
        *("identity.meeting", "warning", "会议签到", "E3"),
    ),
    # levels
    "a leader with nothing above 三级": (
        lambda o: [
            o.set("个人风险点", 2, name, value)
            for name, value in (("发生几率", "低"), ("危害程度", "轻"), ("风险等级", "三级"))
        ],
        *("levels.low", "note", "个人风险点", "I2"),
    ),
    "a post near money with nothing above 三级": (
        lambda o: (
            o.set("人员", 7, "岗位", "采购"),
            o.set("个人风险点", 10, "危害程度", "轻"),
            o.set("个人风险点", 10, "风险等级", "三级"),
        ),
        *("levels.low", "note", "个人风险点", "I10"),
    ),
    "a department with nothing above 三级": (
        lambda o: (o.set("机构风险点", 3, "危害程度", "中"), o.set("机构风险点", 3, "风险等级", "三级")),
        *("levels.low", "note", "机构风险点", "H3"),
    ),
    "a touched risk left as it was": (_signal(风险编号="GR-004-1"), "levels.touched", "note", "预警处置", "L4"),
    # approvals
    "an approval of one's own table": (
        _add("审核意见", "个人", "001", "领导小组", "审定", "001", D(2026, 10, 20)),
        *("approvals.self", "error", "审核意见", "E11"),
    ),
    "a register approved before the leading group was done": (
        _set("审核意见", 10, "日期", D(2026, 10, 20)),
        *("approvals.register", "warning", "审核意见", "F10"),
    ),
    "a publication before the register is approved": (
        _setting("公示开始日期", D(2026, 10, 30)),
        *("approvals.published", "warning", "单位", "B12"),
    ),
    # dates
    "what is done after the day of the check": (
        _set("前期预防", 2, "日期", D(2026, 12, 21)),
        *("dates.future", "warning", "前期预防", "B2"),
    ),
    "a decision after the day of the check": (
        _set("责任追究", 2, "决定日期", D(2027, 1, 5)),
        *("dates.future", "warning", "责任追究", "H2"),
    ),
    "an opinion after the day of the check, once": (
        _set("审核意见", 10, "日期", D(2026, 12, 29)),
        *("dates.stage", "warning", "审核意见", "F10"),
    ),
    "a case that reaches nobody before it is decided": (
        _column("责任追究", "送达日期", D(2026, 11, 30), None),
        *("dates.order", "warning", "责任追究", "I2"),
    ),
    "an activity that ends before it begins": (
        _both(_column("前期预防", "开始时间", "14:30"), _column("前期预防", "结束时间", "9:00")),
        *("dates.order", "warning", "前期预防", "J2"),
    ),
    # disposal
    "a notice delivered before its day": (
        _signal(送达日期=D(2026, 11, 4)),
        "disposal.order",
        "error",
        "预警处置",
        "L4",
    ),
    "a thing done before it was delivered": (
        _signal(送达日期=D(2026, 11, 9), 完成日期=D(2026, 11, 8)),
        *("disposal.order", "error", "预警处置", "M4"),
    ),
    "a reply due before delivery": (
        _signal(送达日期=D(2026, 11, 9), 回复期限=D(2026, 11, 8)),
        *("disposal.order", "warning", "预警处置", "M4"),
    ),
    "the object answering for the case": (_signal(防控责任人="004"), "disposal.self", "error", "预警处置", "K4"),
    "the object reviewing the case": (
        _signal(复核人="004", 复核意见="属实"),
        "disposal.self",
        "warning",
        "预警处置",
        "L4",
    ),
    "诫勉纠错 by a 股长": (_signal(处置方式="诫勉纠错"), "disposal.giver", "error", "预警处置", "K4"),
    "诫勉纠错 on a 班子成员 by another": (
        _both(
            _add("人员", "008", "江若川", None, "副局长", "分管基层", "分管司法所", "是", "中共党员", None, None),
            _add(
                "个人风险点",
                "008",
                None,
                "岗位职责",
                "督导不力",
                "下所不看档案",
                "自己找",
                "中",
                "中",
                "二级",
                "每季度抽三本档案",
            ),
            _signal(处置方式="诫勉纠错", 对象="002", 防控责任人="008"),
        ),
        *("disposal.giver", "error", "预警处置", "K4"),
    ),
    "a case that climbs from another's": (_signal(原编号="Y-1"), "disposal.earlier", "error", "预警处置", "L4"),
    "a case that climbs from a later one": (
        _signal(对象="006", 防控责任人="005", 日期=D(2026, 11, 2), 原编号="Y-1"),
        *("disposal.earlier", "error", "预警处置", "L4"),
    ),
    "a review of nothing": (
        _signal(整改结果=None, 整改期限=D(2026, 12, 28), 复核意见="属实"),
        "disposal.review",
        "error",
        "预警处置",
        "L4",
    ),
    "a result that repeats the demand": (
        _signal(整改结果="三日内 办结。"),
        "disposal.repeats",
        "warning",
        "预警处置",
        "J4",
    ),
    "a deadline that ran out": (_signal(整改结果=None), "disposal.overdue", "warning", "预警处置", "J4"),
    # accountability, commendation
    "a removal by the bureau itself": (
        _set("责任追究", 2, WAYS[0], "给予党内严重警告"),
        *("accountability.beyond", "error", "责任追究", "F2"),
    ),
    "a leader's removal by the bureau itself": (
        _set("责任追究", 3, WAYS[1], "免职"),
        "accountability.beyond",
        "error",
        "责任追究",
        "G3",
    ),
    "praise for somebody called to account": (
        _add("表彰", "个人", "006", "全年调解三十件", "先进个人"),
        *("commendation.accountable", "error", "表彰", "B3"),
    ),
    "praise for the leader called to account": (
        _add("表彰", "个人", "002", "全年督导十次", "先进个人"),
        *("commendation.accountable", "error", "表彰", "B3"),
    ),
    "praise while a case is open": (
        _both(_signal(整改结果=None, 整改期限=D(2026, 12, 28)), _add("表彰", "个人", "004", "报销零差错", "先进个人")),
        *("commendation.open", "error", "表彰", "B3"),
    ),
    # scores
    "scores copied": (
        lambda o: [o.set("考核", row, "检查得分", o.sheets["考核"][row - 1][3]) for row in range(2, 6)],
        *("scores.copied", "warning", "考核", "E2"),
    ),
    "points taken without a word": (_set("考核", 2, "扣分原因", None), "scores.reason", "warning", "考核", "F2"),
    "a department that is not scored": (lambda o: o.drop("考核", 4, 5), "scores.none", "warning", "机构", "A3"),
    "marks of the leaders above a hundred": (_column("考核", "领导评分", 101), "scores.range", "error", "考核", "G2"),
    "more papers back than out": (_votes(10, 11, 10, 5, 5, 0, 0, 0), "scores.votes", "error", "民主测评", "E2"),
    "more papers that count than came back": (
        _votes(12, 10, 11, 6, 5, 0, 0, 0),
        "scores.votes",
        "error",
        "民主测评",
        "F2",
    ),
    "papers that are not all accounted for": (
        _votes(12, 11, 10, 5, 4, 0, 0, None),
        "scores.votes",
        "error",
        "民主测评",
        "F2",
    ),
    # privacy
    "a landline to be published": (
        _set("个人风险点", 2, "风险内容", "私下约见，电话0599-6123456"),
        "privacy.contact",
        "warning",
        "个人风险点",
        "D2",
    ),
    "a name on WeChat": (
        _set("机构风险点", 2, "表现形式", "加微信wx_abc123先办"),
        "privacy.contact",
        "warning",
        "机构风险点",
        "E2",
    ),
    "a QQ number": (
        _set("班子风险点", 2, "防控措施", "意见发至QQ：123456789"),
        "privacy.contact",
        "warning",
        "班子风险点",
        "G2",
    ),
    "a bank card": (
        _set("个人风险点", 2, "表现形式", "让人把钱打到 6222 0210 0111 1234 560"),
        "privacy.contact",
        "warning",
        "个人风险点",
        "E2",
    ),
    "a number born in month 13": (
        _set("人员", 8, "身份证号", "350782199913450123"),
        "privacy.id-card-of",
        "warning",
        "人员",
        "I8",
    ),
    # sameness
    "a risk copied by another post": (
        _both(
            _add("个人风险点", *_copied_risk("004")),
            _add("个人风险点", *_copied_risk("006", "报销前核对验收单，每月由两人抽查十张凭证并登记")),
        ),
        *("sameness.risk", "warning", "个人风险点", "D13"),
    ),
    "a talk copied for another": (
        _both(
            _add("前期预防", "Q-2", D(2026, 10, 9), *TALK, "004", "003", SAID, None),
            _add("前期预防", "Q-3", D(2026, 10, 9), *TALK, "006", "005", f"{SAID}。", None),
        ),
        *("sameness.event", "warning", "前期预防", "G4"),
    ),
    "a signal copied for another": (
        _both(
            _set("预警处置", 2, "情况", "群众反映窗口两次要求补交材料"), _signal(情况="群众反映窗口两次要求补交材料")
        ),
        *("sameness.event", "warning", "预警处置", "F4"),
    ),
    "one opinion on all tables": (
        lambda o: [o.set("审核意见", row, "意见", "查找全面，措施得当，经审定同意登记造册。") for row in (4, 6, 8, 9)],
        *("sameness.opinion", "note", "审核意见", "D6"),
    ),
    # text
    "XXX": (_set("个人风险点", 2, "风险内容", "XXX"), "text.placeholder", "warning", "个人风险点", "D2"),
    "同上": (_set("班子风险点", 3, "表现形式", "（同上）"), "text.placeholder", "warning", "班子风险点", "C3"),
    "见附件": (_set("机构", 2, "主要职能", "详见附件2。"), "text.placeholder", "warning", "机构", "E2"),
    "待补充 where nothing need stand": (
        _set("前期预防", 2, "效果", "待补充"),
        "text.placeholder",
        "warning",
        "前期预防",
        "H2",
    ),
    "a name that is none": (_set("会议签到", 2, "姓名", "XXX"), "text.placeholder", "warning", "会议签到", "C2"),
    "……": (_set("审核意见", 2, "意见", "……"), "text.placeholder", "warning", "审核意见", "D2"),
    "略": (_set("责任追究", 2, "事由", "略"), "text.placeholder", "warning", "责任追究", "D2"),
    "无 where a text is asked for": (
        _set("个人风险点", 2, "表现形式", "无"),
        "text.placeholder",
        "warning",
        "个人风险点",
        "E2",
    ),
    "XX within a risk": (
        _set("个人风险点", 2, "表现形式", "为XX公司打招呼"),
        "text.placeholder",
        "warning",
        "个人风险点",
        "E2",
    ),
    "某某 left in a setting": (_setting("单位简称", "某某县司法局"), "text.placeholder", "warning", "单位", "B3"),
    "表现形式 that repeats 风险内容": (
        _set("个人风险点", 2, "表现形式", "钟启明 第1条风险"),
        "text.repeats",
        "warning",
        "个人风险点",
        "E2",
    ),
    "a slogan": (
        _set("个人风险点", 2, "防控措施", "加强廉政教育，切实提高思想认识，严格执行各项规章制度。"),
        "text.slogan",
        "warning",
        "个人风险点",
        "J2",
    ),
    "another county's bureau": (
        _set("机构风险点", 2, "风险内容", "永安县司法局用印登记不全"),
        "text.bureau",
        "warning",
        "机构风险点",
        "D2",
    ),
    "last year": (
        _set("个人风险点", 2, "防控措施", "2025年6月底前由两人完成清查"),
        "text.year",
        "note",
        "个人风险点",
        "J2",
    ),
}


@pytest.mark.parametrize("name", FIRES)
def test_a_change_is_told_by_one_rule_at_one_cell(tmp_path: Path, name: str) -> None:
    change, *expected = FIRES[name]
    found = findings(tmp_path, change)
    assert told(found) == [tuple(expected)]
    [item] = found
    assert "{" not in item.message + item.hint


PUBLIC_LINES = (
    *("12388", "0791-81234567转8001", "(0791)81234567、81234568", "＋86 791 8123 4567", "400-810-1234"),
    *("010 6515 2345", "81234567（工作日）"),
)
LINES = ("13859900000", "138 5990 0000", "内线8012", "+86 13859900000", "0791-81234567/81234568")

QUIET: dict[str, Change] = {
    # twice
    "one text in two lines of a department's work": lambda o: o.add(
        "机构风险点", "综合股", "行政许可", *o.sheets["机构风险点"][1][2:]
    ),
    "a second look on another day": _add("审核意见", "个人", "004", "领导小组", "审定", "001", D(2026, 11, 2)),
    "two chiefs on one table": _add("审核意见", "个人", "004", "领导小组", "审定", "002", D(2026, 10, 20)),
    "two people of one name at one meeting": _add("会议签到", "动员会", D(2026, 9, 10), "李明", "城关司法所"),
    "one person at two meetings": _add("会议签到", "动员会", D(2026, 9, 11), "李明", "综合股"),
    "one person in two roles": _add("领导小组", "办公室主任", "揭文清", "股长"),
    # a small office
    "a leader who heads a section too": _both(
        _set("机构", 2, "负责人", "002"),
        _set("审核意见", 2, "审核人", "002"),
        _set("审核意见", 5, "环节", "股室负责人"),
        _set("审核意见", 5, "审核人", "002"),
        _set("预警处置", 2, "防控责任人", "002"),
    ),
    "the only chief's own table": _both(
        lambda o: o.drop("领导小组", 3), _add("审核意见", "个人", "001", "领导小组", "审定", "001", D(2026, 10, 20))
    ),
    "the head's own table by the deputy": _add("审核意见", "个人", "001", "领导小组", "审定", "002", D(2026, 10, 20)),
    "诫勉纠错 on the head": _signal(处置方式="诫勉纠错", 对象="001", 防控责任人="002"),
    "诫勉纠错 on a 班子成员 by the head": _signal(处置方式="诫勉纠错", 对象="002", 防控责任人="001"),
    "a 股长 who approves a change in the own section": _set("风险调整", 2, "批准人", "003"),
    # telephones
    **{f"监督电话 {typed}": _setting("监督电话", typed) for typed in PUBLIC_LINES},
    **{f"联系电话 {typed}": _set("人员", 5, "联系电话", typed) for typed in LINES},
    "公示工作日数 7": _setting("公示工作日数", "7个工作日"),
    # dates
    "a meeting still to come": _add("会议签到", "总结会", D(2026, 12, 30), "李明", "综合股"),
    "a notice delivered and done on its day": _signal(送达日期=D(2026, 11, 5), 完成日期=D(2026, 11, 5)),
    "a deadline next year": _signal(整改结果=None, 整改期限=D(2027, 1, 20)),
    "a deadline on the day of the check": _signal(整改结果=None, 整改期限=D(2026, 12, 20)),
    "a case that climbs": _signal(对象="006", 防控责任人="005", 原编号="Y-1"),
    "a touched risk that was changed": lambda o: (
        _signal(风险编号="GR-004-2")(o),
        o.set("风险调整", 2, "日期", D(2026, 11, 25)),
    ),
    # accountability, commendation
    "a removal decided above": _both(
        _set("责任追究", 2, WAYS[0], "撤职"), _column("责任追究", "决定机关", "县纪委监委")
    ),
    "a removal that is proposed": _set("责任追究", 2, WAYS[0], "建议给予记过处分"),
    "praise for a member's department": lambda o: None,  # the tidy year has it: 006 of 城关司法所
    "praise after the case is over": _both(_signal(), _add("表彰", "个人", "004", "报销零差错", "先进个人")),
    # scores
    "nobody is scored yet": lambda o: [
        o.set("考核", row, name, None) for row in range(2, 6) for name in ("自查得分", "检查得分")
    ],
    "papers that abstain": _votes(12, 11, 10, 5, 4, 0, 0, 1),
    # privacy
    "the office's own telephone": _set("班子风险点", 2, "防控措施", "公布监督电话0791-81234567，来电当天登记"),
    "money, numbers and years": _set(
        "班子风险点", 2, "防控措施", "10000000元以上的支出按云司发〔2026〕12号第3条办，编号2026-0015-00238"
    ),
    "a hotline": _set("班子风险点", 2, "防控措施", "公布12348热线和微信公众号，二维码贴在窗口"),
    "money by WeChat": _set("班子风险点", 2, "表现形式", "收受微信红包20000元、微信转账5000元"),
    # text
    "a list in an annex": _set("机构", 2, "主要职能", "见附件1所列清单办理"),
    "an annex where nothing need stand": _column("考核", "佐证材料", "见附件", "见附件2", "无", "/"),
    "无 where nothing need stand": _both(_set("前期预防", 2, "效果", "无"), _set("考核", 5, "扣分原因", "无")),
    "an anonymous person in a case": _set("预警处置", 2, "情况", "张××反映调解超期，涉及某某公司"),
    "a measure that begins as a slogan": _set("个人风险点", 2, "防控措施", "加强学习，每月由股长抽查三本案卷并签名"),
    "a system of the office's own": _set("个人风险点", 2, "防控措施", "严格执行双人核对制度"),
    "the office's own name": _set("个人风险点", 2, "表现形式", "冒用县司法局、云岭县司法局名义收费"),
    "the bureaus above": _set("个人风险点", 2, "防控措施", "每季度报南昌市司法局和省司法厅备案"),
    "a document of last year": _set("个人风险点", 2, "防控措施", "按《2025年度考核办法》和云司发〔2025〕3号每月核对"),
    "years from then to now": _set("个人风险点", 2, "防控措施", "自2025年起每月核对，2024—2025年的案卷全部复查"),
    "one opinion in a few words": lambda o: [
        o.set("审核意见", row, "意见", "经审定，同意登记。") for row in (4, 6, 8, 9)
    ],
}


@pytest.mark.parametrize("name", QUIET)
def test_what_an_ordinary_year_brings_is_no_finding(tmp_path: Path, name: str) -> None:
    assert told(findings(tmp_path, QUIET[name])) == []
