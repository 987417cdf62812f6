"""What a round comes to: every number of visited points, every state, and the edges of its times."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.clock import start_of_local_day
from backend.patrols.kinds import RUN_STATES
from backend.patrols.settlement import (
    RoundFacts,
    RoundRules,
    counts_from_to,
    excusable_until,
    not_before_at,
    outcome,
    shown_state,
    state_now,
    state_of_day,
)
from tests.patrols.builders_rounds import MORNING, minutes

FACTS = RoundFacts(
    state="planned",
    planned=True,
    opens_at=MORNING - minutes(10),
    closes_at=MORNING + minutes(20),
    settles_at=MORNING + minutes(50),
    points=10,
    visited=0,
)
RULES = RoundRules()
LATER = MORNING + timedelta(days=3)


@pytest.mark.parametrize(
    ("visited", "state"), [(0, "missed"), (1, "partial"), (7, "partial"), (8, "done"), (10, "done")]
)
def test_four_fifths_of_the_points_are_a_round(visited: int, state: str) -> None:
    assert outcome(replace(FACTS, visited=visited), RULES) == state


@given(points=st.integers(1, 300), visited=st.integers(0, 300), percent=st.integers(1, 100))
def test_the_share_is_reckoned_exactly_whatever_the_numbers(points: int, visited: int, percent: int) -> None:
    visited = min(visited, points)
    said = outcome(replace(FACTS, points=points, visited=visited), RoundRules(done_share=percent / 100))
    enough = Fraction(visited) >= Fraction(percent, 100) * points
    assert said == ("missed" if visited == 0 else "done" if enough else "partial")


def test_a_round_by_hand_that_nobody_walked_was_never_due() -> None:
    assert outcome(replace(FACTS, planned=False), RULES) == "cancelled"
    assert outcome(replace(FACTS, planned=False, visited=1), RULES) == "partial"
    assert outcome(replace(FACTS, points=0), RULES) == "cancelled"


@pytest.mark.parametrize("state", sorted(RUN_STATES))
@pytest.mark.parametrize("visited", [0, 5, 9, 10])
def test_a_late_visit_counts_a_settled_round_by_the_same_rule(state: str, visited: int) -> None:
    facts = replace(FACTS, state=state, visited=visited)
    expected = state if state in ("excused", "cancelled") else outcome(facts, RULES)
    assert state_now(facts, RULES, at=LATER) == expected


@pytest.mark.parametrize(
    ("offset", "state"), [(-11, "planned"), (-10, "open"), (0, "open"), (49, "open"), (50, "partial"), (99, "partial")]
)
def test_a_round_opens_with_its_window_and_ends_when_it_settles(offset: int, state: str) -> None:
    assert state_now(replace(FACTS, visited=5), RULES, at=MORNING + minutes(offset)) == state


def test_a_round_with_all_its_points_is_done_before_its_time_is_over() -> None:
    assert state_now(replace(FACTS, visited=10), RULES, at=MORNING) == "done"
    assert state_now(replace(FACTS, visited=9), RULES, at=MORNING) == "open"


def test_a_cancelled_round_by_hand_comes_alive_when_its_visits_arrive() -> None:
    facts = replace(FACTS, state="cancelled", planned=False, visited=9)
    assert state_now(facts, RULES, at=LATER) == "done"


def test_a_visit_counts_within_the_window_and_its_grace() -> None:
    assert counts_from_to(FACTS) == (MORNING - minutes(40), MORNING + minutes(50))


def test_only_what_is_planned_is_shown_as_open() -> None:
    for state in RUN_STATES:
        shown = shown_state(state, opens_at=MORNING, at=MORNING)
        assert shown == ("open" if state == "planned" else state)
    assert shown_state("planned", opens_at=MORNING, at=MORNING - minutes(1)) == "planned"


def test_excuses_are_taken_for_a_day() -> None:
    assert excusable_until(MORNING, RULES) == MORNING + timedelta(hours=24)
    assert excusable_until(MORNING, RoundRules(excuse_hours=0)) == MORNING


def test_a_day_shows_what_needs_a_look_first() -> None:
    order = ["missed", "partial", "open", "planned", "excused", "done"]
    for first, second in pairwise(order):
        assert state_of_day([second, first, second]) == first
    for three in permutations(order, 3):
        assert state_of_day(three) == min(three, key=order.index)
    assert state_of_day([]) is None
    assert state_of_day(["cancelled"]) is None


@pytest.mark.parametrize(
    ("minutes_of_day", "hour", "expected"),
    [(None, 22, None), (22 * 60, 22, (25, 22)), (30, 22, (26, 0)), (6 * 60, 7, (25, 6)), (0, 8, (25, 0))],
)
def test_half_past_twelve_in_a_night_round_is_tomorrow(
    minutes_of_day: int | None, hour: int, expected: tuple[int, int] | None
) -> None:
    day = start_of_local_day(MORNING.date())
    found = not_before_at(day, minutes_of_day, starts_at=day + timedelta(hours=hour))
    local = None if found is None else found + timedelta(hours=8)
    assert (None if local is None else (local.day, local.hour)) == expected
    assert local is None or isinstance(local, datetime)
