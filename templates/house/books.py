"""What is bound and kept for good: the register of all risks, and the catalogue of what goes into the archive."""

from __future__ import annotations

from conditional import when
from draw import Cell, Row, Section, Statement, frame, paragraph, table
from parts import (
    BLANK_ROW,
    DATE,
    LANDSCAPE,
    SEALED,
    SIGNED,
    UPRIGHT,
    abreast,
    body,
    book,
    by_condition,
    each,
    heading,
    label,
    long,
    party,
    shares,
    value,
)

BUREAU = "{{ bureau.单位名称 }}"
YEAR = "{{ year }}年度"


def cover() -> list[str]:
    """The upper half of a cover: whose book it is, what, of which year."""
    return [
        paragraph("CoverOffice", BUREAU),
        paragraph("CoverTitle", "{{ document.title }}"),
        paragraph("CoverYear", f"（{YEAR}）"),
    ]


# ---------------------------------------------------------------- 廉政风险点登记册

LEVELS = ("first", "second", "third")
NAMES = [f"{{{{ register.levels[{place}] }}}}" for place in range(len(LEVELS))]
"""How the office calls the levels."""


def register() -> bytes:
    """廉政风险点登记册: a cover that the party body signs, all risks, and what they add up to."""
    page = LANDSCAPE
    graded = zip(NAMES, LEVELS, strict=True)
    facts = [
        ("风险点总数", "{{ register.total.total }}"),
        *((f"{name}风险", f"{{{{ register.total.{level} }}}}") for name, level in graded),
        ("涉及机构", "{{ bureau.counts.departments }}"),
        ("涉及人员", "{{ bureau.counts.people }}"),
    ]
    rows = [Row([label(name) for name, _ in facts], 30), Row([value(number) for _, number in facts], 34)]
    signed = abreast(page, SEALED * 1.25, party("党组织审核"))
    front = [*cover(), frame([Section(shares(page, *[1] * len(facts)), rows), signed])]
    risks = [
        paragraph("Title", "廉政风险点清单"),
        paragraph("Facts", f"单位：{BUREAU}\t{YEAR}\t共 {{{{ register.total.total }}}} 条"),
        risk_list(),
    ]
    sums = [
        paragraph("Title", "廉政风险点统计"),
        paragraph("SubTitle", f"{BUREAU}　{YEAR}　单位：条"),
        counts("类别", "register.by_category"),
        paragraph("Label", ""),
        counts("机构", "register.by_department", drawn=True),
        *when(
            "charts.levels",
            paragraph("Label", ""),
            paragraph("Chart", "{{ charts.levels }}", tag="chart"),
            paragraph("Caption", "图　{{ charts.levels.name }}"),
        ),
    ]
    return book(page, front, (page, risks), (UPRIGHT, sums), whose=BUREAU)


def risk_list() -> str:
    """All risks, one a row."""
    columns = shares(LANDSCAPE, 10, 24, 24, 24, 18, 44, 44, 13, 44, 16)
    names = (
        "序|号",
        "风险编号",
        "机构",
        "岗位或|环节",
        "类别",
        "风险内容",
        "表现形式",
        "风险|等级",
        "防控措施",
        "责任人",
    )
    none = Cell([("FineMiddle", "本年度没有登记风险点。")], span=len(columns))
    rows = [
        heading(*names, style="FineHead"),
        *each(
            "risk in register.risks",
            "~{{ loop.index }}",
            "~{{ risk.风险编号 }}",
            "~{{ risk.department }}",
            "~{{ risk.post }}",
            "~{{ risk.sort }}",
            "^{{ risk.风险内容 }}",
            "^{{ risk.表现形式 }}",
            "~{{ risk.level }}",
            "^{{ risk.防控措施 }}",
            "~{{ risk.responsible }}",
            height=34,
        ),
        *by_condition("not register.risks", [Row([none], BLANK_ROW)]),
    ]
    return table(columns, rows)


def counts(title: str, tallies: str, *, drawn: bool = False) -> str:
    """A table that counts risks by level: a row for each of `tallies`, and their sum.

    `drawn`: a workbook's chart is drawn of it.
    """
    levels = [Cell([("Head", name)], tag="chart:series" if drawn else "") for name in NAMES]
    named = Cell([("Middle", "{{ tally.name }}")], tag="chart:category" if drawn else "")
    figures = [f"={{{{ tally.{level} }}}}" for level in (*LEVELS, "total")]
    sums = [f"*{{{{ register.total.{level} }}}}" for level in (*LEVELS, "total")]
    rows = [
        heading("序号", title, *levels, "合计"),
        *each(f"tally in {tallies}", "={{ loop.index }}", named, *figures, height=22, keep="loop.last"),
        body("=", "*合计", *sums, height=22),
    ]
    return table(shares(UPRIGHT, 12, 69, 21, 21, 21, 21), rows)


# ---------------------------------------------------------------- 归档文件目录

RETENTION = "{{ archive.保管期限 }}"
CLASSES = "{% for one in archive.classes %}{{ one.name }}{% if one.name and not loop.last %}、{% endif %}{% endfor %}"
CONTENTS = (
    "{% if archive.count %}本目录所列归档文件共 {{ archive.count }} 件"
    "{% if archive.pages %}、{{ archive.pages }} 页{% endif %}，"
    f"保管期限{RETENTION}。{{% endif %}}"
)
UNPAGED = "{% if archive.unpaged %}其中 {{ archive.unpaged }} 件没有页数，请清点后填写。{% endif %}"
"""Pages are known of what was made as a PDF."""


def catalogue() -> bytes:
    """归档文件目录 of one 保管期限: cover, the files class by class, and what is put last in the box (备考表)."""
    page = LANDSCAPE
    facts = [
        ("全　宗　号", "{{ archive.全宗号 }}"),
        ("全宗名称", "{{ archive.全宗名称 or bureau.单位名称 }}"),
        ("年　　度", "{{ year }}"),
        ("保管期限", RETENTION),
        ("机构（问题）", CLASSES),
        (
            "件数和页数",
            "{% if archive.count %}共 {{ archive.count }} 件"
            "{% if archive.pages %}、{{ archive.pages }} 页{% endif %}{% endif %}",
        ),
    ]
    front = [*cover(), table(shares(page, 50, 202), [Row([label(name), long(text)], 34) for name, text in facts])]
    which = f"全宗号：{{{{ archive.全宗号 }}}}\t{YEAR}　保管期限：{RETENTION}\t共 {{{{ archive.count }}}} 件"
    files = [paragraph("Title", "归档文件目录"), paragraph("Facts", which), file_list()]
    told = Cell([("Opinion", CONTENTS), ("Opinion", UNPAGED)], span=3, align="top")
    rows = [
        Row([label("盒内文件|情况说明"), told], 190),
        Row([label("整理人"), value(""), label("检查人"), value("")], SIGNED),
        Row([label("整理日期"), value(DATE), label("检查日期"), value(DATE)], 40),
    ]
    last = [paragraph("Title", "备考表"), paragraph("Gap"), table(shares(page, 40, 86, 40, 86), rows)]
    return book(page, front, (page, files), (page, last), whose=f"保管期限：{RETENTION}")


def file_list() -> str:
    """The files, one a row, class by class (DA/T 22-2015)."""
    columns = shares(LANDSCAPE, 12, 52, 34, 34, 66, 20, 13, 12, 18)
    which = "机构（问题）：{{ one.name }}{% if one.code %}　代码：{{ one.code }}{% endif %}　共 {{ one.count }} 件"
    none = Cell([("Middle", "没有这一保管期限的归档文件。")], span=len(columns))
    rows = [
        heading("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"),
        Statement("{%tr for one in archive.classes %}"),
        *by_condition("one.name", [Row([Cell([("Block", which)], span=len(columns))], 24, keep=True)]),
        *each(
            "file in one.files",
            "~{{ file.place }}",
            "~{{ file.档号 }}",
            "~{{ file.文号 }}",
            "^{{ file.责任者 }}",
            "^{{ file.题名 }}",
            "~{{ file.日期 }}",
            "~{{ file.密级 }}",
            "~{{ file.页数 }}",
            "^{{ file.备注 }}",
            height=28,
        ),
        Statement("{%tr endfor %}"),
        *by_condition("not archive.count", [Row([none], BLANK_ROW)]),
    ]
    return table(columns, rows)


FORMS = {"risk_register": register, "archive_catalogue": catalogue}
