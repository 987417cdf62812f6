"""`rules.may` and its SQL twin agree, on both databases, for hundreds of people, things and verbs drawn at random."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from sqlalchemy import Column, MetaData, String, Table, Uuid, insert, select

from backend.core.actor import PUBLIC, SYSTEM, Actor, Grant
from backend.core.ids import new_id
from backend.people.role_table import ROLES, SCOPE_TYPES, VERBS
from backend.people.rules import NATION, PlaceScopes, may
from backend.people.scopes import ScopeColumns, scope_condition
from tests.people.county import County, two_counties

CODES = ("TRF01", "FIR01", None)
THING = Table(
    "thing",
    MetaData(),
    *[Column(name, Uuid()) for name in ("id", "county_id", "school_id", "precinct_id", "township_id", "parent_id")],
    *[Column(name, Uuid()) for name in ("lead_unit_id", "co_unit_id", "reporter_id", "tracker_id")],
    Column("category", String(5)),
    prefixes=["TEMPORARY"],
)
OF_CASE = ScopeColumns(
    county_id=THING.c.county_id,
    school_id=THING.c.school_id,
    unit_ids=(THING.c.lead_unit_id, THING.c.co_unit_id),
    category=THING.c.category,
    own_ids=(THING.c.reporter_id, THING.c.tracker_id),
)
SPELLED_OUT = replace(
    OF_CASE,
    precinct_id=THING.c.precinct_id,
    township_id=THING.c.township_id,
    parent_school_id=THING.c.parent_id,
)


def some_things(counties: list[County], dice: random.Random, account_ids: list) -> dict:
    """Things by id, each as the place it lies in and the row that says so."""
    things = {}
    for _ in range(60):
        county = dice.choice(counties)
        place = dice.choice(
            [*county.schools, PlaceScopes(county.id, frozenset({county.id, county.city_id, county.nation_id}))]
        )
        units = [*county.departments, *county.precincts, place.school_id, None]
        lead, co = dice.choice(units), dice.choice(units)
        own = [dice.choice([*account_ids, None]) for _ in range(2)]
        place = replace(
            place,
            unit_ids=frozenset({lead, co} - {None}),
            category=dice.choice(CODES),
            own_ids=frozenset(set(own) - {None}),
        )
        township = next((t for t in county.townships if t in place.division_ids), None)
        row = {
            "id": new_id(),
            "county_id": county.id,
            "school_id": place.school_id,
            "precinct_id": place.precinct_id,
            "township_id": township,
            "parent_id": place.parent_school_id,
            "lead_unit_id": lead,
            "co_unit_id": co,
            "reporter_id": own[0],
            "tracker_id": own[1],
            "category": place.category,
        }
        things[row["id"]] = (place, row)
    return things


def a_random_actor(counties: list[County], dice: random.Random, account_id) -> Actor:
    county = dice.choice(counties)
    ids = {
        "nation": [NATION],
        "province": [new_id()],
        "city": [county.city_id],
        "county": [county.id],
        "township": county.townships,
        "precinct": county.precincts,
        "school": [school.school_id for school in county.schools],
        "department": county.departments,
    }
    grants = []
    for _ in range(dice.randint(0, 4)):
        scope_type = dice.choice(SCOPE_TYPES)
        codes = dice.choice([None, None, frozenset({"TRF01"}), frozenset({"TRF01", "FIR01"}), frozenset()])
        grants.append(Grant(dice.choice(sorted(ROLES)), scope_type, dice.choice(ids[scope_type]), codes))
    return Actor(kind="account", display_name="某人", account_id=account_id, grants=tuple(grants))


@pytest.mark.parametrize("columns", [OF_CASE, SPELLED_OUT], ids=["through the school", "spelled out"])
def test_a_list_shows_exactly_what_may_be_read_one_by_one(session, columns):
    dice = random.Random(20261122)
    counties = two_counties(session)
    account_ids = [new_id() for _ in range(5)]
    things = some_things(counties, dice, account_ids)
    THING.create(session.connection())
    session.execute(insert(THING), [row for _place, row in things.values()])
    seen = hidden = 0
    for number in range(400):
        actor = [PUBLIC, SYSTEM][number] if number < 2 else a_random_actor(counties, dice, dice.choice(account_ids))
        verb = dice.choice(sorted(VERBS))
        found = set(session.scalars(select(THING.c.id).where(scope_condition(actor, verb, columns))))
        expected = {thing_id for thing_id, (place, _row) in things.items() if may(actor, verb, place)}
        assert found == expected, (actor.grants, verb)
        seen, hidden = seen + len(found), hidden + len(things) - len(found)
    assert min(seen, hidden) > 2_000, "the draw must show and hide plenty, or it proves nothing"


def test_an_unknown_verb_or_an_unknown_role_shows_nothing(session):
    actor = Actor(kind="account", display_name="某人", grants=(Grant("wizard", "nation", NATION),))
    assert str(scope_condition(actor, "case.read", OF_CASE)) == "false"
    with pytest.raises(KeyError):
        scope_condition(actor, "case.reed", OF_CASE)
