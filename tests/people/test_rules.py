"""Roles are verbs on scopes: what each may do, where, and what it may never do."""

from __future__ import annotations

import pytest

from backend.core.actor import PUBLIC, SYSTEM, Actor, Grant
from backend.core.ids import new_id
from backend.people.role_table import ADMINS, ROLES, VERBS
from backend.people.rules import (
    NATION,
    PlaceScopes,
    assignable_kinds,
    may,
    may_give,
    password_objection,
    plain_identifier,
    roles_at,
    verbs_anywhere,
    verbs_at,
)

COUNTY, CITY, TOWNSHIP, SCHOOL, CAMPUS, PRECINCT, UNIT = (new_id() for _ in range(7))
AT_SCHOOL = PlaceScopes(
    county_id=COUNTY, division_ids=frozenset({COUNTY, CITY, TOWNSHIP}), school_id=SCHOOL, precinct_id=PRECINCT
)
ELSEWHERE = PlaceScopes(county_id=new_id(), division_ids=frozenset({new_id()}), school_id=new_id())


def person(role: str, scope_type: str, scope_id=None, **about) -> Actor:
    grant = Grant(role, scope_type, scope_id or new_id(), about.pop("category_filter", None))
    return Actor(kind="account", display_name="演示·某人", account_id=new_id(), grants=(grant,), **about)


@pytest.mark.parametrize("role", sorted(ADMINS))
def test_the_three_administrators_see_no_business_content(role):
    business = {verb for verb in VERBS if verb.split(".")[0] in {"case", "photo", "figures"}}
    business -= {"case.freeze"}  # a legal hold is put by ledger number and shows nothing of the case
    assert not business & (ROLES[role].verbs | ROLES[role].own_verbs)
    assert verbs_at(person(role, "nation", NATION), AT_SCHOOL).isdisjoint(business)


def test_nobody_inside_can_make_an_administrator():
    assert all(role.gives.isdisjoint(ADMINS) for role in ROLES.values())


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        ("joint_office", ("county", COUNTY)),
        ("city_coordinator", ("city", CITY)),
        ("township_officer", ("township", TOWNSHIP)),
        ("precinct_officer", ("precinct", PRECINCT)),
        ("school_safety", ("school", SCHOOL)),
    ],
)
def test_a_scope_reaches_what_lies_in_it_and_nothing_else(role, scope):
    actor = person(role, *scope)
    assert may(actor, "case.read", AT_SCHOOL)
    assert roles_at(actor, AT_SCHOOL) == {role}
    assert not may(actor, "case.read", ELSEWHERE)
    assert roles_at(actor, ELSEWHERE) == frozenset()


def test_a_principal_reaches_the_campus_but_the_campus_does_not_reach_the_school():
    campus = PlaceScopes(county_id=COUNTY, school_id=CAMPUS, parent_school_id=SCHOOL)
    assert may(person("principal", "school", SCHOOL), "case.read", campus)
    assert not may(person("principal", "school", CAMPUS), "case.read", AT_SCHOOL)


def test_a_department_reaches_the_cases_it_leads_and_no_others():
    handler = person("dept_handler", "department", UNIT)
    assert may(handler, "case.submit", PlaceScopes(county_id=COUNTY, unit_ids=frozenset({UNIT})))
    assert not may(handler, "case.submit", AT_SCHOOL)


def test_a_category_filter_narrows_cases_but_not_places():
    actor = person("police_officer", "county", COUNTY, category_filter=frozenset({"TRF01"}))
    traffic = PlaceScopes(county_id=COUNTY, category="TRF01")
    fire = PlaceScopes(county_id=COUNTY, category="FIR01")
    unclear = PlaceScopes(county_id=COUNTY)
    assert [may(actor, "case.read", place) for place in (traffic, fire, unclear)] == [True, False, False]
    assert may(actor, "place.read", unclear)


def test_a_guard_reads_only_what_they_reported_or_were_asked_to_do():
    guard = person("guard", "school", SCHOOL)
    assert not may(guard, "case.read", AT_SCHOOL)
    own = PlaceScopes(county_id=COUNTY, school_id=SCHOOL, own_ids=frozenset({guard.account_id}))
    assert may(guard, "case.read", own)
    assert not may(guard, "case.verify", own)


def test_everybody_may_report_and_a_stranger_may_do_nothing_else():
    assert verbs_at(PUBLIC, AT_SCHOOL) == {"report.create"}
    assert may(person("leader_viewer", "county", COUNTY), "report.create", ELSEWHERE)


def test_the_system_may_do_everything_and_an_unknown_verb_is_a_mistake():
    assert verbs_at(SYSTEM, PlaceScopes()) == VERBS
    with pytest.raises(KeyError):
        may(SYSTEM, "case.reed", PlaceScopes())


def test_only_outsiders_verify_what_outsiders_found():
    assert {role for role, about in ROLES.items() if "case.verify_external" in about.verbs} == {
        *("precinct_officer", "police_officer", "inspector", "joint_office", "edu_officer"),
    }


def test_a_school_assigns_to_itself_and_the_joint_office_to_anybody():
    assert assignable_kinds(person("school_safety", "school", SCHOOL), AT_SCHOOL) == {"SCH"}
    assert {"SAMR", "SCH", "PCS"} <= assignable_kinds(person("joint_office", "county", COUNTY), AT_SCHOOL)
    assert assignable_kinds(person("joint_office", "county", COUNTY), ELSEWHERE) == frozenset()


@pytest.mark.parametrize(
    ("giver", "scope", "role", "allowed"),
    [
        ("principal", ("school", SCHOOL), "guard", True),
        ("principal", ("school", SCHOOL), "school_safety", True),
        ("principal", ("school", SCHOOL), "principal", False),
        ("principal", ("school", new_id()), "guard", False),
        ("school_safety", ("school", SCHOOL), "principal", False),
        ("edu_officer", ("county", COUNTY), "principal", True),
        ("edu_officer", ("county", COUNTY), "joint_office", False),
        ("joint_office", ("county", COUNTY), "dept_manager", True),
        ("joint_office", ("county", COUNTY), "security_admin", False),
        ("guard", ("school", SCHOOL), "guard", False),
        ("security_admin", ("nation", NATION), "joint_office", True),
        ("platform_admin", ("nation", NATION), "guard", False),
    ],
)
def test_roles_are_given_downwards_within_ones_own_scope(giver, scope, role, allowed):
    assert may_give(person(giver, *scope), role, AT_SCHOOL) is allowed


def test_verbs_anywhere_are_those_of_every_role():
    assert {"case.read", "report.create"} <= verbs_anywhere(person("guard", "school"))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("１３８ 1234-5678", "13812345678"),
        ("+86 13812345678", "13812345678"),
        (" Li.DuXue ", "li.duxue"),
        ("2381234", "2381234"),
    ],
)
def test_identifiers_are_stored_in_one_form(typed, stored):
    assert plain_identifier(typed) == stored


@pytest.mark.parametrize(
    ("password", "objection"),
    [
        ("short", "short"),
        ("a" * 129, "long"),
        ("1111111111", "monotonous"),
        ("my13812345678!", "contains_identifier"),
        ("１３８12345678ab", "contains_identifier"),
        ("correct horse", None),
        ("护学岗每天七点到位真早啊", None),
    ],
)
def test_weak_passwords_are_named(password, objection):
    assert password_objection(password, identifiers=("13812345678", "")) == objection
