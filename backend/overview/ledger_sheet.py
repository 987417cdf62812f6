"""Laying a ledger out for the printer and the filter: A4 across, one page wide, header on every page, written in a stream."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from backend.core.spreadsheets.writing import SAFE
from backend.overview.sheet_rows import STYLES, fill
from backend.rectifications.ledger_columns import LEDGER_NAME, TITLES

_WIDTHS = {
    "number": 6,
    "school": 18,
    "school_code": 13,
    "ledger_no": 19,
    "place": 16,
    "note": 34,
    "category": 16,
    "severity": 8,
    "units": 20,
    "measure": 26,
    "interim": 20,
    "outcome": 24,
    "look_back": 24,
    "remark": 24,
}
_USUAL_WIDTH = 12
_FIRST_ROW = 2  # below the title and the header


def title_of(place: str, day: date) -> str:
    """Return the heading of a ledger, as it also names the file."""
    return f"{place}{LEDGER_NAME}（{day.year}年{day.month}月{day.day}日）"


def write_sheet(
    path: Path,
    rows: Iterable[Mapping[str, Any]],
    *,
    title: str,
    columns: Sequence[str] = tuple(TITLES),
    open_columns: Sequence[str] = (),
) -> int:
    """Write the rows (by column: text, number, day or None) to `path`; returns how many. Memory does not grow with them.

    `open_columns` are those that somebody is to fill in.
    """
    layout = path.with_name(f"{path.name}.layout")
    with xlsxwriter.Workbook(str(layout), SAFE | {"in_memory": False}) as book:
        page = book.add_worksheet("台账")
        formats = _formats(book)
        _lay_out(page, columns)
        page.merge_range(0, 0, 0, len(columns) - 1, title, formats["title"])
        page.set_row(0, 30)
        for place, name in enumerate(columns):
            page.write_string(1, place, TITLES[name], formats["open_head" if name in open_columns else "head"])
        for place, style in enumerate(STYLES):
            page.write_blank(_FIRST_ROW, place, None, formats[style])
        page.autofilter(1, 0, _FIRST_ROW, len(columns) - 1)
    try:
        return fill(layout, path, rows, columns=columns, first_row=_FIRST_ROW + 1)
    finally:
        layout.unlink()


def _lay_out(page: Any, columns: Sequence[str]) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.repeat_rows(0, 1)
    page.freeze_panes(_FIRST_ROW, 2)
    page.set_footer("&C第 &P 页，共 &N 页")
    for place, name in enumerate(columns):
        page.set_column(place, place, _WIDTHS.get(name, _USUAL_WIDTH))


def _formats(book: Any) -> dict[str, Any]:
    """A major hazard is white on dark red: on a black-and-white print it still stands out, and its word says the rest."""
    cell = {"border": 1, "text_wrap": True, "valign": "top", "font_size": 11}
    head = cell | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#CFE3E1"}
    return {
        "title": book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"}),
        "head": book.add_format(head),
        "open_head": book.add_format(head | {"bg_color": "#FFE9A8"}),
        "text": book.add_format(cell),
        "day": book.add_format(cell | {"num_format": "yyyy-mm-dd", "align": "center"}),
        # What Excel itself does when one types an apostrophe first: stays text, even after editing.
        "quoted": book.add_format(cell | {"quote_prefix": True, "num_format": "@"}),
        "major": book.add_format(
            cell | {"bold": True, "font_color": "#FFFFFF", "bg_color": "#8B1A1A", "align": "center"}
        ),
    }
