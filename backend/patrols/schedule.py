"""From a plan and a school's calendar to the rounds of each day, with the reason for every day that is left out. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from backend.core.clock import SHANGHAI
from backend.patrols import recurrence
from backend.patrols.recurrence import Recurrence
from backend.places.school_days import WEEKDAYS, SchoolCalendar, SchoolDay

MOST_ROUNDS_A_DAY = 12
DayRule = Literal["school_day", "working_day", "every_day"]
Skip = Literal["off", "other_weekday", "weekday_unsaid", "half_day"]
_WEEK = timedelta(days=6)


@dataclass(frozen=True)
class PlanTimes:
    """What of a plan decides when it is walked; `start_times` are minutes after local midnight, in order."""

    rrule: str
    day_rule: DayRule
    starts_on: date
    ends_on: date | None
    start_times: tuple[int, ...]
    before_min: int
    after_min: int
    grace_min: int


@dataclass(frozen=True)
class Round:
    """One round; `round_no` is its place among the plan's times of the day, from 1."""

    on_date: date
    round_no: int
    starts_at: datetime
    opens_at: datetime
    closes_at: datetime
    settles_at: datetime


@dataclass(frozen=True)
class PlannedDay:
    """A day that the recurrence draws (or a make-up day stands for): its rounds, or why there are none."""

    day: SchoolDay
    rounds: tuple[Round, ...] = ()
    skipped: Skip | None = None


def planned_days(times: PlanTimes, calendar: SchoolCalendar, first: date, last: date) -> Iterator[PlannedDay]:
    """Yield every day from `first` to `last` that concerns the plan, in order."""
    begin = max(first, times.starts_on)
    end = last if times.ends_on is None else min(last, times.ends_on)
    if begin > end:
        return
    rule = recurrence.read(times.rrule, times.starts_on)
    drawn = recurrence.days(rule, begin - _WEEK, end + _WEEK)
    for number in range((end - begin).days + 1):
        planned = _plan_day(times, rule, drawn, _day(times, calendar, begin + timedelta(days=number)))
        if planned is not None:
            yield planned


def _day(times: PlanTimes, calendar: SchoolCalendar, day: date) -> SchoolDay:
    if times.day_rule == "every_day":
        return SchoolDay(day, "school", "week")
    return calendar.on(day) if times.day_rule == "school_day" else calendar.office_day(day)


def _plan_day(times: PlanTimes, rule: Recurrence, drawn: frozenset[date], day: SchoolDay) -> PlannedDay | None:
    """A weekday's plan is walked on the make-up day that stands for the weekday; its own weekday's plan is not."""
    literally = day.day in drawn
    if day.kind == "makeup" and rule.goes_by_weekday:
        monday = day.day - timedelta(days=day.day.weekday())
        meant = [monday + timedelta(days=weekday) in drawn for weekday in day.weekdays]
        if not all(meant):
            skipped: Skip = "weekday_unsaid" if any(meant) else "other_weekday"
            return PlannedDay(day, skipped=skipped) if literally or any(meant) else None
    elif not literally:
        return None
    if not day.has_lessons:
        return PlannedDay(day, skipped="off")
    rounds = tuple(
        _round(times, day.day, number)
        for number, minute in enumerate(times.start_times, start=1)
        if day.has_lessons_at(minute)
    )
    return PlannedDay(day, rounds, skipped=None if rounds else "half_day")


def _round(times: PlanTimes, day: date, round_no: int) -> Round:
    minutes = times.start_times[round_no - 1]
    starts = (datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minutes)).astimezone(UTC)
    closes = starts + timedelta(minutes=times.after_min)
    return Round(
        on_date=day,
        round_no=round_no,
        starts_at=starts,
        opens_at=starts - timedelta(minutes=times.before_min),
        closes_at=closes,
        settles_at=closes + timedelta(minutes=times.grace_min),
    )


def why_skipped(planned: PlannedDay) -> str | None:
    """Say in Chinese why a day has no rounds; None if it has."""
    day = planned.day
    match planned.skipped:
        case "off":
            return f"{day.name or WEEKDAYS[day.day.weekday()] + '不上课'}，不巡查"
        case "other_weekday":
            stands = "、".join(WEEKDAYS[number] for number in sorted(day.weekdays))
            return f"补课日，按{stands}上课，不在计划的星期内"
        case "weekday_unsaid":
            return "补课日还没有指定按周几上课，请在校历里填写"
        case "half_day":
            return f"{'上午' if day.half == 'morning' else '下午'}半天上课，计划时间都在另一半天"
    return None
