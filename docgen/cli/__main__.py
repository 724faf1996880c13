"""`python -m docgen.cli` is `docgen`."""

from docgen.cli.main import main

if __name__ == "__main__":  # worker processes import this module too
    main()
