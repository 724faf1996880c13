"""Help and usage errors in the users' language: click knows its own in English only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import click

from docgen.messages import Words, say, words

_HEADINGS = {"Options": "help.options", "Commands": "help.commands"}


def summary(command: str) -> str:
    """The help text of a command; it stands with all other texts for users."""
    return say(f"help.{command}")


def short_summary(command: str) -> str:
    """The first sentence of that text, as a list of commands shows it."""
    return first_sentence(summary(command))


def first_sentence(text: str) -> str:
    """Up to the first full stop; click's own counts words, of which a Chinese sentence is one."""
    return text.strip().split("\n\n")[0].partition("。")[0] + "。"


def option(name: str) -> str:
    """The help text of an option."""
    return say(f"help.option.{name}")


class _Formatter(click.HelpFormatter):
    """Sets help as a terminal shows it, where a Han character takes two columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, say("help.usage") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        name = say(_HEADINGS[heading]) if heading in _HEADINGS else heading
        self.write(f"{'':>{self.current_indent}}{name}：\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, wrapped."""
        indent = " " * self.current_indent
        for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
            self.write("\n" if number else "")
            for line in wrapped(paragraph, self.width - self.current_indent):
                self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms and what they mean, side by side."""
        rows = list(rows)
        first = min(max(columns(term) for term, _ in rows), col_max) + col_spacing
        room = max(self.width - self.current_indent - first, 20)
        for term, meaning in rows:
            self.write(f"{'':>{self.current_indent}}{term}")
            lines = wrapped(meaning, room) or [""]
            gap = first - columns(term)
            if gap < col_spacing:
                self.write("\n")
                gap = first + self.current_indent
            self.write(f"{' ' * gap}{lines[0]}\n")
            for line in lines[1:]:
                self.write(f"{' ' * (first + self.current_indent)}{line}\n")


def columns(text: str) -> int:
    """Columns of a terminal that the text takes: Han characters take two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


_WORD = re.compile(r"[“《「（]*(?:[!-~]+|\s+|.)")
"""What stays on one line: a word or a Han character, with the opening signs before it."""
_CLOSING = "，。；：、？！”》」）…"


def wrapped(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` columns: words whole, no line begun with a closing sign."""
    lines = [""]
    for word in _WORD.findall(_NEWLINE.sub("", text).replace("\n", " ")):
        if columns(lines[-1]) + columns(word) > room and word not in _CLOSING and lines[-1]:
            lines.append("")
        lines[-1] += word if lines[-1] or word.strip() else ""
    return [line.rstrip() for line in lines if line]


_NEWLINE = re.compile(r"(?<=[\u2e80-\uffff])\n(?=[\u2e80-\uffff])")
"""A line broken between Han characters in the catalogue is no space."""


class Required(click.Option):
    """An option that must be given; its help says so in its own words."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, required=True, **settings)

    def get_help_extra(self, ctx: click.Context) -> Any:
        """Nothing in English."""
        return {}


class _Context(click.Context):
    formatter_class = _Formatter

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"help_option_names": ["-h", "--help"], **settings})


class Command(click.Command):
    """A command whose help is Chinese and keeps its paragraphs as written."""

    context_class = _Context

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its first sentence; what is longer than `limit` columns is wrapped, not cut."""
        return first_sentence(self.help or "")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help` with a text of ours."""
        return _help_option(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """[OPTIONS] in Chinese."""
        return _pieces(super().collect_usage_pieces(ctx))


class Group(click.Group):
    """A group of such commands, listed in the order in which they were added."""

    context_class = _Context
    command_class = Command
    group_class = type

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help` with a text of ours."""
        return _help_option(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """[OPTIONS] COMMAND in Chinese."""
        return _pieces(super().collect_usage_pieces(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of adding: that of the work."""
        return list(self.commands)


def _help_option(made: click.Option | None) -> click.Option | None:
    if made is not None:
        made.help = option("help")
    return made


def _pieces(pieces: list[str]) -> list[str]:
    known = {"[OPTIONS]": say("help.any-options"), "COMMAND [ARGS]...": say("help.any-command")}
    return [known.get(piece, piece) for piece in pieces]


def explain(problem: click.UsageError) -> Words:
    """What a usage error of click's says, in Chinese, and what to do."""
    values: dict[str, Any] = {"help": f"{problem.ctx.command_path} --help" if problem.ctx else "docgen --help"}
    if isinstance(problem, click.NoSuchOption):
        return _near("usage.no-option", problem.option_name, problem.possibilities, values)
    if isinstance(problem, click.exceptions.NoSuchCommand):
        return _near("usage.no-command", problem.command_name, problem.possibilities, values)
    if isinstance(problem, click.MissingParameter):
        return words("usage.missing", name=_name(problem), **values)
    if isinstance(problem, click.BadParameter):
        return words("usage.bad", name=_name(problem), reason=problem.message, **values)
    if isinstance(problem, click.BadOptionUsage):
        return words("usage.no-value", name=problem.option_name, **values)
    extra = re.search(r"unexpected extra arguments?\s*\((.*)\)", problem.message)
    if extra:
        return words("usage.extra", value=extra[1], **values)
    return words("usage.other", reason=problem.message, **values)


def _name(problem: click.BadParameter) -> str:
    """The parameter as it is typed: --kind or a metavar."""
    if problem.param is None:
        return str(problem.param_hint or "")
    if isinstance(problem.param, click.Argument):
        return str(problem.param.metavar or problem.param.human_readable_name)
    return problem.param.opts[-1] if problem.param.opts else str(problem.param.name)


def _near(key: str, value: str, near: Any, values: dict[str, Any]) -> Words:
    if near:
        return words(f"{key}/near", value=value, near="、".join(sorted(near)), **values)
    return words(key, value=value, **values)
