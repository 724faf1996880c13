"""What a person promises of each own risk (廉政承诺书): as filled in, else worded from the risk and its measure."""

from __future__ import annotations

from docgen.programme.model import Risk
from docgen.workbook.names import BLANKS

_ENDS = "。；;，,、.．.!！" + BLANKS
_POINTS = "。；;，,、：:！!？?"
_INNER = str.maketrans("“”", "‘’")


def promise(risk: Risk) -> str:
    """One sentence with its full stop; "" for a risk of which nothing is said.

    承诺内容 where it is filled, else 针对“风险内容”的风险，严格落实“防控措施”的防控措施，坚决防止出现“表现形式”的情形。
    """
    own = _flowing(risk.row.text("承诺内容"))
    if own:
        return f"{own}。"
    content, measure, shown = (_quoted(text) for text in (risk.content, risk.measure, risk.manifestation))
    if not content and not measure:
        return ""
    parts = (
        f"针对{content}的风险" if content else "",
        f"严格落实{measure}的防控措施" if measure else "",
        f"坚决防止出现{shown}的情形" if shown else "自觉接受监督",
    )
    return "，".join(part for part in parts if part) + "。"


def _quoted(text: str) -> str:
    """A text in “”, its own quotation marks inside them in ‘’."""
    flowing = _flowing(text)
    return f"“{flowing.translate(_INNER)}”" if flowing else ""


def _flowing(text: str) -> str:
    """A text of several lines as one, without the mark at its end."""
    lines = [line.strip(BLANKS) for line in text.splitlines()]
    joined = "".join(line if line[-1] in _POINTS else f"{line}；" for line in lines if line)
    return joined.rstrip(_ENDS)
