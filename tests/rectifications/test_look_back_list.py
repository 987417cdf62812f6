"""The list of look-backs that are due: for those who may do them, as the rules say, never for whoever fixed it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from backend.core.actor import SYSTEM
from backend.core.clock import now
from backend.core.ids import new_id
from backend.rectifications.clock_settings import set_clocks
from backend.rectifications.supervision_models import LOOK_BACK
from tests.lives import submitted_case
from tests.phones import Phone, Stage, a_picture, claims

EVERYBODY = (
    "joint_office", "edu_officer", "precinct_officer", "inspector", "school_safety", "principal", "guard", "dept_handler",
)  # fmt: skip


def a_due_look_back(stage: Stage, *, by: Phone | None = None) -> dict[str, Any]:
    """A case closed a month ago, whose look-back is due today."""
    with stage.database.work() as session:
        set_clocks(session, SYSTEM, stage.scene.county.id, values={"look_back.general.rate": "100"})
    case = submitted_case(stage, by=by)
    checker = stage.phone("principal") if by else stage.phone("precinct_officer")
    assert checker.move(case, "verify").status_code == 200
    with stage.database.work() as session:
        session.execute(update(LOOK_BACK).values(due_at=now() - timedelta(hours=1)))
    return case


def seers(stage: Stage) -> set[str]:
    return {role for role in EVERYBODY if stage.phone(role).get("/look_backs").json["items"]}


def allowed(stage: Stage, case: dict[str, Any]) -> set[str]:
    """Who the case itself offers the look-back to."""
    found = set()
    for role in EVERYBODY:
        answer = stage.phone(role).get(f"/cases/{case['id']}")
        actions = answer.json["allowed_actions"] if answer.status_code == 200 else []
        found |= {role} if "pass_look_back" in {each["action"] for each in actions} else set()
    return found


def test_an_outside_finding_is_looked_back_at_by_outsiders(stage: Stage) -> None:
    case = a_due_look_back(stage)
    assert seers(stage) == allowed(stage, case) == {"joint_office", "edu_officer", "precinct_officer", "inspector"}


def test_a_schools_own_finding_by_another_person_of_the_school_too(stage: Stage) -> None:
    case = a_due_look_back(stage, by=stage.phone("guard"))
    assert "school_safety" not in seers(stage)  # submitted it
    assert "principal" in seers(stage)
    assert seers(stage) == allowed(stage, case)


def test_it_waits_among_the_work_until_it_is_done(stage: Stage) -> None:
    case = a_due_look_back(stage)
    inspector = stage.phone("inspector")
    assert [each["key"] for each in inspector.get("/work").json["sections"]] == ["to_look_back"]
    item = inspector.get("/look_backs").json["items"][0]
    assert (item["kind"], item["kind_label"], item["overdue"], item["rate"]) == ("d30", "30 天", True, 100)
    assert item["case"]["id"] == case["id"]
    fresh = inspector.get(f"/cases/{case['id']}").json
    done = inspector.move(fresh, "pass_look_back", note="仍然完好", photos=claims(a_picture(7)))
    assert (done.status_code, done.json["state"]) == (200, "archived")
    assert inspector.get("/look_backs").json["items"] == []
    assert inspector.get("/work").json["sections"] == []


def test_what_is_due_later_is_found_by_its_day(stage: Stage) -> None:
    a_due_look_back(stage)
    later = now() + timedelta(days=10)
    with stage.database.work() as session:
        session.execute(update(LOOK_BACK).values(due_at=later))
    office = stage.phone("joint_office")
    assert office.get("/look_backs").json["items"] == []
    assert len(office.get("/look_backs", due=(later + timedelta(days=1)).date().isoformat()).json["items"]) == 1


def test_the_list_turns_its_pages(stage: Stage) -> None:
    case = a_due_look_back(stage)
    with stage.database.work() as session:
        row = session.execute(select(LOOK_BACK)).one()._asdict()
        for n in range(31):
            at = now() - timedelta(days=n + 1)
            session.execute(LOOK_BACK.insert().values(row | {"id": new_id(), "planned_at": at, "due_at": at}))
    office = stage.phone("joint_office")
    first = office.get("/look_backs").json
    second = office.get("/look_backs", cursor=first["next"]).json
    assert (len(first["items"]), len(second["items"]), second["next"]) == (30, 2, None)
    days = [each["due_at"] for each in (*first["items"], *second["items"])]
    assert days == sorted(days)
    assert case["id"] == first["items"][0]["case"]["id"]
