"""Plans through their doors: made once, refused in words, previewed with reasons, changed without losing what was begun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from backend.core import calendar
from backend.core.ids import new_id
from backend.places.models import School
from tests.builders import County, a_checkpoint, a_county, a_school, an_account, an_organisation, bearer
from tests.patrols.plans_builders import a_route, rounds
from tests.phones import Phone


@pytest.fixture(autouse=True)
def mid_september() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 9, 16, 4, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def county(session: Session) -> County:
    calendar.seed(session, 2026)
    found = a_county(session)
    calendar.set_term(
        session, county_id=found.id, starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 22), name="2026 年秋季学期"
    )
    return found


@pytest.fixture
def school(session: Session, county: County) -> School:
    return a_school(session, county)


@pytest.fixture
def officer(app: Flask, session: Session, school: School) -> Phone:
    account = an_account(
        session, role="school_safety", scope=("school", school.id), county_id=school.county_id, unit_id=school.id
    )
    return Phone(app, bearer(session, account))


@pytest.fixture
def body(session: Session, school: School) -> dict[str, Any]:
    an_account(session, role="guard", scope=("school", school.id), county_id=school.county_id)
    return {
        "id": str(new_id()),
        "route_id": str(a_route(session, school)),
        "name": "上课日五次",
        "rrule": "FREQ=DAILY",
        "starts_on": "2026-09-01",
        "start_times": ["07:30", "09:50", "12:10", "14:40", "17:00"],
        "assignee": {"kind": "role", "role": "guard"},
    }


def _add(phone: Phone, school: School, body: dict[str, Any]) -> Any:
    return phone.post(f"/schools/{school.id}/patrol_plans", body)


def _preview(phone: Phone, school: School, body: dict[str, Any]) -> Any:
    draft = {name: value for name, value in body.items() if name != "id"} | {"school_id": str(school.id)}
    return phone.post("/patrol_plans/preview", draft)


def test_a_plan_is_made_once_and_its_rounds_are_there(
    session: Session, school: School, officer: Phone, body: dict[str, Any]
) -> None:
    first, again = _add(officer, school, body), _add(officer, school, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json["rrule_label"] == "每天"
    assert first.json["assignee"]["label"] == "保安员"
    assert first.json["made_until"] == "2026-10-01"
    assert first.json["next_at"] == "2026-09-16T04:10:00+00:00"
    made = rounds(session, UUID(first.json["id"]))
    assert {each.on_date for each in made} >= {date(2026, 9, 20)}  # the make-up Sunday
    assert not {each.on_date for each in made} & {date(2026, 9, 19), date(2026, 9, 25), date(2026, 10, 1)}
    other = _add(officer, school, body | {"name": "别的"})
    assert (other.status_code, other.json["code"]) == (409, "patrol_id_taken")


def test_the_preview_says_which_days_and_why_not(
    session: Session, school: School, officer: Phone, body: dict[str, Any]
) -> None:
    seen = _preview(officer, school, body | {"rrule": "FREQ=WEEKLY;BYDAY=TU,SU"}).json
    days = {each["day"]: each for each in seen["days"]}
    assert (seen["from"], seen["to"], seen["known"], seen["warnings"]) == ("2026-09-16", "2026-10-15", True, [])
    assert len(days["2026-09-20"]["rounds"]) == 5
    assert days["2026-09-20"]["skipped"] is None
    assert days["2026-09-22"]["rounds"][0]["starts_at"] == "2026-09-21T23:30:00+00:00"
    assert "中秋" in days["2026-09-27"]["skipped"] or "周日" in days["2026-09-27"]["skipped"]
    assert days["2026-10-06"]["skipped"].startswith("休息日")
    assert "2026-09-17" not in days
    assert seen["rounds"] == 5 * sum(1 for day in days.values() if day["rounds"])
    assert officer.get(f"/schools/{school.id}/patrol_plans").json["items"] == []


def test_a_year_without_notice_and_a_role_without_people_are_loud(
    school: School, officer: Phone, body: dict[str, Any]
) -> None:
    later = body | {"starts_on": "2027-01-04", "assignee": {"kind": "role", "role": "duty_leader"}}
    seen = _preview(officer, school, later).json
    assert seen["known"] is False
    assert any("2027 年放假安排还没有录入" in said for said in seen["warnings"])
    assert any("学期还没有录入" in said for said in seen["warnings"])
    assert any("还没有人担任" in said for said in seen["warnings"])
    assert any(day["rounds"] for day in seen["days"])


def test_what_cannot_be_walked_is_refused_all_at_once(school: School, officer: Phone, body: dict[str, Any]) -> None:
    wrong = {"rrule": "FREQ=HOURLY", "start_times": ["09:00", "08:00"], "route_id": str(new_id())}
    wrong |= {"assignee": {"kind": "role", "role": "leader_viewer"}, "joint_units": [str(new_id())]}  # type: ignore[dict-item]
    answer = _add(officer, school, body | wrong)
    assert (answer.status_code, answer.json["code"]) == (422, "plan_unfit")
    assert sorted(answer.json["errors"]) == ["assignee", "joint_units", "route_id", "rrule", "start_times"]
    assert "最细到天" in answer.json["errors"]["rrule"][0]
    many = _add(officer, school, body | {"start_times": [f"{hour:02d}:00" for hour in range(13)]})
    assert (many.status_code, "start_times" in many.json["errors"]) == (422, True)
    for days in ({"ends_on": "2026-08-01"}, {"starts_on": "1999-01-01"}, {"ends_on": "2050-01-01"}):
        assert "starts_on" in _add(officer, school, body | days).json["errors"]


def test_whoever_is_named_must_be_there_and_may_walk(
    session: Session, county: County, school: School, officer: Phone, body: dict[str, Any]
) -> None:
    def refused(**assignee: Any) -> str | None:
        answer = _preview(officer, school, body | {"assignee": assignee})
        return None if answer.status_code == 200 else answer.json["errors"]["assignee"][0]

    guard = an_account(session, role="guard", scope=("school", school.id), county_id=county.id)
    stranger = an_account(session, role="guard", scope=("school", a_school(session, county).id), county_id=county.id)
    traffic = county.offices["TRF"]
    policeman = an_account(
        session, role="dept_handler", scope=("department", traffic), county_id=county.id, unit_id=traffic
    )
    far = an_organisation(session, county.id, kind="PCS")
    assert refused(kind="account", account_id=str(guard.id)) is None
    assert refused(kind="account", account_id=str(policeman.id)) is None
    assert refused(kind="unit", unit_id=str(traffic)) is None
    assert refused(kind="unit", unit_id=str(county.precinct_id)) is None
    assert "没有在这所学校巡查的权限" in str(refused(kind="account", account_id=str(stranger.id)))
    assert "没有这个人" in str(refused(kind="account", account_id=str(new_id())))
    assert "不管这所学校" in str(refused(kind="unit", unit_id=str(far)))
    assert "没有这个单位" in str(
        refused(kind="unit", unit_id=str(an_organisation(session, a_county(session).id, kind="UM")))
    )
    assert "只选一种" in str(refused(kind="role", role="guard", unit_id=str(traffic)))
    assert "只选一种" in str(refused(kind="unit"))


def test_a_change_is_seen_from_its_version(school: School, officer: Phone, body: dict[str, Any]) -> None:
    plan = _add(officer, school, body | {"joint_units": []}).json
    change = {name: value for name, value in body.items() if name != "id"} | {"version": 1, "name": "上课日一次"}
    changed = officer.call("PUT", f"/patrol_plans/{plan['id']}", json=change | {"start_times": ["08:00"]})
    assert (changed.status_code, changed.json["version"], changed.json["start_times"]) == (200, 2, ["08:00"])
    stale = officer.call("PUT", f"/patrol_plans/{plan['id']}", json=change)
    assert (stale.status_code, stale.json["code"], stale.json["version"]) == (409, "patrol_stale", 2)
    ended = officer.post(f"/patrol_plans/{plan['id']}/end", {})
    assert ended.json["ended_at"] is not None
    assert officer.call("PUT", f"/patrol_plans/{plan['id']}", json=change).json["code"] == "plan_ended"
    assert officer.get(f"/schools/{school.id}/patrol_plans").json["items"] == []
    assert len(officer.get(f"/schools/{school.id}/patrol_plans", retired="true").json["items"]) == 1


def test_a_joint_plan_names_its_units(
    session: Session, county: County, school: School, officer: Phone, body: dict[str, Any]
) -> None:
    units = [county.offices["TRF"], county.offices["SAMR"], county.precinct_id]
    monthly = {"rrule": "FREQ=MONTHLY;BYDAY=1MO", "assignee": {"kind": "unit", "unit_id": str(county.offices["JMO"])}}
    plan = _add(officer, school, body | monthly | {"joint_units": [str(unit) for unit in units]})
    assert plan.status_code == 201, plan.text
    assert [unit["id"] for unit in plan.json["joint_units"]] == [str(unit) for unit in units]
    assert plan.json["rrule_label"] == "每月第 1 个周一"


def test_a_plan_on_a_route_out_of_use_is_refused(
    session: Session, school: School, officer: Phone, body: dict[str, Any]
) -> None:
    officer.post(f"/patrol_routes/{body['route_id']}/retire", {})
    answer = _add(officer, school, body)
    assert (answer.status_code, answer.json["code"]) == (409, "route_retired")
    a_checkpoint(session, school)
