"""`python -m docgen.cli` is `docgen`."""

from docgen.cli.main import main

main()
