"""An issue list as .xlsx: A4 across, header on every page; nothing that anybody wrote is ever run as a formula."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

from backend.core.spreadsheets.writing import FORMULA_STARTS, SAFE
from backend.inspections.issue_list.page import COLUMNS, IssueList

_WIDTHS = (6, 34, 34, 20, 8, 22, 20, 15, 30)
_LAST = len(COLUMNS) - 1


def issue_list_xlsx(page: IssueList) -> bytes:
    """Return the list as one workbook with one sheet."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet, formats = book.add_worksheet("问题清单"), _formats(book)
        _lay_out(sheet)
        top = _above(sheet, page, formats)
        for place, title in enumerate(COLUMNS):
            sheet.write_string(top, place, title, formats["head"])
        for number, cells in enumerate(page.rows, start=1):
            for place, text in enumerate(cells):
                _write(sheet, top + number, place, text, formats)
        sheet.repeat_rows(top)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, top + max(len(page.rows), 1), _LAST)
        _below(sheet, page, formats, row=top + len(page.rows) + 2)
    return out.getvalue()


def _above(sheet: Any, page: IssueList, formats: dict[str, Any]) -> int:
    sheet.merge_range(0, 0, 0, _LAST, page.title, formats["title"])
    sheet.set_row(0, 30)
    lines = [f"【{page.mark}】"] if page.mark else []
    lines += [f"{name}：{text}" for name, text in page.facts]
    for number, text in enumerate(lines, start=1):
        _write(sheet, number, 0, text, formats, plain=True)
    return len(lines) + 1


def _below(sheet: Any, page: IssueList, formats: dict[str, Any], *, row: int) -> None:
    lines = [*page.closing, "签字", *(page.signatures or ("（尚无签字）",))]
    lines += ["签字后的补充更正", *page.corrections] if page.corrections else []
    for number, text in enumerate(lines):
        _write(sheet, row + number, 0, text, formats, plain=True)


def _write(sheet: Any, row: int, place: int, text: str, formats: dict[str, Any], *, plain: bool = False) -> None:
    """Every cell is text; what could be taken for a formula keeps an apostrophe before it, also once it is edited."""
    quoted = text.startswith(FORMULA_STARTS)
    style = ("plain_quoted" if quoted else "plain") if plain else ("quoted" if quoted else "text")
    sheet.write_string(row, place, text, formats[style])


def _lay_out(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)


def _formats(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "text_wrap": True, "valign": "top", "font_size": 11, "num_format": "@"}
    head = cell | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#CFE3E1"}
    return {
        "title": book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"}),
        "head": book.add_format(head),
        "text": book.add_format(cell),
        # What Excel itself does when one types an apostrophe first: stays text, even after editing.
        "quoted": book.add_format(cell | {"quote_prefix": True}),
        "plain": book.add_format({"font_size": 11, "num_format": "@"}),
        "plain_quoted": book.add_format({"font_size": 11, "num_format": "@", "quote_prefix": True}),
    }
