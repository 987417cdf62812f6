"""What a round comes to: which visits count, when it is done, partial or missed, until when it may be excused. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

SETTLED = ("done", "partial", "missed", "excused")
"""States that a planned round is counted in; `cancelled` ones were never due."""
_DAY_ORDER = ("missed", "partial", "open", "planned", "excused", "done")


@dataclass(frozen=True)
class RoundRules:
    """What a county decides for itself about rounds.

    `done_share`: from this share of visited points on a round counts as done. `excuse_hours`: how long after its window a
    round may be excused. `to_principal`, `to_joint_office`: how many missed rounds of a school in one week are told to
    them; 0 is never. `grace_min`: how long after the window of a round by hand late visits are waited for.
    """

    done_share: float = 0.8
    excuse_hours: int = 24
    to_principal: int = 2
    to_joint_office: int = 5
    grace_min: int = 30


@dataclass(frozen=True)
class RoundFacts:
    """One round as it stands. `planned`: made ahead by a plan, not opened by hand. Times are aware."""

    state: str
    planned: bool
    opens_at: datetime
    closes_at: datetime
    settles_at: datetime
    points: int
    visited: int


def counts_from_to(facts: RoundFacts) -> tuple[datetime, datetime]:
    """Return the first and last moment at which a visit counts: the window, with the grace on either side.

    Guards are not called off for a minute; whoever comes later than that walked another round, or none.
    """
    grace = facts.settles_at - facts.closes_at
    return facts.opens_at - grace, facts.closes_at + grace


def outcome(facts: RoundFacts, rules: RoundRules) -> str:
    """Return what a round whose time is over comes to. A round by hand that nobody walked was never due: it is cancelled."""
    if facts.visited == 0:
        return "missed" if facts.planned and facts.points > 0 else "cancelled"
    # The epsilon: 0.8 of 5 points is 4, whatever binary fractions say.
    enough = facts.visited + 1e-9 >= rules.done_share * facts.points
    return "done" if enough else "partial"


def state_now(facts: RoundFacts, rules: RoundRules, *, at: datetime) -> str:
    """Return the state that a round belongs in at `at`, whatever it was and however late the visits came.

    An excuse stands until somebody withdraws it, a planned round that was called off stays called off.
    """
    if facts.state == "excused" or (facts.state == "cancelled" and facts.planned):
        return facts.state
    if facts.points and facts.visited >= facts.points:
        return "done"
    if at >= facts.settles_at:
        return outcome(facts, rules)
    return shown_state("planned", opens_at=facts.opens_at, at=at)


def shown_state(state: str, *, opens_at: datetime, at: datetime) -> str:
    """Return the state as people see it: a planned round is open from its window's first moment, worker or not."""
    return "open" if state == "planned" and opens_at <= at else state


def excusable_until(closes_at: datetime, rules: RoundRules) -> datetime:
    """Return until when a round may be excused."""
    return closes_at + timedelta(hours=rules.excuse_hours)


def state_of_day(states: Iterable[str]) -> str | None:
    """Return the one state that stands for a day of several rounds: what needs a look comes first; None without rounds."""
    found = set(states)
    return next((state for state in _DAY_ORDER if state in found), None)


def not_before_at(day_starts_at: datetime, minutes: int | None, *, starts_at: datetime) -> datetime | None:
    """Return from when a point's visit proves something, of minutes after local midnight; None where any time is right.

    In a round over midnight half past twelve is that of the next day: twelve hours before its start nobody means.
    """
    if minutes is None:
        return None
    moment = day_starts_at + timedelta(minutes=minutes)
    return moment + timedelta(days=1) if starts_at - moment > timedelta(hours=12) else moment
