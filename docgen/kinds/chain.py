"""Who signs a document: the roles of the chains as data, and which of them a subject's document has cells for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docgen.programme.chains import last_step, skipped_steps
from docgen.programme.model import Bureau, Step, Subject


@dataclass(frozen=True, slots=True)
class ChainRole:
    """A word of a chain: the 环节 of 审核意见 that it is, if any, and how its cell is labelled."""

    label: str
    """{party} stands for what the party body is called."""
    step: Step | None = None
    seal: str = ""
    """What is printed where a body and not a person signs: a leading group has no seal of its own, its bureau's stands
    for it (代章)."""
    own: bool = False
    """The signature of whom the document is about: it has its own place in a form, and is none of `opinions`."""


ROLES: Mapping[str, ChainRole] = {
    "本人": ChainRole("本人签名", own=True),
    "承诺人": ChainRole("承诺人", own=True),
    "对象本人或负责人": ChainRole("对象签名", own=True),
    "负责人": ChainRole("负责人签名", own=True),
    "主要负责人": ChainRole("主要负责人签名", own=True),
    "股室负责人": ChainRole("股室负责人意见", Step.DEPARTMENT_HEAD),
    "分管领导": ChainRole("分管领导意见", Step.LEADER_IN_CHARGE),
    "领导小组": ChainRole("领导小组意见", Step.LEADING_GROUP, "（代章）"),
    "领导小组审定": ChainRole("领导小组审定意见", Step.LEADING_GROUP, "（代章）"),
    "党组织": ChainRole("{party}意见", Step.PARTY_BRANCH, "（盖章）"),
    "党组织审核": ChainRole("{party}审核意见", Step.PARTY_BRANCH, "（盖章）"),
    "党支部审核": ChainRole("党支部审核意见", Step.PARTY_BRANCH, "（盖章）"),
    "主持人": ChainRole("主持人"),
    "记录人": ChainRole("记录人"),
    "防控责任人": ChainRole("防控责任人"),
    "检查人": ChainRole("检查人"),
    "监督检查人": ChainRole("监督检查人"),
    "决定机关": ChainRole("决定机关", seal="（盖章）"),
    "填表人": ChainRole("填表人"),
    "审核人": ChainRole("审核人"),
    "监票人": ChainRole("监票人"),
    "计票人": ChainRole("计票人"),
}
"""The roles of the programme's documents. A word that is none of them is a cell with that word as its label."""

_PARTY = re.compile(r"党组|党委|党总支|党支部|支部委员会|总支部委员会")
_PARTY_NAMES = {"支部委员会": "党支部", "总支部委员会": "党总支"}


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A cell of a document's chain."""

    role: str
    """The chain's own word."""
    label: str
    step: Step | None
    seal: str = ""


def links(chain: Sequence[str], bureau: Bureau | None, about: Subject | None) -> Iterator[ChainLink]:
    """The cells that a document about `about` has besides its subject's own signature.

    Steps that its subject's table does not pass through (`skipped_steps`) have none.
    """
    skipped = skipped_steps(bureau, about) if bureau and about else ()
    for name in chain:
        role = ROLES.get(name) or ChainRole(name)
        if not role.own and role.step not in skipped:
            yield ChainLink(name, role.label.replace("{party}", party_word(bureau)), role.step, role.seal)


def signers(chain: Sequence[str], bureau: Bureau | None, about: Subject | None) -> Iterator[str]:
    """Who signs a document about `about`, in order, as a list of documents calls them: its subject, then the cells."""
    given = {link.role: link.label.removesuffix("意见") for link in links(chain, bureau, about)}
    for name in chain:
        if name in given:
            yield given[name]
        elif name in ROLES and ROLES[name].own:
            yield name


def in_opinions(chain: Sequence[str]) -> dict[str, bool]:
    """A chain's words, each with whether a template finds it in `opinions`: a subject's own signature is not there."""
    return {name: not (name in ROLES and ROLES[name].own) for name in chain}


def party_word(bureau: Bureau | None) -> str:
    """What kind of party body the bureau has, by its name: 党组, 党委, 党总支 or 党支部; 党组织 where that is open."""
    found = _PARTY.findall(bureau.setting("党组织名称")) if bureau else []
    return _PARTY_NAMES.get(found[-1], found[-1]) if found else "党组织"


def approved(bureau: Bureau, subject: Subject) -> bool:
    """Whether the last step of the subject's chain has been given."""
    return any(opinion.step is last_step(subject.target) for opinion in bureau.opinions_on(subject))
