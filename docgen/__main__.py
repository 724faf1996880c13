"""`docgen` and `python -m docgen`."""

from docgen.cli.encoding import restart_in_utf8


def main() -> None:
    """Run the program with the arguments of the command line."""
    restart_in_utf8()
    from docgen.cli.main import main as program  # loads click, for nothing where the program is begun again

    program()


if __name__ == "__main__":  # worker processes import this module too
    main()
