"""`docgen` and `python -m docgen`."""

import sys

from docgen.cli.encoding import restart_in_utf8, speak_as_the_terminal


def main() -> None:
    """Run the program with the arguments of the command line."""
    restart_in_utf8()
    try:
        from docgen.cli.main import main as program  # loads click, for nothing where the program is begun again
    except ImportError as problem:
        from docgen.messages import say  # needs nothing but Python, as the next
        from docgen.trouble import lacking

        found = lacking(problem)
        speak_as_the_terminal((sys.stderr,))
        sys.stderr.write(f"{say('program.wrong', message=found.message)}\n  → {found.hint}\n")
        raise SystemExit(int(found.exit_code)) from problem
    program()


if __name__ == "__main__":  # worker processes import this module too
    main()
