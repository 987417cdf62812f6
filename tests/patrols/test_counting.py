"""Counting a round anew: distinct points, whoever walked, however late, with points that come and go."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.patrols.counting import recount
from backend.patrols.models import PatrolRun
from tests.cases import Scene
from tests.patrols.builders_rounds import MORNING, a_point, a_run, a_visit, a_way, minutes, visit_all

DURING, AFTER = MORNING + minutes(5), MORNING + timedelta(days=2)


def counted(session: Session, run: PatrolRun) -> tuple[int, int, str]:
    found = recount(session, run.id)
    assert (run.points, run.visited, run.state) == (found.points, found.visited, found.state)
    return found.points, found.visited, found.state


def test_two_people_on_one_round_count_together_and_a_point_counts_once(session: Session, scene: Scene) -> None:
    way = a_way(session, scene.school, points=4)
    run, one, two = a_run(session, way), scene.account(session, "guard"), scene.account(session, "guard", number=2)
    visit_all(session, run, way.checkpoints[:2], one)
    visit_all(session, run, way.checkpoints[1:3], two)
    with time_machine.travel(DURING, tick=False):
        assert counted(session, run) == (4, 3, "open")
        assert run.settled_at is None
        visit_all(session, run, way.checkpoints[3:], two)
        assert counted(session, run) == (4, 4, "done")
        assert run.settled_at == DURING


def test_late_visits_mend_a_round_that_was_missed(session: Session, scene: Scene) -> None:
    way = a_way(session, scene.school, points=5)
    run = a_run(session, way, state="missed", settled_at=MORNING + minutes(50))
    guard = scene.account(session, "guard")
    with time_machine.travel(AFTER, tick=False):
        for n, state in enumerate(["partial", "partial", "partial", "done", "done"]):
            a_visit(session, run, way.checkpoints[n], guard, at=DURING, late=True)
            assert counted(session, run) == (5, n + 1, state)
            assert counted(session, run) == (5, n + 1, state), "counting twice changes nothing"
    assert run.settled_at == MORNING + minutes(50), "when it was first settled stays"


@pytest.mark.parametrize(("offset", "counts"), [(-41, 0), (-40, 1), (50, 1), (51, 0), (24 * 60, 0)])
def test_a_visit_outside_the_window_and_its_grace_does_not_count(
    session: Session, scene: Scene, offset: int, counts: int
) -> None:
    way = a_way(session, scene.school)
    run = a_run(session, way)
    a_visit(session, run, way.checkpoints[0], scene.account(session, "guard"), at=MORNING + minutes(offset))
    with time_machine.travel(AFTER, tick=False):
        assert counted(session, run)[1] == counts


def test_doubtful_visits_count_for_a_verdict_flags_and_takes_nothing_away(session: Session, scene: Scene) -> None:
    way = a_way(session, scene.school, points=1)
    run = a_run(session, way)
    a_visit(session, run, way.checkpoints[0], scene.account(session, "guard"), at=DURING, verdict="contradicted")
    assert counted(session, run)[1:] == (1, "done")


def test_a_point_taken_out_of_use_before_the_end_is_due_no_more(session: Session, scene: Scene) -> None:
    way = a_way(session, scene.school, points=4)
    run, guard = a_run(session, way), scene.account(session, "guard")
    way.checkpoints[3].retired_at = MORNING
    visit_all(session, run, way.checkpoints[:3], guard)
    session.flush()
    assert counted(session, run) == (3, 3, "done")


def test_a_point_taken_out_of_use_after_the_round_or_visited_before_stays_due(session: Session, scene: Scene) -> None:
    way = a_way(session, scene.school, points=2)
    run, guard = a_run(session, way), scene.account(session, "guard")
    way.checkpoints[0].retired_at = MORNING + minutes(6)
    way.checkpoints[1].retired_at = AFTER
    visit_all(session, run, way.checkpoints[:1], guard)
    session.flush()
    with time_machine.travel(AFTER, tick=False):
        assert counted(session, run) == (2, 1, "partial")


def test_points_of_a_later_revision_and_of_another_route_do_not_count(session: Session, scene: Scene) -> None:
    way, other = a_way(session, scene.school, points=2), a_way(session, scene.school, points=1)
    run, guard = a_run(session, way), scene.account(session, "guard")
    way.route.revision = 2
    session.add(a_point(way.route, other.checkpoints[0], 0))
    a_visit(session, run, other.checkpoints[0], guard, at=DURING)
    a_visit(session, run, way.checkpoints[0], guard, at=DURING)
    with time_machine.travel(DURING, tick=False):
        assert counted(session, run) == (2, 1, "open")


@pytest.mark.parametrize("state", ["excused", "cancelled"])
def test_excused_and_cancelled_rounds_keep_their_state_and_take_the_counts(
    session: Session, scene: Scene, state: str
) -> None:
    way = a_way(session, scene.school, points=2)
    run = a_run(session, way, state=state, excused_at=MORNING if state == "excused" else None)
    visit_all(session, run, way.checkpoints, scene.account(session, "guard"))
    assert counted(session, run) == (2, 2, state)


def test_an_unknown_round_is_not_found(session: Session) -> None:
    with pytest.raises(Problem, match="not_found"):
        recount(session, new_id())
