"""Who is told of missed rounds: each thing once, the right people, by county's numbers, and never a name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM
from backend.core.errors import Problem
from backend.messages.models import INBOX, MESSAGE
from backend.messages.templates import address_of, text_of
from backend.patrols.counting import recount
from backend.patrols.models import PatrolRun
from backend.patrols.round_notices import tell_of_outcome
from backend.patrols.round_settings import rules_of, set_rules
from backend.patrols.settling import settle_round
from backend.people.models import ACCOUNT
from tests.cases import Scene, a_scene
from tests.patrols.builders_rounds import MORNING, Way, a_run, a_way, minutes, visit_all

MONDAY = MORNING - timedelta(days=2)
OFFICES = ("school_safety", "principal", "joint_office")


def people(session: Session, scene: Scene) -> None:
    for role in (*OFFICES, "guard", "precinct_officer"):
        scene.account(session, role)


def settled(session: Session, run: PatrolRun) -> PatrolRun:
    with time_machine.travel(run.settles_at, tick=False):
        assert settle_round(session, run.id)
        tell_of_outcome(session, run.id)  # again is no second time
    return run


def told(session: Session, scene: Scene) -> dict[str, list[str]]:
    """What each office reads, by kind."""
    rows = session.execute(
        select(INBOX.c.account_id, MESSAGE.c.kind).join(MESSAGE).order_by(MESSAGE.c.created_at)
    ).all()
    found = {role: [row.kind for row in rows if row.account_id == scene.account(session, role).id] for role in OFFICES}
    assert sum(map(len, found.values())) == len(rows), "nobody else is told"
    return found


def missed(session: Session, way: Way, number: int, *, first_day: Any = MONDAY) -> None:
    for n in range(number):
        settled(session, a_run(session, way, starts_at=first_day + timedelta(days=n // 3, hours=n % 3)))


def test_the_security_office_hears_of_every_missed_and_partial_round_once(session: Session, scene: Scene) -> None:
    people(session, scene)
    way = a_way(session, scene.school, points=5)
    for seen in (5, 3, 0):
        run = a_run(session, way, starts_at=MORNING + timedelta(hours=seen))
        visit_all(session, run, way.checkpoints[:seen], scene.account(session, "guard"))
        settled(session, run)
    told_ = told(session, scene)
    assert sorted(told_["school_safety"]) == ["round_missed", "round_partial"]
    assert told_["principal"] == told_["joint_office"] == []


@pytest.mark.parametrize(("number", "principal", "office"), [(1, 0, 0), (2, 1, 0), (4, 1, 0), (5, 1, 1), (7, 1, 1)])
def test_two_in_a_week_are_the_principals_and_five_the_joint_offices(
    session: Session, scene: Scene, number: int, principal: int, office: int
) -> None:
    people(session, scene)
    missed(session, a_way(session, scene.school), number)
    found = told(session, scene)
    assert found["principal"] == ["rounds_missed"] * principal
    assert found["joint_office"] == ["rounds_missed"] * office
    assert found["school_safety"] == ["round_missed"] * number


def test_a_week_ends_on_sunday_and_the_next_one_begins_anew(session: Session, scene: Scene) -> None:
    people(session, scene)
    way = a_way(session, scene.school)
    missed(session, way, 1, first_day=MONDAY - timedelta(days=1))
    missed(session, way, 1)
    assert told(session, scene)["principal"] == []
    missed(session, way, 1, first_day=MONDAY + timedelta(days=6))
    assert told(session, scene)["principal"] == ["rounds_missed"]
    missed(session, way, 2, first_day=MONDAY + timedelta(days=7))
    assert told(session, scene)["principal"] == ["rounds_missed"] * 2


def test_partial_excused_and_hand_made_rounds_are_no_missed_ones(session: Session, scene: Scene) -> None:
    people(session, scene)
    way = a_way(session, scene.school, points=2)
    settled(session, a_run(session, way, planned=False))
    partial = a_run(session, way)
    visit_all(session, partial, way.checkpoints[:1], scene.account(session, "guard"))
    settled(session, partial)
    a_run(session, way, state="excused", excused_at=MORNING)
    settled(session, a_run(session, way, starts_at=MORNING + minutes(60)))
    assert told(session, scene) == {
        "school_safety": ["round_partial", "round_missed"],
        "principal": [],
        "joint_office": [],
    }


def test_another_schools_rounds_are_counted_apart(session: Session, scene: Scene) -> None:
    people(session, scene)
    other = a_scene(session, county=scene.county, name="示范县第二小学")
    missed(session, a_way(session, other.school), 1)
    missed(session, a_way(session, scene.school), 1)
    assert told(session, scene)["principal"] == []


def test_a_county_has_its_own_numbers_and_none_at_all_is_one(session: Session, scene: Scene) -> None:
    people(session, scene)
    set_rules(session, SYSTEM, scene.county.id, values={"to_principal": 1, "to_joint_office": 0})
    missed(session, a_way(session, scene.school), 6)
    found = told(session, scene)
    assert (found["principal"], found["joint_office"]) == (["rounds_missed"], [])


@pytest.mark.parametrize(
    "values", [{"done_share": 0}, {"done_share": 1.1}, {"excuse_hours": -1}, {"nonsense": 1}, {"grace_min": True}]
)
def test_nonsense_is_refused_as_a_setting(session: Session, scene: Scene, values: dict[str, float]) -> None:
    with pytest.raises(Problem, match="round_rule_wrong"):
        set_rules(session, SYSTEM, scene.county.id, values=values)
    assert rules_of(session, scene.county.id).done_share == 0.8


def test_a_countys_share_decides_what_is_done(session: Session, scene: Scene) -> None:
    set_rules(session, SYSTEM, scene.county.id, values={"done_share": 0.5})
    way = a_way(session, scene.school, points=4)
    run = a_run(session, way)
    visit_all(session, run, way.checkpoints[:2], scene.account(session, "guard"))
    with time_machine.travel(run.settles_at, tick=False):
        assert recount(session, run.id).state == "done"


def test_a_worker_that_stood_still_for_long_counts_but_tells_no_old_stories(session: Session, scene: Scene) -> None:
    people(session, scene)
    run = a_run(session, a_way(session, scene.school), starts_at=MORNING)
    with time_machine.travel(MORNING + timedelta(days=9), tick=False):
        assert settle_round(session, run.id)
    assert (run.state, told(session, scene)["school_safety"]) == ("missed", [])


def test_no_message_holds_a_name_and_each_opens_its_page(session: Session, scene: Scene) -> None:
    people(session, scene)
    way = a_way(session, scene.school, name="王小明的路线")
    guard = scene.account(session, "guard")
    for n in range(5):
        settled(session, a_run(session, way, starts_at=MORNING + minutes(90 * n), assignee_account_id=guard.id))
    rows = session.execute(select(MESSAGE)).all()
    names = {*session.execute(select(ACCOUNT.c.display_name)).scalars(), "王小明"}
    for row in rows:
        text = text_of(row.kind, row.facts)
        assert not any(name in f"{text.title}{text.line}" for name in names)
        assert address_of(row.subject_type, row.subject_id).startswith(("/app/rounds/", "/app/coverage?"))
    line = next(text_of(row.kind, row.facts).line for row in rows if row.kind == "round_missed")
    assert line == "启明小学 · 11月25日 10:00 的巡查 · 到位 0/3 点"
