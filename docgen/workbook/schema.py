"""The input workbook as data: every sheet, every column, every setting of 单位.

Reading, checking, the blank workbook with its drop-down lists and the guide's tables all draw on `SHEETS`.
Names, order and enumerations are the contract with offices that already hold workbooks in this shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from docgen.workbook.choices import (
    ADDITION,
    CATEGORIES,
    CHANGES,
    DEPARTMENT_KINDS,
    DISPOSALS,
    FOUND_BY,
    GRADE_FORMS,
    GRADE_NAMES,
    GRADES,
    GROUP_ROLES,
    LIKELIHOODS,
    MATTERS,
    NO,
    PREVENTIONS,
    PROCESSES,
    SEVERITIES,
    SOURCES,
    STEPS,
    WITHDRAWAL,
    YES,
)
from docgen.workbook.columns import Column, ColumnType, Reference, Sheet, Span

_T = ColumnType
_PERSON_NOTE = "填工号；姓名在「人员」表中只有一人时也可填姓名"


def _text(name: str, note: str = "", *, required: bool = True, example: str = "") -> Column:
    return Column(name, _T.TEXT, required, note=note, example=example)


def _long(name: str, note: str = "", *, required: bool = True, example: str = "") -> Column:
    return Column(name, _T.LONG_TEXT, required, note=note, example=example)


def _name(name: str, note: str = "", *, example: str = "李明") -> Column:
    return Column(name, _T.NAME, note=note, example=example)


def _choice(name: str, choices: tuple[str, ...], note: str = "", *, required: bool = True) -> Column:
    return Column(name, _T.CHOICE, required, choices=choices, note=note, example=choices[0])


def _date(name: str = "日期", note: str = "", *, required: bool = True, span: Span = Span.YEAR) -> Column:
    return Column(name, _T.DATE, required, note=note, example="2026-9-15", span=span)


def _person(name: str, note: str = "", *, required: bool = True, example: str = "001") -> Column:
    told = f"{note}；{_PERSON_NOTE}" if note else _PERSON_NOTE
    return Column(name, _T.REFERENCE, required, reference=Reference.PERSON, note=told, example=example)


def _department(name: str, note: str = "", *, required: bool = True) -> Column:
    told = note or "与「机构」表中的机构名称一致"
    return Column(name, _T.REFERENCE, required, reference=Reference.DEPARTMENT, note=told, example="综合股")


def _subject(note: str, *, required: bool = True) -> Column:
    return Column("对象", _T.REFERENCE, required, reference=Reference.SUBJECT, note=note, example="001")


def _number(name: str, note: str = "", *, required: bool = True) -> Column:
    return Column(name, _T.NUMBER, required, units=("分",), note=note, example="10")


def _count(name: str, note: str = "", *, required: bool = True) -> Column:
    return Column(name, _T.WHOLE, required, units=("票", "份", "张", "人"), note=note, example="10")


def _second(*columns: Column) -> tuple[Column, ...]:
    """Columns of the second edition."""
    return tuple(replace(column, edition=2) for column in columns)


_GRADE_REASON = _long("等级说明", "等级与推定的不同时，写明理由", required=False, example="近三年无投诉，下调一级")
_RISK_PERSON = _person("责任人", "落实这条措施的人", required=False)


def _risk(note: str, *, required: bool = True) -> Column:
    told = f"{note}，如 GR-001-1"
    return Column("风险编号", _T.REFERENCE, required, reference=Reference.RISK, note=told, example="GR-001-1")


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
        replace(_choice("风险等级", GRADES, "可以留空，由发生几率和危害程度推定", required=False), read_as=GRADE_FORMS),
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
    Column("公示工作日数", _T.WHOLE, units=("个工作日", "工作日", "天", "日"), note="留空为 5", example="5", default=5),
    _date("动员部署截止", f"第一阶段最后一天；{_STAGE_NOTE}", required=False),
    _date("贯彻执行截止", f"第二阶段最后一天；{_STAGE_NOTE}", required=False),
    _date("检查考核截止", f"第三阶段最后一天；{_STAGE_NOTE}", required=False),
    _date("调整修正截止", f"第四阶段最后一天；{_STAGE_NOTE}", required=False),
    _text("抄送机关", required=False, example="市纪委监委派驻纪检监察组"),
    _text("全宗号", "归档用", required=False, example="J101"),
    *_second(
        _text("党组织发文代字", "党组织自己的发文代字，留空用发文代字", required=False, example="某司党"),
        _text("派驻纪检监察组", required=False, example="市纪委监委派驻市司法局纪检监察组"),
        _long("上级依据", "方案引用的上级文件，一行一个", required=False, example="《关于加强廉政风险防控工作的意见》"),
        _date("公示开始日期", required=False, span=Span.WITH_ENDS),
        _text("公示地点", required=False, example="局机关公示栏"),
        _text("意见受理地址", required=False, example="局机关 3 楼办公室"),
        _choice("等级名称", GRADE_NAMES, "印在各表上的等级名称", required=False),
        Column(
            "考核权重",
            _T.WEIGHTS,
            note="自查/检查/领导评分，合计 100，留空为 20/40/40",
            example="20/40/40",
            default="20/40/40",
        ),
        Column("等次标准", _T.LIMITS, note="优胜/达标的最低分，留空为 90/80", example="90/80", default="90/80"),
        Column("门类代码", _T.ID, note="归档用，留空为 WS", example="WS", default="WS"),
    ),
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
            *_second(_long("职责", required=False, example="主持领导小组全面工作")),
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
            *_second(
                Column("机构代码", _T.ID, note="档号中的机构部分", example="ZH"),
                Column("排序", _T.NUMBER, note="数字；留空按本表顺序", example="1"),
                _name("曾用名", "改名前的名称；改名后编号不变", example="办公室"),
            ),
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
            *_second(
                _choice("性别", ("男", "女"), required=False),
                _date("任现岗位日期", required=False, span=Span.TO_YEAR),
            ),
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
            *_second(
                _GRADE_REASON,
                _RISK_PERSON,
                _long("承诺内容", "针对这条风险的承诺", required=False, example="不违规受理"),
            ),
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
            *_second(
                _GRADE_REASON,
                _RISK_PERSON,
                _text("关键环节", "工作程序中的一步", required=False, example="复核"),
                _text("检查方式", required=False, example="每季度抽查案卷"),
                _text("权力事项", required=False, example="公证执业审核"),
            ),
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
            *_second(_GRADE_REASON),
        ),
    ),
    Sheet(
        "审核意见",
        "审批链上的一条意见",
        (
            _choice("对象类型", ("个人", "机构", "班子", "登记册")),
            replace(_subject("个人填工号，机构填机构名称，班子和登记册留空", required=False), expected=True),
            replace(
                _choice("环节", STEPS, "党组、党委、党总支都按党支部读"),
                read_as=tuple((word, "党支部") for word in ("党组", "党委", "党总支")),
            ),
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
            *_second(
                _text("地点", required=False, example="局机关会议室"),
                _name("记录人"),
                _long("参加人员", required=False, example="综合股全体人员"),
                _long("对象表态", required=False, example="虚心接受，立即改正"),
                Column("开始时间", _T.TIME, example="9:30"),
                Column("结束时间", _T.TIME, example="11:00"),
            ),
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
            _date("整改期限", "不早于日期", required=False, span=Span.WITH_ENDS),
            _long("整改结果", required=False, example="已按期整改"),
            _person("防控责任人"),
            *_second(
                _risk("涉及的风险", required=False),
                _choice("预警等级", ("红", "橙", "黄"), required=False),
                Column(
                    "原编号",
                    _T.REFERENCE,
                    reference=Reference.EVENT,
                    note="由哪一条升级而来，填它的编号",
                    example="2026-01",
                ),
                _date("送达日期", required=False, span=Span.WITH_ENDS),
                _date("回复期限", required=False, span=Span.WITH_ENDS),
                _date("完成日期", required=False, span=Span.WITH_ENDS),
                _person("复核人", required=False),
                _long("复核意见", required=False, example="整改到位，同意销号"),
            ),
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
            *_second(
                _long("考核内容", required=False, example="领导小组定期研究"),
                _long("评分标准", required=False, example="少一次扣 2 分"),
                _long("佐证材料", required=False, example="会议记录"),
                _long("存在问题", required=False, example="记录不全"),
                _long("整改措施", required=False, example="专人补齐记录"),
                _number("领导评分", required=False),
                _number("加减分", "减分写负数", required=False),
                _text("检查人", "几个人用、隔开", required=False, example="钟正明、李明"),
                _date("检查日期", required=False, span=Span.WITH_ENDS),
            ),
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
            _date("决定日期", span=Span.WITH_ENDS),
            *_second(
                _text("决定机关", "留空为「单位」表中的党组织", required=False, example="中共某某市司法局党组"),
                _choice("责任类型", ("主要领导责任", "重要领导责任"), "分管领导的责任", required=False),
                _date("影响期至", required=False, span=Span.FROM_YEAR),
                _date("送达日期", required=False, span=Span.WITH_ENDS),
            ),
        ),
    ),
    Sheet(
        "风险调整",
        "一条风险的一次调整",
        (
            _risk("风险表中的编号，或按顺序得到的编号"),
            _choice("调整事项", CHANGES),
            replace(_long("调整前", "新增时可以留空", example="二级"), unless=("调整事项", ADDITION)),
            replace(_long("调整后", "撤销时可以留空", example="三级"), unless=("调整事项", WITHDRAWAL)),
            _long("调整原因", example="措施落实到位，发生几率降低"),
            _person("批准人"),
            _date(),
            *_second(
                _person("申请人", required=False),
                _date("生效日期", "留空为日期", required=False, span=Span.WITH_ENDS),
            ),
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
            *_second(_text("批准依据", required=False, example="局党组会议纪要〔2026〕8 号")),
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
            *_second(
                _text("职务", required=False, example="股长"),
                _choice("到会", ("出席", "请假", "缺席"), required=False),
                _text("地点", "一次会议各行相同", required=False, example="局机关会议室"),
                _name("主持人", "一次会议各行相同"),
                _name("记录人", "一次会议各行相同"),
            ),
        ),
    ),
    Sheet(
        "发文",
        "一份红头文件",
        _second(
            _text("文件", "文件种类的代号或标题", example="实施方案"),
            _text("文号", "留空由程序编；手工编的照用，并计入顺序", required=False, example="某司发〔2026〕8号"),
            _date("成文日期", span=Span.WITH_ENDS),
            _choice("公开属性", ("主动公开", "依申请公开", "不予公开"), required=False),
            _long("主送", required=False, example="各股室、司法所"),
            _long("抄送", required=False, example="市纪委监委派驻纪检监察组"),
        ),
        edition=2,
    ),
    Sheet(
        "民主测评",
        "一个对象的一项测评结果",
        _second(
            _choice("对象类型", ("个人", "机构", "班子")),
            _subject("个人填工号，机构填机构名称，班子留空", required=False),
            _text("测评内容", example="廉洁自律"),
            _count("发出", "发出的票数"),
            _count("收回"),
            _count("有效"),
            _count("优秀"),
            _count("良好"),
            _count("一般"),
            _count("较差"),
            _count("弃权", required=False),
        ),
        edition=2,
    ),
)

SHEETS: Mapping[str, Sheet] = MappingProxyType({sheet.name: sheet for sheet in _ALL_SHEETS})
"""All sheets by name, in the order of the blank workbook."""

HELPER_SHEETS = frozenset({"填表说明", "检查结果", "结转说明"})
"""Sheets that this program itself puts into workbooks: known, and holding no input."""
