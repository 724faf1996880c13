"""Blocks that stand there on a condition of a template, or for each item of a loop."""

from __future__ import annotations

from collections.abc import Sequence

from draw import paragraph


def when(condition: str, *inner: str) -> list[str]:
    """Blocks that stand there on a condition only."""
    return [paragraph("Seam", f"{{%p if {condition} %}}"), *inner, paragraph("Seam", "{%p endif %}")]


def for_each(loop: str, *inner: str) -> list[str]:
    """Blocks for each item of a loop."""
    return [paragraph("Seam", f"{{%p for {loop} %}}"), *inner, paragraph("Seam", "{%p endfor %}")]


def either(*cases: tuple[str, Sequence[str]]) -> list[str]:
    """The blocks of the first condition that holds; "" is what else."""
    made: list[str] = []
    for place, (condition, inner) in enumerate(cases):
        word = "else" if not condition else f"{'elif' if place else 'if'} {condition}"
        made += [paragraph("Seam", f"{{%p {word} %}}"), *inner]
    return [*made, paragraph("Seam", "{%p endif %}")]
