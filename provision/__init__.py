"""Set-up of a machine, run by plain Python before anything is installed: `make demo` and `make test` begin here.

It stands beside the program and is not installed with it. Only the standard library, and those of docgen's modules
that need no more. A step that cannot be done says so, names what is missing, and the next one goes on, except for the
program's own environment.
"""
