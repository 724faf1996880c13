"""`python3 -m provision STEP…`: the Makefile's way into set-up."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # whatever python3 is here runs this file
    sys.exit("docgen 需要 Python 3.11 或更新的版本 / docgen needs Python 3.11 or newer: make PYTHON=python3.11 …")

from provision.steps import main  # must follow the test above

sys.exit(main(sys.argv[1:]))
