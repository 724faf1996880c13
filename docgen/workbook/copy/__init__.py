"""A copy of a user's workbook with some of its parts edited and all else as it was."""
