"""The program `docgen`: its commands, and the one place where what went wrong is shown."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from docgen.cli import help as words_of
from docgen.cli.build import blank, build
from docgen.cli.check import check
from docgen.cli.common import debugging, folder_option
from docgen.cli.office import doctor, init, kinds, status
from docgen.cli.show import tell
from docgen.cli.template import template
from docgen.errors import DocgenError, ExitCode
from docgen.messages import Words, say, words


@click.group(name="docgen", cls=words_of.Group, help=words_of.summary("docgen"), no_args_is_help=False)
@folder_option
@click.option("--debug", is_flag=True, help=words_of.option("debug"))
@click.version_option(package_name="docgen", message="docgen %(version)s", help=words_of.option("version"))
@click.pass_context
def program(context: click.Context, folder: str | None, debug: bool) -> None:
    """The group; its help stands in the catalogue."""
    context.obj = folder
    debugging(debug)


for _command in (init, check, blank, build, kinds, status, template, doctor):
    program.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with the right exit code; `arguments` are those of the command line."""
    _speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = program.main(given or ["--help"], prog_name="docgen", standalone_mode=False)
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
        _trace()
        place = str(problem.place) if problem.place else ""
        shown = problem.message if not place or place in problem.message else f"{place}:{problem.message}"
        _show(Words(shown, problem.hint))
        code = problem.exit_code
    except (KeyboardInterrupt, click.Abort):
        _show(words("program.interrupted"))
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; so do we, without a word, and Python must not flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.DONE
    except Exception as problem:
        _trace()
        _show(words("program.defect", kind=type(problem).__name__, reason=problem))
        code = ExitCode.CANNOT_USE
    sys.exit(int(code or 0))


def _speak_utf8() -> None:
    """A file name or a text that the terminal cannot show must not stop the work."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace" if stream.encoding.lower() == "utf-8" else "replace")


def _show(text: Words) -> None:
    tell(say("program.wrong", message=text.message))
    if text.hint:
        tell(f"  → {text.hint}")


def _trace() -> None:
    if debugging():
        traceback.print_exc()
