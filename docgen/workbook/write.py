"""Writing workbooks: the blank one, one that is filled in, and a copy of the user's own with what a check found."""

from docgen.workbook.annotate import annotate
from docgen.workbook.blank import write_blank
from docgen.workbook.filled import filled_workbook

__all__ = ["annotate", "filled_workbook", "write_blank"]
