"""Rows written straight into a laid-out workbook: read back they are what went in, and memory does not grow with them."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from backend.overview.ledger_sheet import write_sheet
from backend.rectifications.ledger_columns import TITLES

CELL = st.none() | st.text(max_size=40) | st.dates(date(2000, 1, 1), date(2099, 12, 31)) | st.integers(0, 10**6)
MB = 1 << 20


def a_row(**cells: Any) -> dict[str, Any]:
    return dict.fromkeys(TITLES) | cells


def _readable(value: Any) -> Any:
    """What Excel can hold of it: no control characters, no empty text."""
    if isinstance(value, str):
        kept = "".join(
            c if c in "\n\t" or (c >= " " and c not in "\x7f\ufffe\uffff" and not "\ud800" <= c <= "\udfff") else " "
            for c in value
        )
        return kept or None
    return datetime.combine(value, datetime.min.time()) if isinstance(value, date) else value


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=4))
def test_whatever_goes_in_is_read_back_as_it_was(values: list[tuple[Any, Any, Any]]) -> None:
    rows = [a_row(note=note, found_on=day, remark=remark) for note, day, remark in values]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        assert write_sheet(path, rows, title="台账") == len(rows)
        sheet = load_workbook(path).worksheets[0]
        found = [
            (sheet.cell(n, 8).value, sheet.cell(n, 5).value, sheet.cell(n, 24).value) for n in range(3, 3 + len(rows))
        ]
        assert found == [tuple(map(_readable, row)) for row in values]
        assert {path.name for path in Path(folder).iterdir()} == {"a.xlsx"}


def test_the_filter_reaches_to_the_last_row_and_an_empty_ledger_is_a_file_too(tmp_path: Path) -> None:
    for count in (0, 1, 250):
        path = tmp_path / f"{count}.xlsx"
        write_sheet(path, [a_row(number=number) for number in range(1, count + 1)], title="台账 :X3")
        sheet = load_workbook(path).worksheets[0]
        assert (sheet.auto_filter.ref, sheet["A1"].value) == (f"A2:X{max(count, 1) + 2}", "台账 :X3")
        assert [cell.value for cell in sheet["A"][2:]] == list(range(1, count + 1))


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def rows(count: int) -> Iterator[dict[str, Any]]:
        return (a_row(number=number, note=f"第{number}处围栏松动" * 20) for number in range(count))

    def peak(count: int) -> int:
        tracemalloc.start()
        write_sheet(tmp_path / "a.xlsx", rows(count), title="台账")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1_000)
    assert peak(12_000) < peak(2_000) + 2 * MB
