"""The words that cells with a choice may hold. Those of the contract's second edition stand behind the first's."""

from __future__ import annotations

YES, NO = "是", "否"

GROUP_ROLES = ("组长", "副组长", "成员", "办公室主任", "办公室副主任", "办公室成员", "联络员")
DEPARTMENT_KINDS = ("股室", "处", "司法所", "中心", "科", "室", "局", "队")
CATEGORIES = ("岗位职责", "业务流程", "制度机制", "外部环境", "思想道德")
FOUND_BY = ("自己找", "领导提", "群众帮", "集体定")
LIKELIHOODS = ("高", "中", "低")
SEVERITIES = ("重", "中", "轻")
GRADES = ("一级", "二级", "三级")
GRADE_FORMS = tuple(
    (f"{number}{unit}", grade)
    for grade, numbers in zip(GRADES, ("1 一 壹 I i Ⅰ ⅰ", "2 二 贰 II ii Ⅱ ⅱ", "3 三 叁 III iii Ⅲ ⅲ"), strict=True)
    for number in numbers.split()
    for unit in "级級"
    if f"{number}{unit}" != grade
)
"""How else a level is typed, with the level that is meant."""
PROCESSES = (
    *("行政确认", "行政处罚", "法律服务", "法律保障", "法制宣传", "内部管理"),
    *("行政许可", "行政给付", "行政复议", "执法监督", "合法性审查", "人民调解", "刑事执行"),
)
REQUIRED_MATTERS = ("重大事项决策", "重大项目安排", "大额资金使用")
MATTERS = (*REQUIRED_MATTERS, "重要人事任免")
STEPS = ("股室负责人", "分管领导", "领导小组", "党支部")
PREVENTIONS = ("廉政教育", "谈心活动", "办事公开", "公开承诺", "述职述廉", "民主测评", "廉政谈话", "警示教育")
SOURCES = (
    *("民主生活会", "群众评议", "信访举报", "行政效能投诉", "定期自查", "明查暗访", "专项检查"),
    *("巡察", "审计", "纪检监察移交", "政务热线", "网络舆情"),
)
DISPOSALS = ("预警", "警示提醒", "诫勉纠错", "责令整改", "告诫", "督导")
WITHDRAWAL, ADDITION = "撤销", "新增"
CHANGES = ("等级", "内容", "措施", WITHDRAWAL, ADDITION)
GRADE_NAMES = ("一二三级", "高中低")
