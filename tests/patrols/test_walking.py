"""Who walks a round: person, role, unit and joint unit; the rule and its twin in SQL answer alike."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.patrols.models import RUN
from backend.patrols.round_scopes import READ, may_on_run, readable, walkable, walks
from tests.builders import a_grant, an_account, the_actor
from tests.cases import Scene, a_scene
from tests.patrols.builders_rounds import a_run, a_way

PEOPLE = ("guard", "duty_teacher", "volunteer", "school_safety", "principal", "precinct_officer", "dept_handler")
PEOPLE = (
    *PEOPLE,
    "joint_office",
    "edu_officer",
    "leader_viewer",
    "platform_admin",
    "inspector",
    "confidential_officer",
)


def rounds_of_every_kind(session: Session, scene: Scene) -> dict[str, Any]:
    way, offices = a_way(session, scene.school), scene.county.offices
    guard = scene.account(session, "guard")
    return {
        "mine": a_run(session, way, assignee_account_id=guard.id),
        "guards": a_run(session, way),
        "officers": a_run(session, way, assignee_role="precinct_officer"),
        "school": a_run(session, way, assignee_unit_id=scene.school.id),
        "station": a_run(session, way, assignee_unit_id=scene.county.precinct_id),
        "market": a_run(session, way, assignee_unit_id=offices["SAMR"]),
        "joint": a_run(session, way, joint_units=[str(offices["SAMR"]), str(offices["EDU"])]),
    }


WALKS = {
    "guard": {"mine", "guards", "school", "joint"},
    "duty_teacher": {"school"},
    "volunteer": {"school"},
    "precinct_officer": {"officers", "station"},
    "dept_handler": {"market", "joint"},
    "edu_officer": {"joint"},
    "joint_office": set(),
    "leader_viewer": set(),
    "platform_admin": set(),
    "inspector": set(),
    "confidential_officer": set(),
}


@pytest.mark.parametrize("role", sorted(WALKS))
def test_each_walks_what_is_theirs(session: Session, scene: Scene, role: str) -> None:
    runs, actor = rounds_of_every_kind(session, scene), scene.actor(session, role)
    assert {name for name, run in runs.items() if walks(session, actor, run)} == WALKS[role]


def test_the_rule_and_the_query_agree_for_everybody_here_and_next_door(session: Session, scene: Scene) -> None:
    here = rounds_of_every_kind(session, scene)
    next_door = a_scene(session, county=scene.county, name="示范县第二小学")
    there = rounds_of_every_kind(session, next_door)
    runs = {run.id: run for run in (*here.values(), *there.values())}
    for role in PEOPLE:
        actor = scene.actor(session, role)
        walked = set(session.execute(select(RUN.c.id).where(walkable(actor))).scalars())
        read = set(session.execute(select(RUN.c.id).where(readable(actor))).scalars())
        assert walked == {key for key, run in runs.items() if walks(session, actor, run)}, role
        assert read == {key for key, run in runs.items() if may_on_run(session, actor, READ, run)}, role


def test_whoever_holds_no_walking_role_walks_nothing_even_if_named(session: Session, scene: Scene) -> None:
    leader = scene.account(session, "leader_viewer")
    run = a_run(session, a_way(session, scene.school), assignee_account_id=leader.id)
    actor = the_actor(session, leader)
    assert not walks(session, actor, run)
    assert session.execute(select(RUN.c.id).where(walkable(actor))).all() == []


def test_a_department_that_goes_along_reads_the_round(session: Session, scene: Scene) -> None:
    runs = rounds_of_every_kind(session, scene)
    manager = an_account(
        session, role="dept_manager", scope=("department", scene.county.offices["SAMR"]), county_id=scene.county.id
    )
    actor = the_actor(session, manager)
    read = set(session.execute(select(RUN.c.id).where(readable(actor))).scalars())
    assert read == {runs["market"].id, runs["joint"].id}


def test_a_role_of_the_parent_school_walks_at_its_campus(session: Session, scene: Scene) -> None:
    campus = a_scene(session, county=scene.county, name="示范县启明小学河湾教学点", parent_school_id=scene.school.id)
    run = a_run(session, a_way(session, campus.school))
    assert walks(session, scene.actor(session, "guard"), run)
    elsewhere = an_account(session, role=None, county_id=scene.county.id)
    a_grant(session, elsewhere, role="guard", scope=("school", campus.school.id))
    own = a_run(session, a_way(session, scene.school))
    assert not walks(session, the_actor(session, elsewhere), own)
