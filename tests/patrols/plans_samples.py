"""Calendars and plans with defaults: name what the test is about, leave the rest."""

from __future__ import annotations

from datetime import date
from typing import Any

import holidays

from backend.core.working_time import WorkCalendar
from backend.patrols.schedule import PlanTimes
from backend.places.school_days import SchoolCalendar, Term, replaced_weekdays

TERMS = (
    Term(date(2025, 9, 1), date(2026, 1, 23), "2025 年秋季学期"),
    Term(date(2026, 2, 13), date(2026, 7, 10), "2026 年春季学期"),
    Term(date(2026, 9, 1), date(2027, 1, 22), "2026 年秋季学期"),
)


def the_nation() -> tuple[WorkCalendar, dict[date, str]]:
    """The State Council's 2026, as `core.calendar.seed` stores it."""
    china = holidays.country_holidays("CN", years=2026, language="zh_CN")
    names = {day: name for day, name in china.items() if day.year == 2026}
    made_up = [day for day in china.weekend_workdays if day.year == 2026]
    exceptions: dict[date, Any] = dict.fromkeys(names, "off") | dict.fromkeys(made_up, "work")
    return WorkCalendar(frozenset({2026}), exceptions), names | dict.fromkeys(made_up, "调休上班")


def a_calendar(**about: Any) -> SchoolCalendar:
    """A school's calendar with the nation's 2026 and three terms."""
    work, names = the_nation()
    fields: dict[str, Any] = {"work": work, "names": names, "replaced": replaced_weekdays(names), "terms": TERMS}
    return SchoolCalendar(**(fields | about))


def times(rrule: str = "FREQ=DAILY", **about: Any) -> PlanTimes:
    """A plan from 1 September 2026: one round at eight on school days, ten minutes before, twenty after."""
    fields = {"day_rule": "school_day", "starts_on": date(2026, 9, 1), "ends_on": None, "start_times": (480,)}
    fields |= {"before_min": 10, "after_min": 20, "grace_min": 60}
    return PlanTimes(rrule, **(fields | about))
