"""Cells made to hurt: endless brackets, digits that are none, numbers without end."""

from __future__ import annotations

import time

import pytest

from backend.core.spreadsheets.cells import CellError, coordinate, day, plain
from backend.core.spreadsheets.columns import heading


@pytest.mark.parametrize("text", ["（" * 200_000, "(" * 200_000 + "]", " :" * 100_000, "【(" * 100_000])
def test_a_heading_of_brackets_without_end_takes_no_time(text: str) -> None:
    began = time.perf_counter()
    heading(text)
    assert time.perf_counter() - began < 1


def test_a_long_cell_is_cleaned_in_no_time() -> None:
    began = time.perf_counter()
    for text in (" " * 500_000 + "x", "_x000" * 100_000, "\u200b" * 500_000):
        plain(text)
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize("text", ["²", "٣" * 5, "9" * 5_000, "1" * 8 + "²", "2026-99-99", "0000-01-01"])
def test_what_is_no_day_is_refused_in_words(text: str) -> None:
    with pytest.raises(CellError):
        day(text)


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999", "1_0", "٣٨"])
def test_what_is_no_coordinate_is_refused_in_words(text: str) -> None:
    with pytest.raises(CellError):
        coordinate(text)
