"""移交与延期: asked by the responsible unit, decided by an office, limited in number; over HTTP, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from backend.core.clock import now
from backend.rectifications.models import Case
from tests.lives import AFTER, BEFORE, Json, acknowledge, assign, refused
from tests.phones import Phone, Stage, claims

WHY = {"reason": "不属于本单位职责", "legal_basis": "县三定方案第 4 条"}


def department_case(stage: Stage) -> Json:
    case = stage.case_of(stage.phone("joint_office"), stage.report())
    return assign(stage, case, category="ENV06", lead_unit_id=office_of(stage, "SAMR")).json  # type: ignore[no-any-return]


def office_of(stage: Stage, kind: str) -> str:
    return str(stage.scene.county.offices[kind])


def transferred(stage: Stage, case: Json, phone: Phone, *, to: str) -> Json:
    asked = phone.move(case, "ask_transfer", to_unit_id=office_of(stage, to), **WHY).json
    return stage.phone("joint_office").move(asked, "approve_transfer", keep_as_co_unit=True).json  # type: ignore[no-any-return]


def test_a_transfer_is_asked_decided_and_acknowledged_by_the_new_unit(stage: Stage) -> None:
    handler = stage.phone("dept_handler")
    case = handler.move(department_case(stage), "ask_transfer", to_unit_id=office_of(stage, "UM"), **WHY).json
    assert refused(acknowledge(handler, case)) == (409, "case_transfer_pending")
    case = stage.phone("joint_office").move(case, "approve_transfer", keep_as_co_unit=True).json
    assert (case["state"], case["lead_unit"]["id"]) == ("assigned", office_of(stage, "UM"))
    assert handler.get(f"/cases/{case['id']}").status_code == 200  # stays as co-unit and reads on
    assert refused(acknowledge(handler, case)) == (403, "case_not_lead_unit")


def test_without_staying_as_co_unit_the_old_unit_reads_no_more(stage: Stage) -> None:
    handler = stage.phone("dept_handler")
    case = handler.move(department_case(stage), "ask_transfer", to_unit_id=office_of(stage, "UM"), **WHY).json
    stage.phone("joint_office").move(case, "approve_transfer")
    assert handler.get(f"/cases/{case['id']}").status_code == 404


def test_a_refused_transfer_leaves_it_where_it_was(stage: Stage) -> None:
    handler = stage.phone("dept_handler")
    case = handler.move(department_case(stage), "ask_transfer", to_unit_id=office_of(stage, "UM"), **WHY).json
    case = stage.phone("joint_office").move(case, "refuse_transfer", note="首接负责").json
    assert (case["state"], case["lead_unit"]["id"]) == ("assigned", office_of(stage, "SAMR"))
    assert acknowledge(handler, case).json["state"] == "rectifying"


def test_the_third_transfer_is_the_joint_meetings(stage: Stage) -> None:
    case, office = department_case(stage), stage.phone("joint_office")
    with stage.work() as session:
        session.get_one(Case, stage.read(Case, case["id"]).id).transfer_count = 2
    answer = stage.phone("dept_handler").move(case, "ask_transfer", to_unit_id=office_of(stage, "UM"), **WHY)
    assert refused(answer) == (409, "case_third_transfer")
    assert refused(office.move(case, "put_on_agenda")) == (409, "case_not_ripe_for_meeting")


@pytest.mark.parametrize("unit", ["SAMR", "a school next door"])
def test_a_transfer_goes_to_another_unit_of_the_county(stage: Stage, unit: str) -> None:
    case = department_case(stage)
    to = office_of(stage, unit) if unit == "SAMR" else case["id"]
    answer = stage.phone("dept_handler").move(case, "ask_transfer", to_unit_id=to, **WHY)
    assert refused(answer) == (422, "case_unit_unknown")


def protected(stage: Stage, *, due_in: timedelta = timedelta(days=5), **assigning: object) -> Json:
    school = stage.phone("school_safety")
    case = stage.case_of(stage.phone("joint_office"), stage.report(category="BLD02", photos=claims(BEFORE)))
    case = assign(stage, case, due_at=(now() + due_in).isoformat(), **assigning).json
    case = acknowledge(school, case).json
    until = (now() + timedelta(days=30)).isoformat()
    return school.move(case, "record_interim", measure="设围挡", valid_until=until, photos=claims(AFTER)).json  # type: ignore[no-any-return]


def ask(stage: Stage, case: Json, *, days: float) -> object:
    later = (datetime.fromisoformat(case["due_at"]) + timedelta(days=days)).isoformat()
    said = {"new_due_at": later, "reason": "材料未到", "photos": claims(AFTER)}
    return stage.phone("school_safety").move(case, "ask_extension", **said)


def test_an_extension_takes_protection_first(stage: Stage) -> None:
    case = stage.case_of(stage.phone("joint_office"), stage.report(category="BLD02", photos=claims(BEFORE)))
    case = acknowledge(stage.phone("school_safety"), assign(stage, case).json).json
    assert refused(ask(stage, case, days=3)) == (409, "case_no_interim_measure")


def test_a_granted_extension_moves_the_date_and_keeps_the_first(stage: Stage) -> None:
    office, case = stage.phone("joint_office"), protected(stage)
    asked = ask(stage, case, days=3).json  # type: ignore[attr-defined]
    assert refused(ask(stage, asked, days=4)) == (409, "case_extension_pending")
    granted = office.move(asked, "grant_extension", note="同意").json
    moved = datetime.fromisoformat(granted["due_at"]) - datetime.fromisoformat(case["due_at"])
    assert moved == timedelta(days=3)
    kept = stage.read(Case, case["id"])
    assert (kept.extension_count, kept.first_due_at) == (1, datetime.fromisoformat(case["due_at"]))


def test_a_refused_extension_leaves_the_date(stage: Stage) -> None:
    case = protected(stage)
    asked = ask(stage, case, days=3).json  # type: ignore[attr-defined]
    after = stage.phone("joint_office").move(asked, "refuse_extension", note="材料已到").json
    assert after["due_at"] == case["due_at"]


def test_the_third_extension_takes_the_city(stage: Stage) -> None:
    asked = ask(stage, protected(stage), days=3).json  # type: ignore[attr-defined]
    with stage.work() as session:
        session.get_one(Case, stage.read(Case, asked["id"]).id).extension_count = 2
    assert refused(stage.phone("joint_office").move(asked, "grant_extension", note="同意")) == (
        403,
        "case_third_extension",
    )


def test_what_must_be_fixed_at_once_gets_three_days_at_most(stage: Stage) -> None:
    case = protected(stage, handling="immediate")
    assert refused(ask(stage, case, days=3.1)) == (422, "case_extension_too_long")
    assert refused(ask(stage, case, days=-1)) == (422, "case_extension_not_later")


def test_a_major_hazards_extension_stays_within_its_plan(stage: Stage) -> None:
    case = protected(stage, severity="major", criteria_item="3.2")
    assert refused(ask(stage, case, days=3)) == (422, "case_extension_beyond_plan")
    plan = {"planned_measure": "重砌", "responsible_name": "王工", "funds": "无", "contingency": "值守"}
    until = (now() + timedelta(days=20)).isoformat()
    case = stage.phone("school_safety").move(case, "plan", **plan, planned_until=until).json
    assert ask(stage, case, days=3).status_code == 200  # type: ignore[attr-defined]


def test_an_overdue_case_is_no_longer_extended(stage: Stage) -> None:
    case = protected(stage)
    with stage.work() as session:
        session.get_one(Case, stage.read(Case, case["id"]).id).due_at = now() - timedelta(hours=1)
    assert refused(ask(stage, case, days=30)) == (409, "case_overdue")
