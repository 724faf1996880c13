"""The programme's plan, behind the notice that issues it: 关于印发《廉政风险防控机制建设实施方案》的通知.

Structure and facts are those of the programme; stages have the year's dates, and what an office can set it says itself.
A plan for one matter has less than 4,000 characters (rules on less paper, 2024).
"""

from __future__ import annotations

from draw import Cell, Row, paragraph, table
from issued import FILE, FOOT, GROUP, TITLE, ordered
from redhead import addressee, annex, enclosures, heading, masthead, remark, signature, text, title
from redhead_pages import document, imprint
from redhead_styles import WIDTH

PLAN = "廉政风险防控机制建设实施方案"
PARTY = "{{ bureau.党组织名称 or '局党组织' }}"
US = "{{ bureau.单位简称 or '我局' }}"
OFFICE = "领导小组办公室{% if bureau.领导小组办公室 %}（{{ bureau.领导小组办公室 }}）{% endif %}"

TASKS = (
    ("动员部署", "成立领导小组和办公室，印发实施方案", "局党组织", "成立领导小组的通知、实施方案"),
    ("动员部署", "召开动员会，学习方案，培训自查表的填写", OFFICE, "会议记录、签到表"),
    ("贯彻执行", "个人查找岗位风险，逐级审核", "个人、各机构负责人", "个人廉政风险自查表"),
    ("贯彻执行", "机构查找业务风险，编制措施和工作程序", "各机构", "机构自查表、防控措施和工作程序表"),
    ("贯彻执行", "领导班子查找重大事项风险", "局领导班子", "领导班子廉政风险点自查表"),
    ("贯彻执行", "评定等级，审核登记，统一编号", "领导小组、局党组织", "等级评估表、风险点登记册"),
    ("贯彻执行", "公示风险点和防控措施，签订承诺书", OFFICE, "公示、公示表、廉政承诺书"),
    ("贯彻执行", "开展前期预防，受理信号，实施预警和处置", "防控责任人、各机构", "活动记录表、预警处置台账"),
    ("检查考核", "机构自查，领导小组检查评分，综合评价", "各机构、领导小组", "自查评估表、检查考核评分表、评价通报"),
    ("调整修正", "调整风险点和措施，表扬先进，追究责任", "领导小组、各机构", "调整修正表、通报、年度总结"),
)
"""Stage, what is to be done, who does it, what remains of it."""

PAPERS = (
    ("个人廉政风险自查表", "全体工作人员", "机构负责人、分管领导审核，领导小组审定"),
    ("机构廉政风险自查表", "各机构", "分管领导审核，领导小组审定"),
    ("领导班子廉政风险点自查表", "局领导班子", "主要负责人签署，领导小组审定"),
    ("廉政风险等级评估表", "领导小组", "党组织审核"),
    ("防控措施和工作程序表", "各机构", "负责人、分管领导签署"),
    ("廉政承诺书", "全体工作人员", "本人签署，机构负责人或者分管领导审核"),
    ("前期预防活动记录表", "组织活动的机构", "主持人、记录人签署"),
    ("廉政风险防控工作自查评估表", "各机构", "负责人、分管领导签署"),
    ("廉政风险点调整修正表", "各机构", "负责人、分管领导、领导小组依次签署"),
)
"""The blank forms: name, who fills them in, who goes over them."""


def listed(names: tuple[str, ...], widths: tuple[float, ...], rows: list[list[Cell]]) -> str:
    """A table as wide as the text; widths are proportions."""
    columns = tuple(round(width * WIDTH / sum(widths), 1) for width in widths)
    head = Row([Cell([("Head", name)]) for name in names], 28, heading=True)
    return table(columns, [head, *(Row(cells, 23) for cells in rows)])


def tasks() -> str:
    """Who does what until when."""
    rows = [
        [
            Cell([("Middle", str(number))]),
            Cell([("Middle", stage)]),
            Cell([("Cell", what)]),
            Cell([("Cell", who)]),
            Cell([("Middle", f"{{{{ bureau.{stage}截止|string|replace(year ~ '年', '') }}}}前")]),
            Cell([("Cell", paper)]),
        ]
        for number, (stage, what, who, paper) in enumerate(TASKS, start=1)
    ]
    return listed(("序号", "阶段", "工作任务", "责任单位", "完成时限", "成果材料"), (10, 20, 45, 30, 20, 31), rows)


def papers() -> str:
    """The forms that are filled in."""
    rows = [
        [Cell([("Middle", str(number))]), *(Cell([("Cell", words)]) for words in paper)]
        for number, paper in enumerate(PAPERS, start=1)
    ]
    return listed(("序号", "表名", "填写人", "审核审定"), (10, 54, 34, 58), rows)


def plan() -> bytes:
    """The notice and the plan."""
    begins = '<w:p><w:pPr><w:pStyle w:val="Title"/><w:pageBreakBefore/></w:pPr>' + f"<w:r><w:t>{PLAN}</w:t></w:r></w:p>"
    return document(
        [
            *masthead(FILE),
            *title(TITLE),
            addressee(),
            *text(
                f"《{PLAN}》已经研究同意，现印发给你们，请结合实际，认真贯彻执行。",
                last=True,
            ),
            *signature("document.issuer", kept=True),
            *remark(),
            begins,
            paragraph("BlankKept"),
            *introduction(),
            *scope(),
            *control(),
            *stages(),
            *requirements(),
            *enclosures("廉政风险防控工作任务分解表", "廉政风险防控工作用表"),
            *annex("附件1", "廉政风险防控工作任务分解表", tasks()),
            *annex("附件2", "廉政风险防控工作用表", papers()),
        ],
        imprint(*FOOT),
    )


def introduction() -> list[str]:
    """Basis, importance and aims."""
    return [
        *text(
            "为深入推进全面从严治党，加强对权力运行的制约和监督，从源头上预防腐败，"
            "{% if document.cited %}根据{{ document.cited|join('、') }}，{% endif %}结合" + US + "实际，制定本方案。"
        ),
        heading(1, "一、重要意义"),
        *text(
            "廉政风险，是权力行使过程中以权谋私、失职失责等问题发生的可能。防控廉政风险，就是先弄清哪些岗位、"
            "哪个环节容易出问题，再按照问题的轻重把措施和责任落实到人，让苗头早发现、早提醒、早纠正。司法行政机关承担执法监督、法律服务、社区矫正、"
            "人民调解和普法宣传等职责，许多工作直接面对群众和当事人，有的岗位管钱管物，有的岗位裁量空间较大。"
            "把风险找准、把措施做实，既是规范权力、取信于民的需要，也是对干部的严管和厚爱。",
        ),
        heading(1, "二、工作目标"),
        *text(
            "{{ year }}年底前，做到岗位职责、权力事项、风险点、防控措施和责任人“五个清楚”，形成查找、评估、公示、"
            "预警、处置、考核、修正前后衔接的工作机制：每一条风险有等级、有措施、有人管，每一个信号有登记、有回应、有结果，"
            "每一次考核有依据、有反馈、有改进，防止小问题演变为违纪违法问题。"
        ),
    ]


def scope() -> list[str]:
    """Whom it is about, what it looks at most."""
    return [
        heading(1, "三、实施范围和防控重点"),
        heading(2, "（一）实施范围"),
        *text(
            "局领导班子，全局各机构（共{{ bureau.counts.departments }}个）"
            "及其全体工作人员（共{{ bureau.counts.people }}人）。人人参加，不留空白。"
        ),
        heading(2, "（二）防控重点"),
        *text(
            "一是领导干部，特别是主要负责人；二是行使审批许可、行政处罚、行政确认、重大决策、选人用人、财务采购和内部管理等权力的"
            "机构和岗位；三是直接服务群众、经手专项资金或者掌握案件信息的岗位。"
        ),
        heading(2, "（三）查找方向"),
        *text(
            "各机构和个人从岗位职责、业务流程、制度机制和外部环境等方面查找风险，个人还要查找思想道德方面的风险；"
            "领导班子围绕重大事项决策、重大项目安排、大额资金使用和重要人事任免查找。风险点要写清在什么环节、会出什么问题、"
            "怎样表现出来，不写空话套话。"
        ),
    ]


def control() -> list[str]:
    """Levels, who answers for which, and the three rings."""
    return [
        heading(1, "四、风险等级和分级管理"),
        heading(2, "（一）评定等级"),
        *text("按照发生几率和危害程度，风险分为三级："),
        *ordered(
            "一级风险。掌握重要行政权力或者财务等管理权力，影响面广、裁量余地大，失守后容易引发违法犯罪的。",
            "二级风险。直接经手人、财、物，或者从事法律服务、法律保障和法治宣传，可能利用工作便利谋利、容易发生违纪的。",
            "三级风险。容易出现不规范行为、给工作造成不良影响的。",
        ),
        *text("评定的等级与按几率和危害推定的不一致的，应当写明理由。"),
        heading(2, "（二）分级负责"),
        *text(
            "主要负责人对全局风险防控负总责，分管领导对分管范围负直接责任，机构负责人对本机构和所属人员负责。一级风险由主要负责人"
            "和分管领导跟踪，二级风险由分管领导跟踪，三级风险由机构负责人跟踪。坚持下管一级、上究一级。"
        ),
        heading(2, "（三）三道防线"),
        *ordered(
            "前期预防。综合运用廉政教育、警示教育、谈心谈话、办事公开、公开承诺、述职述廉、民主测评等方式，提醒在前、防范在先。"
            "每次活动都要如实记录时间、地点、内容和效果。",
            "中期监控。通过民主生活会、群众评议、信访举报、行政效能投诉、定期自查、明查暗访和专项检查，以及巡察、审计、"
            "政务热线和网络舆情收集信号。发现苗头的，及时登记，由领导小组发出预警。",
            "后期处置。视情节轻重，由防控责任人实施警示提醒、诫勉纠错或者责令整改；对已有风险表现的个人予以告诫，"
            "对预防不力的机构开展督导。处置要有要求、有期限、有复核，整改到位方可销号。涉嫌违纪违法的，"
            "按照管理权限移送有权机关。",
        ),
    ]


def stages() -> list[str]:
    """The four stages with the year's dates."""
    return [
        heading(1, "五、方法步骤"),
        heading(2, "（一）动员部署阶段（{{ bureau.动员部署截止 }}前）"),
        *text(
            "成立" + GROUP + "（以下简称领导小组，组成人员和职责另行通知），印发方案。"
            "召开动员会，学习有关规定，讲清任务、时间和填表要求，使全体人员知道为什么做、做什么、怎样做。"
        ),
        heading(2, "（二）贯彻执行阶段（{{ bureau.贯彻执行截止 }}前）"),
        *ordered(
            "排查风险。个人通过自己找、领导提、群众帮、集体定，填写个人自查表，经机构负责人、分管领导审核，报领导小组审定；"
            "机构对照主要职能和办事环节填写机构自查表，经分管领导审核，报领导小组审定；领导班子的风险点由主要负责人组织查找，"
            "报领导小组审定。",
            f"评估登记。领导小组逐条评定等级，经{PARTY}审核后统一编号、登记造册。",
            "落实措施。一条风险至少有一项可以检查的措施，写明谁来做、何时做、怎样查。各机构编制工作程序，标明关键环节；"
            "个人结合自身风险作出廉政承诺。",
            "公示监督。把审核确认的风险点、等级和防控措施在公示栏公示{{ bureau.公示工作日数 or 5 }}个工作日，"
            "公布监督电话{{ bureau.监督电话 }}，对收到的意见逐条核实。",
            "日常管理。按机构和个人建立电子档案，开展前期预防、中期监控和后期处置，做到事事留痕、件件可查。",
        ),
        heading(2, "（三）检查考核阶段（{{ bureau.检查考核截止 }}前）"),
        *text(
            "各机构先自查评分、整改问题；领导小组再逐个检查评分。综合得分由自查、检查、领导评分按照"
            "{{ (bureau.考核权重 or '20/40/40')|replace('/', '：') }}的比例折算，"
            "{{ (bureau.等次标准 or '90/80').split('/')[0] }}分以上为优胜，"
            "{{ (bureau.等次标准 or '90/80').split('/')[1] }}分以上为达标，其余为不达标。"
            "评价结果纳入党风廉政建设责任制考核，与年度考核、绩效奖惩结合运用。"
        ),
        heading(2, "（四）调整修正阶段（{{ bureau.调整修正截止 }}前）"),
        *text(
            "根据考核、处置情况和职能、岗位变化，增补、撤销或者修改风险点，完善措施和程序，按照原审批程序办理。"
            "对成效明显的集体和个人予以通报表扬；对责任不落实、措施不到位的，依规追究责任。做好总结和材料归档，"
            "调整后的风险点转入下一年度继续防控。"
        ),
    ]


def requirements() -> list[str]:
    """What is asked of all."""
    return [
        heading(1, "六、工作要求"),
        heading(2, "（一）落实责任"),
        *text(
            "各机构负责人履行“一岗双责”，带头查找自身风险，带头落实措施，管好自己、带好队伍。"
            f"{OFFICE}负责综合协调和日常督促，每月汇总一次进展。"
        ),
        heading(2, "（二）注重实效"),
        *text(
            "把防控措施融入日常业务，不另搞一套。现有资料能够说明问题的，不重复报送；自查表不得互相抄袭、代填代签，"
            "发现照搬照抄的退回重填。"
        ),
        heading(2, "（三）双向追究"),
        *text(
            "风险点上发生违纪违规问题的，既追究直接责任人，也追究负有领导责任的人员；主动发现、及时处置并有效防止后果的，"
            "可以依规从轻。"
        ),
        heading(2, "（四）严守纪律"),
        *text(
            "处置材料和个人资料由专人保管，不得擅自扩大知悉范围；公示内容不得出现身份证号码、私人电话、住址等个人信息，"
            "不得泄露工作秘密和案件信息。"
        ),
    ]


FORMS = {"programme_plan": plan}
