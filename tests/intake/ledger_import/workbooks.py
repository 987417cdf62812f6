"""Ledgers as offices keep them, with defaults: name the cells that the test is about."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook

from tests.core.workbooks import saved

TITLE = "示范县2026年校园安全隐患排查整改台账"
HEADINGS = (
    "序号",
    "学校名称",
    "发现时间",
    "具体部位",
    "隐患内容",
    "隐患类别",
    "责任单位",
    "责任人",
    "整改时限",
    "完成情况",
    "销号时间",
)
CLOSED = {"完成情况": "已更换围栏并加固", "销号时间": "2026-09-20"}
"""The cells of a row whose hazard is struck off."""


def a_row(**cells: Any) -> dict[str, Any]:
    """An open general hazard of 启明小学 that 城关所 is to see to; `cells` by heading."""
    usual = {"学校名称": "启明小学", "发现时间": "2026-09-03", "具体部位": "东门", "隐患内容": "东门围栏松动"}
    return usual | {"责任单位": "城关派出所", "责任人": "王工", "整改时限": "2026-12-30"} | cells


def a_ledger(*rows: dict[str, Any], title: str | None = TITLE, headings: tuple[str, ...] = HEADINGS) -> bytes:
    """A workbook with a merged title, a header and these rows."""
    book = Workbook()
    fill(book.active, rows, title=title, headings=headings)
    return saved(book)


def fill(sheet: Any, rows: Any, *, title: str | None = TITLE, headings: tuple[str, ...] = HEADINGS) -> None:
    """Write a table to a sheet."""
    columns = list(dict.fromkeys([*headings, *(name for row in rows for name in row)]))
    if title is not None:
        sheet.append([title])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    sheet.append(columns)
    for number, row in enumerate(rows, 1):
        sheet.append([({"序号": number} | row).get(name) for name in columns])
