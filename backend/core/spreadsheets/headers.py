"""Finding the header row: below title rows, perhaps two rows tall, under the names that offices use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from backend.core.errors import Problem
from backend.core.spreadsheets.cells import plain
from backend.core.spreadsheets.columns import Column, heading

SEARCHED_ROWS = 20
Cells = Sequence[Any]


@dataclass(frozen=True)
class Header:
    """`places` maps a column's key to its index; data starts at index `first_row` (0-based) of the sheet."""

    places: dict[str, int]
    first_row: int
    missing: tuple[Column, ...]
    ignored: tuple[str, ...]


def find_header(rows: Sequence[Cells], columns: Sequence[Column], *, sheet: str) -> Header | None:
    """Take the row, or the two rows together, that name most columns; None if nothing here looks like our table."""
    best: Header | None = None
    for height, index in product((1, 2), range(min(len(rows), SEARCHED_ROWS))):
        found = _read(rows[index : index + height], columns, sheet=sheet, first_row=index + height)
        if found.places and (best is None or len(found.places) > len(best.places)):
            best = found
    if best is None or len(best.missing) > len([column for column in columns if column.required]) / 2:
        return None
    return best


def _read(rows: Sequence[Cells], columns: Sequence[Column], *, sheet: str, first_row: int) -> Header:
    by_name = {name: column for column in columns for name in column.names}
    places: dict[str, int] = {}
    ignored: list[str] = []
    for index in range(max((len(row) for row in rows), default=0)):
        titles = [row[index] for row in rows if index < len(row) and row[index] not in (None, "")]
        # Of a group and what stands under it, the lower heading says more: 整改情况 over 责任人.
        column = next((by_name[heading(title)] for title in reversed(titles) if heading(title) in by_name), None)
        if column is None:
            ignored += [plain(title) for title in titles[-1:]]
        elif column.key in places and len(rows) == 1:
            places[column.key] = -1
        else:
            places.setdefault(column.key, index)
    twice = next((column for column in columns if places.get(column.key) == -1), None)
    missing = tuple(column for column in columns if column.required and column.key not in places)
    if twice is not None and not missing:
        raise Problem("spreadsheet_column_twice", sheet=sheet, column=twice.title)
    return Header(places=places, first_row=first_row, missing=missing, ignored=tuple(ignored))
