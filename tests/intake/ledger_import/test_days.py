"""Days as people write them: every way says the same day, by the thousand, and nothing is guessed silently."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.spreadsheets.cells import CellError, plain
from backend.intake.ledger_import import days
from backend.intake.ledger_import.days import Years

BY_THE_THOUSAND = settings(max_examples=1000, deadline=None)
WHOLE = st.dates(date(2000, 1, 1), date(2099, 12, 31))
WIDE = str.maketrans("0123456789./-", "０１２３４５６７８９．／－")
WITH_YEAR: list[Callable[[date], str]] = [
    lambda day: day.isoformat(),
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    lambda day: f"{day.year}年{day.month}月{day.day}号",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.year}.{day.month:02}.{day.day:02}".translate(WIDE),
    lambda day: f"{day:%Y%m%d}".translate(WIDE),
    lambda day: f"{day.isoformat()} 10:20",
    lambda day: f"{day.year}年{day.month}月{day.day}日上午9时",
    lambda day: str((day - date(1899, 12, 30)).days),
    lambda day: f"{(day - date(1899, 12, 30)).days}.4375",
]
WITHOUT: list[Callable[[date], str]] = [
    lambda day: f"{day.month}月{day.day}日",
    lambda day: f"{day.month}.{day.day}",
    lambda day: f"{day.month}/{day.day}",
    lambda day: f"{day.month:02}-{day.day:02}",
    lambda day: f"{day.month}月{day.day}号 8:30",
    lambda day: f"{day.month}月{day.day}日".translate(WIDE),
]


@BY_THE_THOUSAND
@given(WHOLE, st.sampled_from(WITH_YEAR))
def test_a_whole_day_is_read_in_every_way_it_is_written(when: date, write: Callable[[date], str]) -> None:
    assert days.day(plain(write(when)), Years()) == when


@BY_THE_THOUSAND
@given(WHOLE, st.sampled_from(WITHOUT))
def test_a_day_without_a_year_takes_that_of_the_table_and_is_refused_without_one(
    when: date, write: Callable[[date], str]
) -> None:
    assert days.day(plain(write(when)), Years(when.year)) == when
    with pytest.raises(CellError, match="没有年份"):
        days.day(plain(write(when)), Years())


@BY_THE_THOUSAND
@given(WHOLE, WHOLE, st.sampled_from(WITHOUT))
def test_a_later_day_without_a_year_is_the_first_such_day_from_the_start_on(
    start: date, later: date, write: Callable[[date], str]
) -> None:
    if (later.month, later.day) == (2, 29):
        later = date(later.year, 2, 28)
    found = days.day_after(plain(write(later)), start=start, years=Years())
    assert start <= found < start + timedelta(days=367)
    assert (found.month, found.day) == (later.month, later.day)


@BY_THE_THOUSAND
@given(st.text(max_size=30))
def test_whatever_stands_in_a_cell_is_a_day_or_refused_in_words(text: str) -> None:
    clean = plain(text)
    for read in (
        lambda: days.day(clean, Years(2026)),
        lambda: days.deadline(clean, start=date(2026, 9, 3), years=Years(2026)),
    ):
        told = ""
        try:
            assert isinstance(read(), date)
        except CellError as error:
            told = str(error)
        assert told == "" or told.endswith("。")


@pytest.mark.parametrize("text", ["2026.2.30", "13月1日", "2026年13月1日", "00000", "99999", "1899-12-30", "20261399"])
def test_a_day_that_never_was_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        days.day(text, Years(2026))


@pytest.mark.parametrize("text", ["26.9.3", "26年9月3日"])
def test_a_year_of_two_digits_is_not_guessed(text: str) -> None:
    with pytest.raises(CellError, match="年份要写四位"):
        days.day(text, Years(2026))


@pytest.mark.parametrize(
    ("title", "found", "month", "year"),
    [
        ("示范县2026年校园安全隐患台账", [], 9, 2026),
        ("2026 年秋季", [], 9, 2026),
        ("截至2026-11-26", [], 3, 2026),
        ("2026年9月至2026年12月", [], 9, 2026),
        ("2025-2026学年", [], 9, 2025),
        ("2025—2026学年度", [], 3, 2026),
        ("校园安全隐患台账", ["2026.9.3", "9月5日"], 9, 2026),
        ("校园安全隐患台账", ["2025.12.3", "2026.1.5"], 9, None),
        ("2025年、2026年台账", ["2026.9.3"], 9, 2026),
        ("校园安全隐患台账", [], 9, None),
        ("编号 20261234", [], 9, None),
    ],
)
def test_the_year_comes_from_the_title_or_else_from_the_other_rows(
    title: str, found: list[str], month: int, year: int | None
) -> None:
    assert days.years_of(title, [day for day in found if "月" not in day]).of(month) == year


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("立即整改", 0),
        ("当天", 0),
        ("立行立改", 0),
        ("7日内", 7),
        ("三天以内", 3),
        ("15天", 15),
        ("两周内", 14),
        ("一个月内", 30),
    ],
)
def test_a_deadline_may_be_counted_from_the_discovery(text: str, after: int) -> None:
    start = date(2026, 9, 3)
    assert days.deadline(text, start=start, years=Years()) == start + timedelta(days=after)


@pytest.mark.parametrize("text", ["长期坚持", "3", "尽快", "7日内9月"])
def test_a_deadline_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        days.deadline(text, start=date(2026, 9, 3), years=Years(2026))
