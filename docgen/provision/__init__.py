"""Set-up of a machine, run by plain Python before anything is installed: `make demo` and `make test` begin here.

Only the standard library and `docgen`'s own files that need no more than that. A step that cannot be done
says so, names what is missing, and the next one goes on, except for the program's own environment.
"""
