"""Writing templates: every column as text, so that codes keep their zeros, and nothing in them is ever run as a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter

from backend.core.spreadsheets.cells import plain
from backend.core.spreadsheets.columns import Column

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a program may take for a formula once the cell is edited or saved as CSV, full-width forms included."""
_TEMPLATE_ROWS = 5_000
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


@dataclass(frozen=True)
class Sheet:
    """One sheet of a template; `examples` map column keys to values."""

    title: str
    columns: Sequence[Column]
    examples: Sequence[Mapping[str, Any]] = ()


def write_template(
    columns: Sequence[Column], example_rows: Sequence[Mapping[str, Any]] = (), *, title: str = "导入"
) -> bytes:
    """Write a template of one sheet."""
    return write_templates([Sheet(title, columns, example_rows)])


def write_templates(sheets: Sequence[Sheet]) -> bytes:
    """Write a template of several sheets: frozen header, a note on each heading, lists to choose from."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        style = {
            "required": book.add_format({"bold": True, "bg_color": "#0B5D5E", "font_color": "#FFFFFF", "border": 1}),
            "optional": book.add_format({"bold": True, "bg_color": "#CFE3E1", "border": 1}),
            "text": book.add_format({"num_format": "@"}),
            # What Excel itself does when one types an apostrophe first: stays text, even after editing.
            "quoted": book.add_format({"num_format": "@", "quote_prefix": True}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.title), sheet, style)
    return out.getvalue()


def _write(page: Any, sheet: Sheet, style: Mapping[str, Any]) -> None:
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, max(12, 2.4 * len(column.title)), style["text"])
        page.write_string(0, index, column.title, style["required" if column.required else "optional"])
        page.write_comment(0, index, ("必填。" if column.required else "选填。") + column.note, {"x_scale": 1.6})
        if column.choices:
            source = list(column.choices)
            page.data_validation(1, index, _TEMPLATE_ROWS, index, {"validate": "list", "source": source})
    for number, example in enumerate(sheet.examples, start=1):
        for index, column in enumerate(sheet.columns):
            value = plain(example.get(column.key))
            page.write_string(number, index, value, style["quoted" if value.startswith(FORMULA_STARTS) else "text"])
