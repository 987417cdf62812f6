"""Reading tables out of an uploaded workbook, row by row, every mistake named by row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from backend.core.errors import Problem
from backend.core.spreadsheets.cells import ERROR_VALUES, CellError, plain
from backend.core.spreadsheets.columns import CellMistake, Column, Row, Table, heading
from backend.core.spreadsheets.headers import SEARCHED_ROWS, Header, find_header
from backend.core.spreadsheets.opening import MOST_ROWS, opened

_LAST_ROW, _LAST_COLUMN = 1_048_576, 60


def read_rows(data: bytes, columns: Sequence[Column]) -> list[Row]:
    """Read the first sheet that holds a table with `columns`; empty rows are left out."""
    return next(iter(read_tables(data, {"": columns}).values())).rows


def read_tables(data: bytes, wanted: Mapping[str, Sequence[Column]]) -> dict[str, Table]:
    """Read each wanted table that is there, by its sheet's name or else by its header; one at least must be."""
    with opened(data) as book:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        found = {name: _find(sheets, name, columns, wanted) for name, columns in wanted.items()}
    tables = {name: table for name, table in found.items() if isinstance(table, Table)}
    if not tables:
        near = next((problem for problem in found.values() if isinstance(problem, Problem)), None)
        raise near or Problem("spreadsheet_header_missing", columns="；".join(map(_required, wanted.values())))
    if not any(table.rows for table in tables.values()):
        raise Problem("spreadsheet_empty")
    return tables


def _find(
    sheets: Sequence[Any], name: str, columns: Sequence[Column], wanted: Mapping[str, Sequence[Column]]
) -> Table | Problem | None:
    """Return the table, or what is wrong with the nearest thing to it. A sheet with the right name must be right."""
    own = [sheet for sheet in sheets if heading(sheet.title) == heading(name)]
    others = [sheet for sheet in sheets if heading(sheet.title) not in map(heading, wanted)]
    near: Problem | None = None
    for sheet in own or others:
        header, rows, blank = _open(sheet, columns)
        if header is not None and not header.missing:
            return Table(sheet=sheet.title, rows=list(_parsed(rows, columns, header)), ignored=header.ignored)
        lacking = "、".join(column.title for column in header.missing) if header else _required(columns)
        problem = Problem("spreadsheet_columns_missing", sheet=sheet.title, columns=lacking)
        if own and not blank:
            raise problem
        near = near or (problem if header else None)
    return near


def _required(columns: Sequence[Column]) -> str:
    return "、".join(column.title for column in columns if column.required)


def _open(sheet: Any, columns: Sequence[Column]) -> tuple[Header | None, Iterator[tuple[Any, ...]], bool]:
    """Find the header; return it, the rows below it, and whether the sheet is blank.

    What a file says about its own size is often wrong (WPS, POI), so it is dropped.
    """
    sheet.reset_dimensions()

    def rows(last_column: int) -> Iterator[tuple[Any, ...]]:
        return iter(sheet.iter_rows(max_row=_LAST_ROW, max_col=last_column, values_only=True))

    top = list(islice(rows(_LAST_COLUMN), SEARCHED_ROWS + 1))
    blank = not any(any(row) for row in top)
    header = find_header(top, columns, sheet=sheet.title)
    if header is None:
        return None, iter(()), blank
    return header, islice(rows(max(header.places.values()) + 1), header.first_row, None), blank


def _parsed(rows: Iterator[tuple[Any, ...]], columns: Sequence[Column], header: Header) -> Iterator[Row]:
    chosen = [(column, header.places[column.key]) for column in columns if column.key in header.places]
    found = 0
    for number, cells in enumerate(rows, start=header.first_row + 1):
        texts = [(column, plain(cells[place]) if place < len(cells) else "") for column, place in chosen]
        if not any(value for _, value in texts):
            continue
        found += 1
        if found > MOST_ROWS:
            raise Problem("spreadsheet_too_many_rows", limit=MOST_ROWS)
        yield _row(number, texts)


def _row(number: int, texts: Sequence[tuple[Column, str]]) -> Row:
    row = Row(row_number=number, values={})
    for column, value in texts:
        try:
            if parsed := _value(column, value):
                row.values[column.key] = parsed[0]
        except CellError as error:
            row.errors.append(CellMistake(column.title, str(error)))
    return row


def _value(column: Column, value: str) -> tuple[Any] | None:
    if value.upper() in ERROR_VALUES:
        raise CellError(f"这一格是出错的公式（{value}），请改成文字或数字。")
    if value:
        return (column.parse(value),)
    if column.required:
        raise CellError("此项必填。")
    return None
