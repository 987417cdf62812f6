"""Which days have lessons: the nation's 2026, terms, weeks, what a county and a school say, and years nobody knows."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from backend.core.working_time import WorkCalendar
from backend.places.school_days import (
    DAY_KINDS,
    LESSON_DAYS,
    Entry,
    SchoolCalendar,
    Term,
    overlapping,
    replaced_weekdays,
    terms_of,
)
from tests.patrols.plans_samples import TERMS, a_calendar

YEAR = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
OFF_2026 = [
    *((1, day) for day in range(1, 4)),
    *((2, day) for day in range(15, 24)),
    *((4, day) for day in range(4, 7)),
    *((5, day) for day in range(1, 6)),
    *((6, day) for day in range(19, 22)),
    *((9, day) for day in range(25, 28)),
    *((10, day) for day in range(1, 8)),
]
MAKE_UP = {(1, 4): 4, (2, 14): 4, (2, 28): 0, (5, 9): 1, (9, 20): 1, (10, 10): 2}


def test_the_notice_of_2026_day_by_day() -> None:
    """Of each day of the year, in a school whose term never ends: off, made up, or as its weekday says."""
    calendar = a_calendar(terms=(Term(date(2025, 9, 1), date(2027, 7, 1)),))
    for day in YEAR:
        found = calendar.on(day)
        if (day.month, day.day) in MAKE_UP:
            assert (found.kind, found.as_weekday) == ("makeup", MAKE_UP[day.month, day.day]), day
        elif (day.month, day.day) in OFF_2026 or day.weekday() > 4:
            assert found.kind == "off", day
        else:
            assert found.kind == "school", day
        assert found.known


def test_a_make_up_day_stands_for_the_weekday_that_the_notice_took_away() -> None:
    """Together the days of lessons hold every weekday as often as the year would without bridging."""
    calendar = a_calendar(terms=(Term(date(2025, 9, 1), date(2027, 7, 1)),))
    bridged = [day for day, name in calendar.names.items() if name.startswith("休息日")]
    assert sorted(day.weekday() for day in bridged) == sorted(MAKE_UP.values())


@pytest.mark.parametrize("day", [*YEAR[::7], date(2026, 1, 4), date(2026, 2, 14), date(2026, 10, 10)])
@pytest.mark.parametrize("kind", DAY_KINDS)
def test_a_schools_word_goes_before_its_countys_and_that_before_the_nations(day: date, kind: str) -> None:
    half = "morning" if kind == "half" else None
    said = Entry(kind, half=half, name="说明")  # type: ignore[arg-type]
    other = Entry("off" if kind != "off" else "school")
    nobody, county = a_calendar(), a_calendar(county={day: said})
    both = a_calendar(county={day: other}, own={day: said})
    assert (county.on(day).kind, county.on(day).source) == (kind, "county")
    assert (both.on(day).kind, both.on(day).source, both.on(day).name) == (kind, "school", "说明")
    assert nobody.on(day).source in ("national", "term", "week")


def test_holidays_lie_outside_the_terms() -> None:
    calendar = a_calendar()
    for day in YEAR:
        inside = any(term.holds(day) for term in TERMS)
        if not inside:
            assert (calendar.on(day).kind, calendar.on(day).source) == ("off", "term"), day
    assert calendar.on(date(2026, 2, 12)).kind == "off"
    assert calendar.on(date(2026, 2, 13)).kind == "school"


def test_saturday_classes_and_the_return_on_sunday() -> None:
    week = {5: Entry("school", name="周六课程"), 6: Entry("half", "afternoon", name="返校")}
    calendar = a_calendar(week=week)
    saturday, sunday = date(2026, 9, 12), date(2026, 9, 13)
    assert calendar.on(saturday).kind == "school"
    found = calendar.on(sunday)
    assert (found.kind, found.half, found.name) == ("half", "afternoon", "返校")
    assert [found.has_lessons_at(minute) for minute in (480, 720, 750, 1080, 1380)] == [False, False, True, True, True]
    assert calendar.on(date(2026, 10, 3)).kind == "off"  # the nation's holiday goes before the week
    assert calendar.on(date(2026, 10, 10)).as_weekday == 2


def test_a_morning_ends_with_the_dismissal_at_noon() -> None:
    day = a_calendar(own={date(2026, 12, 31): Entry("half", "morning")}).on(date(2026, 12, 31))
    assert [day.has_lessons_at(minute) for minute in (450, 749, 750, 900)] == [True, True, False, False]


def test_a_year_without_notice_is_guessed_aloud() -> None:
    calendar = a_calendar(terms=(Term(date(2026, 9, 1), date(2028, 7, 1)),))
    for number in range(366 + 365):
        day = date(2027, 1, 1) + timedelta(days=number)
        if day > date(2028, 7, 1):
            break
        found = calendar.on(day)
        fixed = (day.month, day.day) in {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
        assert (found.known, found.unknown) == (False, "year"), day
        assert found.has_lessons == (day.weekday() in LESSON_DAYS and not fixed), day


def test_what_was_entered_by_hand_is_known_even_then() -> None:
    day = date(2027, 9, 25)
    assert a_calendar(county={day: Entry("makeup", as_weekday=3)}).on(day).known


def test_leap_day_and_year_end() -> None:
    calendar = a_calendar(
        work=WorkCalendar(frozenset({2027, 2028}), {}), terms=(Term(date(2027, 9, 1), date(2028, 7, 1)),)
    )
    assert calendar.on(date(2028, 2, 29)).kind == "school"  # a Tuesday
    assert [calendar.on(date(2027, 12, 31)).kind, calendar.on(date(2028, 1, 1)).kind] == ["school", "off"]


def test_without_any_term_the_year_goes_on_and_says_so() -> None:
    found = a_calendar(terms=()).on(date(2026, 7, 20))
    assert (found.kind, found.unknown) == ("school", "no_terms")


def test_after_the_last_term_nobody_is_sent_out_and_it_says_so() -> None:
    found = a_calendar().on(date(2027, 3, 1))
    assert (found.kind, found.unknown) == ("off", "after_last_term")


def test_weeks_are_counted_from_the_monday_of_the_first() -> None:
    calendar = a_calendar()  # 1 September 2026 is a Tuesday
    assert [calendar.week_no(date(2026, 9, day)) for day in (1, 6, 7, 13, 14)] == [1, 1, 2, 2, 3]
    assert calendar.week_no(date(2026, 8, 20)) is None
    assert calendar.week_no(date(2027, 1, 22)) == 21


def test_a_make_up_day_of_no_weekday_may_be_any() -> None:
    calendar = a_calendar(county={date(2026, 9, 12): Entry("makeup")})
    assert calendar.on(date(2026, 9, 12)).weekdays == LESSON_DAYS


def test_a_schools_own_term_takes_the_place_of_the_countys() -> None:
    own = (Term(date(2026, 8, 20), date(2027, 1, 30), "高三"),)
    assert terms_of(TERMS, own) == (TERMS[0], TERMS[1], own[0])
    assert terms_of(TERMS, ()) == TERMS


def test_terms_that_overlap_are_found() -> None:
    days = [date(2026, 1, day) for day in range(1, 8)]
    for a, b, c, d in product(days, repeat=4):
        if a <= b and c <= d:
            shared = bool({*range(a.day, b.day + 1)} & {*range(c.day, d.day + 1)})
            assert (overlapping((Term(a, b), Term(c, d))) is not None) == shared


def test_the_weekday_taken_away_is_read_from_the_name() -> None:
    assert replaced_weekdays({date(2026, 10, 7): "休息日（由 2026-10-10 调休）", date(2026, 10, 1): "国庆节"}) == {
        date(2026, 10, 10): 2
    }


def test_offices_know_no_terms() -> None:
    calendar: SchoolCalendar = a_calendar()
    assert calendar.office_day(date(2026, 8, 3)).kind == "school"
    assert calendar.office_day(date(2026, 8, 1)).kind == "off"
    assert calendar.office_day(date(2026, 10, 10)).as_weekday == 2
    assert calendar.office_day(date(2027, 8, 3)).unknown == "year"
