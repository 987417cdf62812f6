"""Excuses: who, for which rounds, until when; visible with the reason, and taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditRow
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import Problem
from backend.patrols.coverage import Period, read_coverage
from backend.patrols.excusing import excuse_round, withdraw_excuse
from backend.patrols.kinds import EXCUSES
from backend.patrols.models import PatrolRun
from backend.patrols.round_queries import one_round
from backend.people.models import Account
from tests.builders import an_account, the_actor
from tests.cases import Scene, a_scene
from tests.patrols.builders_rounds import MORNING, a_run, a_visit, a_way, minutes

CLOSED = MORNING + minutes(20)


def excused(session: Session, actor: Actor, run: PatrolRun, *, at: datetime = MORNING, **about: Any) -> PatrolRun:
    with time_machine.travel(at, tick=False):
        excuse_round(session, actor, run.id, **({"reason": "weather", "note": ""} | about))
    return run


def a_leader(session: Session, scene: Scene) -> Account:
    return an_account(session, role="duty_leader", scope=("school", scene.school.id), unit_id=scene.school.id)


@pytest.mark.parametrize("role", ["duty_leader", "school_safety", "principal", "precinct_officer", "joint_office"])
@pytest.mark.parametrize("state", ["planned", "open", "partial", "missed"])
def test_those_who_lead_excuse_what_was_planned(session: Session, scene: Scene, role: str, state: str) -> None:
    leader = a_leader(session, scene) if role == "duty_leader" else scene.account(session, role)
    run = a_run(session, a_way(session, scene.school), state=state)
    excused(session, the_actor(session, leader), run, reason="exam", note="中考封闭")
    assert (run.state, run.excuse, run.excuse_note, run.excused_by) == ("excused", "exam", "中考封闭", leader.id)
    with time_machine.travel(MORNING, tick=False):
        shown = one_round(session, the_actor(session, leader), run.id)
    assert shown["excused"]["reason_label"] == EXCUSES["exam"][0]
    assert shown["may"] == {"walk": False, "excuse": False, "withdraw": True}


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (MORNING - timedelta(hours=10, minutes=1), "round_excuse_too_early"),
        (MORNING - timedelta(hours=10), None),
        (CLOSED + timedelta(hours=24), None),
        (CLOSED + timedelta(hours=24, seconds=1), "round_excuse_too_late"),
    ],
)
def test_from_the_morning_of_the_day_until_a_day_after_the_window(
    session: Session, scene: Scene, at: datetime, code: str | None
) -> None:
    run, leader = a_run(session, a_way(session, scene.school)), scene.actor(session, "principal")
    if code is None:
        assert excused(session, leader, run, at=at).state == "excused"
        return
    with pytest.raises(Problem, match=code):
        excused(session, leader, run, at=at)
    with time_machine.travel(at, tick=False):
        assert one_round(session, leader, run.id)["may"]["excuse"] is False


@pytest.mark.parametrize(
    ("state", "planned"), [("done", True), ("cancelled", True), ("partial", False), ("open", False)]
)
def test_what_is_done_called_off_or_by_hand_needs_no_excuse(
    session: Session, scene: Scene, state: str, planned: bool
) -> None:
    run = a_run(session, a_way(session, scene.school), state=state, planned=planned)
    with pytest.raises(Problem, match="round_not_excusable"):
        excused(session, scene.actor(session, "principal"), run)


def test_nobody_excuses_a_round_that_is_theirs_by_name(session: Session, scene: Scene) -> None:
    leader = a_leader(session, scene)
    run = a_run(session, a_way(session, scene.school), assignee_account_id=leader.id)
    with pytest.raises(Problem, match="round_excuse_own"):
        excused(session, the_actor(session, leader), run)
    assert excused(session, scene.actor(session, "principal"), run).state == "excused"


def test_nobody_excuses_a_round_of_which_they_walked_a_part(session: Session, scene: Scene) -> None:
    leader, way = a_leader(session, scene), a_way(session, scene.school)
    run = a_run(session, way, assignee_role="duty_leader")
    a_visit(session, run, way.checkpoints[0], leader, at=MORNING)
    with pytest.raises(Problem, match="round_excuse_own"):
        excused(session, the_actor(session, leader), run)


def test_a_round_of_the_role_that_nobody_walked_is_nobodys_own(session: Session, scene: Scene) -> None:
    run = a_run(session, a_way(session, scene.school), assignee_role="duty_leader")
    assert excused(session, the_actor(session, a_leader(session, scene)), run).state == "excused"


def test_a_guard_is_told_whom_to_ask_and_a_stranger_learns_of_nothing(session: Session, scene: Scene) -> None:
    run = a_run(session, a_way(session, scene.school))
    with pytest.raises(Problem, match="not_permitted"):
        excused(session, scene.actor(session, "guard"), run)
    next_door = a_scene(session, county=scene.county, name="示范县第二小学")
    for act in (lambda who: excused(session, who, run), lambda who: withdraw_excuse(session, who, run.id)):
        with pytest.raises(Problem, match="not_found"):
            act(next_door.actor(session, "principal"))


def test_the_same_again_is_no_mistake_and_another_reason_is_one(session: Session, scene: Scene) -> None:
    run, leader = a_run(session, a_way(session, scene.school)), scene.actor(session, "principal")
    first = excused(session, leader, run).excused_at
    assert excused(session, leader, run, at=MORNING + minutes(5)).excused_at == first
    with pytest.raises(Problem, match="round_excused_already"):
        excused(session, leader, run, reason="exam")


def test_another_reason_says_what_it_is(session: Session, scene: Scene) -> None:
    run, leader = a_run(session, a_way(session, scene.school)), scene.actor(session, "principal")
    with pytest.raises(Problem, match="input_invalid"):
        excused(session, leader, run, reason="other")
    assert excused(session, leader, run, reason="other", note="道路施工").state == "excused"


@pytest.mark.parametrize(
    ("at", "visits", "state"), [(MORNING, 0, "open"), (MORNING + timedelta(days=9), 0, "missed"), (CLOSED, 3, "done")]
)
def test_a_withdrawn_excuse_leaves_the_round_as_it_was_walked(
    session: Session, scene: Scene, at: datetime, visits: int, state: str
) -> None:
    way = a_way(session, scene.school)
    run, leader = a_run(session, way), scene.actor(session, "principal")
    excused(session, leader, run)
    for checkpoint in way.checkpoints[:visits]:
        a_visit(session, run, checkpoint, scene.account(session, "guard"), at=MORNING)
    with time_machine.travel(at, tick=False):
        withdraw_excuse(session, leader, run.id)
        assert (run.state, run.visited, run.excuse, run.excused_at, run.excused_by) == (state, visits, None, None, None)
        with pytest.raises(Problem, match="round_not_excused"):
            withdraw_excuse(session, leader, run.id)


def test_an_excused_round_leaves_the_denominator_and_stays_visible(session: Session, scene: Scene) -> None:
    way = a_way(session, scene.school, points=4)
    run, leader = a_run(session, way, state="missed"), scene.actor(session, "principal")
    a_run(session, way, state="done", visited=4)
    period = Period(local_date(MORNING), local_date(MORNING))
    line = read_coverage(session, leader, by="school", period=period)["total"]
    assert (line["points_due"], line["rate"], line["excused"], line["excused_shown"]) == (8, 0.5, 0, [])
    excused(session, leader, run)
    line = read_coverage(session, leader, by="school", period=period)["total"]
    assert (line["planned"], line["points_due"], line["rate"], line["excused"]) == (2, 4, 1.0, 1)
    assert line["excused_shown"] == [{"reason": "weather", "label": EXCUSES["weather"][0], "count": 1}]


def test_both_stand_in_the_audit_book(session: Session, scene: Scene) -> None:
    run, leader = a_run(session, a_way(session, scene.school), state="missed"), scene.actor(session, "principal")
    excused(session, leader, run)
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        withdraw_excuse(session, leader, run.id)
    rows = session.execute(select(AuditRow).where(AuditRow.object_id == run.id).order_by(AuditRow.at)).scalars().all()
    assert [row.action for row in rows] == ["patrol_run.excused", "patrol_run.excuse_withdrawn"]
    assert rows[0].changes == {"state": ["missed", "excused"], "excuse": [None, "weather"]}
    assert rows[1].changes == {"state": ["excused", "missed"], "excuse": ["weather", None]}
