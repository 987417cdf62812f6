"""Planning, opening and closing: who may, what is refused, and the inspectors' right that begins and ends with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backend.core.clock import start_of_local_day
from backend.core.ids import new_id
from backend.inspections.plans import Named
from tests.inspections.conftest import Team
from tests.inspections.county import Land, a_plan, as_form, good, today, told


def test_only_offices_of_the_county_plan(land: Land) -> None:
    plan = a_plan(land.schools[:1])
    assert told(land.phone("school_safety").post("/inspections", as_form(plan))) == (404, "not_found")
    assert told(land.phone("inspector").post("/inspections", as_form(plan))) == (403, "not_permitted")
    assert land.phone("edu_officer").post("/inspections", as_form(plan)).status_code == 201


def test_a_draft_is_seen_by_those_who_plan_alone(land: Land) -> None:
    made = land.planned(land.phone("joint_office"), a_plan(land.schools[:1]))
    assert told(land.phone("precinct_officer").get(f"/inspections/{made['id']}")) == (404, "inspection_not_found")
    assert land.phone("school_safety").get("/inspections").json["items"] == []
    assert [each["id"] for each in land.phone("edu_officer").get("/inspections").json["items"]] == [made["id"]]


def test_the_same_plan_sent_twice_is_one(land: Land) -> None:
    office, plan = land.phone("joint_office"), a_plan(land.schools[:2])
    assert land.planned(office, plan)["id"] == land.planned(office, plan)["id"]
    assert len(office.get("/inspections").json["items"]) == 1
    assert told(land.phone("edu_officer").post("/inspections", as_form(plan))) == (409, "inspection_id_taken")


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"ends_on": today() - timedelta(days=1)}, "inspection_dates_wrong"),
        ({"ends_on": today() + timedelta(days=400)}, "inspection_dates_wrong"),
        ({"template": "base-v9"}, "inspection_template_unknown"),
        ({"school_ids": (new_id(),)}, "inspection_schools_unfit"),
        ({"unit_ids": (new_id(),)}, "inspection_units_unfit"),
        ({"inspectors": (Named(new_id()),)}, "inspection_inspector_unfit"),
    ],
)
def test_what_does_not_hold_is_refused(land: Land, about: dict[str, Any], code: str) -> None:
    plan = replace(a_plan(land.schools[:1]), **about)
    assert told(land.phone("joint_office").post("/inspections", as_form(plan))) == (422, code)


def test_unknown_input_is_refused(land: Land) -> None:
    form = as_form(a_plan(land.schools[:1]), score=100)
    assert told(land.phone("joint_office").post("/inspections", form)) == (422, "input_invalid")


def test_a_stale_version_is_refused_and_told_the_current_one(team: Team) -> None:
    answer = team.office.post(f"/inspections/{team.inspection['id']}/closing", {"version": 1})
    assert told(answer) == (409, "inspection_version_stale")
    assert answer.json["current"]["version"] == team.inspection["version"]


def test_opening_gives_each_inspector_the_schools_from_the_first_day_to_the_last(team: Team) -> None:
    grants = team.land.grants(team.people[0])
    assert {grant.scope_id for grant in grants} == set(team.land.schools[:2])
    assert {grant.valid_from for grant in grants} == {start_of_local_day(today())}
    assert {grant.valid_to for grant in grants} == {start_of_local_day(today() + timedelta(days=8))}


def test_the_right_opens_the_schools_and_no_others(team: Team) -> None:
    schools = {row["id"] for row in team.phones[0].get("/my_inspections").json["items"] for row in [row["school"]]}
    assert schools == {str(each) for each in team.land.schools[:2]}
    case = team.land.case_of(team.office, team.land.report())
    assert team.phones[0].get(f"/cases/{case['id']}").status_code == 200


def test_closing_ends_the_right_at_once(team: Team) -> None:
    good(team.office.post(f"/inspections/{team.inspection['id']}/closing", {"version": team.inspection["version"]}))
    assert team.land.grants(team.people[0]) == []
    assert team.phones[0].get("/my_inspections").json["items"] == []
    case = team.land.case_of(team.office, team.land.report())
    assert told(team.phones[0].get(f"/cases/{case['id']}")) == (404, "case_not_found")


def test_a_removed_inspector_loses_the_right_and_the_sheet(team: Team) -> None:
    plan = a_plan(team.land.schools[:2], inspectors=[team.people[1].id])
    form = as_form(plan, version=team.inspection["version"])
    form.pop("id")
    good(team.office.call("PUT", f"/inspections/{team.inspection['id']}", json=form))
    assert team.land.grants(team.people[0]) == []
    assert len(team.land.grants(team.people[1])) == 2
    assert told(team.phones[0].get(f"/inspection_records/{team.record}")) == (404, "inspection_record_not_found")


def test_a_longer_end_lengthens_the_right(team: Team) -> None:
    people = [each.id for each in team.people]
    form = as_form(a_plan(team.land.schools[:2], inspectors=people, ends_on=today() + timedelta(days=20)))
    form.pop("id")
    version = {"version": team.inspection["version"]}
    good(team.office.call("PUT", f"/inspections/{team.inspection['id']}", json=form | version))
    ends = {grant.valid_to for grant in team.land.grants(team.people[0])}
    assert ends == {start_of_local_day(today() + timedelta(days=21))}


def test_two_inspections_of_one_school_and_the_end_of_one_leaves_the_other(team: Team) -> None:
    plan = a_plan(team.land.schools[:1], inspectors=[team.people[0].id], ends_on=today() + timedelta(days=3))
    shorter = team.land.opened(team.office, plan)
    assert len(team.land.grants(team.people[0])) == 2
    first = {"version": team.inspection["version"]}
    good(team.office.post(f"/inspections/{team.inspection['id']}/closing", first))
    [left] = team.land.grants(team.people[0])
    assert (left.scope_id, left.valid_to) == (team.land.schools[0], start_of_local_day(today() + timedelta(days=4)))
    good(team.office.post(f"/inspections/{shorter['id']}/closing", {"version": shorter["version"]}))
    assert team.land.grants(team.people[0]) == []


def test_a_grant_that_somebody_has_otherwise_is_never_shortened(land: Land) -> None:
    from tests.builders import a_grant

    person, office = land.two_inspectors()[0], land.phone("joint_office")
    with land.work() as session:
        a_grant(session, person, role="inspector", scope=("school", land.schools[0]))
    made = land.opened(office, a_plan(land.schools[:1], inspectors=[person.id]))
    assert [grant.valid_to for grant in land.grants(person)] == [None]
    good(office.post(f"/inspections/{made['id']}/closing", {"version": made["version"]}))
    assert [grant.valid_to for grant in land.grants(person)] == [None]


def test_a_shorter_grant_comes_back_when_the_inspection_ends(land: Land) -> None:
    from tests.builders import a_grant

    person, office = land.two_inspectors()[0], land.phone("joint_office")
    before = start_of_local_day(today() + timedelta(days=2))
    with land.work() as session:
        a_grant(session, person, role="inspector", scope=("school", land.schools[0])).valid_to = before
    made = land.opened(office, a_plan(land.schools[:1], inspectors=[person.id]))
    assert [grant.valid_to for grant in land.grants(person)] == [start_of_local_day(today() + timedelta(days=8))]
    good(office.post(f"/inspections/{made['id']}/closing", {"version": made["version"]}))
    assert [grant.valid_to for grant in land.grants(person)] == [before]


def test_a_school_needs_somebody_and_nobody_inspects_the_own_school(land: Land) -> None:
    office = land.phone("joint_office")
    bare = land.planned(office, a_plan(land.schools[:1]))
    answer = office.post(f"/inspections/{bare['id']}/opening", {"version": bare["version"]})
    assert told(answer) == (422, "inspection_nobody_covers")
    assert "第一小学" in answer.json["detail"]
    with land.work() as session:
        own = land.scene.account(session, "principal").id
    made = land.planned(office, a_plan(land.schools[:1], inspectors=[own]))
    answer = office.post(f"/inspections/{made['id']}/opening", {"version": made["version"]})
    assert told(answer) == (422, "inspection_inspects_itself")


def test_a_school_sees_its_own_sheet_and_never_another_one(team: Team) -> None:
    school = team.land.phone("school_safety")
    shown = good(school.get(f"/inspections/{team.inspection['id']}"))
    assert [row["school"]["id"] for row in shown["records"]] == [str(team.land.schools[0])]
    other = next(row["id"] for row in team.inspection["records"] if row["id"] != team.record)
    assert told(school.get(f"/inspection_records/{other}")) == (404, "inspection_record_not_found")
    assert told(school.get(f"/inspection_records/{other}/issue_list/pdf")) == (404, "inspection_record_not_found")
    stranger = team.land.phone("principal", scene=team.land.scenes[2])
    assert told(stranger.get(f"/inspections/{team.inspection['id']}")) == (404, "inspection_not_found")


def test_a_participating_department_reads_what_comes_of_it(land: Land) -> None:
    office, (police, _) = land.phone("joint_office"), land.two_inspectors()
    plan = a_plan(land.schools[:2], inspectors=[police.id], unit_ids=(land.scene.county.offices["SAMR"],))
    made = land.opened(office, plan)
    assert len(good(land.phone("dept_handler").get(f"/inspections/{made['id']}"))["records"]) == 2


def test_candidates_are_people_of_the_county_without_their_telephones(land: Land) -> None:
    land.two_inspectors()
    found = land.phone("joint_office").get("/inspections/candidates").json["items"]
    assert {frozenset(each) for each in found} == {frozenset({"account_id", "name", "unit"})}
    assert land.phone("school_safety").get("/inspections/candidates").json["items"] == []
    one = land.phone("joint_office").get("/inspections/candidates", q=found[0]["name"]).json["items"]
    assert [each["name"] for each in one] == [found[0]["name"]]
