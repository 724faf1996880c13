"""Writing workbooks: the blank one for filling in, and a copy of the user's own with what a check found."""

from docgen.workbook.annotate import annotate
from docgen.workbook.blank import write_blank

__all__ = ["annotate", "write_blank"]
