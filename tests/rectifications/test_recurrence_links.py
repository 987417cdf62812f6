"""A case that came back and the one that it came back as: proposed in words, linked by the office, readable from both ends."""

from __future__ import annotations

from typing import Any

from tests.lives import assign, submitted_case
from tests.phones import Phone, Stage


def a_closed_case(stage: Stage) -> dict[str, Any]:
    case = submitted_case(stage)
    assert stage.phone("precinct_officer").move(case, "verify").status_code == 200
    return case


def proposals(stage: Stage, case: dict[str, Any], *, role: str = "joint_office") -> list[dict[str, Any]]:
    answer = stage.phone(role).get(f"/cases/{case['id']}/assignment_options", category="BLD02")
    return list(answer.json["recurrences"])


def linked(stage: Stage) -> tuple[dict[str, Any], dict[str, Any]]:
    """A case closed before, and a new report that the office calls its return."""
    earlier = a_closed_case(stage)
    later = stage.case_of(stage.phone("joint_office"), stage.report())
    moved = assign(stage, later, recurrence_of_id=earlier["id"])
    assert moved.status_code == 200
    return earlier, moved.json


def read(phone: Phone, case: dict[str, Any]) -> Any:
    return phone.get(f"/cases/{case['id']}").json


def test_a_proposal_says_number_day_and_place(stage: Stage) -> None:
    earlier = a_closed_case(stage)
    later = stage.case_of(stage.phone("joint_office"), stage.report())
    [proposal] = proposals(stage, later)
    known = read(stage.phone("joint_office"), earlier)
    assert (proposal["id"], proposal["ledger_no"]) == (earlier["id"], known["ledger_no"])
    assert (proposal["place"], proposal["distance_m"]) == (known["place"], 0)
    assert proposal["closed_at"]
    assert proposals(stage, later, role="school_safety") == []


def test_both_ends_lead_to_each_other(stage: Stage) -> None:
    earlier, later = linked(stage)
    office = stage.phone("joint_office")
    before, after = read(office, earlier), read(office, later)
    assert (after["recurrence_of"]["id"], after["recurrence_of"]["ledger_no"]) == (earlier["id"], before["ledger_no"])
    assert [(each["id"], each["ledger_no"]) for each in before["came_back_as"]] == [(later["id"], after["ledger_no"])]
    assert (before["recurrence_of"], after["came_back_as"]) == (None, [])
    assert after["recurrence_of"]["closed_at"]
    assert before["came_back_as"][0]["assigned_at"]


def test_the_ledger_says_that_it_is_a_return(stage: Stage) -> None:
    _, later = linked(stage)
    assert "认定为同一问题复发" in next(step["note"] for step in later["timeline"] if step["action"] == "assign")


def test_an_end_that_the_reader_may_not_see_is_not_told(stage: Stage) -> None:
    """A volunteer sees the report of his own; what it is the return of is not his to read."""
    earlier = a_closed_case(stage)
    volunteer = stage.phone("volunteer")
    mine = stage.case_of(stage.phone("joint_office"), stage.report(volunteer))
    assert assign(stage, mine, recurrence_of_id=earlier["id"]).status_code == 200
    assert volunteer.get(f"/cases/{earlier['id']}").status_code == 404
    assert read(volunteer, mine)["recurrence_of"] is None
