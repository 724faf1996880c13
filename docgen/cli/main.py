"""The program `docgen`: its commands, and the one place where what went wrong is shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from importlib import import_module

import click

from docgen.cli import help as words_of
from docgen.cli.encoding import speak_as_the_terminal
from docgen.cli.options import folder_option
from docgen.errors import DocgenError, ExitCode
from docgen.messages import Words, say, words
from docgen.trouble import trouble

COMMANDS = {
    "init": "docgen.cli.office",
    "check": "docgen.cli.check",
    "blank": "docgen.cli.build",
    "build": "docgen.cli.build",
    "kinds": "docgen.cli.office",
    "status": "docgen.cli.office",
    "rollover": "docgen.cli.rollover",
    "gongwen": "docgen.cli.gongwen",
    "cancel": "docgen.cli.cancel",
    "template": "docgen.cli.template",
    "doctor": "docgen.cli.office",
}
"""Command → the module that has it under its own name, in the order of the work."""


class _Commands(MutableMapping[str, click.Command]):
    """The commands by name; one's module, with all the libraries that it needs, is loaded when it is asked for."""

    def __init__(self) -> None:
        self._modules = dict(COMMANDS)
        self._others: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name in self._others:
            return self._others[name]
        module = self._modules[name]
        try:
            command: click.Command = getattr(import_module(module), name)
        except (ImportError, MemoryError, OSError):
            raise
        except Exception as problem:  # of a library that is half there
            raise ImportError(f"{type(problem).__name__}: {problem}") from problem
        return command

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._others[name] = command

    def __delitem__(self, name: str) -> None:
        del self._others[name]

    def __contains__(self, name: object) -> bool:
        return name in self._modules or name in self._others

    def __iter__(self) -> Iterator[str]:
        return iter({**self._modules, **self._others})

    def __len__(self) -> int:
        return len({**self._modules, **self._others})


class _Program(words_of.Group):
    """Tells what its commands do without loading them."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with what the catalogue says of each."""
        names = self.list_commands(ctx)
        with formatter.section("Commands"):
            formatter.write_dl([(name, words_of.short_summary(name)) for name in names])


@click.group(name="docgen", cls=_Program, commands=_Commands(), help=words_of.summary("docgen"), no_args_is_help=False)
@folder_option
@click.option("--debug", is_flag=True, help=words_of.option("debug"))
@click.version_option(package_name="docgen", message="docgen %(version)s", help=words_of.option("version"))
@click.pass_obj
def program(seen: dict[str, bool], folder: str | None, debug: bool) -> None:
    """The group; its help stands in the catalogue. Commands read `folder` from its context."""
    seen["debug"] = debug


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with the right exit code; `arguments` are those of the command line."""
    speak_as_the_terminal((sys.stdout, sys.stderr))
    seen: dict[str, bool] = {}
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        # None: colours on a terminal only. NO_COLOR (no-color.org) means none there either.
        color = False if os.environ.get("NO_COLOR") else None
        code = program.main(given or ["--help"], prog_name="docgen", standalone_mode=False, obj=seen, color=color)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.message)
        code = ExitCode.WRONG_USAGE
    except click.UsageError as problem:
        _show(words_of.explain(problem))
        code = ExitCode.WRONG_USAGE
    except click.ClickException as problem:
        _show(Words(problem.format_message(), ""))
        code = ExitCode.CANNOT_USE
    except DocgenError as problem:
        _trace(seen)
        code = _told(problem)
    except (KeyboardInterrupt, click.Abort):
        _show(words("program.interrupted"))
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; so do we, without a word, and Python must not flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.DONE
    except Exception as problem:
        _trace(seen)
        if found := trouble(problem):
            code = _told(found)
        else:
            _show(words("program.defect", kind=type(problem).__name__, reason=problem))
            code = ExitCode.CANNOT_USE
    sys.exit(int(code or 0))


def _told(problem: DocgenError) -> ExitCode:
    """Show what is wrong, and where; the exit code."""
    place = str(problem.place) if problem.place else ""
    shown = problem.message if not place or place in problem.message else f"{place}：{problem.message}"
    _show(Words(shown, problem.hint))
    return problem.exit_code


def _show(text: Words) -> None:
    click.echo(say("program.wrong", message=text.message), err=True)
    if text.hint:
        click.echo(f"  → {text.hint}", err=True)


def _trace(seen: dict[str, bool]) -> None:
    if seen.get("debug"):
        import traceback

        traceback.print_exc()
