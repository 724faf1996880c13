"""Papers of people: commitments, desk cards, ballots and attendance."""

from __future__ import annotations

from conditional import for_each, when
from draw import Cell, Page, Row, Section, Statement, form, frame, paragraph, table
from parts import (
    DATE,
    GAP,
    MM,
    NO_LINES,
    PORTRAIT,
    body,
    each,
    empty_rows,
    filled,
    heading,
    label,
    long,
    pairs,
    shares,
    sheet,
    signatures,
    styles,
    value,
)

# ---------------------------------------------------------------- 廉政承诺书

COMMON = (
    "遵守党纪国法和廉洁从业各项规定，不利用职权和岗位便利为自己、亲属和特定关系人谋取利益。",
    "公正履职、依法办事，不吃拿卡要，不推诿拖延，不以权代法。",
    "不收受管理和服务对象的礼品、礼金、消费卡，不接受可能影响公正履职的宴请和活动安排，不与其发生借贷、合伙等往来。",
    "遵守财经和公务用车规定，不公款私用、公物私用，不虚报冒领。",
    "遇有请托说情和插手干预，如实登记报告；涉及本人及亲属利益的，主动申请回避。",
    "管好家人和身边的人，不以本人名义办事揽事。",
)
"""What everybody promises (forms in practice: short, at most six)."""


def commitment() -> bytes:
    """廉政承诺书: what all promise, what follows from the person's own risks, and what leaders answer for besides."""
    page = PORTRAIT
    own = Cell(
        [("Issuer", f"承诺人（签名）：{GAP}"), ("Issuer", DATE)], lines=NO_LINES, align="bottom", signed_by="承诺人"
    )
    audit = Cell([("To", f"所在机构负责人或者分管领导审核：{GAP}")], lines=NO_LINES, align="bottom")
    return sheet(
        page,
        [
            paragraph("To", filled("bureau.党组织名称", "　" * 12) + "："),
            paragraph(
                "Text",
                "本人"
                + filled("person.姓名", "　" * 6)
                + "，现任{% if person.机构 %}{{ person.机构 }}{% else %}"
                + GAP
                + "{% endif %}"
                + filled("person.职务", "　" * 6)
                + "，岗位职责是：{{ person.岗位职责.rstrip('。；') or '"
                + "　" * 20
                + "' }}。为防范岗位廉政风险，郑重承诺：",
            ),
            paragraph("TextHead", "一、共同遵守"),
            *(paragraph("Text", f"{number}．{text}") for number, text in enumerate(COMMON, start=1)),
            paragraph("TextHead", "二、防控本岗位的风险"),
            *for_each("promise in person.promises", paragraph("Text", "{{ loop.index }}．{{ promise }}")),
            *when(
                "not person.promises",
                *(paragraph("Line", f"{number}．") for number in (1, 2, 3)),
            ),
            *when(
                "person.leads or person.heads or blank",
                paragraph("TextHead", "三、履行“一岗双责”{% if blank %}（班子成员和机构负责人填写）{% endif %}"),
                *when(
                    "person.leads",
                    paragraph(
                        "Text",
                        "对分管的{{ person.leads|join('、') }}的廉政风险防控负领导责任；"
                        "每季度与上述机构负责人至少谈话一次，每半年检查一次防控措施落实情况；一级风险由本人直接跟踪，发现苗头及时提醒纠正。",
                    ),
                ),
                *when(
                    "person.heads",
                    paragraph(
                        "Text",
                        "对{{ person.heads|join('、') }}全体人员的廉政风险防控负责；每季度与每名工作人员至少谈心一次，"
                        "每月对照防控措施自查一次，发现问题不隐瞒、不拖延，及时报告分管领导。",
                    ),
                ),
                *when(
                    "blank",
                    paragraph(
                        "Text", "负责的机构：" + "　" * 14 + "；谈话次数：" + "　" * 6 + "；检查内容：" + "　" * 14
                    ),
                ),
            ),
            paragraph("TextHead", "{% if person.leads or person.heads or blank %}四{% else %}三{% endif %}、接受监督"),
            paragraph(
                "Text",
                "自觉接受组织监督和群众监督{% if bureau.监督电话 %}（监督电话：{{ bureau.监督电话 }}）{% endif %}，"
                "年终述廉时报告履诺情况。违反承诺的，依照有关规定接受处理。",
                keep=True,
            ),
            table((page.width,), [Row([own], 84, keep=True), Row([audit], 40)], lines=False),
            paragraph("Note", "本承诺书一式三份，本人、所在机构和领导小组办公室各存一份。"),
        ],
        whose="{{ person.机构 }}　{{ person.姓名 }}",
    )


# ---------------------------------------------------------------- 岗位廉政风险提示卡

CARD = Page(landscape=False, top=30 * MM, left=5 * MM, right=5 * MM, bottom=25 * MM, footer=20)
"""Two cards of 200 × 100 mm on a sheet."""


def card() -> bytes:
    """岗位廉政风险提示卡: the same card twice, for the desk and for the door."""
    width = CARD.width
    inner = width - 16
    columns = (32.0, 230.0, 36.0, inner - 298.0)
    risks = table(
        columns,
        [
            heading("序号", "风险点", "等级", "防控措施"),
            *each(
                "risk in risks",
                "={{ loop.index }}",
                "{{ risk.风险内容 }}",
                "={{ risk.level }}",
                "{{ risk.防控措施 }}",
                height=22,
            ),
            *empty_rows("={{ number }}", "", "=", "", height=26),
        ],
    )
    head = table(
        (62.0, 150.0, 62.0, inner - 274.0),
        [
            Row(
                pairs(
                    ("岗　位", "{{ person.岗位 }}{% if office.names %}　{{ person.姓名 }}{% endif %}"),
                    ("机　构", "{{ person.机构 }}"),
                ),
                24,
            )
        ],
        above=True,
    )
    foot = (
        "{% if bureau.单位名称 %}{{ bureau.单位名称 }}　{{ year }}年　{% endif %}"
        "监督电话：{% if bureau.监督电话 %}{{ bureau.监督电话 }}{% else %}" + GAP + "{% endif %}"
    )
    held = (
        paragraph("CardTitle", "{{ document.title }}") + head + paragraph("Seam") + risks + paragraph("CardFoot", foot)
    )
    one = Row([Cell([], inside=held, align="top")], 100 * MM)
    blocks = [table((width,), [one]), paragraph("Gap"), paragraph("Gap"), table((width,), [one]), paragraph("Gap")]
    return form(blocks, styles(CARD), CARD, paragraph("Page"))


# ---------------------------------------------------------------- 民主测评表

MARKS = ("优秀", "良好", "一般", "较差", "弃权")
ITEMS = (
    "政治素质和遵守纪律情况",
    "廉洁自律情况",
    "履行廉政风险防控责任情况",
    "依法办事、公正履职情况",
    "工作作风和服务群众情况",
)
"""What is asked where 民主测评 says nothing."""


def _marked(name: str, number: str) -> list[str]:
    return [f"={number}", name, *(["=○"] * len(MARKS))]


def review() -> bytes:
    """民主测评表: a ballot without any mark of who fills it in, and the sheet on which ballots are counted."""
    page = PORTRAIT
    whom = "{% if person.姓名 %}{{ person.姓名 }}（{{ person.职务 }}）"
    whom += "{% elif department.机构名称 %}{{ department.机构名称 }}{% elif blank %}　{% else %}领导班子{% endif %}"
    columns = shares(page, 10, 80, *([15] * len(MARKS)))
    ballot = Section(
        columns,
        [
            heading("序|号", "测评内容", *MARKS),
            *each("vote in votes", *_marked("{{ vote.测评内容 }}", "{{ loop.index }}"), height=36),
            Statement("{%tr if not votes %}"),
            *(body(*_marked(item, str(number)), height=36) for number, item in enumerate(ITEMS, start=1)),
            Statement("{%tr endif %}"),
            body("=", "总体评价", *(["=○"] * len(MARKS)), height=36),
        ],
    )
    remarks = Section(shares(page, 30, 135), [Row([label("意见|和|建议"), long("")], 350)])
    top = Section(
        shares(page, 30, 60, 25, 50),
        [
            Row(pairs(("测评对象", whom), ("测评日期", "　")), 30),
            Row([label("测评人类别"), Cell([("Long", "□ A 领导干部　　□ B 工作人员　　□ C 服务对象")], span=3)], 30),
        ],
    )
    counted = shares(page, 10, 55, *([16] * len(MARKS)), 20)
    rows = [
        heading("序|号", "测评内容", *MARKS, "优良率"),
        *each(
            "vote in votes",
            "={{ loop.index }}",
            "{{ vote.测评内容 }}",
            *(f"={{{{ vote.{mark} }}}}" for mark in MARKS),
            "={% if vote.rate_good != '' %}{{ vote.rate_good }}{% endif %}",
            height=42,
        ),
        Statement("{%tr if not votes %}"),
        *(body(f"={number}", item, *(["="] * 6), height=42) for number, item in enumerate(ITEMS, start=1)),
        Statement("{%tr endif %}"),
    ]
    issued = Section(
        shares(page, 26, 29, 26, 29, 26, 29),
        [
            Row([label("测评对象"), value(whom, 5)], 30),
            Row(
                pairs(
                    *(
                        (f"{name}票数", "{% if votes %}{{ votes[0]." + name + " }}{% endif %}　张")
                        for name in ("发出", "收回", "有效")
                    )
                ),
                30,
            ),
        ],
    )
    return sheet(
        page,
        [
            frame([top, ballot, remarks]),
            paragraph("Note", "填表说明：在相应的○内打“√”，每项只选一个；不署名，填好后对折投入票箱。"),
            paragraph("PageTitle", "民主测评计票表"),
            paragraph("Number", "编号：" + filled("document.number")),
            frame(
                [
                    issued,
                    Section(counted, rows),
                    Section(shares(page, 26, 139), [Row([label("计票情况|说　　明"), long("")], 200)]),
                ]
            ),
            paragraph("Gap"),
            signatures(page, ("监票人", "监票人"), ("计票人", "计票人"), date=True),
        ],
        whose=whom,
        facts="",
        running_header=False,
    )


# ---------------------------------------------------------------- 会议签到表


def attendance() -> bytes:
    """会议签到表: one a meeting; in two columns of names from forty people on."""
    page = PORTRAIT
    count = "应到 {{ event.meeting.due }} 人"
    count += "　实到 {% if event.meeting.present != '' %}{{ event.meeting.present }}{% else %}　　{% endif %} 人"
    count += "　请假 {% if event.meeting.excused != '' %}{{ event.meeting.excused }}{% else %}　　{% endif %} 人"
    count += "　缺席 {% if event.meeting.absent != '' %}{{ event.meeting.absent }}{% else %}　　{% endif %} 人"
    blank_count = "应到　　　人　实到　　　人　请假　　　人　缺席　　　人"
    head = table(
        shares(page, 24, 60, 24, 57),
        [
            Row([label("会议名称"), long("{{ event.会议 }}", 3)], 30),
            Row(pairs(("时　间", "{{ event.日期 }}"), ("地　点", "{{ event.地点 }}")), 28),
            Row(pairs(("主持人", "{{ event.主持人 }}"), ("记录人", "{{ event.记录人 }}")), 28),
            Row(
                [
                    label("人　数"),
                    Cell([("Value", "{% if blank %}" + blank_count + "{% else %}" + count + "{% endif %}")], span=3),
                ],
                28,
            ),
        ],
        above=True,
    )
    wide = 25.5
    one = Section(
        shares(page, 12, 35, 32, 35, 33, 18),
        [
            heading("序号", "机　构", "姓　名", "职　务", "签　名", "备　注"),
            *each(
                "row in event.rows",
                "={{ loop.index }}",
                "={{ row.机构 }}",
                "={{ row.姓名 }}",
                "={{ row.职务 }}",
                "=",
                "={% if row.到会 and row.到会 != '出席' %}{{ row.到会 }}{% endif %}",
                height=wide,
            ),
            *empty_rows("={{ number }}", "=", "=", "=", "=", "=", height=wide),
        ],
    )
    names = ("机　构", "姓　名", "签　名")
    two = Section(
        shares(page, 11, 26.5, 21, 24, 11, 26.5, 21, 24),
        [
            heading("序号", *names, "序号", *names),
            *each(
                "pair in event.meeting.half",
                "={{ loop.index }}",
                "={{ pair[0].机构 }}",
                "={{ pair[0].姓名 }}",
                "=",
                "={% if pair[1] %}{{ loop.index + loop.length }}{% endif %}",
                "={% if pair[1] %}{{ pair[1].机构 }}{% endif %}",
                "={% if pair[1] %}{{ pair[1].姓名 }}{% endif %}",
                "=",
                height=wide,
            ),
        ],
    )
    return sheet(
        page,
        [
            head,
            paragraph("Seam"),
            *when("event.meeting.half", table(two.columns, two.rows)),
            *when("not event.meeting.half", table(one.columns, one.rows)),
        ],
        whose="{{ event.会议 }}",
    )


FORMS = {"commitment": commitment, "risk_card": card, "democratic_review": review, "meeting_signin": attendance}
