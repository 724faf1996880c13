"""What is bound and kept for good: the register of all risks, and the catalogue of what goes into the archive."""

from __future__ import annotations

from draw import Cell, Row, Section, Statement, frame, paragraph, table
from parts import (
    BLANK_ROW,
    DATE,
    LANDSCAPE,
    SEALED,
    SIGNED,
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


def cover(kept: str = "") -> list[str]:
    """The upper half of a cover: whose book it is, what, of which year."""
    year = "（{{ year }}年度" + (f"　{kept}" if kept else "") + "）"
    return [
        paragraph("CoverOffice", BUREAU),
        paragraph("CoverTitle", "{{ document.title }}"),
        paragraph("CoverYear", year),
    ]


# ---------------------------------------------------------------- 廉政风险点登记册

LEVELS = ("first", "second", "third")

TALLY = shares(LANDSCAPE, 12, 100, 35, 35, 35, 35)
"""Columns of a table that counts."""


def counts(title: str, tallies: str) -> str:
    """A table that counts risks by level: a row for each of `tallies`, and their sum."""
    drawn = tallies.endswith("department")
    names = [
        Cell([("Head", f"{{{{ register.levels[{place}] }}}}")], tag="chart:series" if drawn else "") for place in range(3)
    ]
    name = Cell([("Middle", "{{ tally.name }}")], tag="chart:category" if drawn else "")
    levels = [f"={{{{ tally.{level} }}}}" for level in LEVELS]
    whole = [f"*{{{{ register.total.{level} }}}}" for level in (*LEVELS, "total")]
    rows = [
        heading("序号", title, *names, "合计"),
        *each(f"tally in {tallies}", "={{ loop.index }}", name, *levels, "={{ tally.total }}", height=24),
        body("=", "*合计", *whole, height=24),
    ]
    return table(TALLY, rows)


def register() -> bytes:
    """廉政风险点登记册: a cover that the party body signs, all risks, and what they add up to."""
    page = LANDSCAPE
    facts = [
        ("风险点总数", "{{ register.total.total }}"),
        *((f"{{{{ register.levels[{place}] }}}}风险", f"{{{{ register.total.{level} }}}}") for place, level in enumerate(LEVELS)),
        ("涉及机构", "{{ bureau.counts.departments }}"),
        ("涉及人员", "{{ bureau.counts.people }}"),
    ]
    columns = shares(page, *[1] * len(facts))
    totals = Section(
        columns,
        [
            Row([label(name) for name, _ in facts], 30),
            Row([value(number) for _, number in facts], 34),
        ],
    )
    signed = abreast(page, SEALED * 1.25, party("党组织审核"))
    front = [*cover(), frame([totals, signed])]

    none = Cell([("FineMiddle", "本年度没有登记风险点。")], span=10)
    listed = table(
        shares(page, 10, 24, 24, 24, 18, 44, 44, 13, 44, 16),
        [
            heading(
                *("序|号", "风险编号", "机构", "岗位或|环节", "类别", "风险内容", "表现形式", "风险|等级", "防控措施", "责任人"),
                style="FineHead",
            ),
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
        ],
    )
    risks = [
        paragraph("Title", "廉政风险点清单"),
        paragraph("Facts", f"单位：{BUREAU}\t{{{{ year }}}}年度\t共 {{{{ register.total.total }}}} 条"),
        listed,
    ]
    sums = [
        paragraph("Title", "廉政风险点统计"),
        paragraph("Facts", f"单位：{BUREAU}\t{{{{ year }}}}年度\t单位：条"),
        counts("机构", "register.by_department"),
        paragraph("SubTitle", ""),
        counts("类别", "register.by_category"),
    ]
    return book(page, front, risks, sums, whose=BUREAU)


# ---------------------------------------------------------------- 归档文件目录

CATALOGUE = shares(LANDSCAPE, 12, 52, 34, 34, 66, 20, 13, 12, 18)
"""Columns of the catalogue (DA/T 22-2015)."""


def catalogue() -> bytes:
    """归档文件目录 of one 保管期限: cover, the files class by class, and what is put last in the box (备考表)."""
    page = LANDSCAPE
    facts = [
        ("全　宗　号", "{{ archive.全宗号 }}"),
        ("全宗名称", "{{ archive.全宗名称 or bureau.单位名称 }}"),
        ("年　　度", "{{ year }}"),
        ("保管期限", "{{ archive.保管期限 }}"),
        ("机构（问题）", "{% if archive.classes and archive.classes[0].name %}"
         "{% for one in archive.classes %}{{ one.name }}{% if not loop.last %}、{% endif %}{% endfor %}{% endif %}"),
        ("件数和页数", "{% if archive.count %}共 {{ archive.count }} 件 {{ archive.pages }} 页{% endif %}"),
    ]
    front = [*cover(), table(shares(page, 50, 202), [Row([label(name), long(text)], 34) for name, text in facts])]

    named = Row([Cell([("Block", "机构（问题）：{{ one.name }}{% if one.code %}　代码：{{ one.code }}{% endif %}"
                        "　共 {{ one.count }} 件")], span=len(CATALOGUE))], 24, keep=True)
    files = each(
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
    )
    none = Cell([("Middle", "没有这一保管期限的归档文件。")], span=len(CATALOGUE))
    listed = table(
        CATALOGUE,
        [
            heading("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"),
            Statement("{%tr for one in archive.classes %}"),
            *by_condition("one.name", [named]),
            *files,
            Statement("{%tr endfor %}"),
            *by_condition("not archive.count", [Row([none], BLANK_ROW)]),
        ],
    )
    titled = [
        paragraph("Title", "归档文件目录"),
        paragraph(
            "Facts",
            "全宗号：{{ archive.全宗号 }}\t{{ year }}年度　保管期限：{{ archive.保管期限 }}\t共 {{ archive.count }} 件",
        ),
    ]
    last = [
        paragraph("Title", "备考表"),
        paragraph("Gap"),
        table(
            shares(page, 40, 86, 40, 86),
            [
                Row([label("盒内文件|情况说明"), Cell([("Opinion", CONTENTS), ("Opinion", UNPAGED)], span=3, align="top")], 190),
                Row([*_pair("整理人"), *_pair("检查人")], SIGNED),
                Row([*_pair("整理日期", DATE), *_pair("检查日期", DATE)], 40),
            ],
        ),
    ]
    return book(page, front, [*titled, listed], last, whose="保管期限：{{ archive.保管期限 }}")


CONTENTS = (
    "{% if archive.count %}本目录所列归档文件共 {{ archive.count }} 件、{{ archive.pages }} 页，保管期限{{ archive.保管期限 }}。"
    "{% endif %}"
)
UNPAGED = "{% if archive.count and archive.unpaged %}其中 {{ archive.unpaged }} 件没有页数，请清点后填写。{% endif %}"
"""Pages are known of what was made as a PDF."""


def _pair(name: str, text: str = "") -> list[Cell]:
    return [label(name), value(text)]


FORMS = {"risk_register": register, "archive_catalogue": catalogue}
