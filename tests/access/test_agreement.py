"""`may` in Python and `readable` in SQL are one rule: random people and cases must be judged alike by both."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import PUBLIC, SYSTEM, Actor, Grant
from backend.core.ids import new_id
from backend.people.role_table import ROLES, VERBS
from backend.people.rules import NATION, may, verbs_at
from backend.rectifications.models import Case
from backend.rectifications.scopes import place_of_case, readable
from tests.builders import a_county
from tests.cases import Scene, a_case, a_scene

ABOUT_CASES = sorted(verb for verb in VERBS if verb.startswith(("case.", "photo.")))
CATEGORIES = ["PHY01", "ENV06", "TRF01", None]


def a_small_land(session: Session, chance: random.Random) -> tuple[list[Scene], list[Case]]:
    """Two counties, schools with and without a campus or a precinct, and cases of every kind between them."""
    counties = [a_county(session) for _ in range(2)]
    schools = [a_scene(session, county=county, name=f"第{n}小学") for county in counties for n in range(2)]
    campus = a_scene(session, county=counties[0], name="教学点", parent_school_id=schools[0].school.id)
    alone = a_scene(session, county=counties[1], name="无派出所小学", precinct_id=None)
    scenes = [*schools, campus, alone]
    cases = [a_case(session, chance.choice(scenes)) for _ in range(24)]
    people = [scene.account(session, "guard").id for scene in scenes]
    for case in cases:
        offices = next(scene.county for scene in scenes if scene.county.id == case.county_id).offices
        case.category = chance.choice(CATEGORIES)
        case.lead_unit_id = chance.choice([None, *offices.values(), case.school_id])
        case.reporter_id = chance.choice([None, *people])
        case.tracker_id = chance.choice([None, *people])
    session.flush()
    return scenes, cases


def some_grant(chance: random.Random, scenes: list[Scene]) -> Grant:
    """A role on one of its kinds of scope, now and then narrowed to some kinds of hazard."""
    scene = chance.choice(scenes)
    role = chance.choice(sorted(ROLES))
    kind = chance.choice(ROLES[role].scope_types)
    ids = {"nation": NATION, "province": new_id(), "city": scene.county.city_id, "county": scene.county.id}
    ids |= {"township": scene.county.township_id, "precinct": scene.county.precinct_id, "school": scene.school.id}
    ids |= {"department": chance.choice(list(scene.county.offices.values()))}
    narrow = frozenset(chance.sample(["PHY01", "ENV06", "TRF01"], chance.randint(1, 2)))
    return Grant(role, kind, ids[kind], narrow if chance.random() < 0.3 else None)


def somebody(session: Session, chance: random.Random, scenes: list[Scene]) -> Actor:
    """A guard's account with one to three random grants."""
    account = chance.choice(scenes).account(session, "guard")
    grants = tuple(some_grant(chance, scenes) for _ in range(chance.randint(1, 3)))
    return Actor("account", "某人", account_id=account.id, grants=grants)


@pytest.mark.parametrize("seed", range(3))
def test_python_and_sql_let_the_same_people_do_the_same_with_the_same_cases(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    scenes, cases = a_small_land(session, chance)
    places = {case.id: place_of_case(session, case) for case in cases}
    yes = 0
    for actor in [PUBLIC, SYSTEM, *(somebody(session, chance, scenes) for _ in range(30))]:
        for verb in chance.sample(ABOUT_CASES, 7):
            in_sql = set(session.execute(select(Case.id).where(readable(actor, verb))).scalars())
            in_python = {case_id for case_id, place in places.items() if may(actor, verb, place)}
            assert in_sql == in_python, (actor.grants, verb)
            yes += len(in_sql)
    assert yes > 300  # not agreement on nothing


def test_every_role_reads_alike_in_python_and_sql_on_every_kind_of_scope(session: Session) -> None:
    chance = random.Random(7)
    scenes, cases = a_small_land(session, chance)
    places = {case.id: place_of_case(session, case) for case in cases}
    account = scenes[0].account(session, "guard")
    for role, about in ROLES.items():
        for kind in about.scope_types:
            grant = next(g for g in (some_grant(chance, scenes) for _ in range(5000)) if g.scope_type == kind)
            actor = Actor("account", role, account_id=account.id, grants=(Grant(role, kind, grant.scope_id),))
            in_sql = set(session.execute(select(Case.id).where(readable(actor))).scalars())
            assert in_sql == {case_id for case_id, place in places.items() if "case.read" in verbs_at(actor, place)}
