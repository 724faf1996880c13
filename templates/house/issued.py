"""What the bureau or its party body issues: the leading group, the notice of publication, the commendation."""

from __future__ import annotations

from conditional import for_each, when
from draw import paragraph
from redhead import addressee, enclosures, heading, masthead, remark, signature, text, title
from redhead_pages import document, imprint, letter_imprint, letterhead

FILE = "document.issuer ~ '文件'"
"""What stands in red."""
TITLE = "document.full_title"
GROUP = "{{ bureau.领导小组名称 or '廉政风险防控机制建设工作领导小组' }}"
OFFICE = "{% if bureau.领导小组办公室 %}设在{{ bureau.领导小组办公室 }}，{% endif %}"
FOOT = ("document.copies", "document.printer")


def spread(name: str) -> str:
    """A name of two characters with a space between, as lists of names are set."""
    return f"{{{{ {name}|string if {name}|string|length != 2 else ({name}|string)[0] ~ '　' ~ ({name}|string)[1] }}}}"


def ordered(*paragraphs: str) -> list[str]:
    """Numbered paragraphs of the body, 1. 2. 3."""
    return text(*(f"{number}.{words}" for number, words in enumerate(paragraphs, start=1)))


# ---------------------------------------------------------------- 领导小组


def members(role: str, label: str) -> list[str]:
    """The members with this 小组职务, a line each: the role before the first, name, post."""
    loop = f"member in group if member.小组职务 == '{role}'"
    shown = f"{{% if loop.first %}}{label}：{{% endif %}}\t{spread('member.姓名')}\t{{{{ member.职务 }}}}"
    return for_each(loop, paragraph("Member", shown))


DUTIES = (
    "贯彻落实上级关于廉政风险防控的部署，研究确定年度工作方案和重要措施。",
    "审定各机构和个人的风险点、风险等级和防控措施，提请党组织审核登记册。",
    "组织日常监控，研究预警和处置事项，督促责任人按期整改。",
    "组织检查考核和综合评价，提出表扬和责任追究的建议。",
    "根据职能和岗位变化，及时研究调整风险点和防控措施。",
)
"""What a leading group does, where it is for the notice to say."""


def leading_group() -> bytes:
    """关于成立…领导小组的通知: the reason, who belongs to it, what it does, its office."""
    nobody = [paragraph("Member", f"{label}：\t") for label in ("组　长", "副组长", "成　员", "成　员")]
    said = "member in group if member.职责 and member.小组职务 in ('组长', '副组长', '成员')"
    chief = "group|selectattr('小组职务', 'equalto', '{}')|map(attribute='姓名')|join('、')"
    office = (
        "领导小组下设办公室，"
        + OFFICE
        + "承担领导小组日常工作。"
        + f"{{% set chief = {chief.format('办公室主任')} %}}{{% set deputy = {chief.format('办公室副主任')} %}}"
        + f"{{% set staff = {chief.format('办公室成员')} %}}{{% set links = {chief.format('联络员')} %}}"
        + "办公室主任由{% if chief %}{{ chief }}同志{% else %}　　　　{% endif %}兼任"
        + "{% if deputy %}，副主任由{{ deputy }}同志担任{% endif %}"
        + "{% if staff %}，成员为{{ staff }}同志{% endif %}{% if links %}，联络员为{{ links }}同志{% endif %}。"
    )
    return document(
        [
            *masthead(FILE),
            *title(TITLE),
            addressee(),
            *text(
                "为加强对廉政风险防控机制建设工作的组织领导，落实各级责任，"
                "{% if document.cited %}根据{{ document.cited[:2]|join('、') }}要求，{% endif %}经研究，决定成立"
                + GROUP
                + "（以下简称领导小组）。现将有关事项通知如下。"
            ),
            heading(1, "一、组成人员"),
            *members("组长", "组　长"),
            *members("副组长", "副组长"),
            *members("成员", "成　员"),
            *when("not group", *nobody),
            heading(1, "二、主要职责"),
            *text("领导小组统一领导、组织协调全局廉政风险防控机制建设工作，主要职责是："),
            *ordered(*DUTIES),
            *when(
                "group|selectattr('职责')|list",
                *text("领导小组成员按照以下分工负责："),
                *for_each(
                    said,
                    *text(
                        "{{ member.小组职务 if member.小组职务 != '成员' else '' }}{{ member.姓名 }}："
                        "{{ member.职责.rstrip('。') }}。"
                    ),
                ),
            ),
            heading(1, "三、办事机构"),
            *text(
                office,
                "办公室负责拟订工作安排，汇总、登记风险点和处置情况，提醒各项期限，承办检查考核的具体事务，整理和保管资料，"
                "完成领导小组交办的其他事项。",
                "领导小组成员和办公室人员因工作变动需要调整的，由接任其职务的同志自然接替，报领导小组办公室备案，"
                "不再另行发文。",
            ),
            *text("特此通知。", last=True),
            *signature("document.issuer", kept=True),
            *remark(),
        ],
        imprint(*FOOT),
    )


# ---------------------------------------------------------------- 公示

LEVELS = (("first", "一级", "高"), ("second", "二级", "中"), ("third", "三级", "低"))
"""Name of a count, how the level is called and how it is called by 高中低."""

POSTED = "廉政风险点及防控措施公示表（另附）"


def announcement_body() -> list[str]:
    """What both layouts of the notice of publication say."""
    counts = "、".join(
        f"{{{{ '{other}等级风险' if bureau.等级名称 == '高中低' else '{name}风险' }}}}{{{{ bureau.counts.{count} }}}}条"
        for count, name, other in LEVELS
    )
    open_days = "自　　　　年　　月　　日起至　　　　年　　月　　日止"
    known_days = "自{{ period.first }}起至{{ period.last }}止"
    days = f"{{% if period.first %}}{known_days}{{% else %}}{open_days}{{% endif %}}"

    def told(name: str, label: str) -> list[str]:
        return when(f"bureau.{name}", *text(f"{label}：{{{{ bureau.{name} }}}}"))

    return [
        *title(TITLE),
        *text(
            "按照廉政风险防控工作安排，我局各机构、全体工作人员和领导班子查找了廉政风险点，制定了防控措施，经"
            + GROUP
            + "审定、{{ bureau.党组织名称 or '局党组织' }}审核确认。"
            + "{% if bureau.counts.risks %}共有廉政风险点{{ bureau.counts.risks }}条，其中"
            + counts
            + "。{% endif %}现将风险点、风险等级和防控措施予以公示，接受干部职工和社会各界监督。"
        ),
        heading(1, "一、公示时间和地点"),
        *text(
            f"{days}，共{{{{ period.days }}}}个工作日。"
            "{% if bureau.公示地点 %}公示表张贴在{{ bureau.公示地点 }}。{% endif %}"
        ),
        heading(1, "二、反映意见的方式"),
        *text(
            "公示期内，对公示内容有意见，或者认为风险点有遗漏、等级不当、措施不实的，可以来电、来信、来访或者发送电子邮件，向"
            "领导小组办公室{% if bureau.领导小组办公室 %}（{{ bureau.领导小组办公室 }}）{% endif %}反映。"
            "提倡署真实姓名并留下联系方式；匿名反映的，同样受理。反映情况应当实事求是，尽可能具体。"
        ),
        *told("监督电话", "受理电话"),
        *told("监督邮箱", "电子邮箱"),
        *told("意见受理地址", "受理地址"),
        *text("受理时间：公示期内工作日的办公时间"),
        heading(1, "三、意见的处理"),
        *text(
            "对收到的意见，领导小组办公室逐条登记、核实，并对反映人的情况严格保密。意见属实的，按照程序修改风险点和防控措施，"
            "修改后的内容重新公示；署名反映的，自公示期满之日起10个工作日内答复处理结果。",
            last=True,
        ),
        *enclosures(POSTED),
        *signature("document.issuer"),
    ]


def announcement() -> bytes:
    """关于廉政风险点及防控措施的公示, on plain paper with a seal: it is no 公文 (forms in practice, 1)."""
    begins = [paragraph("LetterNumber", "{{ document.number }}"), paragraph("Blank")]
    return document([*begins, *announcement_body()], [])


def announcement_letter() -> bytes:
    """The same in the letter format (GB/T 9704-2012, 10.1)."""
    begins, head = letterhead("document.issuer")
    return document([*begins, *announcement_body()], letter_imprint(), letter=head)


# ---------------------------------------------------------------- 表扬通报、表彰决定

APPROVED = "bureau.表彰|selectattr('批准依据')|list"
NUMERAL = "{{ " + "".join(
    f"'{sign}' if loop.index == {place} else " for place, sign in enumerate("一二三四五六七八九十", 1)
)
NUMERAL += "loop.index }}"
"""The number of a turn of a loop, in Chinese up to ten."""


def of(kind: str) -> str:
    """The rows of 表彰 about people or departments."""
    return f"bureau.表彰|selectattr('对象类型', 'equalto', '{kind}')"


def honours(kind: str, count: str, who: str) -> list[str]:
    """The rows by 荣誉称号, each with its number and deeds."""
    return for_each(
        f"honour in {of(kind)}|groupby('荣誉称号')",
        heading(
            2,
            f"（{NUMERAL}）{{{{ honour.grouper }}}}（{{{{ honour.list|length }}}}{count}）",
        ),
        *for_each("row in honour.list", *text(f"{who}：{{{{ row.主要事迹.rstrip('。') }}}}。")),
    )


def commendation() -> bytes:
    """…表现突出集体和个人的通报, or 表彰…的决定 where its basis is given: background, who, a call to all."""
    groups, people = f"{of('机构')}|list", f"{of('个人')}|list"
    praised = (
        f"{{% set groups = {groups} %}}{{% set people = {people} %}}"
        "{% if groups %}{{ groups|map(attribute='对象')|unique|list|length }}个集体{% endif %}"
        "{% if groups and people %}、{% endif %}"
        "{% if people %}{{ people|map(attribute='对象')|unique|list|length }}名同志{% endif %}"
        "{% if not bureau.表彰 %}　　个集体、　　名同志{% endif %}"
    )
    person = "{{ row.对象 }}{% if row.subject %}（{{ row.subject.机构 }}{{ row.subject.职务 }}）{% endif %}"
    unknown = [paragraph("Text", "　" * 20) for _ in range(3)]
    return document(
        [
            *masthead(FILE),
            *title(TITLE),
            addressee(),
            *text(
                "{{ year }}年，各机构和全体干部职工认真落实廉政风险防控各项任务，"
                "{% if bureau.counts.risks %}查找登记风险点{{ bureau.counts.risks }}条，{% endif %}逐条落实防控措施，"
                "{% if bureau.前期预防 %}开展教育、谈话、公开承诺等预防活动{{ bureau.前期预防|length }}次，{% endif %}"
                "权力运行进一步规范，"
                "涌现出一批工作扎实、表现突出的集体和个人。",
                "为树立典型、激励先进，"
                + f"{{% if {APPROVED} %}}根据{{{{ bureau.表彰|map(attribute='批准依据')|select|unique|join('、') }}}}，"
                + "决定对"
                + praised
                + "予以表彰。{% else %}经研究，决定对"
                + praised
                + "予以通报表扬。{% endif %}现将名单和主要事迹{% if "
                + APPROVED
                + " %}公布{% else %}通报{% endif %}如下。",
            ),
            *when(groups, heading(1, "一、集体"), *honours("机构", "个", "{{ row.对象 }}")),
            *when(
                people,
                heading(1, f"{{% if {groups} %}}二{{% else %}}一{{% endif %}}、个人"),
                *honours("个人", "名", person),
            ),
            *when("not bureau.表彰", heading(1, "一、集体"), *unknown, heading(1, "二、个人"), *unknown),
            heading(
                1, f"{{% if ({groups} and {people}) or not bureau.表彰 %}}三{{% else %}}二{{% endif %}}、希望和要求"
            ),
            *text(
                "希望受到{% if "
                + APPROVED
                + " %}表彰{% else %}表扬{% endif %}的集体和个人珍惜荣誉，再接再厉，继续发挥示范作用。"
                "各机构和全体干部职工要以他们为榜样，对照查找自身差距，把风险看得更清、把措施抓得更实。"
            ),
            *text("全局上下要在各自岗位上公正用权、廉洁用权，为各项工作提供可靠保证。", last=True),
            *signature("document.issuer", kept=True),
            *remark(),
        ],
        imprint(*FOOT),
    )


FORMS = {
    "leading_group": leading_group,
    "notice_announcement": announcement,
    "commendation": commendation,
}
"""By kind."""

LAYOUTS = {("notice_announcement", "letter"): announcement_letter}
"""Other layouts of a kind, by kind and name."""
