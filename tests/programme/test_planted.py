"""A workbook with 30 planted mistakes gives exactly those findings; without them, none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from offices import Office, checked, told


def plant(office: Office) -> list[tuple[str, str, str, str | None]]:
    """Put 30 mistakes in; the findings that they ask for."""
    s = office.set
    planted: list[tuple[str, str, str, str | None]] = []

    def mistake(rule: str, sheet: str, cell: str | None, severity: str = "error") -> None:
        planted.append((rule, severity, sheet, cell))

    # people, departments and references
    row = office.add("人员", "005", "马有才", "综合股", "科员", "文书", "收发文", "否", None, None, None)
    mistake("identity.unique", "人员", f"A{row}")
    mistake("identity.reference", "人员", s("人员", 6, "机构", "城关司法站"))
    mistake("identity.name", "个人风险点", s("个人风险点", 3, "姓名", "郑远山"))
    mistake("identity.reference", "个人风险点", s("个人风险点", 8, "工号", "044"))
    mistake("identity.reference", "预警处置", s("预警处置", 3, "防控责任人", "李明"))
    mistake("identity.reference", "风险调整", s("风险调整", 2, "风险编号", "BZ-9"))
    mistake("privacy.id-card", "人员", s("人员", 8, "身份证号", "110105194912310029"))
    mistake("cells.required", "人员", s("人员", 3, "岗位", None))
    # risks
    mistake("cells.enumeration", "个人风险点", s("个人风险点", 2, "发生几率", "很高"))
    mistake("grade.filled", "个人风险点", s("个人风险点", 4, "风险等级", None), "note")
    mistake("grade.differs", "个人风险点", s("个人风险点", 5, "风险等级", "一级"), "warning")
    mistake("measures.missing", "个人风险点", s("个人风险点", 6, "防控措施", "/"))
    mistake("privacy.mobile", "个人风险点", s("个人风险点", 7, "表现形式", "私下联系 13900001111"))
    mistake("cells.required", "机构风险点", s("机构风险点", 2, "工作程序", None))
    mistake("grade.too-low", "班子风险点", s("班子风险点", 4, "风险等级", "三级"))
    mistake("privacy.email", "班子风险点", s("班子风险点", 3, "风险内容", "邮件发至 boss@example.cn"))
    office.drop("班子风险点", 2)
    planted = [(r, v, sh, "F3" if (r, sh) == ("grade.too-low", "班子风险点") else c) for r, v, sh, c in planted]
    planted = [(r, v, sh, "B2" if (r, sh) == ("privacy.email", "班子风险点") else c) for r, v, sh, c in planted]
    mistake("participation.leadership", "班子风险点", None)
    # opinions
    mistake("approvals.signer", "审核意见", s("审核意见", 2, "审核人", "004"))
    mistake("approvals.order", "审核意见", s("审核意见", 4, "日期", date(2026, 10, 9)))
    row = office.add("审核意见", "机构", "城关司法所", "领导小组", "审定", "001", date(2026, 10, 20))
    mistake("approvals.missing", "审核意见", f"C{row}")
    mistake("approvals.step", "审核意见", s("审核意见", 6, "环节", "股室负责人"))
    mistake("cells.type", "审核意见", s("审核意见", 9, "日期", "十月下旬"))
    mistake("dates.stage", "审核意见", s("审核意见", 10, "日期", date(2026, 12, 9)), "warning")
    # the rest of the year
    mistake("dates.year", "前期预防", s("前期预防", 2, "日期", date(2025, 9, 22)))
    mistake("dates.due", "预警处置", s("预警处置", 2, "整改期限", date(2026, 11, 2)))
    mistake("disposal.object", "预警处置", s("预警处置", 3, "处置方式", "告诫"))
    mistake("scores.range", "考核", s("考核", 3, "检查得分", 61))
    s("考核", 5, "分值", 70)
    mistake("scores.total", "考核", "C4")
    mistake("accountability.leader", "责任追究", s("责任追究", 3, "分管领导", "003"))
    mistake("dates.stages", "单位", office.setting("调整修正截止", date(2026, 12, 14)))
    return planted


def test_thirty_planted_mistakes_give_exactly_those_findings(tmp_path: Path) -> None:
    planted: list[tuple[str, str, str, str | None]] = []
    found = checked(tmp_path, lambda office: planted.extend(plant(office)))
    assert len(planted) == 30
    assert sorted(told(found.findings), key=str) == sorted(planted, key=str)


def test_the_same_workbook_without_them_gives_none(tmp_path: Path) -> None:
    assert checked(tmp_path).findings == ()
