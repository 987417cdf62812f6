"""Which clock runs when and what rings: the domain's tables written down a second time, and laws by the thousand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.clock import SHANGHAI
from backend.core.working_time import Reckoner, WorkCalendar
from backend.rectifications.clock_book import book_of, shipped, standard
from backend.rectifications.clocks import ClockFacts, alarms, ringing, run, step_due, transfer_until, wake_at
from backend.rectifications.states import State

BOOK = standard()
RECKONER = Reckoner(WorkCalendar(frozenset(range(2020, 2040)), {date(2026, 10, 1): "off"}))
MONDAY = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)
DUE = datetime(2026, 11, 30, 23, 59, 59, tzinfo=SHANGHAI)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MANY = settings(max_examples=1000, deadline=None, derandomize=True, database=None)
WORKING = ClockFacts(State.RECTIFYING, "general", since=MONDAY, handling="deadline", due_at=DUE, assigned_at=MONDAY)

# §3, "Default clocks per severity", from Monday 10:00: state: (general, major).
STEPS = {
    State.REPORTED: ("11-24 11:00", "11-23 11:00"),  # 8 working hours | 1 hour
    State.NEED_INFO: ("11-26 10:00", "11-26 10:00"),  # 3 days
    State.ASSIGNED: ("11-24 17:30", "11-23 12:00"),  # 1 working day | 2 hours
    State.RECTIFYING: (None, "11-26 10:00"),  # plan: optional | 3 days
    State.PENDING_VERIFICATION: ("11-26 17:30", "11-24 17:30"),  # 3 wd | 1 wd
    State.VERIFIED: ("11-25 10:00", "11-25 10:00"),  # 2 days
    State.CLOSED: (None, None),
    State.ARCHIVED: (None, None),
    State.REJECTED: (None, None),
    State.DUPLICATE: (None, None),
    State.REFERRED_OUT: (None, None),
}  # fmt: skip
# §4.3: offset from due, level, letter, agenda, who is told.
LADDER = {
    "general": [
        (-DAY, 0, None, False, {"handler"}),
        (0 * DAY, 0, None, False, {"handler", "unit_head"}),
        (1 * DAY, 1, None, False, None),
        (3 * DAY, 2, "advisory_letter", False, None),
        (7 * DAY, 3, None, True, None),
        (30 * DAY, 4, "government_report", False, None),
    ],
    "major": [
        (-DAY, 0, None, False, {"handler", "tracker"}),
        (0 * DAY, 0, None, False, {"unit_head", "joint_office", "principal"}),
        (4 * HOUR, 2, "advisory_letter", False, None),
        (1 * DAY, 3, "instant_consultation", False, None),
        (3 * DAY, 4, "government_report", False, None),
        (7 * DAY, 4, "summons_talk", False, None),
    ],
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("severity", ["general", "major"])
def test_each_step_is_due_as_the_domains_table_says(state: State, severity: str) -> None:
    due = step_due(state, severity, since=MONDAY, planned=False, book=BOOK, reckoner=RECKONER)
    expected = STEPS[state][severity == "major"]
    assert (f"{due.at.astimezone(SHANGHAI):%m-%d %H:%M}" if due else None) == expected


def test_a_plan_that_was_made_is_not_due() -> None:
    assert step_due(State.RECTIFYING, "major", since=MONDAY, planned=True, book=BOOK, reckoner=RECKONER) is None


def test_a_transfer_may_be_asked_for_until_a_working_day_after_the_acknowledging() -> None:
    due = step_due(State.ASSIGNED, "general", since=MONDAY, planned=False, book=BOOK, reckoner=RECKONER)
    until = transfer_until(due, book=BOOK, reckoner=RECKONER)
    assert until == datetime(2026, 11, 25, 17, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize("severity", ["general", "major"])
def test_the_ladder_is_the_domains(severity: str) -> None:
    rungs = BOOK.ladder[severity]
    assert [(r.after, r.level, r.letter, r.agenda) for r in rungs] == [row[:4] for row in LADDER[severity]]
    assert [set(r.tells) for r in rungs[:2]] == [row[4] for row in LADDER[severity][:2]]


def ladder_of(facts: ClockFacts) -> list[tuple[str, timedelta]]:
    found = alarms(facts, book=BOOK, reckoner=RECKONER)
    return [(alarm.rung, alarm.rings_at - DUE) for alarm in found if alarm.clock == "due"]


@pytest.mark.parametrize("severity", ["general", "major"])
def test_every_rung_rings_at_its_offset_from_the_deadline(severity: str) -> None:
    names = ("remind", "due", "first", "second", "third", "fourth")
    expected = list(zip(names, [row[0] for row in LADDER[severity]], strict=True))
    assert ladder_of(replace(WORKING, severity=severity)) == expected


def test_what_is_to_be_fixed_at_once_is_reminded_of_at_four() -> None:
    today = replace(WORKING, handling="immediate")
    reminder = alarms(today, book=BOOK, reckoner=RECKONER)[0]
    assert reminder.rings_at == datetime(2026, 11, 30, 16, tzinfo=SHANGHAI)


def test_nobody_is_reminded_of_a_moment_that_had_passed_when_it_was_assigned() -> None:
    late = replace(WORKING, handling="immediate", assigned_at=datetime(2026, 11, 30, 16, 30, tzinfo=SHANGHAI))
    assert ladder_of(late)[0][0] == "due"


@pytest.mark.parametrize("state", [State.PENDING_VERIFICATION, State.VERIFIED, State.CLOSED])
def test_the_due_clock_stands_while_others_look(state: State) -> None:
    assert ladder_of(replace(WORKING, state=state)) == []


def test_a_frozen_case_is_silent_and_a_set_aside_report_too() -> None:
    assert alarms(replace(WORKING, frozen=True), book=BOOK, reckoner=RECKONER) == ()
    aside = ClockFacts(State.REPORTED, "general", since=MONDAY, step_due_at=DUE, quarantined=True)
    assert alarms(aside, book=BOOK, reckoner=RECKONER) == ()


def test_who_asked_for_a_transfer_is_not_called_late_in_acknowledging() -> None:
    asked = ClockFacts(State.ASSIGNED, "general", since=MONDAY, step_due_at=DUE, transfer_asked_at=MONDAY)
    found = alarms(asked, book=BOOK, reckoner=RECKONER)
    assert [(alarm.clock, alarm.rung) for alarm in found] == [("transfer", "waiting")]
    assert found[0].rings_at == datetime(2026, 11, 24, 17, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("severity", "project", "every"),
    [("major", False, 1), ("major", True, 7), ("general", True, 7), ("general", False, 0)],
)
def test_protection_is_looked_at_daily_for_major_ones_and_weekly_for_long_works(
    severity: str, project: bool, every: int
) -> None:
    guarded = {"interim_checked_at": MONDAY, "interim_until": MONDAY + 30 * DAY, "government_project": project}
    found = alarms(ClockFacts(State.RECTIFYING, severity, since=MONDAY, **guarded), book=BOOK, reckoner=RECKONER)  # type: ignore[arg-type]
    checks = {alarm.rung: alarm.rings_at - MONDAY for alarm in found if alarm.clock == "interim"}
    expected = {"check": every * DAY, "missed": (every + 1) * DAY} if every else {}
    assert checks == expected | {"expired": 30 * DAY}


def test_a_closed_case_is_archived_after_180_days_unless_somebody_says_it_is_not_solved() -> None:
    closed = ClockFacts(State.CLOSED, "general", since=MONDAY, closed_at=MONDAY, look_backs=(("d30", DUE),))
    found = {alarm.clock: alarm.rings_at for alarm in alarms(closed, book=BOOK, reckoner=RECKONER)}
    assert found == {"look_back": DUE, "archive": MONDAY + 180 * DAY}
    disputed = alarms(replace(closed, disputed=True), book=BOOK, reckoner=RECKONER)
    assert [alarm.clock for alarm in disputed] == ["look_back"]


FACTS = st.builds(
    ClockFacts,
    state=st.sampled_from(list(State)),
    severity=st.sampled_from(["general", "major"]),
    since=st.just(MONDAY),
    handling=st.sampled_from(["immediate", "deadline", None]),
    due_at=st.none() | st.datetimes(datetime(2026, 11, 1), datetime(2027, 2, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    step_due_at=st.none() | st.datetimes(datetime(2026, 11, 23), datetime(2026, 12, 9), timezones=st.just(UTC)),  # noqa: DTZ001
    assigned_at=st.just(MONDAY),
    extension_asked_at=st.sampled_from([None, MONDAY]),
    closed_at=st.just(MONDAY),
    interim_until=st.sampled_from([None, MONDAY + 9 * DAY]),
    interim_checked_at=st.just(MONDAY),
)


@MANY
@given(facts=FACTS, gaps=st.lists(st.integers(1, 400), min_size=1, max_size=12))
def test_however_often_the_worker_looks_each_rung_rings_once_and_one_of_a_clock_at_a_time(
    facts: ClockFacts, gaps: list[int]
) -> None:
    facts = replace(facts, step_due_at=facts.step_due_at if facts.state in STEPS and STEPS[facts.state][1] else None)
    found = alarms(facts, book=BOOK, reckoner=RECKONER)
    rung: set[object] = set()
    at = MONDAY - 30 * DAY
    for gap in [*gaps, 9000]:
        at += timedelta(hours=gap)
        now_ringing = ringing(found, rung=rung, at=at)  # type: ignore[arg-type]
        assert len({alarm.clock for alarm in now_ringing.loud}) == len(now_ringing.loud)
        new = {alarm.key for alarm in (*now_ringing.loud, *now_ringing.passed)}
        assert not new & rung
        rung |= new
        assert now_ringing.next_at is None or now_ringing.next_at > at
        assert ringing(found, rung=rung, at=at).loud == ()  # type: ignore[arg-type]
        left = {alarm.key for alarm in found} - rung
        assert (now_ringing.next_at is None) == (not left)
    assert rung == {alarm.key for alarm in found}


@MANY
@given(facts=FACTS, hours=st.integers(0, 4000))
def test_a_case_is_never_looked_at_later_than_its_first_alarm(facts: ClockFacts, hours: int) -> None:
    facts = replace(facts, step_due_at=None)
    found, at = alarms(facts, book=BOOK, reckoner=RECKONER), MONDAY + timedelta(hours=hours)
    wakes = wake_at(found, at=at)
    assert (wakes is None) == (found == ())
    assert wakes is None or wakes == max(at, min(alarm.rings_at for alarm in found))


def test_after_a_missed_week_only_the_highest_rung_is_loud() -> None:
    found = alarms(WORKING, book=BOOK, reckoner=RECKONER)
    late = ringing(found, rung=(), at=DUE + 8 * DAY)
    assert [alarm.rung for alarm in late.loud] == ["third"]
    assert [alarm.rung for alarm in late.passed] == ["remind", "due", "first", "second"]
    assert late.next_at == DUE + 30 * DAY


WRONG = {
    "assess.general": ("8", "0h", "-1d", "8 hours", "1w", "", "9999h", "１h"),
    "hours": ("", "9-12", "14:00-12:00", "08:30-12:00 11:00-17:00", "25:00-26:00"),
    "same_day_reminder": ("four", "24:01"),
    "ladder.general.first.after": ("0d", "3d", "-2d", "1wd", "none"),
    "ladder.general.due.after": ("1h", "-1h"),
    "ladder.major.third.level": ("5", "-1", "2", "x"),
    "ladder.major.third.letter": ("love_letter", ""),
    "ladder.major.third.tells": ("", "everybody", "handler,tracker"),
    "ladder.general.third.agenda": ("maybe",),
    "look_back.general.rate": ("101", "-1", "20%", "x"),
    "look_back.major.days": ("", "31", "90 30", "30 30"),
    "look_back.seed": ("a b", "种子", "x" * 41),
    "no.such.clock": ("1d",),
    "version": ("2027",),
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRONG.items() for text in texts])
def test_a_value_that_makes_no_sense_is_refused_in_words_that_name_it(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=name.split(".")[0] if name != "ladder.general.due.after" else "due"):
        book_of({name: text})


def test_a_countys_own_value_leaves_all_others_as_they_are() -> None:
    ours = book_of({"acknowledge.general": "2wd", "ladder.general.second.after": "5d"})
    assert replace(ours, spans=BOOK.spans, ladder=BOOK.ladder) == BOOK
    assert run(ours.spans["acknowledge.general"], MONDAY, RECKONER).at.astimezone(SHANGHAI).day == 25  # type: ignore[arg-type]
    assert [r.after for r in ours.ladder["general"]] == [-DAY, 0 * DAY, DAY, 5 * DAY, 7 * DAY, 30 * DAY]


def test_a_clock_may_be_switched_off() -> None:
    ours = book_of({"assess.general": "none"})
    assert step_due(State.REPORTED, "general", since=MONDAY, planned=False, book=ours, reckoner=RECKONER) is None


@pytest.mark.parametrize("name", sorted(shipped()))
def test_what_is_shipped_may_be_set_again(name: str) -> None:
    assert name == "version" or book_of({name: shipped()[name]}) == BOOK
