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
_LONGEST_TITLE = 500


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


def read_every(data: bytes, columns: Sequence[Column], *, most_rows: int) -> tuple[list[Table], list[str]]:
    """Read every visible sheet that holds such a table; returns them and the names of the sheets that do not.

    A year's ledger is often a sheet for each month; `most_rows` bounds them together.
    """
    tables: list[Table] = []
    skipped: list[str] = []
    near: Problem | None = None
    with opened(data) as book:
        for sheet in (sheet for sheet in book.worksheets if sheet.sheet_state == "visible"):
            table = _find([sheet], "", columns, {"": columns}, most_rows=most_rows)
            if isinstance(table, Table):
                tables.append(table)
                if sum(len(each.rows) for each in tables) > most_rows:
                    raise Problem("spreadsheet_too_many_rows", limit=most_rows)
            else:
                skipped.append(sheet.title)
                near = near or table
    if not tables:
        raise near or Problem("spreadsheet_header_missing", columns=_required(columns))
    if not any(table.rows for table in tables):
        raise Problem("spreadsheet_empty")
    return tables, skipped


def _find(
    sheets: Sequence[Any],
    name: str,
    columns: Sequence[Column],
    wanted: Mapping[str, Sequence[Column]],
    *,
    most_rows: int | None = None,
) -> Table | Problem | None:
    """Return the table, or what is wrong with the nearest thing to it. A sheet with the right name must be right."""
    own = [sheet for sheet in sheets if heading(sheet.title) == heading(name)]
    others = [sheet for sheet in sheets if heading(sheet.title) not in map(heading, wanted)]
    near: Problem | None = None
    for sheet in own or others:
        header, rows, top = _open(sheet, columns)
        blank = not any(any(row) for row in top)
        if header is not None and not header.missing:
            found = list(_parsed(rows, columns, header, most_rows=MOST_ROWS if most_rows is None else most_rows))
            return Table(sheet.title, found, ignored=header.ignored, title=_above(top, header))
        lacking = "、".join(column.title for column in header.missing) if header else _required(columns)
        problem = Problem("spreadsheet_columns_missing", sheet=sheet.title, columns=lacking)
        if own and not blank:
            raise problem
        near = near or (problem if header else None)
    return near


def _required(columns: Sequence[Column]) -> str:
    return "、".join(column.title for column in columns if column.required)


def _above(top: Sequence[tuple[Any, ...]], header: Header) -> str:
    """The words above the header, and in it: a title row, dates of issue."""
    return " ".join(plain(cell) for row in top[: header.first_row] for cell in row if cell is not None)[:_LONGEST_TITLE]


def _open(
    sheet: Any, columns: Sequence[Column]
) -> tuple[Header | None, Iterator[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Find the header; return it, the rows below it, and the first rows of the sheet.

    What a file says about its own size is often wrong (WPS, POI), so it is dropped.
    """
    sheet.reset_dimensions()

    def rows(last_column: int) -> Iterator[tuple[Any, ...]]:
        return iter(sheet.iter_rows(max_row=_LAST_ROW, max_col=last_column, values_only=True))

    top = list(islice(rows(_LAST_COLUMN), SEARCHED_ROWS + 1))
    header = find_header(top, columns, sheet=sheet.title)
    if header is None:
        return None, iter(()), top
    return header, islice(rows(max(header.places.values()) + 1), header.first_row, None), top


def _parsed(
    rows: Iterator[tuple[Any, ...]], columns: Sequence[Column], header: Header, *, most_rows: int
) -> Iterator[Row]:
    chosen = [(column, header.places[column.key]) for column in columns if column.key in header.places]
    above: dict[str, str] = {}
    found = 0
    for number, cells in enumerate(rows, start=header.first_row + 1):
        texts = [(column, plain(cells[place]) if place < len(cells) else "") for column, place in chosen]
        if not any(value for _, value in texts):
            continue
        found += 1
        if found > most_rows:
            raise Problem("spreadsheet_too_many_rows", limit=most_rows)
        yield _filled_down(number, texts, above)


def _filled_down(number: int, texts: list[tuple[Column, str]], above: dict[str, str]) -> Row:
    """Read a row; where a cell is merged with the one above it, what the eye sees there counts."""
    taken = {column.title: above[column.key] for column, value in texts if not value and column.key in above}
    row = _row(number, [(column, value or above.get(column.key, "")) for column, value in texts])
    for title, value in taken.items():
        row.warn(title, f"这一格是空的，按上面的“{value}”理解。")
    above.update({column.key: value for column, value in texts if column.fill_down and value})
    return row


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
