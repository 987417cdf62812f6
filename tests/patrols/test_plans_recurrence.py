"""Days that a recurrence draws, against a count by hand; and recurrences that are refused in words."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from backend.patrols.recurrence import days, label, objection, read
from backend.patrols.schedule import planned_days, why_skipped
from backend.places.school_days import Entry
from tests.patrols.plans_samples import a_calendar, times

START = date(2026, 9, 1)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
REFUSED = [
    ("FREQ=SECONDLY", "最细到天"),
    ("FREQ=HOURLY;INTERVAL=2", "最细到天"),
    ("FREQ=DAILY;BYHOUR=8,9", "最细到天"),
    ("FREQ=DAILY;INTERVAL=100000", "间隔"),
    ("FREQ=DAILY;INTERVAL=0", "间隔"),
    ("FREQ=YEARLY;INTERVAL=2", "间隔"),
    ("FREQ=DAILY;COUNT=99999999999", "次数"),
    ("FREQ=DAILY;COUNT=0", "次数"),
    ("FREQ=DAILY;COUNT=3;UNTIL=20261001", "只能填一个"),
    ("FREQ=DAILY;FREQ=WEEKLY", "写得不对"),
    ("FREQ=FORTNIGHTLY", "请选择"),
    ("", "请选择"),
    ("FREQ=WEEKLY;BYDAY=XX", "星期几"),
    ("FREQ=WEEKLY;BYDAY=1MO", "第几个"),
    ("FREQ=MONTHLY;BYMONTHDAY=0", "写得不对"),
    ("FREQ=MONTHLY;BYMONTHDAY=99", "一天也排不出来"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "一天也排不出来"),
    ("FREQ=DAILY;UNTIL=20200101", "一天也排不出来"),
    ("FREQ=DAILY;UNTIL=tomorrow", "截止日期"),
    ("FREQ=YEARLY;BYEASTER=1", "不支持"),
    ("FREQ=DAILY;DTSTART=20260101", "不支持"),
    ("FREQ=WEEKLY;WKST=SU", "周一"),
    ("FREQ=DAILY\nEXDATE:20260101", "请选择"),
]


@pytest.mark.parametrize(("rrule", "word"), REFUSED)
def test_what_nobody_should_have_is_refused_in_words(rrule: str, word: str) -> None:
    said = objection(rrule, START)
    assert said is not None
    assert word in said


@pytest.mark.parametrize(
    ("rrule", "said"),
    [
        ("FREQ=DAILY", "每天"),
        ("FREQ=DAILY;INTERVAL=2", "每 2 天"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "每周一、三、五"),
        ("FREQ=WEEKLY", "每周二"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "每 2 周周四"),
        ("FREQ=DAILY;BYDAY=MO,TU", "每周一、二"),
        ("FREQ=MONTHLY;BYDAY=1MO", "每月第 1 个周一"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "每月最后一个周五"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "每月1 日、15 日"),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1", "每月最后一天"),
    ],
)
def test_a_recurrence_is_said_in_chinese(rrule: str, said: str) -> None:
    assert objection(rrule, START) is None
    assert label(read(rrule, START)) == said


def test_a_leap_day_is_not_never() -> None:
    assert objection("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2028, 3, 1)) is None


@pytest.mark.parametrize("seed", range(400))
def test_weekly_days_are_those_counted_by_hand(seed: int) -> None:
    chance = random.Random(seed)
    start = date(2024, 1, 1) + timedelta(days=chance.randrange(1500))
    interval, named = chance.randint(1, 4), chance.sample(range(7), chance.randint(1, 7))
    rrule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(CODES[day] for day in named)}"
    first = start + timedelta(days=chance.randrange(200))
    last = first + timedelta(days=chance.randrange(60))
    monday = start - timedelta(days=start.weekday())
    by_hand = {
        day
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1))
        if day.weekday() in named and ((day - monday).days // 7) % interval == 0
    }
    assert days(read(rrule, start), first, last) == by_hand


def _made(rrule: str, first: date, last: date, **about: object) -> set[date]:
    calendar = about.pop("calendar", None) or a_calendar()
    found = planned_days(times(rrule, **about), calendar, first, last)  # type: ignore[arg-type]
    return {each.day.day for each in found if each.rounds}


@pytest.mark.parametrize("weekday", range(7))
def test_each_weekdays_plan_is_walked_on_the_days_that_count_as_it(weekday: int) -> None:
    """A term's whole autumn, day by day: a plan of one weekday meets exactly the days whose lessons are of that weekday."""
    first, last = date(2026, 9, 1), date(2027, 1, 22)
    calendar = a_calendar()
    wanted = {
        day
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1))
        if calendar.on(day).has_lessons and calendar.on(day).weekdays == {weekday}
    }
    assert _made(f"FREQ=WEEKLY;BYDAY={CODES[weekday]}", first, last) == wanted
    assert (date(2026, 9, 20) in wanted) == (weekday == 1)  # stands for the Tuesday 6 October
    assert (date(2026, 10, 10) in wanted) == (weekday == 2)  # for the Wednesday 7 October


def test_a_daily_plan_meets_every_school_day_and_no_other() -> None:
    calendar, first, last = a_calendar(), date(2026, 9, 1), date(2027, 2, 10)
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert _made("FREQ=DAILY", first, last) == {day for day in every if calendar.on(day).has_lessons}


def test_every_day_knows_no_calendar() -> None:
    assert len(_made("FREQ=DAILY", date(2026, 10, 1), date(2026, 10, 7), day_rule="every_day")) == 7
    weekly = _made("FREQ=WEEKLY;BYDAY=SU", date(2026, 9, 14), date(2026, 9, 21), day_rule="every_day")
    assert weekly == {date(2026, 9, 20)}


def test_working_days_go_on_in_the_holidays() -> None:
    made = _made("FREQ=DAILY", date(2026, 8, 1), date(2026, 8, 31), day_rule="working_day", starts_on=date(2026, 8, 1))
    assert len(made) == 21


def test_the_reason_for_every_day_left_out() -> None:
    calendar = a_calendar(county={date(2026, 9, 12): Entry("makeup")}, own={date(2026, 9, 9): Entry("half", "morning")})
    plan = times("FREQ=WEEKLY;BYDAY=WE,SA,SU,TH,FR", start_times=(900,))
    found = planned_days(plan, calendar, date(2026, 9, 7), date(2026, 10, 2))
    said = {each.day.day: why_skipped(each) for each in found if each.skipped}
    assert "上午半天" in str(said[date(2026, 9, 9)])
    assert "还没有指定" in str(said[date(2026, 9, 12)])
    assert "周日不上课" in str(said[date(2026, 9, 13)])
    assert "按周二上课" in str(said[date(2026, 9, 20)])
    assert "中秋节" in str(said[date(2026, 9, 25)])
    assert "国庆节" in str(said[date(2026, 10, 1)])
    assert date(2026, 9, 10) not in said


def test_a_makeup_day_of_no_weekday_serves_a_plan_of_all_five() -> None:
    calendar = a_calendar(county={date(2026, 9, 12): Entry("makeup")})
    day = date(2026, 9, 12)
    assert _made("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", day, day, calendar=calendar) == {day}
    assert _made("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH", day, day, calendar=calendar) == set()


def test_a_makeup_day_before_the_first_monday_counts_from_the_plans_start() -> None:
    """The plan starts on a Wednesday; the Sunday after stands for the Tuesday before it."""
    made = _made("FREQ=WEEKLY;BYDAY=TU", date(2026, 9, 16), date(2026, 9, 21), starts_on=date(2026, 9, 16))
    assert made == {date(2026, 9, 20)}


def test_half_days_keep_the_rounds_of_their_half_and_their_numbers() -> None:
    calendar = a_calendar(own={date(2026, 9, 9): Entry("half", "afternoon")})
    plan = times(start_times=(450, 600, 800, 1000))
    only = next(planned_days(plan, calendar, date(2026, 9, 9), date(2026, 9, 9)))
    assert [each.round_no for each in only.rounds] == [3, 4]


def test_windows_are_local_and_may_pass_midnight() -> None:
    plan = times(start_times=(1430,), before_min=10, after_min=30, grace_min=60)
    late = next(planned_days(plan, a_calendar(), date(2026, 12, 31), date(2026, 12, 31))).rounds[0]
    assert late.on_date == date(2026, 12, 31)
    assert late.starts_at.isoformat() == "2026-12-31T15:50:00+00:00"
    assert late.closes_at.isoformat() == "2026-12-31T16:20:00+00:00"
    assert (late.settles_at - late.closes_at, late.starts_at - late.opens_at) == (
        timedelta(minutes=60),
        timedelta(minutes=10),
    )


def test_a_plan_ends_with_its_last_day() -> None:
    made = _made("FREQ=DAILY", date(2026, 8, 1), date(2026, 9, 30), ends_on=date(2026, 9, 3))
    assert made == {date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3)}
