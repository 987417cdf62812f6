"""Who hangs where, what lies near, and who finds which school."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.geo import Position
from backend.core.ids import new_id
from backend.places import queries
from backend.places.schools import school_seen_by, search_schools
from tests.builders import County, a_checkpoint, a_county, a_school, a_site_code, an_actor


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """Every statement sent in the block."""
    statements: list[str] = []
    engine = session.connection().engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def names(session: Session, actor: Actor, q: str = "") -> set[str]:
    return {row["name"] for row in search_schools(session, actor, q=q).items}


def test_one_query_answers_who_and_where_a_code_hangs(session: Session) -> None:
    county = a_county(session)
    school = a_school(session, county)
    point = a_checkpoint(session, school, name="东门", kind="gate", lat=38.91, lng=83.11, accuracy_m=8.0, radius_m=60.0)
    code = a_site_code(session, point, state="printed")
    with counted(session) as statements:
        place = queries.who_and_where(session, code)
    assert len(statements) == 1
    assert place is not None
    assert (place.school_id, place.school_name, place.short_name) == (school.id, "示范县启明小学", "启明小学")
    assert (place.county_id, place.township_id, place.precinct_id) == (
        county.id,
        county.township_id,
        county.precinct_id,
    )
    assert (place.checkpoint_id, place.checkpoint_name, place.checkpoint_kind) == (point.id, "东门", "gate")
    assert (place.lat, place.lng, place.accuracy_m, place.radius_m) == (38.91, 83.11, 8.0, 60.0)
    assert (place.code, place.code_state, place.replaced_by, place.school_closed_on) == (code, "printed", None, None)


def test_a_code_never_issued_hangs_nowhere(session: Session) -> None:
    assert queries.who_and_where(session, "0" * 16) is None


def test_a_checkpoint_and_a_school_are_found_by_id_too(session: Session) -> None:
    school = a_school(session, lat=38.9, lng=83.2)
    point = a_checkpoint(session, school, name="西门")
    at_point, at_school = queries.where_at(session, point.id), queries.where(session, school.id)
    assert at_point is not None
    assert at_school is not None
    assert (at_point.school_id, at_point.checkpoint_name, at_point.code) == (school.id, "西门", None)
    assert (at_school.lat, at_school.lng, at_school.checkpoint_id) == (38.9, 83.2, None)
    assert queries.where(session, new_id()) is None
    assert queries.where_at(session, new_id()) is None


def test_the_scopes_of_a_place_hold_its_township_its_county_and_what_is_above(session: Session) -> None:
    county = a_county(session)
    place = queries.where(session, a_school(session, county).id)
    assert place is not None
    scopes = queries.place_scopes(session, place, category="TRF01")
    assert scopes.division_ids == {county.id, county.city_id, county.township_id}
    assert (scopes.county_id, scopes.school_id, scopes.precinct_id) == (county.id, place.school_id, county.precinct_id)
    assert scopes.category == "TRF01"


def test_the_line_of_a_county_is_read_once_a_unit_of_work(session: Session) -> None:
    place = queries.where(session, a_school(session).id)
    assert place is not None
    with counted(session) as statements:
        queries.place_scopes(session, place)
        queries.place_scopes(session, place)
    assert len(statements) == 1


def test_schools_near_come_nearest_first_without_the_closed_and_the_far(session: Session) -> None:
    county = a_county(session)
    a_school(session, county, name="远小学", lat=38.906, lng=83.1)
    a_school(session, county, name="近小学", lat=38.901, lng=83.1)
    a_school(session, county, name="关小学", lat=38.901, lng=83.1, closed_on=date(2020, 1, 1))
    a_school(session, county, name="更远小学", lat=38.95, lng=83.1)
    a_school(session, county, name="无坐标小学", lat=None, lng=None)
    near = queries.schools_near(session, Position(38.9, 83.1), 1000)
    assert [found.place.school_name for found in near] == ["近小学", "远小学"]
    assert near[0].distance_m == pytest.approx(111, abs=1)


@pytest.mark.parametrize("q", ["启明", "示范县启", "qmxx", "QMXX", "sfxqm", "2188", "启明小学"])
def test_a_school_is_found_by_name_initials_or_code(session: Session, q: str) -> None:
    county = a_county(session)
    a_school(session, county, school_code="2188000001")
    a_school(session, county, name="示范县北辰中学")
    assert names(session, an_actor(session, scope=("county", county.id)), q) == {"示范县启明小学"}


@pytest.mark.parametrize("q", ["%", "_", "\\", "'"])
def test_signs_of_sql_are_looked_for_as_they_are(session: Session, q: str) -> None:
    county = a_county(session)
    a_school(session, county)
    assert names(session, an_actor(session, scope=("county", county.id)), q) == set()


def test_pages_follow_each_other_without_gap_or_repetition(session: Session) -> None:
    county = a_county(session)
    made = [a_school(session, county).school_code for _ in range(5)]
    actor = an_actor(session, scope=("county", county.id))
    seen: list[str] = []
    cursor, pages = None, 0
    while pages == 0 or cursor:
        page = search_schools(session, actor, limit=2, cursor=cursor)
        seen += [row["school_code"] for row in page.items]
        cursor, pages = page.next, pages + 1
    assert (seen, pages) == (sorted(made), 3)


def test_a_made_up_cursor_is_refused_kindly(session: Session) -> None:
    with pytest.raises(Problem, match="input_invalid"):
        search_schools(session, an_actor(session), cursor="学校")


def test_closed_schools_are_listed_only_when_asked_for(session: Session) -> None:
    county = a_county(session)
    a_school(session, county, closed_on=date(2020, 1, 1))
    actor = an_actor(session, scope=("county", county.id))
    assert not search_schools(session, actor).items
    assert len(search_schools(session, actor, closed=True).items) == 1


def reader(session: Session, who: str, county: County) -> Actor:
    scopes = {
        "joint_office": ("county", county.id),
        "city_coordinator": ("city", county.city_id),
        "township_officer": ("township", county.township_id),
        "precinct_officer": ("precinct", county.precinct_id),
        "dept_handler": ("department", county.offices["SAMR"]),
        "audit_admin": ("county", county.id),
        "confidential_officer": ("department", county.offices["EDU"]),
    }
    return an_actor(session, role=who, scope=scopes[who])


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("joint_office", {"甲", "乙"}),
        ("city_coordinator", {"甲", "乙"}),
        ("township_officer", {"甲"}),
        ("precinct_officer", {"乙"}),
        ("dept_handler", {"甲", "乙"}),
        ("audit_admin", set()),
        ("confidential_officer", set()),
    ],
)
def test_everybody_sees_the_schools_of_their_scope_only(session: Session, who: str, sees: set[str]) -> None:
    county = a_county(session)
    other_town, other_station = a_county(session).township_id, a_county(session).precinct_id
    a_school(session, county, name="甲", precinct_id=other_station)
    a_school(session, county, name="乙", township_id=other_town)
    a_school(session, name="别县的")
    assert names(session, reader(session, who, county)) == sees


def test_a_school_user_sees_the_own_school_and_its_campus_and_no_other(session: Session) -> None:
    county = a_county(session)
    own, other = a_school(session, county, name="本校"), a_school(session, county, name="外校")
    a_school(session, county, name="教学点", parent_school_id=own.id)
    actor = an_actor(session, role="principal", scope=("school", own.id))
    assert names(session, actor) == {"本校", "教学点"}
    assert school_seen_by(session, actor, own.id)["name"] == "本校"
    with pytest.raises(Problem, match="not_found"):
        school_seen_by(session, actor, other.id)
