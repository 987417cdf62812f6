"""What comes back: suggested by school, kind and place, linked only by the joint office, and counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.errors import Problem
from backend.rectifications.models import CASE, Case
from backend.rectifications.operations.assigning import assign_case
from backend.rectifications.options import assignment_options
from tests.cases import Scene, a_case, a_command, a_scene, assigned
from tests.lives import assign
from tests.phones import Stage

DAY = timedelta(days=1)


def a_closed_case(session: Session, scene: Scene, *, days_ago: int = 30, **about: Any) -> Case:
    case = assigned(session, scene, a_case(session, scene))
    ended = {"state": "closed", "closed_at": now() - days_ago * DAY, "submitted_by": None}
    session.execute(update(CASE).where(CASE.c.id == case.id).values(ended | about))
    session.refresh(case)
    return case


def suggested(session: Session, scene: Scene, case: Case, *, role: str = "joint_office") -> list[Any]:
    options = assignment_options(session, scene.actor(session, role), case.id, category="BLD02")
    return [each["id"] for each in options["recurrences"]]


def test_a_case_closed_nearby_and_lately_is_suggested(session: Session) -> None:
    scene = a_scene(session)
    earlier = a_closed_case(session, scene)
    assert suggested(session, scene, a_case(session, scene)) == [earlier.id]


@pytest.mark.parametrize(
    "about",
    [{"days_ago": 181}, {"category": "BLD03"}, {"lat": 38.9006}, {"state": "rectifying"}],
    ids=["too long ago", "another kind", "67 m away", "still open"],
)
def test_others_are_not(session: Session, about: dict[str, Any]) -> None:
    scene = a_scene(session)
    a_closed_case(session, scene, **about)
    assert suggested(session, scene, a_case(session, scene)) == []


def test_another_schools_case_is_not_suggested(session: Session) -> None:
    scene = a_scene(session)
    a_closed_case(session, a_scene(session, county=scene.county, name="示范县北辰小学"))
    assert suggested(session, scene, a_case(session, scene)) == []


def test_only_who_may_say_so_is_asked(session: Session) -> None:
    scene = a_scene(session)
    a_closed_case(session, scene)
    assert suggested(session, scene, a_case(session, scene), role="school_safety") == []


def test_nothing_is_linked_by_itself_and_the_joint_office_links(session: Session) -> None:
    scene = a_scene(session)
    earlier = a_closed_case(session, scene)
    alone = assigned(session, scene, a_case(session, scene))
    linked = assigned(session, scene, a_case(session, scene), recurrence_of_id=earlier.id)
    assert (alone.recurrence_of_id, linked.recurrence_of_id) == (None, earlier.id)


@pytest.mark.parametrize(
    ("role", "about", "code"),
    [
        ("school_safety", {}, "case_recurrence_not_yours"),
        ("joint_office", {"category": "BLD03"}, "case_recurrence_unsuitable"),
    ],
)
def test_a_link_by_others_or_to_something_else_is_refused(
    session: Session, role: str, about: dict[str, Any], code: str
) -> None:
    scene = a_scene(session)
    earlier, case = a_closed_case(session, scene, **about), a_case(session, scene)
    details = {"category": "BLD02", "severity": "general", "handling": "deadline", "lead_unit_id": scene.school.id}
    command = a_command(case, details=details | {"recurrence_of_id": earlier.id})
    with pytest.raises(Problem) as refused:
        assign_case(session, scene.actor(session, role), case.id, command=command)
    assert refused.value.code == code


def test_the_rate_counts_cases_that_were_opened_again_or_linked_to(stage: Stage) -> None:
    with stage.database.work() as session:
        scene = stage.scene
        linked_to, _, _ = (a_closed_case(session, scene) for _ in range(3))
        a_closed_case(session, scene, state="rectifying", closed_at=None, reopen_count=1)
        assigned(session, scene, a_case(session, scene), recurrence_of_id=linked_to.id)
    found = stage.phone("joint_office").get("/figures/recurrence").json
    assert (found["closed"], found["recurred"], found["rate"]) == (4, 2, 50.0)
    assert [(each["name"], each["closed"]) for each in found["schools"]] == [("示范县启明小学", 4)]
    assert found["units"][0]["id"] == str(stage.scene.school.id)
    other = stage.phone("joint_office").get("/figures/recurrence", until="2020-01-01").json
    assert (other["closed"], other["rate"], other["schools"]) == (0, None, [])


def test_who_sees_no_figures_counts_nothing(stage: Stage) -> None:
    with stage.database.work() as session:
        a_closed_case(session, stage.scene)
    assert stage.phone("guard").get("/figures/recurrence").json["closed"] == 0
    assert stage.phone("leader_viewer").get("/figures/recurrence").json["closed"] == 1


def test_a_period_the_wrong_way_round_is_refused(stage: Stage) -> None:
    answer = stage.phone("joint_office").get("/figures/recurrence", since="2026-11-02", until="2026-11-01")
    assert (answer.status_code, answer.json["code"]) == (422, "input_invalid")


def test_a_case_says_in_lists_what_its_clocks_say(stage: Stage) -> None:
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report())).json
    assert (case["step"], case["step_label"], case["step_overdue"]) == ("acknowledge", "签收", False)
    assert (case["escalation_level"], case["escalation_label"], case["due_paused"]) == (0, "未提级", False)
    assert case["first_due_at"] == case["due_at"]
    listed = stage.phone("joint_office").get("/cases").json["items"][0]
    assert listed["step_due_at"] == case["step_due_at"]


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_a_day_that_no_calendar_shows_is_refused(stage: Stage, day: str) -> None:
    office = stage.phone("joint_office")
    asked = [office.get("/figures/recurrence", **{name: day}) for name in ("since", "until")]
    asked.append(office.get("/look_backs", due=day))
    assert [answer.status_code for answer in asked] == [422, 422, 422]
