"""Makes the reference pages of the guide from the program itself, and its pictures from real output.

.venv/bin/python docs/reference.py            commands.md, workbook.md, rules.md, tables of templates.md
.venv/bin/python docs/reference.py pictures [KIND…]
                                              pictures/*.png too, or those of some kinds, from the sample workbook;
                                              those of a check are called check, and need LibreOffice
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
import mistakes
from samples import pictures

from docgen.cli.main import program
from docgen.gongwen.compare import POINTS
from docgen.kinds.chain import ROLES
from docgen.kinds.kind import load_kinds
from docgen.kinds.schema import ITEMS
from docgen.kinds.views import ENGLISH, BureauView, DepartmentView, MemberView, OpinionView, PersonView, RiskView
from docgen.messages import catalogue, say
from docgen.shipped import SHIPPED
from docgen.workbook.describe import schema_as_markdown

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent / "docgen"

SEVERITIES = {"error": "错误", "warning": "提醒", "note": "说明", "finding": "提醒或错误"}

GROUPS = {
    "workbook": "文件、工作表、列",
    "cells": "单元格",
    "identity": "人、机构和引用",
    "participation": "全员参与",
    "grade": "风险等级",
    "levels": "等级是否偏低",
    "measures": "防控措施",
    "approvals": "审核意见",
    "dates": "日期",
    "disposal": "处置",
    "accountability": "责任追究",
    "commendation": "表彰",
    "scores": "考核",
    "sameness": "雷同",
    "bases": "引用的依据",
    "privacy": "隐私",
    "text": "文字",
    "template": "模板（docgen template check）",
}
"""The groups of rules, in the order of the page."""


COMPLETION = """## 命令补全

按 Tab 键补全命令和选项，需在所用的 shell 里设置一次（重新打开终端后生效）：

| shell | 加到哪里 | 加什么 |
| --- | --- | --- |
| Bash | `~/.bashrc` | `eval "$(_DOCGEN_COMPLETE=bash_source docgen)"` |
| Zsh | `~/.zshrc` | `eval "$(_DOCGEN_COMPLETE=zsh_source docgen)"` |
| Fish | `~/.config/fish/completions/docgen.fish` | `_DOCGEN_COMPLETE=fish_source docgen \\| source` |

`docgen` 要能直接运行，即在 PATH 里。
"""
"""What click does for every program; no command shows it."""


def commands() -> str:
    """Every command's help, as a terminal of 80 columns shows it."""
    parts = ["# 命令", "", "本页由 `docs/reference.py` 从程序自己的说明生成。", ""]
    for names, command in _commands((), program):
        context = command.make_context(
            " ".join(("docgen", *names)), ["--help"], resilient_parsing=True, terminal_width=80
        )
        parts += [f"## docgen {' '.join(names)}".rstrip(), "", "```", command.get_help(context).rstrip(), "```", ""]
    return "\n".join([*parts, COMPLETION])


def _commands(names: tuple[str, ...], command: click.Command) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield names, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from _commands((*names, name), inner)


def workbook() -> str:
    """The sheets and their columns."""
    return (
        "# 工作簿\n\n本页由 `docs/reference.py` 从程序的定义生成。列的先后随意；不认识的列保留不动，检查时说明一句。"
        "怎样填见[使用说明](guide.md)。\n\n" + schema_as_markdown()
    )


def rules() -> str:
    """Every rule with its severity, what it says and what to do."""
    severities = _severities()
    found: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for key, entry in catalogue().items():
        rule = key.partition("/")[0]
        if rule.partition(".")[0] in GROUPS and (key in severities or rule in severities):
            found.setdefault(rule, []).append((key, entry))
    parts = [
        "# 检查规则",
        "",
        "本页由 `docs/reference.py` 从程序的提示生成；花括号处在提示里换成实际内容。",
        "错误会使 `docgen build` 停下；提醒请看一眼，有理由可以不改；说明只供知道。",
        "",
    ]
    for group, title in GROUPS.items():
        parts += [f"## {title}", "", "| 规则 | 级别 | 提示 | 怎样改 |", "| --- | --- | --- | --- |"]
        for rule, entries in found.items():
            if rule.partition(".")[0] == group:
                parts += [_line(key, entry, severities) for key, entry in entries]
        parts.append("")
    return "\n".join(parts)


def _line(key: str, entry: dict[str, str], severities: dict[str, str]) -> str:
    rule = key.partition("/")[0]
    level = SEVERITIES[severities.get(key, severities.get(rule, "error"))]
    cells = (f"`{rule}`", level, entry["message"], entry.get("hint", ""))
    return "| " + " | ".join(re.sub(r"\s+", " ", cell).replace("{{", "{").replace("}}", "}") for cell in cells) + " |"


def _severities() -> dict[str, str]:
    """Message key (or, where a program computes the variant, rule) → error, warning, note or finding."""
    found: dict[str, str] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SEVERITIES:
                for key in _keys(node.args[0]) if node.args else ():
                    found.setdefault(key, node.func.id)
    # A variant chosen by a variable stands for all variants of its rule.
    for rule, level in {
        "workbook.stray": "note",
        "workbook.file": "error",
        "workbook.sheet/unknown": "note",
        "workbook.sheet/near": "note",
        "workbook.column/unknown": "note",
        "workbook.column/near": "note",
        "workbook.column/unknown-setting": "note",
        "workbook.column/near-setting": "note",
        "measures.missing": "error",
        "cells.enumeration": "error",
        "cells.type": "error",
        "privacy.id-card-in-text": "error",
        "privacy.mobile": "error",
        "privacy.email": "error",
        "cells.required": "error",
        "privacy.id-card": "error",
        "disposal.order": "finding",
        "dates.order": "warning",
    }.items():
        found.setdefault(rule, level)
    return found


def _keys(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.JoinedStr) and isinstance(argument.values[0], ast.Constant):
        yield str(argument.values[0].value).partition("/")[0]
    elif isinstance(argument, ast.IfExp):
        yield from _keys(argument.body)
        yield from _keys(argument.orelse)


OBJECTS: tuple[tuple[str, str, str, Any, str], ...] = (
    (
        "bureau",
        "全部",
        "单位",
        BureauView,
        "`people` 全体人员、`leaders` 班子成员、`departments` 各机构、`risks` 全部风险点，`counts` 各有多少"
        "（`counts.people` 人、`counts.departments` 机构、`counts.risks` 风险点，`counts.first`、`counts.second`、"
        "`counts.third` 一级、二级、三级的各多少）",
    ),
    (
        "person",
        "每人一份的、每件事一份的",
        "人员",
        PersonView,
        "`is_leader` 是不是班子成员、`is_head` 是不是机构负责人、`leads` 分管的机构、`heads` 负责的机构、"
        "`risks` 本人的风险点、`promises` 对各条风险的承诺（填了承诺内容的照印，没填的由风险和措施写成一句）",
    ),
    (
        "department",
        "每个机构一份的、每件事一份的",
        "机构",
        DepartmentView,
        "`people` 机构的人员、`risks` 机构的风险点，`scores` 考核结果（`scores.rows` 各项、`scores.worth` 分值合计、"
        "`scores.own` 自查合计、`scores.inspected` 检查合计、`scores.leaders` 领导评分、`scores.bonus` 加减分合计、"
        "`scores.composite` 综合得分、`scores.grade` 等次、`scores.inspectors` 检查人，是一列、`scores.date` 检查日期；"
        "还有一项没有打分的，那一栏的合计空着，综合得分按已有的各部分折算）",
    ),
    (
        "risks",
        "全部，是一列",
        "风险",
        RiskView,
        "风险都按生成那一天的情形，已生效的风险调整算在内；"
        "`owner` 风险是谁的（人或机构）、`derived` 由几率和危害推定的等级、"
        "`level` 等级（两样都按「等级名称」印成一级或高）、"
        "`responsible` 责任人（没填的是本人、机构负责人或责任领导）、`followed_by` 按等级由谁跟踪，是一列、"
        "`steps` 工作程序的各步，是一列（每步有 `steps.name` 名称、`steps.index` 第几步、`steps.key` 是不是关键环节）、"
        "`post` 公示时代替姓名的岗位、权力事项（没填的是业务环节）或事项类别、"
        "`department` 属于哪个机构（班子和班子成员的是局领导班子）、`sort` 类别（班子的是三重一大）",
    ),
    ("group", "全部，是一列", "领导小组", MemberView, "`person` 对应的人员"),
    (
        "opinions",
        "全部，是一列",
        "审核意见",
        OpinionView,
        "`label` 栏名、`role` 审核链里的叫法、`seal` 由单位而不是个人签的，印（盖章）或（代章）、`given` 是否已有意见",
    ),
)
"""Name, which kinds have it, its sheet in the table of English names, its class, and what it has besides columns."""

PLAIN: tuple[tuple[str, str, str], ...] = (
    (
        "document",
        "全部",
        "这份文件：`title` 标题、`id` 标识、`number` 编号、`date` 成文日期，"
        "一行出几份时 `copy` 是哪一份、`others` 另几份的编号；分几种纸出时 `paper` 是哪种纸；"
        "`turn` 是版记另起的页数，见“公文的版面”。"
        "发出去的文件还有：`issuer` 发文机关（由 kind.toml 的 issuer 定）、`full_title` 带发文机关的标题、`to` 主送、"
        "`copies` 抄送、`disclosure` 附注（按公开属性，如此件公开发布）、`printer` 印发机关、"
        "`cited` 引用的文件，是一列（先是「单位」的上级依据，再是这种表的依据中没有写过的）；"
        "「发文」里写了的照写的，没写的主送各机构，抄送「单位」的抄送机关和派驻纪检监察组",
    ),
    ("year", "全部", "年度"),
    (
        "period",
        "全部",
        "公示期：`first` 公示开始日期、`last` 最后一天、`days` 几个工作日（开始那天算第一天）；"
        "没有填公示开始日期的，前两项是空的",
    ),
    (
        "bases",
        "全部，是一列",
        "这种表引用的依据，每条是一句，如《中国共产党问责条例》（2019年）；设置文件的 [bases] 下可以换",
    ),
    (
        "office",
        "全部",
        "本单位的设置文件里 [forms] 下选的：`typed` 签名处印不印姓名，"
        "`names` 公示的表上写不写姓名（不写的用岗位）；都是真或假，如 {% if office.typed %}",
    ),
    (
        "charts",
        "全部",
        "图表，画成图片：`levels` 各机构一级、二级、三级风险点的数量（机构超过 30 个的按机构类型），`grades` 各等级"
        "风险点的数量，"
        "`results` 各机构的综合得分和名次（超过 30 个的按分数段）；知道上年的，后两种把上年画在旁边。没有内容可画的"
        "是空的，见“图表”",
    ),
    (
        "figures",
        "全部",
        "全年的数，`year` 是哪一年，有日期的算到生成时 --on 的那一天：`people` 人、`people_with_risks` 有风险点的人"
        "、`departments` 机"
        "构、"
        "`meetings` 会议、`accountability` 责任追究；`levels` 风险点按等级、`categories` 按类别、`activities` 前期预"
        "防按措施类型、"
        "`signals` 预警处置按处置方式、`sources` 按信息来源、`adjustments` 风险调整按事项，每样有 `total` 共多少、"
        "`rows` 各项（`name`、`count`，`last` 上年）、`text` 一句“其中……”（只有一项的是“均为……”，没有的是空的）、"
        "`change` 一句“比上年增加3条”；`closed` 已办结、`to_review` 待复核、`open` 未办结、`overdue` 其中超期的、`in"
        "_time` 按期完成、"
        "`late` 超期完成、`in_time_rate` 按期完成率、`closing` 一句办结情况；`commended_departments`、`commended_peo"
        "ple` 表彰的机构和人；"
        "`last` 是上年的同样一套。上年的工作簿和今年的一起生成才知道，不知道的是空的",
    ),
    (
        "results",
        "全部，是一列",
        "各机构的考核结果，得分高的在前：`department` 机构、`place` 名次（“第3”“并列第1”）、`rank` 名次的数、`tied` "
        "是不是并列、"
        "`own`、`inspected`、`leaders`、`bonus`、`composite`、`grade` 同机构的得分，`last` 上年得分、`chan"
        "ge` 比上年增减。"
        "公开的文件（表种公示的，或「发文」里公开属性是主动公开的）只有机构和等次，按机构表的先后；"
        "设置文件 [forms] 的 public_ranks 为真才连得分和名次一起公开",
    ),
    (
        "evaluation",
        "全部",
        "考核结果放在一起：`scored` 有得分的机构数、`unscored` 还没有得分的、`excellent` 优胜、`passed` 达标、`faile"
        "d` 不达标、"
        "`to_commend` 拟表扬的机构（「表彰」里的；还没有的是优胜而且没有未办结处置的），各印成“甲、乙等几个机构”"
        "（即 `text`），有"
        " `count`、`names`；"
        "`average` 平均分、`highest`、`lowest`、`last` 上年平均分；`grading`、`spread` 各是一句等次情况和得分情况；"
        "`items` 各考核项目，得分率高的在前（`item` 项目、`worth` 分值、`average` 平均分、`rate` 得分率、`full` 没有"
        "扣分的机构、"
        "`problems` 扣分的各机构，其中 `first` 是前几个、`others` 是其余几个）；`weaknesses` 其中有扣分原因的，低的"
        "在前，`number` 是序号“一”；"
        "`problems` 是全部扣分情况，按机构的先后；`strong`、`weak` 得分率最高和最低的一项，有并列的是空的。`problems"
        "` 每项有 `department` 机构名称、`item`、`"
        "lost` 扣多少分、"
        "`reason` 扣分原因、`problem` 存在问题、`remedy` 整改措施，写着人名的不印。`ranked` 是不是可以写得分和名次（"
        "见 `results`）",
    ),
    ("blank", "全部", "是不是空白表"),
    ("blank_rows", "全部，是一列", "要画的空行（1、2、3……）。空白表和还没有内容的表才有"),
    (
        "register",
        "只有单位一份的",
        "登记册：`risks` 全部风险点，先按等级、再按机构（班子在前），是一列；`by_department`、`by_category` 各机构、"
        "各类别各有多少，`total` 合计，每项有 `name`、`first`、`second`、`third`（一、二、三级的条数）、"
        "`unknown`（没有等级的）和 `total`；`levels` 三个等级的叫法，第一个写成 register.levels[0]",
    ),
    (
        "archive",
        "each 是保管期限的",
        "归档文件目录（DA/T 22-2015）：`全宗号`、`全宗名称`、`保管期限`，`count` 件数、`pages` 页数合计、"
        "`unpaged` 没有页数的件数，`classes` 各机构（问题）的，是一列，每项有 `name` 机构、`code` 代码、`count` 件数和 "
        "`files` 各件：`place` 序号、`档号`、`文号`、`责任者`、`题名`、`日期`、`密级`、`页数`、`备注`",
    ),
    ("matters", "全部，是一列", "各类重大事项：`name` 或 `事项类别` 是名称，`risks` 是其中的风险点"),
    (
        "event",
        "每件事一份的",
        "`rows` 所写工作表里的一行，用那张表的列名，如 `event.整改期限`；"
        "`number` 编号、`subject` 对象（人或机构）、`rows` 合成一份的各行。"
        "「预警处置」的另有 `risk` 涉及的风险点（按这一行日期那天的情形）、"
        "`earlier` 原编号的那一行、`addressee` 称呼（某某同志或机构名称）、"
        "`you` 你、你股室、你所……、`responsible_title` 防控责任人的职务、"
        "`demands` 整改要求的各行，是一列，每行自己写的序号去掉了；"
        "「预警处置」的行（不管在哪里取用）另有 "
        "`state` 未办结、待复核或已办结，`days_over` 未办结的超期天数（没有超期就是空的），"
        "`case` 由「原编号」连起来的经过，如“YJ-2026-01 警示提醒 → YJ-2026-05 告诫”（只有一条就是空的）；"
        "这三项按生成时 --on 的那一天算。"
        "「责任追究」的另有 `offender` 直接责任人、`leader_in_charge` 分管领导、"
        "`decided_by` 决定机关（没填的是党组织名称）；"
        "「会议签到」的另有 `meeting`（`meeting.due` 应到、`meeting.present` 实到、`meeting.excused` 请假、"
        "`meeting.absent` 缺席，40 人起 `meeting.half` 是左右两栏，一对一对的）",
    ),
    (
        "deadlines",
        "每件事一份的、单位一份的",
        "通知书的期限，印成 2026年11月9日：`reply` 交回执（填了回复期限的照印）、"
        "`report` 交整改报告或说明（填了整改期限的照印）、`review` 复核；没填的从送达日期（没填的从日期或决定日期）起"
        "按这种表的天数算（单位一份的从成文日期起），天数在设置文件的 [deadlines] 下改；不知道的是空的",
    ),
    (
        "adjustments",
        "每个机构一份的、单位一份的，是一列",
        "「风险调整」中关于本机构和它的人员的行，单位一份的是关于班子和班子成员的"
        "（只有单位一份的表种是全部）；`risk` 是调整的那条风险",
    ),
    (
        "votes",
        "除每件事一份的以外，是一列",
        "「民主测评」中关于这个人、这个机构或班子的行；`subject` 对象、`rate_good` 优秀和良好占有效票的比例，如 93.2%",
    ),
)


def names_of_templates() -> str:
    """The table of the names that templates may use."""
    lines = ["| 名称 | 哪些表 | 是什么 |", "| --- | --- | --- |"]
    for name, where, sheet, view, more in OBJECTS:
        listed = "三张风险点表" if sheet == "风险" else f"「{sheet}」表"
        short = "、".join(f"`{english}` {heading}" for english, heading in ENGLISH[sheet].items())
        events = f"，以及各工作表里关于它的行，如 `{name}.考核`" if "考核" in view._places else ""
        lines.append(f"| `{name}` | {where} | {listed}的各列，用列名；也可用英文：{short}。另有 {more}{events} |")
    lines += (f"| `{name}` | {where} | {what} |" for name, where, what in PLAIN)
    return "\n".join(lines)


def keys_of_kinds() -> str:
    """The table of what kind.toml may hold."""
    lines = ["| 项 | 必填 | 意思 | 例 |", "| --- | --- | --- | --- |"]
    lines += (f"| `{item.key}` | {'是' if item.required else ''} | {item.told} | `{item.example}` |" for item in ITEMS)
    return "\n".join(lines)


def roles_of_chains() -> str:
    """The table of the roles of chains."""
    lines = ["| 角色 | 栏名 | 「审核意见」的环节 |", "| --- | --- | --- |"]
    lines += (
        f"| {name} | {role.label.replace('{party}', '党组织')}{'(在表里另有位置)' if role.own else ''}"
        f" | {role.step.value if role.step else ''} |"
        for name, role in ROLES.items()
    )
    return "\n".join(lines)


def kinds_with_pictures() -> str:
    """The table of all kinds, each with a picture of one of the sample's."""
    lines = ["| 种类 | 名称 | 阶段 | 样张 |", "| --- | --- | --- | --- |"]
    lines += (
        f"| `{kind.id}` | {kind.title} | {kind.stage} | [看样张](pictures/{kind.id}.png) |"
        for kind in load_kinds([SHIPPED]).values()
    )
    return "\n".join(lines)


def points_of_the_standard() -> str:
    """The table of all points that a document is held against."""
    lines = ["| 条款 | 要求 | 标识 |", "| --- | --- | --- |"]
    lines += (f"| {point.clause} | {say(f'gongwen.asks/{point.id}')} | `{point.id}` |" for point in POINTS)
    return "\n".join(lines)


SECTIONS = {
    "gongwen.md": {"points": points_of_the_standard},
    "templates.md": {"names": names_of_templates, "kind.toml": keys_of_kinds, "roles": roles_of_chains},
    "guide.md": {"kinds": kinds_with_pictures, "mistakes": mistakes.shown},
}
"""What of the guides is made here, by the marks that it stands between."""


def with_sections(page: str) -> str:
    """A guide with its tables made anew."""
    text = (HERE / page).read_text("utf-8")
    for mark, make in SECTIONS[page].items():
        begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
        head, _, rest = text.partition(begin)
        text = f"{head}{begin}\n{make()}\n{end}{rest.partition(end)[2]}"
    return text


PAGES = {
    "commands.md": commands,
    "workbook.md": workbook,
    "rules.md": rules,
    **{page: partial(with_sections, page) for page in SECTIONS},
}


def main() -> None:
    """Write the pages, and the pictures when asked."""
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), "utf-8")
    if sys.argv[1:2] == ["pictures"]:
        named = sys.argv[2:]
        if not named or "check" in named:
            mistakes.pictures(HERE / "pictures")
        if named != ["check"]:
            pictures(named)


if __name__ == "__main__":
    main()
