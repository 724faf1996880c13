"""The input workbook as data: every sheet, every column, every setting of 单位.

Reading, checking, the blank workbook with its drop-down lists and the guide's tables all draw on `SHEETS`.
Names, order and enumerations are the contract with offices that already hold workbooks in this shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType


class ColumnType(StrEnum):
    """How a column's cells are read; `docgen.workbook.cells` holds one reader for each."""

    TEXT = "text"
    """A short text: one line."""
    LONG_TEXT = "long text"
    """A text that keeps its line breaks."""
    NAME = "name"
    """A name of a person, department or item, in its normal form."""
    ID = "id"
    """工号, 编号, 风险编号: letters, digits and hyphens, leading zeros kept."""
    DATE = "date"
    NUMBER = "number"
    WHOLE = "whole number"
    CHOICE = "choice"
    PHONE = "phone"
    EMAIL = "e-mail"
    ID_CARD = "ID card"
    REFERENCE = "reference"
    """Names something on another sheet: see `Reference`."""
    OWN = "own"
    """A column that only this office has: what the cell says, whatever that is."""


class Reference(StrEnum):
    """What a reference column points to."""

    PERSON = "人员"
    """A 工号, or a 姓名 that only one person has."""
    DEPARTMENT = "机构"
    """A 机构名称."""
    RISK = "风险"
    """A 风险编号, given in a risk sheet or derived from its order."""
    SUBJECT = "对象"
    """By 对象类型 of the same row: a person, a department, or nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column (or one setting of 单位). `note` is shown to the user in the blank workbook and the guide."""

    name: str
    type: ColumnType = ColumnType.TEXT
    required: bool = False
    key: bool = False
    reference: Reference | None = None
    choices: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Words that may follow a number: 100分, 2026年度."""
    note: str = ""
    example: str = ""
    expected: bool = False
    """The column must be there, though some of its cells may be empty."""
    when_empty: str = "cells.required"
    """The rule that an empty cell breaks, where the column is required."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `settings` is not empty for 单位 only: its rows are the settings, its columns 项目 and 内容."""

    name: str
    row_is: str
    columns: tuple[Column, ...]
    required: bool = False
    settings: tuple[Column, ...] = ()

    def column(self, name: str) -> Column:
        """The declared column of that name; KeyError when there is none."""
        return _by_name(self.columns, name)

    def setting(self, name: str) -> Column:
        """The declared setting (项目) of that name; KeyError when there is none."""
        return _by_name(self.settings, name)


def _by_name(columns: tuple[Column, ...], name: str) -> Column:
    for column in columns:
        if column.name == name:
            return column
    raise KeyError(name)


YES, NO = "是", "否"

GROUP_ROLES = ("组长", "副组长", "成员", "办公室主任")
DEPARTMENT_KINDS = ("股室", "处", "司法所", "中心")
CATEGORIES = ("岗位职责", "业务流程", "制度机制", "外部环境", "思想道德")
FOUND_BY = ("自己找", "领导提", "群众帮", "集体定")
LIKELIHOODS = ("高", "中", "低")
SEVERITIES = ("重", "中", "轻")
GRADES = ("一级", "二级", "三级")
PROCESSES = ("行政确认", "行政处罚", "法律服务", "法律保障", "法制宣传", "内部管理")
MATTERS = ("重大事项决策", "重大项目安排", "大额资金使用")
STEPS = ("股室负责人", "分管领导", "领导小组", "党支部")
PREVENTIONS = ("廉政教育", "谈心活动", "办事公开", "公开承诺", "述职述廉", "民主测评")
SOURCES = ("民主生活会", "群众评议", "信访举报", "行政效能投诉", "定期自查", "明查暗访", "专项检查")
DISPOSALS = ("预警", "警示提醒", "诫勉纠错", "责令整改", "告诫", "督导")
CHANGES = ("等级", "内容", "措施", "撤销")

_T = ColumnType
_PERSON_NOTE = "填工号；姓名在「人员」表中只有一人时也可填姓名"


def _text(name: str, note: str = "", *, required: bool = True, example: str = "") -> Column:
    return Column(name, _T.TEXT, required, note=note, example=example)


def _long(name: str, note: str = "", *, required: bool = True, example: str = "") -> Column:
    return Column(name, _T.LONG_TEXT, required, note=note, example=example)


def _choice(name: str, choices: tuple[str, ...], note: str = "", *, required: bool = True) -> Column:
    return Column(name, _T.CHOICE, required, choices=choices, note=note, example=choices[0])


def _date(name: str = "日期", note: str = "", *, required: bool = True) -> Column:
    return Column(name, _T.DATE, required, note=note, example="2026-9-15")


def _person(name: str, note: str = "", *, required: bool = True, example: str = "001") -> Column:
    told = f"{note};{_PERSON_NOTE}" if note else _PERSON_NOTE
    return Column(name, _T.REFERENCE, required, reference=Reference.PERSON, note=told, example=example)


def _department(name: str, note: str = "", *, required: bool = True) -> Column:
    told = note or "与「机构」表中的机构名称一致"
    return Column(name, _T.REFERENCE, required, reference=Reference.DEPARTMENT, note=told, example="综合股")


def _subject(note: str, *, required: bool = True) -> Column:
    return Column("对象", _T.REFERENCE, required, reference=Reference.SUBJECT, note=note, example="001")


def _number(name: str, note: str = "", *, required: bool = True) -> Column:
    return Column(name, _T.NUMBER, required, units=("分",), note=note, example="10")


def _number_id(note: str) -> Column:
    return Column("编号", _T.ID, required=True, key=True, note=note, example="2026-01")


def _risk_columns(*, found_by: bool = False) -> tuple[Column, ...]:
    """What the three risk sheets share, from 风险内容 to 防控措施."""
    return (
        _long("风险内容", "可能出什么问题", example="受理审查把关不严"),
        _long("表现形式", "问题会怎样表现出来", example="对不符合条件的申请予以受理"),
        *((_choice("查找方式", FOUND_BY),) if found_by else ()),
        _choice("发生几率", LIKELIHOODS),
        _choice("危害程度", SEVERITIES),
        _choice("风险等级", GRADES, "可以留空，由发生几率和危害程度推定", required=False),
        Column(
            "防控措施",
            _T.LONG_TEXT,
            required=True,
            note="针对这条风险的具体做法",
            example="实行受理、审查双人签字",
            when_empty="measures.missing/empty",
        ),
    )


def _risk_number(example: str) -> Column:
    note = f"可以不设此列；留空时按本表顺序编号，如 {example}。填写后编号固定，不得重复"
    return Column("风险编号", _T.ID, key=True, note=note, example=example)


_STAGE_NOTE = "可以留空，按方案规定的时间"

SETTINGS = (
    Column("单位名称", _T.NAME, required=True, note="印在各表上的全称", example="某某市司法局"),
    Column("单位简称", _T.NAME, note="文内简称", example="市司法局"),
    Column("年度", _T.WHOLE, required=True, units=("年", "年度"), note="四位数字", example="2026"),
    _text("发文代字", "发文字号中的代字", example="某司发"),
    _person("主要负责人", "一把手"),
    _text("党组织名称", "审核登记册的党组织", required=False, example="中共某某市司法局党支部"),
    _text("领导小组名称", required=False, example="廉政风险防控机制建设工作领导小组"),
    _department("领导小组办公室", "办公室所在的机构", required=False),
    Column("监督电话", _T.PHONE, required=True, note="印在公示上", example="0791-81234567"),
    Column("监督邮箱", _T.EMAIL, note="印在公示上", example="jiandu@example.gov.cn"),
    Column("公示工作日数", _T.WHOLE, units=("个工作日", "工作日", "天", "日"), note="留空为 5", example="5"),
    _date("动员部署截止", f"第一阶段最后一天;{_STAGE_NOTE}", required=False),
    _date("贯彻执行截止", f"第二阶段最后一天;{_STAGE_NOTE}", required=False),
    _date("检查考核截止", f"第三阶段最后一天;{_STAGE_NOTE}", required=False),
    _date("调整修正截止", f"第四阶段最后一天;{_STAGE_NOTE}", required=False),
    _text("抄送机关", required=False, example="市纪委监委派驻纪检监察组"),
    _text("全宗号", "归档用", required=False, example="J101"),
)

_ALL_SHEETS = (
    Sheet(
        "单位",
        "一项设置",
        (
            Column("项目", _T.NAME, required=True, note="设置的名称", example="单位名称"),
            _text("内容", "设置的内容", required=False, example="某某市司法局"),
        ),
        required=True,
        settings=SETTINGS,
    ),
    Sheet(
        "领导小组",
        "一名成员",
        (
            _choice("小组职务", GROUP_ROLES),
            Column("姓名", _T.NAME, required=True, note="可以不在「人员」表中", example="钟正明"),
            _text("职务", required=False, example="局长"),
        ),
    ),
    Sheet(
        "机构",
        "一个股室、处、司法所或中心",
        (
            Column("机构名称", _T.NAME, required=True, key=True, note="不得重复", example="综合股"),
            _choice("机构类型", DEPARTMENT_KINDS),
            _person("负责人"),
            _person("分管领导", "须为班子成员"),
            _long("主要职能", example="负责机关日常运转、财务和人事"),
        ),
        required=True,
    ),
    Sheet(
        "人员",
        "一个人",
        (
            Column("工号", _T.ID, required=True, key=True, note="不得重复；有前导零的请用文本格式", example="001"),
            Column("姓名", _T.NAME, required=True, note="同名的人以工号区分", example="钟正明"),
            replace(_department("机构", "班子成员可以留空", required=False), expected=True),
            _text("职务", example="局长"),
            _text("岗位", example="全面工作"),
            _long("岗位职责", example="主持全局工作"),
            _choice("班子成员", (YES, NO), "留空为否", required=False),
            _text("政治面貌", required=False, example="中共党员"),
            Column("身份证号", _T.ID_CARD, note="18 位，请用文本格式；不会出现在公示中", example=""),
            Column("联系电话", _T.PHONE, example="0791-81234567"),
        ),
        required=True,
    ),
    Sheet(
        "个人风险点",
        "一个人岗位上的一条风险",
        (
            _risk_number("GR-001-1"),
            _person("工号"),
            Column("姓名", _T.NAME, note="可以留空；填写时须与「人员」表一致", example="钟正明"),
            _choice("风险类别", CATEGORIES),
            *_risk_columns(found_by=True),
        ),
    ),
    Sheet(
        "机构风险点",
        "一个机构的一条风险",
        (
            _risk_number("JG-综合股-1"),
            _department("机构名称"),
            _choice("业务环节", PROCESSES),
            _choice("风险类别", CATEGORIES),
            *_risk_columns(),
            _long("工作程序", "防控这条风险的办事程序", example="受理→初审→复核→审批→归档"),
        ),
    ),
    Sheet(
        "班子风险点",
        "领导班子的一条风险",
        (
            _risk_number("BZ-1"),
            _choice("事项类别", MATTERS),
            *_risk_columns(),
            _person("责任领导"),
        ),
    ),
    Sheet(
        "审核意见",
        "审批链上的一条意见",
        (
            _choice("对象类型", ("个人", "机构", "班子", "登记册")),
            replace(_subject("个人填工号，机构填机构名称，班子和登记册留空", required=False), expected=True),
            _choice("环节", STEPS),
            _long("意见", example="情况属实，同意上报"),
            _person("审核人"),
            _date(),
        ),
    ),
    Sheet(
        "前期预防",
        "一次预防活动",
        (
            _number_id("不得重复"),
            _date(),
            _choice("措施类型", PREVENTIONS),
            _choice("对象类型", ("个人", "机构", "班子")),
            _subject("个人填工号，机构填机构名称，班子留空", required=False),
            _person("主持人"),
            _long("内容", example="学习典型案例通报"),
            _long("效果", required=False, example="参加人员撰写了心得体会"),
        ),
    ),
    Sheet(
        "预警处置",
        "一条监控信号和处置情况",
        (
            _number_id("不得重复"),
            _date(),
            _choice("对象类型", ("个人", "机构")),
            _subject("个人填工号，机构填机构名称"),
            _choice("信息来源", SOURCES),
            _long("情况", example="群众反映办理时限偏长"),
            _choice("处置方式", DISPOSALS, "告诫只对个人，督导只对机构"),
            _long("整改要求", required=False, example="限期说明原因并改进"),
            _date("整改期限", "不早于日期", required=False),
            _long("整改结果", required=False, example="已按期整改"),
            _person("防控责任人"),
        ),
    ),
    Sheet(
        "考核",
        "一个机构的一项得分",
        (
            _department("机构名称"),
            _text("考核项目", example="组织领导"),
            _number("分值", "一个机构各项分值合计 100"),
            _number("自查得分", "0 至分值", required=False),
            _number("检查得分", "0 至分值", required=False),
            _long("扣分原因", required=False, example="台账不全"),
        ),
    ),
    Sheet(
        "责任追究",
        "一件追究案件",
        (
            _number_id("不得重复"),
            _person("直接责任人"),
            _person("分管领导", "直接责任人所在机构的分管领导"),
            _long("事由", example="违反工作程序办理业务"),
            _long("追究依据", example="党风廉政建设责任制有关规定"),
            _text("直接责任人追究方式", example="通报批评"),
            _text("分管领导追究方式", example="责令作出书面检查"),
            _date("决定日期"),
        ),
    ),
    Sheet(
        "风险调整",
        "一条风险的一次调整",
        (
            Column(
                "风险编号",
                _T.REFERENCE,
                required=True,
                reference=Reference.RISK,
                note="风险表中的编号，或按顺序得到的编号，如 GR-001-1",
                example="GR-001-1",
            ),
            _choice("调整事项", CHANGES),
            _long("调整前", example="二级"),
            _long("调整后", example="三级"),
            _long("调整原因", example="措施落实到位，发生几率降低"),
            _person("批准人"),
            _date(),
        ),
    ),
    Sheet(
        "表彰",
        "一项表彰",
        (
            _choice("对象类型", ("个人", "机构")),
            _subject("个人填工号，机构填机构名称"),
            _long("主要事迹", example="全年无廉政投诉"),
            _text("荣誉称号", example="廉政风险防控工作先进个人"),
        ),
    ),
    Sheet(
        "会议签到",
        "一人次",
        (
            _text("会议", example="廉政风险防控工作动员会"),
            _date(),
            Column("姓名", _T.NAME, required=True, example="钟正明"),
            Column("机构", _T.NAME, note="可以填本局以外的单位", example="综合股"),
        ),
    ),
)

SHEETS: Mapping[str, Sheet] = MappingProxyType({sheet.name: sheet for sheet in _ALL_SHEETS})
"""All sheets by name, in the order of the blank workbook."""

HELPER_SHEETS = frozenset({"填表说明", "检查结果"})
"""Sheets that this program itself puts into workbooks: known, and holding no input."""
