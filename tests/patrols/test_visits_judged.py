"""Verdicts come out the same in whatever order visits arrive, and cost a fixed small number of statements."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, event
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.ids import new_id
from backend.patrols.gathering import Seen, Visited, facts_of_round, touched_rounds
from backend.patrols.judging import _judge
from backend.patrols.models import PatrolRoute
from backend.patrols.neighbours import neighbours
from backend.patrols.said import Said
from backend.patrols.visit_models import VISIT
from tests.patrols.visits_made import DAWN, Walk, a_round, a_said, a_walk, near, sent, stored

Sending = tuple[Actor, Said, dict[str, Any]]
Verdicts = dict[UUID, tuple[str, list[Any]]]


@pytest.fixture
def walk(session: Session) -> Walk:
    return a_walk(session, starts_at=DAWN, points=5)


@pytest.fixture
def guard(session: Session, walk: Walk) -> Actor:
    return walk.scene.actor(session, "guard")


def a_mixed_morning(session: Session, walk: Walk) -> list[Sending]:
    """Two people on one round, a shared phone, a copy to the last digit, a hurry, a repeat, and the next round."""
    guard, other = (walk.scene.actor(session, "guard", number=number) for number in (1, 2))
    route = session.get_one(PatrolRoute, walk.route_id)
    later = a_round(session, route, points=5, starts_at=DAWN + timedelta(hours=1))
    fixed = near(walk.checkpoints[0])
    said = [
        (guard, a_said(walk, 0, position=fixed), "a"),
        (guard, a_said(walk, 1), "a"),
        (guard, a_said(walk, 3, occurred_at=DAWN + timedelta(minutes=3, seconds=20)), "a"),
        (guard, a_said(walk, 2, position=None), "b"),
        (guard, a_said(walk, 2, occurred_at=DAWN + timedelta(minutes=6, seconds=9), position=None), "b"),
        (other, a_said(walk, 4, occurred_at=DAWN + timedelta(minutes=4)), "a"),
        (guard, a_said(walk, 0, run_id=later.id, occurred_at=DAWN + timedelta(minutes=63), position=fixed), "a"),
        (other, a_said(walk, 1, run_id=None, occurred_at=DAWN + timedelta(hours=8)), "a"),
    ]
    return [(actor, each, {"device": device}) for actor, each, device in said]


def verdicts_after(session: Session, order: Iterable[Sending]) -> Verdicts:
    session.execute(delete(VISIT))
    ids = [sent(session, actor, said, at=DAWN + timedelta(hours=9), **about).id for actor, said, about in order]
    return {one: (stored(session, one).verdict, stored(session, one).reasons) for one in ids}


def test_every_order_of_arrival_ends_in_the_same_verdicts(session: Session, walk: Walk) -> None:
    morning, dice = a_mixed_morning(session, walk), random.Random(4)
    wanted = verdicts_after(session, morning)
    assert len({verdict for verdict, _ in wanted.values()}) >= 3, "a morning that has something to get wrong"
    for _ in range(12):
        dice.shuffle(morning)
        assert verdicts_after(session, morning) == wanted


def test_a_thousand_orders_of_arrival_end_in_the_same_verdicts(session: Session, walk: Walk) -> None:
    """The same without a database in between: what a visit throws another light on is judged anew each time."""
    for actor, said, about in (morning := a_mixed_morning(session, walk)):
        sent(session, actor, said, at=DAWN + timedelta(hours=9), **about)
    probe = replace(neighbours(session, _somebody(session, morning))[0], id=new_id())
    visits = neighbours(session, probe)
    assert len(visits) == len(morning)
    wanted, dice = arriving(visits), random.Random(5)
    assert wanted == {visit.id: (visit.verdict, list(visit.reasons)) for visit in visits}, "as the database has it"
    for _ in range(1000):
        dice.shuffle(visits)
        assert arriving(visits) == wanted


def arriving(visits: Sequence[Visited]) -> Verdicts:
    """What the verdicts are after these have come one by one."""
    known: dict[UUID, Visited] = {}
    for new in visits:
        rounds = touched_rounds(new, known.values())
        known[new.id] = new
        seen = [Seen(each.spot, each.happened_at) for each in known.values() if each.spot is not None]
        for mine in rounds:
            for one, verdict in _judge(facts_of_round(mine, list(known.values()), seen)).items():
                known[one] = replace(known[one], verdict=verdict.level, reasons=verdict.reasons)
    return {one: (visit.verdict, list(visit.reasons)) for one, visit in known.items()}


def _somebody(session: Session, morning: Sequence[Sending]) -> Visited:
    from backend.patrols.neighbours import visited

    found = visited(session, morning[0][1].id)
    assert found is not None
    return found


def test_a_late_visit_changes_what_is_thought_of_its_neighbours(session: Session, walk: Walk, guard: Actor) -> None:
    first = sent(session, guard, a_said(walk, 0))
    assert first.verdict == "confirmed"
    far = a_said(walk, 4, occurred_at=DAWN + timedelta(seconds=8))
    sent(session, guard, far, at=DAWN + timedelta(hours=5))
    assert stored(session, first.id).verdict in ("doubtful", "contradicted"), "four hundred metres in eight seconds"


def test_of_two_people_on_one_round_neither_hurries_the_other(session: Session, walk: Walk, guard: Actor) -> None:
    other = walk.scene.actor(session, "guard", number=2)
    first = sent(session, guard, a_said(walk, 0), device="a")
    second = sent(session, other, a_said(walk, 4, occurred_at=DAWN + timedelta(seconds=8)), device="b")
    assert {stored(session, each.id).verdict for each in (first, second)} == {"confirmed"}


def statements(session: Session, actor: Actor, said: Said) -> list[str]:
    sent_ones: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            sent_ones.append(" ".join(statement.split()))

    event.listen(session.get_bind().engine, "before_cursor_execute", note)
    try:
        sent(session, actor, said)
    finally:
        event.remove(session.get_bind().engine, "before_cursor_execute", note)
    return sent_ones


USUAL = [
    "SELECT school",  # the plate and its place
    "SELECT patrol_run",  # the rounds it may belong to
    "SELECT patrol_run",  # the lock
    "SELECT photo",  # the person's day and the phone's, with when their photos were taken
    "SELECT checkpoint_visit",  # the same reading before
    "INSERT checkpoint_visit",
    "SELECT route_point",
    "UPDATE patrol_run",
    "SELECT county_setting",
    "INSERT audit_row",
]


def test_a_visit_in_a_round_costs_ten_statements_however_long_the_round(
    session: Session, walk: Walk, guard: Actor
) -> None:
    from tests.intake.test_statements import of

    sent(session, guard, a_said(walk, 0))
    assert of(statements(session, guard, a_said(walk, 1))) == USUAL
    sent(session, guard, a_said(walk, 2))
    assert of(statements(session, guard, a_said(walk, 3))) == USUAL
