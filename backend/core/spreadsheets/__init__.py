"""Tables as offices keep them (.xlsx): read with patience for titles, full-width digits and formulas; written as templates."""

from backend.core.spreadsheets.cells import CellError, choice, coordinate, day, text
from backend.core.spreadsheets.columns import CellMistake, Column, Row, Table
from backend.core.spreadsheets.reading import read_every, read_rows, read_tables
from backend.core.spreadsheets.writing import Sheet, write_template, write_templates

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

__all__ = [
    "MEDIA_TYPE",
    "CellError",
    "CellMistake",
    "Column",
    "Row",
    "Sheet",
    "Table",
    "choice",
    "coordinate",
    "day",
    "read_every",
    "read_rows",
    "read_tables",
    "text",
    "write_template",
    "write_templates",
]
