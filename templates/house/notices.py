"""Notices to a person or a department, each with its stub and slip and what follows on pages of its own."""

from __future__ import annotations

from draw import Row, Section, Statement
from notice_parts import (
    BY_GROUP,
    BY_RESPONSIBLE,
    DAYS,
    DEMAND,
    EVENT_DATE,
    GAP,
    LEADER,
    LIKE,
    NUMBER,
    OBJECT,
    OFFICE,
    RECEIVED,
    SOURCE,
    STATE,
    STUB,
    YOU,
    YOU_PERSON,
    body_row,
    by,
    checked,
    decided,
    delivery,
    demands,
    disposal_sheet,
    facts,
    filled,
    four,
    issued,
    last,
    notice,
    notice_text,
    page_of,
    signatures,
    signed,
    slip,
    space,
    wide,
)
from parts import DATE, PORTRAIT, SEALED, SIGNED, by_condition, heading, label, long, shares


def warning() -> bytes:
    """廉政风险预警通知书: the notice, and the 处置单."""
    title = "廉政风险预警通知书"
    grade = "{% if event.预警等级 %}{{ event.预警等级 }}色{% elif blank %}　　色{% endif %}预警"
    return notice(
        title,
        [
            *facts(f"通过{SOURCE}收到以下预警信号："),
            *decided(f"现对{YOU}发出{grade}，请做到："),
            *demands(),
            last(
                f"请于{by('deadlines.report')}前落实以上措施，填写所附处置单报送{OFFICE}；回执于{by('deadlines.reply')}前交回。"
                "逾期未处置或者处置不到位的，视情采取警示提醒、诫勉纠错、责令整改等措施。"
            ),
        ],
        issued(BY_GROUP),
        slip(title, RECEIVED),
        disposal_sheet("廉政风险预警处置单", heights=(128, 128, 160)),
        rows=(
            [STUB[0][0], ("预警等级", "{{ event.预警等级 }}"), STUB[0][2]],
            STUB[1],
        ),
    )


def reminder() -> bytes:
    """警示提醒通知书: what was received, no finding of fault; the 防控责任人 signs, the person acknowledges."""
    title = "警示提醒通知书"
    return notice(
        title,
        [
            *facts(f"近期通过{SOURCE}收到有关{YOU}的以下反映："),
            *decided(f"现对{YOU}予以警示提醒。本通知书只作提醒，不对上述反映作出认定。请做到："),
            *demands(),
            last(
                f"请于{by('deadlines.report')}前落实以上要求，并将情况书面告知{OFFICE}；回执于{by('deadlines.reply')}前交回。"
                "提醒后仍不重视、不改进的，将视情采取诫勉纠错、责令整改等措施。"
            ),
        ],
        issued(BY_RESPONSIBLE),
        slip(title, RECEIVED),
        page_of(
            "警示提醒处置单",
            four(STATE, DAYS),
            wide(
                Row([label("提醒方式"), long("□ 谈话　　□ 书面　　谈话时间：　　　年　　月　　日　　地点：")], 34),
                signed("提醒要点", "", 132, "防控责任人", "防控责任人签名："),
                signed("本人或机构|情况说明", "", 142, OBJECT),
                space("处置结果", "{{ event.整改结果 }}", 104),
                checked(),
            ),
        ),
    )


def admonition() -> bytes:
    """诫勉纠错通知书: what was found and that the leader approved it; record of the talk, statement, review."""
    title = "诫勉纠错通知书"
    which = "（本单位廉政风险防控的内部处置措施，不是依照党内法规给予的诫勉）"
    return notice(
        title,
        [
            *facts(f"根据{SOURCE}情况核查，发现{YOU_PERSON}存在以下问题："),
            *decided(f"经{LEADER}批准，现对{YOU_PERSON}予以诫勉纠错，要求如下：", LIKE),
            *demands(2),
            last(
                f"请于{by('deadlines.report')}前完成纠正，并将书面说明和纠正情况报送{OFFICE}；"
                f"回执于{by('deadlines.reply')}前交回。纠正情况于{by('deadlines.review')}前后复核；"
                "拒不纠正或者再次发生的，追究责任。"
            ),
        ],
        issued(
            BY_RESPONSIBLE,
            ("", ("{{ bureau.单位名称 or '　　　　　　　　' }}（盖章）", EVENT_DATE)),
        ),
        slip(title, RECEIVED, "本人"),
        page_of(
            "诫勉纠错谈话记录",
            four(
                [("谈话对象", "{{ event.subject }}"), ("机构、职务", "{{ person.机构 }}{{ person.职务 }}")],
                [("谈 话 人", "{{ event.防控责任人 }}"), ("职　　务", "{{ event.responsible_title }}")],
                [("记 录 人", ""), ("机构、职务", "")],
                [("谈话时间", ""), ("谈话地点", "")],
                height=29,
            ),
            wide(
                space(
                    "事　　由",
                    "{% if event.情况|length > 160 %}见"
                    + NUMBER
                    + "诫勉纠错通知书{% else %}{{ event.情况 }}{% endif %}",
                    60,
                ),
                space("谈话内容", "", 244),
                space("本人表态", "", 90),
            ),
            signatures(("谈话人", "防控责任人"), ("记录人", ""), ("本　人", "本人")),
            wide(
                Row(
                    [
                        label("说　　明"),
                        long("记录人、谈话人分设；本记录经谈话对象核对后签名，有更正的，在更正处按指印或者签名。"),
                    ],
                    44,
                )
            ),
            which=which,
        ),
        page_of(
            "本人说明（检讨）",
            four(
                [("姓　　名", "{{ event.subject }}"), ("机构、职务", "{{ person.机构 }}{{ person.职务 }}")],
            ),
            wide(
                signed("本人说明|（检讨）", "（写明事情经过、原因、认识和改正措施）", 480, "本人", "本人签名："),
                signed("党组织|负责人|意　　见", "", 136, "", "签名："),
            ),
            which=which,
        ),
        page_of(
            "诫勉纠错复核表",
            four(STATE, DAYS, [("应复核日期", by("deadlines.review")), ("复核日期", "")]),
            wide(
                signed("纠正结果", "{{ event.整改结果 }}", 170, "本人", "本人签名："),
                signed("防控责任人|意　　见", "", 150, "防控责任人", "防控责任人签名："),
                checked(170),
            ),
            which=which,
        ),
        which=which,
    )


def rectification() -> bytes:
    """责令整改通知书: the notice, 送达回证, 整改情况报告 and 复核意见."""
    title = "责令整改通知书"
    columns = shares(PORTRAIT, 9, 40, 28, 42, 23, 23)
    rows = ("={{ loop.index }}", DEMAND, "", "", "", "=")

    def written(height: float) -> list[Row | Statement]:
        return [
            Statement("{%tr for demand in event.demands %}"),
            body_row(rows, height),
            Statement("{%tr endfor %}"),
        ]

    report = Section(
        columns,
        [
            heading("序|号", "问题和整改要求", "原因", "整改措施和结果", "佐证|材料", "责任人、|完成日期"),
            *by_condition("event.demands|length > 4", written(62), written(92)),
            *by_condition(
                "event.demands|length < 4",
                [
                    Statement("{%tr for number in range(event.demands|length + 1, 5) %}"),
                    body_row(("={{ number }}", "", "", "", "", ""), 92),
                    Statement("{%tr endfor %}"),
                ],
            ),
        ],
    )
    return notice(
        title,
        [
            *facts(f"根据{SOURCE}情况核查，发现{YOU}存在以下问题："),
            *decided(f"领导小组决定责令{YOU}整改，要求如下："),
            *demands(),
            last(
                f"请于{by('deadlines.report')}前完成整改，填写所附整改情况报告，由负责人签名确认后报送{OFFICE}；"
                f"回执于{by('deadlines.reply')}前交回。逾期不整改、整改不到位或者虚假整改的，按照有关规定追究责任。"
            ),
        ],
        issued(BY_GROUP),
        slip(title, RECEIVED),
        delivery("责令整改通知书送达回证"),
        page_of(
            "整改情况报告",
            four(STATE, DAYS),
            report,
            wide(
                space("整改结果", "{{ event.整改结果 }}", 76),
                signed("负责人确认", "以上情况属实，佐证材料附后。", 92, OBJECT, "负责人签名："),
            ),
        ),
        page_of(
            "整改复核意见",
            four(STATE, DAYS, [("复 核 人", "{{ event.复核人 }}"), ("复核日期", "")]),
            wide(
                space("现场核查|情　　况", "", 170),
                signed("复核意见", "{{ event.复核意见 }}", 160, "", "复核人签名："),
                Row([label("结　　论"), long("□ 予以销号　　□ 继续整改，期限：" + DATE)], 34),
                signed("领导小组|意　　见", "", SEALED + 56, "领导小组", "（代章）　签名："),
            ),
        ),
    )


def caution() -> bytes:
    """告诫书: to a person whose risk has shown; signed by both, with the person's statement and what was observed."""
    title = "告诫书"
    return notice(
        title,
        [
            *facts(f"根据{SOURCE}情况核查，发现{YOU_PERSON}有以下行为："),
            *decided("现予告诫。你应当立即停止上述行为，并做到：", LIKE),
            *demands(2),
            last(
                f"观察期自送达之日起至{by('deadlines.review')}止。请于{by('deadlines.report')}前将改正情况书面报送{OFFICE}；"
                f"回执于{by('deadlines.reply')}前交回。观察期内再次发生的，从严处理并追究责任。"
            ),
        ],
        issued(BY_RESPONSIBLE, height=SIGNED * 1.3),
        slip(title, "□ 已阅　　□ 无异议　　□ 有异议", "本人", told=46),
        page_of(
            "告诫观察记录",
            four(STATE, [("观察期至", by("deadlines.review")), ("完成日期", "{{ event.完成日期 }}")]),
            Section(
                shares(PORTRAIT, 26, 109, 30),
                [
                    heading("日期", "观察到的情况", "观察人"),
                    *[body_row(("=", "", "="), 48)] * 5,
                ],
            ),
            wide(
                space("改正结果", "{{ event.整改结果 }}", 66),
                signed("防控责任人|意　　见", "", 106, "防控责任人", "防控责任人签名："),
                checked(106, "期满复核"),
            ),
        ),
    )


def supervision() -> bytes:
    """督导通知书: to a department whose prevention failed; a result sheet for each visit."""
    title = "督导通知书"
    you = filled("event.you", "你单位")
    looked = by_condition(
        "event.demands",
        [
            Statement("{%tr for demand in event.demands %}"),
            body_row(("={{ loop.index }}", DEMAND, "", ""), 62),
            Statement("{%tr endfor %}"),
        ],
        [body_row((f"={number}", "", "", ""), 62) for number in range(1, 4)],
    )
    return notice(
        title,
        [
            *facts(f"根据{SOURCE}情况核查，发现{you}有以下防控措施没有落实："),
            *decided(f"领导小组决定对{you}开展督导，由{LEADER}负责。督导中重点查看下列事项的落实："),
            *demands(2),
            *notice_text("督导时间：第一次　　月　　日，第二次　　月　　日，第三次　　月　　日。"),
            last(
                f"请于{by('deadlines.report')}前将落实情况书面报送{OFFICE}；回执于{by('deadlines.reply')}前交回。"
                "督导后仍不落实的，责令整改，并按照有关规定追究责任。"
            ),
        ],
        issued(BY_GROUP),
        slip(title, RECEIVED),
        page_of(
            "督导结果记录（第　　次）",
            four(
                [("督导对象", "{{ event.subject }}"), ("机构负责人", "{{ department.负责人 }}")],
                [("督导负责人", "{{ event.防控责任人 }}"), ("督导人员", "")],
                [("督导日期", ""), ("上次督导", "")],
            ),
            Section(
                shares(PORTRAIT, 10, 50, 62, 43),
                [heading("序|号", "查看事项", "查看情况", "存在问题"), *looked],
            ),
            wide(
                space("落实结果", "{{ event.整改结果 }}", 62),
                signed("督导意见", "", 104, "防控责任人", "督导人签名："),
                signed("机构意见", "", 92, OBJECT, "负责人签名："),
                Row([label("结　　论"), long("□ 督导结束　　□ 继续督导　　□ 责令整改")], 34),
            ),
        ),
        rows=(
            [("对　象", "{{ event.subject }}"), ("负 责 人", "{{ department.负责人 }}"), STUB[0][2]],
            [("督导负责人", "{{ event.防控责任人 }}"), *STUB[1][1:]],
        ),
    )


def accountability() -> bytes:
    """责任追究通知书: a sheet to the person directly responsible, one to the leader in charge.

    Each tells its own measure and of the other sheet no more than the number.
    """
    title = "责任追究通知书"

    def of_copy(one: str, other: str, room: str = GAP) -> str:
        return f"{{% if blank %}}{room}{{% elif document.copy == 'direct' %}}{one}{{% else %}}{other}{{% endif %}}"

    who = of_copy("{{ event.offender }}", "{{ event.leader_in_charge }}", "")
    post = of_copy("{{ event.offender.职务 }}", "{{ event.leader_in_charge.职务 }}", "")
    body = filled("event.decided_by", GAP * 2)
    duty = "{{ event.责任类型 or '领导责任' }}"
    under_the_leader = (
        "{% if event.offender.机构 %}你分管的{{ event.offender.机构 }}{% endif %}{{ event.offender }}同志存在以下问题："
    )
    return notice(
        title,
        [
            *notice_text(f"经{body}{filled('event.决定日期', DATE)}研究决定，对你予以责任追究，现通知如下："),
            *facts("一、事实：" + of_copy("", under_the_leader, ""), "event.事由"),
            *notice_text(
                "二、责任："
                + of_copy("你对上述问题负有直接责任", f"你作为分管领导，对上述问题负有{duty}", "你对上述问题负有" + GAP)
                + "。",
                "三、依据：{% if bases %}{{ bases|join('、') }}{% if event.追究依据 %}；{% endif %}{% endif %}"
                "{{ event.追究依据.rstrip('。') }}{% if blank %}" + GAP * 2 + "{% endif %}。",
                "四、决定："
                + of_copy(
                    "{{ event.直接责任人追究方式.rstrip('。') }}", "{{ event.分管领导追究方式.rstrip('。') }}", GAP * 3
                )
                + "。",
                f"五、影响期：自决定之日起至{by('event.影响期至')}止。",
                "六、申诉：对本决定不服的，可以自收到本通知书之日起一个月内，以书面形式向作出决定的机关提出申诉；"
                "申诉期间不停止本决定的执行。",
            ),
            last(
                "本通知书由本人留存一份，决定机关存档一份。"
                "{% if document.others %}同一事项的另一份通知书编号：{{ document.others }}。{% endif %}"
            ),
        ],
        issued(("决定机关", (f"{body}（盖章）", filled("event.决定日期", DATE)))),
        slip(title, RECEIVED),
        delivery("责任追究通知书送达回证", who),
        rows=(
            [("姓　名", who), ("职　务", post), ("决定日期", "{{ event.决定日期 }}")],
            [
                ("责任类型", of_copy("直接责任", duty, "")),
                ("影响期至", "{{ event.影响期至 }}"),
                ("送达日期", "{{ event.送达日期 }}"),
            ],
        ),
        whose=who,
        to=of_copy("{{ event.offender }}同志", "{{ event.leader_in_charge }}同志"),
    )


FORMS = {
    "warning": warning,
    "reminder": reminder,
    "admonition": admonition,
    "rectification": rectification,
    "caution": caution,
    "supervision": supervision,
    "accountability": accountability,
}
