"""Records of what was done to prevent: a talk with one person, an activity for many."""

from __future__ import annotations

from conditional import when
from draw import Cell, Row, frame, paragraph
from notice_parts import OBJECT, four, signatures, wide
from parts import FACTS, PORTRAIT, label, sheet

FROM_TO = (
    "{% if event.开始时间 %}{{ event.开始时间 }}{% if event.结束时间 %} 至 {{ event.结束时间 }}{% endif %}"
    "{% elif blank %}　　时　　分至　　时　　分{% endif %}"
)
TALK = "event.对象类型 == '个人'"


def told(name: str, text: str, height: float) -> Row:
    """What was said, a line a paragraph; a long one goes on to the next page."""
    return Row([label(name), Cell([("Long", text)], align="top")], height, whole=False)


def prevention_record() -> bytes:
    """廉政风险前期预防活动记录表: one of two layouts; a blank form has both, each on its page."""
    talk = frame(
        [
            four(
                [("活动类型", "{{ event.措施类型 }}"), ("日　　期", "{{ event.日期 }}")],
                [("地　　点", "{{ event.地点 }}"), ("起止时间", FROM_TO)],
                [("谈话对象", "{{ event.subject }}"), ("机　　构", "{{ person.机构 }}")],
                [("职　　务", "{{ person.职务 }}"), ("政治面貌", "{{ person.政治面貌 }}")],
                [
                    ("谈 话 人", "{{ event.主持人 }}"),
                    ("职　　务", "{% if event.主持人 %}{{ event.主持人.职务 }}{% endif %}"),
                ],
                [("记 录 人", "{{ event.记录人 }}"), ("在场人员", "{{ event.参加人员 }}")],
                height=28,
            ),
            wide(
                told("谈话内容", "{{ event.内容 }}", 236),
                told("对象表态", "{{ event.对象表态 }}", 78),
                told("效果和|整改意向", "{{ event.效果 }}", 78),
            ),
            signatures(("谈话人", "主持人"), ("记录人", "记录人"), ("谈话对象", OBJECT)),
        ]
    )
    activity = frame(
        [
            four(
                [("活动类型", "{{ event.措施类型 }}"), ("日　　期", "{{ event.日期 }}")],
                [("地　　点", "{{ event.地点 }}"), ("起止时间", FROM_TO)],
                [
                    ("主 持 人", "{{ event.主持人 }}"),
                    ("职　　务", "{% if event.主持人 %}{{ event.主持人.职务 }}{% endif %}"),
                ],
                [
                    ("记 录 人", "{{ event.记录人 }}"),
                    ("活动对象", "{% if event.对象类型 == '班子' %}领导班子{% else %}{{ event.subject }}{% endif %}"),
                ],
                height=28,
            ),
            wide(
                told("参加人员", "{{ event.参加人员 }}", 66),
                told("活动内容", "{{ event.内容 }}", 218),
                told("表态发言", "{{ event.对象表态 }}", 84),
                told("活动效果", "{{ event.效果 }}", 84),
            ),
            signatures(("主持人", "主持人"), ("记录人", "记录人"), ("对象负责人", OBJECT)),
        ]
    )
    seam = paragraph("Seam")
    return sheet(
        PORTRAIT,
        [
            *when(f"blank or {TALK}", talk, seam),
            *when("blank", paragraph("PageTitle", "{{ document.title }}"), paragraph("Facts", FACTS)),
            *when(f"blank or not {TALK}", activity),
        ],
        whose="{{ event.subject }}",
    )


FORMS = {"prevention_record": prevention_record}
