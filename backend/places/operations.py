"""Making and editing organisations and schools. Master data belongs to the county, not to the school itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.places.access import ensure_may
from backend.places.changes import differing, record_change
from backend.places.initials import initials
from backend.places.models import ORGANISATION, SCHOOL
from backend.places.names import note_former_name
from backend.places.queries import county_scopes
from backend.places.school_checks import check_form, check_links

_NAMES = ("name", "short_name")


@dataclass(frozen=True, kw_only=True)
class SchoolFacts:
    """What is known of a school when it is entered; a campus has `parent_school_id`."""

    county_id: UUID
    school_code: str
    name: str
    school_type: str
    township_id: UUID
    short_name: str = ""
    precinct_id: UUID | None = None
    parent_school_id: UUID | None = None
    lat: float | None = None
    lng: float | None = None


class SchoolEdit(TypedDict, total=False):
    """What may change of a school; its code never does."""

    name: str
    short_name: str
    school_type: str
    township_id: UUID
    precinct_id: UUID | None
    parent_school_id: UUID | None
    lat: float | None
    lng: float | None
    closed_on: date | None


class OrganisationEdit(TypedDict, total=False):
    """What may change of an organisation."""

    name: str
    short_name: str
    parent_id: UUID | None
    division_id: UUID


def create_organisation(
    session: Session,
    actor: Actor,
    *,
    county_id: UUID,
    kind: str,
    name: str,
    short_name: str = "",
    parent_id: UUID | None = None,
    division_id: UUID | None = None,
) -> UUID:
    """Add an office, station or department of the county (schools: `create_school`)."""
    ensure_may(actor, "place.edit", county_scopes(session, county_id))
    organisation_id = new_id()
    values = {
        "county_id": county_id,
        "kind": kind,
        "name": name,
        "short_name": short_name or name,
        "parent_id": parent_id,
        "division_id": division_id or county_id,
    }
    session.execute(insert(ORGANISATION), {"id": organisation_id, "initials": initials(name, short_name)} | values)
    record_change(session, actor, "organisation.created", object_id=organisation_id, county_id=county_id, new=values)
    return organisation_id


def edit_organisation(
    session: Session, actor: Actor, *, organisation_id: UUID, **edit: Unpack[OrganisationEdit]
) -> None:
    """Change what `edit` names; nothing is written when nothing differs."""
    old = session.execute(select(ORGANISATION).where(ORGANISATION.c.id == organisation_id)).mappings().first()
    if old is None:
        raise Problem("not_found")
    ensure_may(actor, "place.edit", county_scopes(session, old["county_id"]))
    if new := differing(dict(old), dict(edit)):
        names = {name: new.get(name, old[name]) for name in _NAMES}
        note_former_name(session, organisation_id, old=dict(old), new=names)
        values = new | {"initials": initials(*names.values())}
        session.execute(update(ORGANISATION).where(ORGANISATION.c.id == organisation_id).values(**values))
        county_id = old["county_id"]
        record_change(
            session, actor, "organisation.edited", object_id=organisation_id, county_id=county_id, new=new, old=old
        )


def create_school(session: Session, actor: Actor, facts: SchoolFacts) -> UUID:
    """Add a school or campus; a code already taken is refused by the database."""
    ensure_may(actor, "place.edit", county_scopes(session, facts.county_id))
    check_form(facts.school_code, facts.lat, lng=facts.lng)
    check_links(session, asdict(facts))
    organisation, school = school_rows(new_id(), facts)
    session.execute(insert(ORGANISATION), organisation)
    if not insert_once(session, SCHOOL, school):
        raise Problem("school_code_taken", school_code=facts.school_code)
    school_id: UUID = school["id"]
    record_change(session, actor, "school.created", object_id=school_id, county_id=facts.county_id, new=asdict(facts))
    return school_id


def school_rows(school_id: UUID, facts: SchoolFacts) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the rows of `organisation` and `school` for new facts."""
    organisation = {
        "id": school_id,
        "county_id": facts.county_id,
        "kind": "SCH",
        "name": facts.name,
        "short_name": facts.short_name or facts.name,
        "initials": initials(facts.name, facts.short_name),
        "parent_id": facts.parent_school_id,
        "division_id": facts.township_id,
    }
    school = asdict(facts) | {"id": school_id, "closed_on": None}
    return organisation, {name: value for name, value in school.items() if name not in _NAMES}


def edit_school(session: Session, actor: Actor, *, school_id: UUID, **edit: Unpack[SchoolEdit]) -> None:
    """Change what `edit` names (`closed_on` closes the school); nothing is written when nothing differs."""
    query = select(SCHOOL, ORGANISATION.c.name, ORGANISATION.c.short_name).join(
        ORGANISATION, ORGANISATION.c.id == SCHOOL.c.id
    )
    old = session.execute(query.where(SCHOOL.c.id == school_id)).mappings().first()
    if old is None:
        raise Problem("not_found")
    ensure_may(actor, "place.edit", county_scopes(session, old["county_id"]))
    new = differing(dict(old), dict(edit))
    merged = dict(old) | new
    if merged["parent_school_id"] == school_id:
        raise Problem("place_input_invalid", fields={"parent_school_id": ["学校不能是自己的教学点。"]})
    check_form(old["school_code"], merged["lat"], lng=merged["lng"])
    check_links(session, merged)
    if new:
        _write_school(session, school_id, merged)
        county_id = old["county_id"]
        record_change(session, actor, "school.edited", object_id=school_id, county_id=county_id, new=new, old=old)


def _write_school(session: Session, school_id: UUID, merged: dict[str, Any]) -> None:
    held = session.execute(select(ORGANISATION).where(ORGANISATION.c.id == school_id)).mappings().one()
    note_former_name(session, school_id, old=dict(held), new=merged)
    organisation = {
        "name": merged["name"],
        "short_name": merged["short_name"],
        "initials": initials(merged["name"], merged["short_name"]),
        "parent_id": merged["parent_school_id"],
        "division_id": merged["township_id"],
    }
    session.execute(update(ORGANISATION).where(ORGANISATION.c.id == school_id).values(**organisation))
    school = {column.name: merged[column.name] for column in SCHOOL.columns if column.name != "id"}
    session.execute(update(SCHOOL).where(SCHOOL.c.id == school_id).values(**school))
