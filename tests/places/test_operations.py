"""Places are made and changed by those who may, and every change is in the audit book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditRow
from backend.core.actor import SYSTEM, Actor
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.places import queries
from backend.places.checkpoints import CheckpointFacts, create_checkpoint, edit_checkpoint, retire_checkpoint
from backend.places.divisions import create_division, rename_division
from backend.places.models import Organisation
from backend.places.operations import (
    SchoolFacts,
    create_organisation,
    create_school,
    edit_organisation,
    edit_school,
)
from tests.builders import County, a_checkpoint, a_county, a_school, a_site_code, an_actor


def audited(session: Session, action: str) -> list[dict[str, Any]]:
    return [row.changes for row in session.scalars(select(AuditRow).where(AuditRow.action == action))]


def office(session: Session, county: County) -> Actor:
    return an_actor(session, role="edu_officer", scope=("county", county.id))


def facts(county: County, **about: Any) -> SchoolFacts:
    fields: dict[str, Any] = {
        "county_id": county.id,
        "school_code": "2199000001",
        "name": "示范县启明小学",
        "school_type": "primary",
        "township_id": county.township_id,
    }
    return SchoolFacts(**(fields | about))


def fields_of(caught: pytest.ExceptionInfo[Problem]) -> set[str]:
    return set(caught.value.fields)


def test_a_new_school_is_found_and_audited(session: Session) -> None:
    county = a_county(session)
    school_id = create_school(session, office(session, county), facts(county, precinct_id=county.precinct_id))
    place = queries.where(session, school_id)
    assert place is not None
    assert (place.school_name, place.precinct_id) == ("示范县启明小学", county.precinct_id)
    assert audited(session, "school.created")[0]["school_code"] == [None, "2199000001"]


def test_a_code_already_taken_is_refused(session: Session) -> None:
    county = a_county(session)
    actor = office(session, county)
    create_school(session, actor, facts(county))
    with pytest.raises(Problem, match="school_code_taken"):
        create_school(session, actor, facts(county, name="另一所"))


def test_links_into_another_county_are_refused(session: Session) -> None:
    county, other = a_county(session), a_county(session)
    stranger = a_school(session, other)
    wrong = {"township_id": other.township_id, "precinct_id": other.precinct_id, "parent_school_id": stranger.id}
    with pytest.raises(Problem, match="place_input_invalid") as caught:
        create_school(session, office(session, county), facts(county, **wrong))
    assert fields_of(caught) == set(wrong)


def test_a_malformed_code_and_swapped_coordinates_are_named_together(session: Session) -> None:
    county = a_county(session)
    with pytest.raises(Problem) as caught:
        create_school(session, office(session, county), facts(county, school_code="21", lat=83.1, lng=38.9))
    assert fields_of(caught) == {"school_code", "lat"}


def test_a_campus_cannot_hang_on_a_campus_or_on_itself(session: Session) -> None:
    county = a_county(session)
    actor, main = office(session, county), a_school(session, county)
    campus = create_school(session, actor, facts(county, school_code="2199000001-01", parent_school_id=main.id))
    with pytest.raises(Problem, match="place_input_invalid"):
        create_school(session, actor, facts(county, school_code="2199000001-02", parent_school_id=campus))
    with pytest.raises(Problem, match="place_input_invalid"):
        edit_school(session, actor, school_id=main.id, parent_school_id=main.id)


def test_closing_and_renaming_a_school_records_what_was_and_what_is(session: Session) -> None:
    county = a_county(session)
    school = a_school(session, county)
    edit_school(session, office(session, county), school_id=school.id, closed_on=date(2026, 9, 1), name="启明学校")
    place = queries.where(session, school.id)
    assert place is not None
    assert (place.school_name, place.school_closed_on) == ("启明学校", date(2026, 9, 1))
    assert audited(session, "school.edited") == [
        {"closed_on": [None, "2026-09-01"], "name": ["示范县启明小学", "启明学校"]}
    ]


def test_an_edit_that_changes_nothing_leaves_no_trace(session: Session) -> None:
    county = a_county(session)
    school = a_school(session, county)
    edit_school(session, office(session, county), school_id=school.id, name="示范县启明小学")
    assert audited(session, "school.edited") == []


def test_a_school_may_keep_its_points_but_not_its_master_data(session: Session) -> None:
    school = a_school(session)
    actor = an_actor(session, role="school_safety", scope=("school", school.id))
    create_checkpoint(session, actor, school_id=school.id, facts=CheckpointFacts(name="东门", kind="gate"))
    with pytest.raises(Problem, match=r"not_found|not_permitted"):
        edit_school(session, actor, school_id=school.id, name="改名")


def test_nobody_edits_another_county(session: Session) -> None:
    county, stranger = a_county(session), an_actor(session, role="edu_officer", scope=("county", new_id()))
    school = a_school(session, county)
    point = a_checkpoint(session, school)
    attempts: list[Callable[[], object]] = [
        lambda: create_school(session, stranger, facts(county)),
        lambda: edit_school(session, stranger, school_id=school.id, name="x"),
        lambda: create_organisation(session, stranger, county_id=county.id, kind="EDU", name="x"),
        lambda: edit_organisation(session, stranger, organisation_id=county.precinct_id, name="x"),
        lambda: rename_division(session, stranger, division_id=county.township_id, name="x"),
        lambda: create_checkpoint(session, stranger, school_id=school.id, facts=CheckpointFacts(name="x", kind="gate")),
        lambda: edit_checkpoint(session, stranger, checkpoint_id=point.id, name="x"),
        lambda: retire_checkpoint(session, stranger, checkpoint_id=point.id),
    ]
    for attempt in attempts:
        with pytest.raises(Problem, match="not_found"):
            attempt()


def test_one_who_may_look_but_not_change_is_told_so(session: Session) -> None:
    county = a_county(session)
    point = a_checkpoint(session, a_school(session, county))
    looker = an_actor(session, role="police_officer", scope=("county", county.id))
    with pytest.raises(Problem, match="not_permitted") as caught:
        edit_checkpoint(session, looker, checkpoint_id=point.id, name="x")
    assert caught.value.values["whom"]


def test_a_name_in_use_is_refused_and_free_again_once_retired(session: Session) -> None:
    county = a_county(session)
    actor, school = office(session, county), a_school(session, county)
    first = create_checkpoint(session, actor, school_id=school.id, facts=CheckpointFacts(name="东门", kind="gate"))
    second = a_checkpoint(session, school, name="西门")
    with pytest.raises(Problem, match="checkpoint_name_taken"):
        create_checkpoint(session, actor, school_id=school.id, facts=CheckpointFacts(name="东门", kind="gate"))
    with pytest.raises(Problem, match="checkpoint_name_taken"):
        edit_checkpoint(session, actor, checkpoint_id=second.id, name="东门")
    retire_checkpoint(session, actor, checkpoint_id=first)
    create_checkpoint(session, actor, school_id=school.id, facts=CheckpointFacts(name="东门", kind="gate"))


def test_a_retired_point_takes_its_plate_along_and_no_changes_any_more(session: Session) -> None:
    county = a_county(session)
    point = a_checkpoint(session, a_school(session, county))
    code, actor = a_site_code(session, point), office(session, county)
    retire_checkpoint(session, actor, checkpoint_id=point.id)
    place = queries.who_and_where(session, code)
    assert place is not None
    assert (place.code_state, place.checkpoint_retired_at is None) == ("retired", False)
    with pytest.raises(Problem, match="checkpoint_retired"):
        edit_checkpoint(session, actor, checkpoint_id=point.id, name="x")


def test_divisions_grow_downwards_with_their_line(session: Session) -> None:
    nation = create_division(
        session, SYSTEM, level="nation", code="CN", name="中国", parent_id=None, valid_from=date(2026, 1, 1)
    )
    county = a_county(session)
    actor = office(session, county)
    town = create_division(
        session,
        actor,
        level="township",
        code="990121999",
        name="新镇",
        parent_id=county.id,
        valid_from=date(2026, 1, 1),
    )
    rename_division(session, actor, division_id=town, name="更新镇")
    with pytest.raises(Problem, match="not_found"):
        create_division(
            session, actor, level="county", code="1", name="x", parent_id=nation, valid_from=date(2026, 1, 1)
        )
    assert audited(session, "division.edited") == [{"name": ["新镇", "更新镇"]}]


def test_an_office_is_made_and_renamed(session: Session) -> None:
    county = a_county(session)
    actor = office(session, county)
    made = create_organisation(
        session, actor, county_id=county.id, kind="CULT", name="示范县文旅局", short_name="文旅局"
    )
    edit_organisation(session, actor, organisation_id=made, name="示范县文化和旅游局")
    unit = session.get_one(Organisation, made)
    assert (unit.name, unit.short_name) == ("示范县文化和旅游局", "文旅局")
