"""What stands on a document that is issued: who issues it, to whom it goes and who gets a copy, whether it is public.

As its row in 发文 says; where that is silent, by what 单位 and 机构 say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from docgen.kinds.kind import Kind
from docgen.kinds.subjects import CALLED, Topic, issued
from docgen.kinds.views import chinese_date
from docgen.programme.model import Bureau

DISCLOSED: Mapping[str, str] = {
    "主动公开": "此件公开发布",
    "依申请公开": "此件依申请公开",
    "不予公开": "此件不予公开",
}
"""公开属性 → what stands in 附注 (GB/T 9704-2012, 7.3.6)."""

OUTSIDE = ("司法所", "中心")
"""机构类型 that are called behind the bureau's own sections."""

_BETWEEN = re.compile(r"[，,；;\n]+")


def issuing(kind: Kind, topic: Topic, bureau: Bureau, asked: Callable[[str], bool]) -> dict[str, str]:
    """The names of `document` that are about its issue, those that are `asked` for, each as printed.

    "" where nothing is known.
    """
    found = issued(kind, topic.subject, bureau)

    def said(column: str) -> str:
        return found.row.text(column) if found.row else ""

    makers: Mapping[str, Callable[[], str]] = {
        "date": lambda: chinese_date(found.day),
        "issuer": lambda: issuer_of(kind, bureau),
        "full_title": lambda: full_title(topic.title, issuer_of(kind, bureau)),
        "to": lambda: said("主送").rstrip("：:") or all_departments(bureau),
        "copies": lambda: "，".join(_bodies(said("抄送"))) or "，".join(_copied(bureau)),
        "disclosure": lambda: DISCLOSED.get(said("公开属性"), ""),
        "printer": lambda: bureau.name + bureau.setting("领导小组办公室"),
    }
    return {name: make() for name, make in makers.items() if asked(name)}


def cited(bureau: Bureau, bases: Sequence[str]) -> tuple[str, ...]:
    """What a document cites: the papers of higher bodies (上级依据), then the kind's bases that are not among them."""
    higher = [line.strip().rstrip("，、；。") for line in bureau.setting("上级依据").splitlines() if line.strip()]
    named = {name for text in higher for name in _NAME.findall(text)}
    return (*higher, *(base for base in bases if not named.intersection(_NAME.findall(base))))


_NAME = re.compile(r"《.*?》")


def full_title(title: str, issuer: str) -> str:
    """A title with the name of the body that issues it before 关于 (GB/T 9704-2012, 7.3.1)."""
    return title if title.startswith(issuer) else f"{issuer}{title}"


def issuer_of(kind: Kind, bureau: Bureau) -> str:
    """The name of the body that issues documents of this kind; the bureau's where the body has none."""
    if kind.issuer == "领导小组":
        return bureau.setting("领导小组名称") or f"{bureau.name}廉政风险防控机制建设工作领导小组"
    return (bureau.setting("党组织名称") if kind.issuer == "党组织" else "") or bureau.name


def all_departments(bureau: Bureau) -> str:
    """All departments as they are addressed, by the 机构类型 that there are: 各股室、司法所、中心."""
    kinds = dict.fromkeys(item.kind for item in bureau.departments.values() if item.kind)
    inner = [CALLED.get(kind, kind) for kind in kinds if kind not in OUTSIDE]
    called = [*inner, *(kind for kind in OUTSIDE if kind in kinds)]
    return f"各{'、'.join(called)}" if called else ""


def _copied(bureau: Bureau) -> Iterator[str]:
    """Who gets a copy where 发文 does not say: 抄送机关, and 派驻纪检监察组 where that is not among them."""
    named = bureau.setting("抄送机关")
    yield from _bodies(named)
    inspection = bureau.setting("派驻纪检监察组")
    if inspection and inspection not in named:
        yield inspection


def _bodies(text: str) -> Iterator[str]:
    """The bodies in a list, whatever stands between them; those that 、 joins stay together."""
    return (name.strip() for name in _BETWEEN.split(text.rstrip("。.")) if name.strip())
