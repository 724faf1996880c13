"""A small bureau's whole year as a tidy workbook, to be changed cell by cell."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from docgen.findings import Finding
from docgen.programme.check import Checked, check

ON = date(2026, 12, 20)
"""After 贯彻执行: who has no risk is an error."""

RISK = ["风险类别", "风险内容", "表现形式", "查找方式", "发生几率", "危害程度", "风险等级", "防控措施"]
SHOWN = {
    "001": "会前不征求意见",
    "002": "下去检查只听汇报",
    "003": "盖章之后再补审批",
    "004": "发票没有验收就报销",
    "005": "走访记录事后补写",
    "006": "偏袒熟识的当事人",
    "007": "请假不核实去向",
}
"""How each person's risks show: nobody copies from another."""
MEASURES = ("双人核对原件", "每月抽查一次", "公开办理进度", "重要事项集体研究", "建立台账备查")


def _person_risk(key: str, name: str, number: int) -> list[Any]:
    measure = f"{MEASURES[number]}({key})"
    return [key, name, "岗位职责", f"{name}第{number + 1}条风险", SHOWN[key], "自己找", "中", "中", "二级", measure]


_PEOPLE = [
    ["001", "钟启明", None, "局长", "全面工作", "主持全局工作", "是", "中共党员", None, None],
    ["002", "郑远", None, "副局长", "分管综合", "分管综合股和城关司法所", "是", "中共党员", None, None],
    ["003", "揭文清", "综合股", "股长", "综合管理", "负责综合股全面工作", "否", "中共党员", None, None],
    ["004", "李明", "综合股", "科员", "财务", "负责财务报销", "否", "群众", None, None],
    ["005", "胡大海", "城关司法所", "所长", "司法所全面工作", "负责司法所", "否", "中共党员", None, None],
    ["006", "李明", "城关司法所", "科员", "调解", "负责人民调解", "否", "群众", None, None],
    ["007", "阿依古丽·买买提", "城关司法所", "科员", "矫正", "负责社区矫正", "否", "群众", "11010519491231002X", None],
]

TIDY: dict[str, list[list[Any]]] = {
    "单位": [
        ["项目", "内容"],
        ["单位名称", "云岭县司法局"],
        ["单位简称", "县司法局"],
        ["年度", 2026],
        ["发文代字", "云司发"],
        ["主要负责人", "001"],
        ["监督电话", "0791-81234567"],
        ["动员部署截止", date(2026, 9, 15)],
        ["贯彻执行截止", date(2026, 12, 5)],
        ["检查考核截止", date(2026, 12, 15)],
        ["调整修正截止", date(2026, 12, 31)],
    ],
    "领导小组": [
        ["小组职务", "姓名", "职务"],
        ["组长", "钟启明", "局长"],
        ["副组长", "郑远", "副局长"],
        ["成员", "揭文清", "股长"],
    ],
    "机构": [
        ["机构名称", "机构类型", "负责人", "分管领导", "主要职能"],
        ["综合股", "股室", "003", "002", "机关运转"],
        ["城关司法所", "司法所", "005", "002", "基层司法行政"],
    ],
    "人员": [
        ["工号", "姓名", "机构", "职务", "岗位", "岗位职责", "班子成员", "政治面貌", "身份证号", "联系电话"],
        *_PEOPLE,
    ],
    "个人风险点": [
        ["工号", "姓名", *RISK],
        *(_person_risk(row[0], row[1], number) for row in _PEOPLE for number in range(4 if row[0] == "004" else 1)),
    ],
    "机构风险点": [
        ["机构名称", "业务环节", *(name for name in RISK if name != "查找方式"), "工作程序"],
        [
            "综合股",
            "内部管理",
            "业务流程",
            "用印登记不全",
            "先用后批",
            "中",
            "重",
            "一级",
            "一印一登记",
            "申请→审批→用印",
        ],
        [
            "城关司法所",
            "法律服务",
            "制度机制",
            "调解不公",
            "偏袒一方",
            "低",
            "重",
            "二级",
            "两人调解",
            "受理→调解→回访",
        ],
    ],
    "班子风险点": [
        ["事项类别", *(name for name in RISK if name not in ("查找方式", "风险类别")), "责任领导"],
        ["重大事项决策", "未经集体研究", "一人说了算", "低", "重", "二级", "班子会议研究", "001"],
        ["重大项目安排", "项目安排不公开", "指定单位承办", "低", "重", "二级", "公开招标", "002"],
        ["大额资金使用", "资金使用不规范", "超预算列支", "中", "重", "一级", "联签审批", "001"],
    ],
    "审核意见": [
        ["对象类型", "对象", "环节", "意见", "审核人", "日期"],
        ["个人", "004", "股室负责人", "属实", "003", date(2026, 10, 8)],
        ["个人", "004", "分管领导", "同意", "002", date(2026, 10, 12)],
        ["个人", "004", "领导小组", "审定", "001", date(2026, 10, 20)],
        ["个人", "003", "分管领导", "同意", "002", date(2026, 10, 12)],
        ["个人", "002", "领导小组", "审定", "001", date(2026, 10, 20)],
        ["机构", "综合股", "分管领导", "同意", "002", date(2026, 10, 13)],
        ["机构", "综合股", "领导小组", "审定", "001", date(2026, 10, 20)],
        ["班子", None, "领导小组", "审定", "001", date(2026, 10, 21)],
        ["登记册", None, "党支部", "同意登记", "003", date(2026, 11, 2)],
    ],
    "前期预防": [
        ["编号", "日期", "措施类型", "对象类型", "对象", "主持人", "内容", "效果"],
        ["Q-1", date(2026, 9, 22), "廉政教育", "班子", None, "001", "学习通报", "撰写体会"],
    ],
    "预警处置": [
        [
            *("编号", "日期", "对象类型", "对象", "信息来源", "情况", "处置方式"),
            *("整改要求", "整改期限", "整改结果", "防控责任人"),
        ],
        [
            "Y-1",
            date(2026, 11, 3),
            "个人",
            "006",
            "群众评议",
            "调解超期",
            "告诫",
            "说明",
            date(2026, 11, 20),
            "已改",
            "005",
        ],
        [
            "Y-2",
            date(2026, 11, 4),
            "机构",
            "综合股",
            "专项检查",
            "台账不全",
            "督导",
            "补齐",
            date(2026, 11, 25),
            "已改",
            "002",
        ],
    ],
    "考核": [
        ["机构名称", "考核项目", "分值", "自查得分", "检查得分", "扣分原因"],
        ["综合股", "组织领导", 40, 40, 38, "会议记录不全"],
        ["综合股", "风险排查", 60, 58, 57, "一条措施不具体"],
        ["城关司法所", "组织领导", 40, 39, 39, "台账不全"],
        ["城关司法所", "风险排查", 60, 60, 60, None],
    ],
    "责任追究": [
        ["编号", "直接责任人", "分管领导", "事由", "追究依据", "直接责任人追究方式", "分管领导追究方式", "决定日期"],
        ["Z-1", "006", "002", "调解收受礼品", "责任制规定", "通报批评", "书面检查", date(2026, 12, 1)],
        ["Z-2", "002", "001", "分管不力", "责任制规定", "提醒谈话", "书面检查", date(2026, 12, 2)],
    ],
    "风险调整": [
        ["风险编号", "调整事项", "调整前", "调整后", "调整原因", "批准人", "日期"],
        ["GR-004-2", "等级", "二级", "三级", "措施落实", "001", date(2026, 12, 3)],
    ],
    "表彰": [["对象类型", "对象", "主要事迹", "荣誉称号"], ["机构", "城关司法所", "全年无投诉", "先进集体"]],
    "会议签到": [["会议", "日期", "姓名", "机构"], ["动员会", date(2026, 9, 10), "李明", "综合股"]],
}


class Office:
    """The tidy workbook, to be changed; rows count from 1 as in Excel, the heading is row 1."""

    def __init__(self) -> None:
        self.sheets = copy.deepcopy(TIDY)

    def set(self, sheet: str, row: int, column: str, value: Any) -> str:
        """Put a value into a cell; its address."""
        place = self.sheets[sheet][0].index(column)
        self.sheets[sheet][row - 1][place] = value
        return f"{chr(65 + place)}{row}"

    def setting(self, item: str, value: Any) -> str:
        """Change a setting of 单位; its address."""
        rows = self.sheets["单位"]
        for number, row in enumerate(rows, start=1):
            if row[0] == item:
                row[1] = value
                return f"B{number}"
        rows.append([item, value])
        return f"B{len(rows)}"

    def add(self, sheet: str, *values: Any) -> int:
        """Put a row under the others; its number."""
        self.sheets[sheet].append(list(values))
        return len(self.sheets[sheet])

    def drop(self, sheet: str, *rows: int) -> None:
        """Take rows out."""
        self.sheets[sheet] = [row for number, row in enumerate(self.sheets[sheet], start=1) if number not in rows]

    def column(self, sheet: str, name: str, values: Sequence[Any]) -> str:
        """Put a column in front of the others' end; its letter."""
        for row, value in zip(self.sheets[sheet], [name, *values], strict=False):
            row.append(value)
        return chr(64 + len(self.sheets[sheet][0]))

    def save(self, folder: Path, name: str = "表.xlsx") -> Path:
        """Write the workbook."""
        made = Workbook()
        made.remove(made.active)
        for title, rows in self.sheets.items():
            page = made.create_sheet(title)
            for row in rows:
                page.append(row)
        made.save(folder / name)
        return folder / name


def findings(folder: Path, change: Callable[[Office], Any], on: date = ON, **options: Any) -> list[Finding]:
    """What a check of the tidy workbook finds after this change."""
    return list(checked(folder, change, on, **options).findings)


def checked(
    folder: Path, change: Callable[[Office], Any] = lambda office: None, on: date = ON, **options: Any
) -> Checked:
    """The check of the tidy workbook after this change."""
    office = Office()
    change(office)
    return check([office.save(folder)], on=on, **options)


def told(items: Sequence[Finding]) -> list[tuple[str, str, str | None, str | None]]:
    """Rule, severity, sheet and cell of each finding."""
    return [(item.rule, str(item.severity), item.sheet, item.cell) for item in items]
