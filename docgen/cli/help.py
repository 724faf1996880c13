"""Help and usage errors in the users' language: click knows its own in English only."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

import click

from docgen.messages import Words, say, words

_HEADINGS = {"Options": "help.options", "Commands": "help.commands"}


def summary(command: str) -> str:
    """The help text of a command; it stands with all other texts for users."""
    return say(f"help.{command}")


def option(name: str) -> str:
    """The help text of an option."""
    return say(f"help.option.{name}")


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, say("help.usage") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(say(_HEADINGS[heading]) if heading in _HEADINGS else heading)


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is Chinese and keeps its paragraphs as written."""

    context_class = _Context

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


def nearest(value: str, known: list[str]) -> list[str]:
    """Those of `known` that somebody who typed `value` may have meant."""
    return get_close_matches(value, known, n=3, cutoff=0.5)
