"""The exported file, read back with openpyxl."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from tests.phones import Phone


def sheet_of(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return load_workbook(BytesIO(answer.data)).worksheets[0]


def rows_of(answer: Any) -> list[dict[str, Any]]:
    header, *rows = sheet_of(answer).iter_rows(min_row=2, values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows if row[0] is not None]


def exported(phone: Phone, **query: Any) -> list[dict[str, Any]]:
    return rows_of(phone.get("/cases/export.xlsx", **query))
