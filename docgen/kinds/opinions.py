"""What a document prints of its chain: a cell for each step, with the opinion that was given there, if any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docgen.kinds.chain import links
from docgen.kinds.kind import Kind
from docgen.kinds.subjects import Topic
from docgen.kinds.views import OpinionView, chinese_date
from docgen.programme.model import Bureau, Opinion, Step, Subject, Target


def opinions_of(kind: Kind, topic: Topic, bureau: Bureau | None, *, blank: bool) -> Iterator[Any]:
    """The cells of a document's chain but for its subject's own; on a blank form none has an opinion."""
    given: dict[Step, Opinion] = {}
    if bureau and not blank:
        for subject in _judged(kind, topic):
            given |= {item.step: item for item in bureau.opinions_on(subject) if item.step}
    for link in links(kind.chain, bureau, topic.about):
        values = {"role": link.role, "label": link.label, "seal": link.seal}
        values["环节"] = link.step.value if link.step else link.role
        opinion = given.get(link.step) if link.step else None
        if opinion:
            values |= {"意见": opinion.text, "审核人": opinion.signer_name, "日期": chinese_date(opinion.date)}
        yield OpinionView.of({**values, "given": opinion is not None})


def _judged(kind: Kind, topic: Topic) -> Iterable[Subject]:
    """The subjects whose opinions stand on a document: its own object, if the kind prints those of such an object."""
    if topic.about is not None and topic.about.target.value in kind.opinions:
        yield topic.about
    if topic.scope == "B":
        for name in kind.opinions:
            if name == Target.REGISTER or (name == Target.LEADERSHIP and topic.about is None):
                yield Subject(Target(name))
