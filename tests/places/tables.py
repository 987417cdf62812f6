"""Dirty tables as counties send them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

SCHOOL_HEADER = [
    "学校标识码",
    "学校名称",
    "简称",
    "学校类型",
    "乡镇",
    "派出所",
    "所属学校（教学点）",
    "纬度",
    "经度",
    "坐标系",
]
POINT_HEADER = ["学校标识码", "点位名称", "类型", "纬度", "经度"]


def table(schools: Sequence[Sequence[Any]] = (), points: Sequence[Sequence[Any]] = ()) -> bytes:
    """A workbook with a title merged above each header, and both sheets where there are rows for them."""
    book = Workbook()
    for title, header, rows in (("学校", SCHOOL_HEADER, schools), ("点位", POINT_HEADER, points)):
        if rows:
            sheet = book.create_sheet(title)
            sheet.append([f"示范县{title}信息采集表"])
            sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(header))
            sheet.append(header)
            for row in rows:
                sheet.append(list(row))
    del book["Sheet"]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def school_row(code: Any = "2199000001", name: str = "示范县启明小学", **about: Any) -> list[Any]:
    """A clean row of 学校, in the order of its header."""
    fields = {
        "short_name": "启明小学",
        "school_type": "小学",
        "township": "城关镇",
        "precinct": "城关所",
        "parent": None,
        "lat": 38.9,
        "lng": 83.1,
        "datum": None,
    }
    return [code, name, *(fields | about).values()]


def point_row(code: Any = "2199000001", name: str = "东门", kind: str = "校门", **about: Any) -> list[Any]:
    """A clean row of 点位, in the order of its header."""
    return [code, name, kind, *({"lat": None, "lng": None} | about).values()]
