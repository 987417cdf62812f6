"""Working days and school days: the published notice, the county's own days above it, and no guesses about next year."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from backend.core import calendar
from backend.core.calendar import WorkCalendar
from backend.core.errors import Problem
from backend.core.ids import new_id

PLAIN = WorkCalendar(years=frozenset({2026}), exceptions={date(2026, 10, 1): "off", date(2026, 10, 10): "work"})


def test_weekdays_are_working_days_and_weekends_are_not() -> None:
    assert PLAIN.is_working_day(date(2026, 11, 23))
    assert not PLAIN.is_working_day(date(2026, 11, 22))


def test_a_holiday_is_off_and_a_made_up_saturday_is_worked() -> None:
    assert not PLAIN.is_working_day(date(2026, 10, 1))
    assert PLAIN.is_working_day(date(2026, 10, 10))


def test_a_deadline_on_a_weekend_rolls_to_monday() -> None:
    assert PLAIN.after_calendar_days(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_same_day_means_that_very_day_even_on_a_sunday() -> None:
    assert PLAIN.after_calendar_days(date(2026, 11, 22), 0) == date(2026, 11, 22)


def test_a_year_without_notice_is_not_guessed() -> None:
    with pytest.raises(Problem) as refused:
        PLAIN.after_calendar_days(date(2026, 12, 30), 5)
    assert refused.value.code == "calendar_year_missing"


def test_school_days_are_the_working_days_of_a_term() -> None:
    terms = ((date(2026, 9, 1), date(2026, 11, 30)),)
    school = WorkCalendar(years=PLAIN.years, exceptions=PLAIN.exceptions, terms=terms)
    assert school.is_school_day(date(2026, 10, 10))
    assert not school.is_school_day(date(2026, 10, 1))
    assert not school.is_school_day(date(2026, 12, 1))


def test_the_seeded_year_2026_is_the_state_councils(session: Session) -> None:
    calendar.seed(session, 2026)
    session.flush()
    days = calendar.load(session, new_id())
    assert not days.is_working_day(date(2026, 2, 17))
    for made_up in (date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 10, 10)):
        assert days.is_working_day(made_up)


def test_a_countys_own_day_wins_over_the_nations(session: Session) -> None:
    calendar.seed(session, 2026)
    ours = new_id()
    calendar.set_day(session, county_id=ours, day=date(2026, 11, 25), kind="off", name="暴雪停课停工")
    session.flush()
    assert not calendar.load(session, ours).is_working_day(date(2026, 11, 25))
    assert calendar.load(session, new_id()).is_working_day(date(2026, 11, 25))


def test_a_year_is_known_once_somebody_says_so(session: Session) -> None:
    calendar.mark_year_known(session, 2031, source="测试")
    session.flush()
    assert 2031 in calendar.load(session, new_id()).years


def test_seeding_again_does_not_undo_what_was_entered_by_hand(session: Session) -> None:
    calendar.seed_if_missing(session, 2026)
    session.flush()
    calendar.set_day(session, county_id=calendar.NATIONAL, day=date(2026, 11, 26), kind="off", name="改")
    session.flush()
    calendar.seed_if_missing(session, 2026)
    session.flush()
    assert not calendar.load(session, new_id()).is_working_day(date(2026, 11, 26))
