"""Working days and hours: by the thousand over five years, through holidays, make-up Saturdays and years nobody knows yet."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.clock import SHANGHAI, local_date
from backend.core.working_time import Reckoner, WorkCalendar, WorkHours

THOUSAND = settings(max_examples=1000, deadline=None, derandomize=True, database=None)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31)).map(lambda at: at.replace(tzinfo=SHANGHAI))  # noqa: DTZ001
OPEN_S = 7 * 3600


@cache
def china(*years: int) -> WorkCalendar:
    """The published notices of these years, as `calendar.seed` writes them; other years as far as the library knows."""
    days: dict[date, str] = {}
    for year in range(2024, 2030):
        found = holidays.country_holidays("CN", years=year)
        days |= {day: "off" for day in found if day.year == year}
        days |= {day: "work" for day in found.weekend_workdays if day.year == year}
    return WorkCalendar(frozenset(years), days)  # type: ignore[arg-type]


KNOWN = Reckoner(china(*range(2024, 2030)))
UNTIL_2026 = Reckoner(china(2024, 2025, 2026))


def local(*fields: int) -> datetime:
    return datetime(*fields, tzinfo=SHANGHAI)  # type: ignore[arg-type, misc]


def at(reckoned: datetime) -> datetime:
    return reckoned.astimezone(SHANGHAI)


def open_seconds(start: datetime, end: datetime) -> float:
    """Office time between two moments, counted the slow way: span by span of every day."""
    day, total = local_date(start), 0.0
    while day <= local_date(end):
        if KNOWN.calendar.is_working_day(day):
            for opens, closes in WorkHours().spans:
                first = max(start, datetime.combine(day, opens, SHANGHAI))
                last = min(end, datetime.combine(day, closes, SHANGHAI))
                total += max(0.0, (last - first).total_seconds())
        day += timedelta(days=1)
    return total


@THOUSAND
@given(start=MOMENTS, hours=st.integers(1, 80))
def test_exactly_so_much_office_time_lies_between_start_and_end(start: datetime, hours: int) -> None:
    due = KNOWN.after_working_hours(start, hours)
    assert open_seconds(start, due.at) == pytest.approx(hours * 3600)
    assert KNOWN.calendar.is_working_day(local_date(due.at))
    assert any(opens <= at(due.at).time() <= closes for opens, closes in WorkHours().spans)
    assert due.at.tzinfo is UTC


@THOUSAND
@given(start=MOMENTS, days=st.integers(1, 40))
def test_a_period_of_working_days_ends_at_closing_time_with_so_many_working_days_in_between(
    start: datetime, days: int
) -> None:
    due = at(KNOWN.after_working_days(start, days).at)
    between = [local_date(start) + timedelta(days=n) for n in range(1, (due.date() - local_date(start)).days + 1)]
    assert sum(KNOWN.calendar.is_working_day(day) for day in between) == days
    assert KNOWN.calendar.is_working_day(due.date())
    assert due.time() == time(17, 30)


@THOUSAND
@given(start=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=20)), n=st.integers(1, 30))
def test_who_starts_later_or_has_more_time_is_never_due_earlier(start: datetime, later: timedelta, n: int) -> None:
    for reckon in (KNOWN.after_working_hours, KNOWN.after_working_days, KNOWN.after_calendar_days):
        assert reckon(start + later, n).at >= reckon(start, n).at
        assert reckon(start, n + 1).at >= reckon(start, n).at
        assert reckon(start, n).at > start


@THOUSAND
@given(start=MOMENTS, days=st.integers(1, 200))
def test_calendar_days_roll_to_a_working_day_like_the_strict_calendar(start: datetime, days: int) -> None:
    due = KNOWN.after_calendar_days(start, days) if start.year + days // 365 < 2029 else None
    if due is not None and local_date(due.at).year < 2029:
        assert local_date(due.at) == KNOWN.calendar.after_calendar_days(local_date(start), days)
        assert not due.guessed


@THOUSAND
@given(start=MOMENTS, n=st.integers(1, 60))
def test_a_deadline_is_marked_as_guessed_exactly_when_an_unknown_year_was_looked_at(start: datetime, n: int) -> None:
    due = UNTIL_2026.after_working_days(start, n)
    assert due.guessed == (local_date(due.at).year > 2026)
    first_day = local_date(start) + timedelta(days=1)
    assert due.guessed_year == (max(2027, first_day.year) if due.guessed else None)
    assert UNTIL_2026.calendar.seems_working_day(local_date(due.at))


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (local(2026, 11, 23, 10), 8, local(2026, 11, 24, 11)),
        (local(2026, 11, 23, 8, 30), 7, local(2026, 11, 23, 17, 30)),
        (local(2026, 11, 23, 12, 30), 1, local(2026, 11, 23, 15)),
        (local(2026, 11, 27, 16, 30), 8, local(2026, 11, 30, 17, 30)),
        (local(2026, 11, 28, 3), 1, local(2026, 11, 30, 9, 30)),
        (local(2026, 9, 30, 16, 30), 2, local(2026, 10, 8, 9, 30)),
        (local(2026, 10, 9, 16, 30), 8, local(2026, 10, 10, 17, 30)),
        (local(2028, 2, 28, 16, 30), 8, local(2028, 2, 29, 17, 30)),
    ],
    ids=["next day", "whole day", "lunch", "weekend", "Saturday night", "National Day", "made-up Saturday", "leap day"],
)
def test_office_hours_by_hand(start: datetime, hours: int, end: datetime) -> None:
    assert KNOWN.after_working_hours(start, hours).at == end


def test_the_year_end_is_guessed_when_the_next_years_notice_is_missing() -> None:
    due = UNTIL_2026.after_working_days(local(2026, 12, 31, 9), 1)
    assert at(due.at) == local(2027, 1, 4, 17, 30)  # Friday the 1st is a holiday in every year
    assert due.guessed_year == 2027


def test_fixed_holidays_are_off_without_a_notice_and_others_are_not_guessed() -> None:
    bare = WorkCalendar(frozenset(), {})
    off = [day for n in range(366) if not bare.seems_working_day(day := date(2031, 1, 1) + timedelta(days=n))]
    weekdays_off = [day for day in off if day.weekday() < 5 and day.year == 2031]
    assert weekdays_off == [date(2031, m, d) for m, d in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))]


def test_a_fixed_holiday_that_was_entered_as_worked_is_worked() -> None:
    assert WorkCalendar(frozenset(), {date(2031, 5, 1): "work"}).seems_working_day(date(2031, 5, 1))


def test_other_hours_of_another_county_count() -> None:
    summer = Reckoner(KNOWN.calendar, WorkHours(((time(8), time(12)), (time(15), time(18)))))
    assert at(summer.after_working_hours(local(2026, 11, 23, 11), 2).at) == local(2026, 11, 23, 16)
    assert at(summer.after_working_days(local(2026, 11, 23, 11), 1).at) == local(2026, 11, 24, 18)


def test_the_same_day_ends_with_the_day_even_on_a_sunday() -> None:
    assert at(KNOWN.after_calendar_days(local(2026, 11, 22, 9), 0).at) == local(2026, 11, 22, 23, 59, 59)
