"""Workbooks for the tests of reading: clean, dirty, and tampered with."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from backend.core.spreadsheets import Column, coordinate, day, text

CODE = Column("code", "学校标识码", ("标识码", "学校代码"), required=True)
NAME = Column("name", "学校名称", ("名称",), required=True, parse=text(20))
OPENED = Column("opened_on", "启用日期", parse=day)
LAT = Column("lat", "纬度", parse=coordinate)
LNG = Column("lng", "经度", parse=coordinate)
COLUMNS = [CODE, NAME, OPENED, LAT, LNG]


def workbook(*rows: list[Any], title: str = "Sheet1", merge: str | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same zip with one part replaced or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()
