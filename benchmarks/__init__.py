"""How fast docgen is beside others that make the same files, and how it grows: `make bench`."""
