"""The list of look-backs that are due: for those who may do them, as the rules say, never for whoever fixed it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.core.actor import SYSTEM
from backend.core.clock import end_of_local_day, local_date, now
from backend.core.ids import new_id
from backend.rectifications.clock_settings import set_clocks
from backend.rectifications.look_back_queries import STATES
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


def due_in(stage: Stage, days: float) -> None:
    with stage.database.work() as session:
        session.execute(update(LOOK_BACK).values(due_at=now() + timedelta(days=days)))


def listed(phone: Phone, **query: str) -> list[str]:
    return [each["case"]["id"] for each in phone.get("/look_backs", **query).json["items"]]


def look_back(stage: Stage, case: dict[str, Any], action: str, **said: Any) -> None:
    inspector = stage.phone("inspector")
    fresh = inspector.get(f"/cases/{case['id']}").json
    assert inspector.move(fresh, action, photos=claims(a_picture(7)), **said).status_code == 200


@pytest.mark.parametrize(
    ("days", "seen"),
    [(-1, {"due", "overdue"}), (-0.0001, {"due", "overdue"}), (3, {"coming"})],
)
def test_what_is_due_overdue_or_coming_has_its_list(stage: Stage, days: float, seen: set[str]) -> None:
    case = a_due_look_back(stage)
    due_in(stage, days)
    office = stage.phone("joint_office")
    found = {state for state in STATES if listed(office, state=state) == [case["id"]]}
    assert found == seen


def test_what_is_due_today_is_due_and_not_yet_overdue(stage: Stage) -> None:
    case = a_due_look_back(stage)
    with stage.database.work() as session:
        session.execute(update(LOOK_BACK).values(due_at=end_of_local_day(local_date(now()))))
    office = stage.phone("joint_office")
    assert [listed(office, state=state) for state in STATES] == [[case["id"]], [], [], []]
    assert office.get("/look_backs").json["items"][0]["overdue"] is False
    assert "to_look_back" in office.get("/work").json["counts"]
    assert office.get("/cases", flags="look_back_due").json["items"][0]["id"] == case["id"]


@pytest.mark.parametrize(
    ("action", "said", "result"),
    [
        ("pass_look_back", {"note": "仍然完好"}, ("pass", "合格")),
        ("fail_look_back", {"reason": "又松了"}, ("fail", "不合格")),
    ],
)
def test_a_result_is_told_with_its_day(
    stage: Stage, action: str, said: dict[str, str], result: tuple[str, str]
) -> None:
    case = a_due_look_back(stage)
    look_back(stage, case, action, **said)
    office = stage.phone("joint_office")
    [item] = office.get("/look_backs", state="done").json["items"]
    assert (item["result"], item["result_label"]) == result
    assert (item["case"]["id"], item["overdue"], bool(item["done_at"])) == (case["id"], False, True)
    assert [listed(office, state=state) for state in STATES[:3]] == [[], [], []]


def test_who_fixed_it_reads_the_result_and_who_may_not_look_back_there_does_not(stage: Stage) -> None:
    case = a_due_look_back(stage)
    look_back(stage, case, "pass_look_back", note="仍然完好")
    may_read = {role for role in EVERYBODY if listed(stage.phone(role), state="done")}
    assert may_read == {
        "joint_office", "edu_officer", "precinct_officer", "inspector", "school_safety", "principal",
    }  # fmt: skip


def test_what_was_called_off_has_no_result(stage: Stage) -> None:
    a_due_look_back(stage)
    with stage.database.work() as session:
        session.execute(update(LOOK_BACK).values(result="void", done_at=now()))
    assert [listed(stage.phone("joint_office"), state=state) for state in STATES] == [[]] * 4


def test_results_turn_their_pages_the_latest_first(stage: Stage) -> None:
    case = a_due_look_back(stage)
    look_back(stage, case, "pass_look_back", note="仍然完好")
    with stage.database.work() as session:
        row = session.execute(select(LOOK_BACK)).one()._asdict()
        for n in range(31):
            at = now() - timedelta(days=n + 1)
            session.execute(LOOK_BACK.insert().values(row | {"id": new_id(), "planned_at": at, "done_at": at}))
    office = stage.phone("joint_office")
    first = office.get("/look_backs", state="done").json
    second = office.get("/look_backs", state="done", cursor=first["next"]).json
    days = [each["done_at"] for each in (*first["items"], *second["items"])]
    assert (len(days), second["next"]) == (32, None)
    assert days == sorted(days, reverse=True)


def test_a_list_is_narrowed_by_school_and_severity(stage: Stage) -> None:
    case = a_due_look_back(stage)
    office, school = stage.phone("joint_office"), str(stage.scene.school.id)
    assert listed(office, school_id=school, severity="general") == [case["id"]]
    assert listed(office, severity="major") == []
    assert listed(office, school_id=str(new_id())) == []


@pytest.mark.parametrize("query", [{"state": "done", "due": "2026-11-26"}, {"state": "void"}, {"severity": "small"}])
def test_a_list_that_there_is_not_is_refused(stage: Stage, query: dict[str, str]) -> None:
    assert stage.phone("joint_office").get("/look_backs", **query).status_code == 422
