"""Pieces of sentences that follow figures: what a report says of counts and scores, whatever they are.

A sentence in a template stands or falls with them: 0 signals have no 其中, one department is no ranking, and scores
that are all alike have no highest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from docgen.programme.figures import Closing
from docgen.programme.ranking import Ranked

FEW = 10
"""Names that a sentence lists; of more it lists BEGINNING and says how many there are."""
BEGINNING = 8


def listed(names: Iterable[str]) -> str:
    """甲、乙、丙; of many the first with how many there are: 甲、乙……等12个机构."""
    every = tuple(names)
    return "、".join(every) if len(every) <= FEW else f"{'、'.join(every[:BEGINNING])}等{len(every)}个机构"


def parted(counts: Mapping[str, int], unit: str) -> str:
    """其中一级3条、二级5条; 均为一级 where there is one sort; "" of nothing."""
    parts = [(name, count) for name, count in counts.items() if count]
    if len(parts) > 1:
        return "其中" + "、".join(f"{name or '其他'}{count}{unit}" for name, count in parts)
    name, count = parts[0] if parts else ("", 0)
    return f"{'均为' if count > 1 else '为'}{name}" if name else ""


def changed(now: int, before: int | None, unit: str) -> str:
    """比上年增加3条, 与上年持平; "" where last year is not known."""
    if before is None:
        return ""
    if now == before:
        return "与上年持平"
    return f"比上年{'增加' if now > before else '减少'}{abs(now - before)}{unit}"


def difference(points: Decimal) -> str:
    """+1.5, −2.0 or 持平, as a table has it."""
    return f"{'+' if points > 0 else '−'}{abs(points)}" if points else "持平"


def percent(part: int, whole: int) -> str:
    """93.2%, "" of nothing."""
    return f"{(Decimal(100 * part) / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%" if whole else ""


def closed(closing: Closing) -> str:
    """How signals were closed: 已办结11起、待复核1起，均在整改期限内完成; "" where there are none."""
    total = closing.closed + closing.to_review + closing.open
    if not total:
        return ""
    named = (("已办结", closing.closed), ("待复核", closing.to_review), ("未办结", closing.open))
    parts = [f"{word}{count}起" for word, count in named if count]
    if closing.overdue:
        parts[-1] += (
            "（均已超过整改期限）"
            if closing.overdue == closing.open > 1
            else "（已超过整改期限）"
            if closing.overdue == closing.open
            else f"（其中{closing.overdue}起已超过整改期限）"
        )
    text = "已全部办结" if closing.closed == total > 1 else "、".join(parts)
    return text + _in_time(closing)


def _in_time(closing: Closing) -> str:
    """Said of those with a result whose dates are known."""
    dated = closing.in_time + closing.late
    if not dated:
        return ""
    which = f"，有整改结果的{dated}起" if closing.open else "，整改"
    if closing.undated:
        which = f"，登记了期限和完成日期的{dated}起"
    behind = "整改" if closing.undated else ""
    if closing.in_time and closing.late:
        rate = percent(closing.in_time, dated)
        return f"{which}按期完成{behind}{closing.in_time}起、超期完成{closing.late}起，按期完成率{rate}"
    return f"{which}{'均' if dated > 1 else ''}{'超过期限' if closing.late else '在期限内'}完成{behind}"


def graded(by_grade: Mapping[str, Sequence[str]]) -> str:
    """Which departments have which grade: 参加评价的12个机构中，优胜9个（…），达标3个（…）; "" of none."""
    there = {grade: found for grade, found in by_grade.items() if found}
    total = sum(map(len, there.values()))
    if not total:
        return ""
    if total == 1:
        [(grade, [name])] = there.items()
        return f"参加评价的机构为{name}，等次为{grade}"
    if len(there) == 1:
        return f"参加评价的{total}个机构均为{next(iter(there))}"
    parts = "，".join(f"{grade}{len(found)}个（{listed(found)}）" for grade, found in there.items())
    return f"参加评价的{total}个机构中，{parts}"


def spread(scored: Sequence[Ranked], average: Decimal | None, before: Decimal | None) -> str:
    """How scores lie: 综合得分平均92.6分，最高100.0分（宣教股），最低70.6分（红岭司法所）; "" of none."""
    if not scored or average is None:
        return ""
    top, bottom = scored[0].result.composite, scored[-1].result.composite
    if len(scored) == 1:
        text = f"综合得分{top}分"
    elif top == bottom:
        text = f"综合得分均为{top}分"
    else:
        text = f"综合得分平均{average}分，最高{top}分（{_at(scored, top)}），最低{bottom}分（{_at(scored, bottom)}）"
    if before is None:
        return text
    change = average - before
    what = "" if len(scored) == 1 else "，平均分"
    said = f"比上年{'提高' if change > 0 else '下降'}{abs(change)}分" if change else "与上年持平"
    return f"{text}{what or '，'}{said}"


def _at(scored: Sequence[Ranked], score: Decimal | None) -> str:
    names = [place.department for place in scored if place.result.composite == score]
    return listed(names) + ("并列" if len(names) > 1 else "")


def place_of(place: Ranked) -> str:
    """第3, 并列第1, or "" for a department without a score."""
    return f"{'并列' if place.tied else ''}第{place.rank}" if place.rank else ""


def without_stop(text: str) -> str:
    """A text as part of a sentence: on one line, without a stop at its end."""
    return "".join(text.split("\n")).strip().rstrip("。；;，,.")
