"""Reckoning with working days and working hours: pure values, so that rules can use them.

A year whose holiday notice is missing either stops the reckoning (`WorkCalendar`) or is guessed and said so (`Reckoner`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from backend.core.clock import SHANGHAI, end_of_local_day, local_date
from backend.core.errors import Problem

DayKind = Literal["off", "work"]
DAY = timedelta(days=1)
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Statutory days that fall on the same date every year (全国年节及纪念日放假办法, as amended in 2024): no notice moves them."""


@dataclass(frozen=True)
class WorkHours:
    """When offices are open on a working day: spans in order that do not overlap, by the county's clock."""

    spans: tuple[tuple[time, time], ...] = ((time(8, 30), time(12)), (time(14), time(17, 30)))

    @property
    def closing(self) -> time:
        """When the day's business ends."""
        return self.spans[-1][1]


@dataclass(frozen=True)
class WorkCalendar:
    """The exceptions, the years they are complete for, and the terms."""

    years: frozenset[int]
    exceptions: Mapping[date, DayKind]
    terms: tuple[tuple[date, date], ...] = ()

    def is_working_day(self, day: date) -> bool:
        """Say whether offices work on `day`; raise `calendar_year_missing` when nobody knows yet."""
        if day.year not in self.years:
            raise Problem("calendar_year_missing", year=day.year)
        return self._kind(day) == "work"

    def seems_working_day(self, day: date) -> bool:
        """The same, guessing where nobody knows yet: Monday to Friday without the holidays that no notice moves.

        Days that were entered or computed beforehand (the lunar holidays) count in a year without a notice too; what only a
        notice can tell, the make-up Saturdays and the days bridged, is missing.
        """
        fixed = day.year not in self.years and (day.month, day.day) in FIXED_HOLIDAYS
        return self._kind(day) == "work" and not (fixed and day not in self.exceptions)

    def is_school_day(self, day: date) -> bool:
        """Say whether there are lessons on `day`: a working day within a term, made-up Saturdays included."""
        return any(first <= day <= last for first, last in self.terms) and self.is_working_day(day)

    def roll_forward(self, day: date) -> date:
        """Return `day` or the next working day after it."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def after_calendar_days(self, start: date, days: int) -> date:
        """Return `start` plus `days` calendar days, rolled forward to a working day; 0 days means that very day."""
        return start if days == 0 else self.roll_forward(start + timedelta(days=days))

    def _kind(self, day: date) -> DayKind:
        return self.exceptions.get(day, "work" if day.weekday() < 5 else "off")


@dataclass(frozen=True)
class Reckoned:
    """A moment that was reckoned, and the first year that had to be guessed for it (None: all of it is known)."""

    at: datetime
    guessed_year: int | None = None

    @property
    def guessed(self) -> bool:
        """Whether a holiday notice that is not imported yet could move it."""
        return self.guessed_year is not None


@dataclass(frozen=True)
class Reckoner:
    """Deadlines in working time that never stop for a missing year: they guess, and the result says so."""

    calendar: WorkCalendar
    hours: WorkHours = field(default_factory=WorkHours)

    def roll_forward(self, day: date) -> Reckoned:
        """Return the end of `day`, or of the next working day after it."""
        seen: list[date] = []
        last = next(self._working_days(day, seen))
        return self._reckoned(end_of_local_day(last), seen)

    def after_calendar_days(self, start: datetime, days: int) -> Reckoned:
        """Return the end of the day `days` calendar days after `start`, rolled forward; 0 days means that very day."""
        if days == 0:
            return Reckoned(end_of_local_day(local_date(start)))
        return self.roll_forward(local_date(start) + timedelta(days=days))

    def after_working_days(self, start: datetime, days: int) -> Reckoned:
        """Return closing time of the `days`-th (1 or more) working day after the day of `start`, which does not count.

        A period that ends on a day with business hours ends with them (民法典 203 条).
        """
        seen: list[date] = []
        following = self._working_days(local_date(start) + DAY, seen)
        last = [next(following) for _ in range(days)][-1]
        return self._reckoned(_moment(last, self.hours.closing), seen)

    def after_working_hours(self, start: datetime, hours: float) -> Reckoned:
        """Return when `hours` (more than 0) of office time have passed since `start`; outside of it the clock stands."""
        left, seen = timedelta(hours=hours), list[date]()
        for opens, closes in self._spans(local_date(start), seen):
            begin = max(opens, start)
            if begin < closes:
                if closes - begin >= left:
                    return self._reckoned(begin + left, seen)
                left -= closes - begin
        raise AssertionError("working days never end")

    def _spans(self, day: date, seen: list[date]) -> Iterator[tuple[datetime, datetime]]:
        for working in self._working_days(day, seen):
            for opens, closes in self.hours.spans:
                yield _moment(working, opens), _moment(working, closes)

    def _working_days(self, day: date, seen: list[date]) -> Iterator[date]:
        """Yield the working days from `day` on; every day that was looked at is noted in `seen`."""
        while True:
            seen.append(day)
            if self.calendar.seems_working_day(day):
                yield day
            day += DAY

    def _reckoned(self, at: datetime, seen: list[date]) -> Reckoned:
        missing = (day.year for day in seen if day.year not in self.calendar.years)
        return Reckoned(at.astimezone(UTC), next(missing, None))


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, SHANGHAI)
