"""Reading places: who hangs where behind a code, in one query; schools nearby."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, null, or_, select
from sqlalchemy.orm import Session

from backend.core.clock import local_date, now
from backend.core.geo import Position, box_around, haversine_m
from backend.people.rules import PlaceScopes
from backend.places.models import ANCESTOR, CHECKPOINT, CODE, ORGANISATION, SCHOOL
from backend.places.rules import SitePlace

# In the order of SitePlace's fields.
_OF_SCHOOL = (
    SCHOOL.c.id,
    ORGANISATION.c.name,
    ORGANISATION.c.short_name,
    SCHOOL.c.closed_on,
    SCHOOL.c.parent_school_id,
    SCHOOL.c.county_id,
    SCHOOL.c.township_id,
    SCHOOL.c.precinct_id,
)
_OF_CHECKPOINT = (
    CHECKPOINT.c.lat,
    CHECKPOINT.c.lng,
    CHECKPOINT.c.id,
    CHECKPOINT.c.name,
    CHECKPOINT.c.kind,
    CHECKPOINT.c.accuracy_m,
    CHECKPOINT.c.radius_m,
    CHECKPOINT.c.retired_at,
    CHECKPOINT.c.captured_at,
)
_OF_CODE = (CODE.c.code, CODE.c.state, CODE.c.changed_at, CODE.c.replaced_by)
_SCHOOL_NAMED = SCHOOL.join(ORGANISATION, ORGANISATION.c.id == SCHOOL.c.id)
_POINT = _SCHOOL_NAMED.join(CHECKPOINT, CHECKPOINT.c.school_id == SCHOOL.c.id)
_BY_CODE: Select[Any] = (
    select(*_OF_SCHOOL, *_OF_CHECKPOINT, *_OF_CODE)
    .select_from(_POINT.join(CODE, CODE.c.checkpoint_id == CHECKPOINT.c.id))
    .where(CODE.c.code == bindparam("code"))
)
_BY_CHECKPOINT: Select[Any] = (
    select(*_OF_SCHOOL, *_OF_CHECKPOINT).select_from(_POINT).where(CHECKPOINT.c.id == bindparam("id"))
)
_SCHOOLS: Select[Any] = select(*_OF_SCHOOL, SCHOOL.c.lat, SCHOOL.c.lng).select_from(_SCHOOL_NAMED)
_BY_SCHOOL = _SCHOOLS.where(SCHOOL.c.id == bindparam("id"))


@dataclass(frozen=True)
class NearSchool:
    """A school and how far it is, in metres."""

    place: SitePlace
    distance_m: float


def who_and_where(session: Session, code: str) -> SitePlace | None:
    """Return what hangs behind a normalised code; None if it was never issued or belongs to no checkpoint yet."""
    return _one(session, _BY_CODE, {"code": code})


def where_at(session: Session, checkpoint_id: UUID) -> SitePlace | None:
    """Return the place of a checkpoint, retired ones too."""
    return _one(session, _BY_CHECKPOINT, {"id": checkpoint_id})


def where(session: Session, school_id: UUID) -> SitePlace | None:
    """Return the place of a school, closed ones too."""
    return _one(session, _BY_SCHOOL, {"id": school_id})


def _one(session: Session, query: Select[Any], values: dict[str, Any]) -> SitePlace | None:
    row = session.connection().execute(query, values).first()
    return None if row is None else SitePlace(*row)


def schools_near(session: Session, position: Position, radius_m: float, *, limit: int = 20) -> list[NearSchool]:
    """Return the open schools within `radius_m`, nearest first: a box by index, then the distance."""
    lat_min, lat_max, lng_min, lng_max = box_around(position, radius_m)
    query = _SCHOOLS.where(
        SCHOOL.c.lat.between(lat_min, lat_max),
        SCHOOL.c.lng.between(lng_min, lng_max),
        or_(SCHOOL.c.closed_on.is_(null()), SCHOOL.c.closed_on > local_date(now())),
    )
    places = [SitePlace(*row) for row in session.connection().execute(query)]
    found = [NearSchool(place, _metres(position, place)) for place in places]
    return sorted((near for near in found if near.distance_m <= radius_m), key=lambda near: near.distance_m)[:limit]


def _metres(position: Position, place: SitePlace) -> float:
    return haversine_m(position.lat, position.lng, place.lat or 0.0, place.lng or 0.0)


def place_scopes(
    session: Session, place: SitePlace, *, unit_ids: Iterable[UUID] = (), category: str | None = None
) -> PlaceScopes:
    """Return where the place belongs, for `people.rules.may`; a county's ancestors are read once a unit of work."""
    return PlaceScopes(
        county_id=place.county_id,
        division_ids=_county_and_above(session, place.county_id) | {place.township_id},
        school_id=place.school_id,
        precinct_id=place.precinct_id,
        unit_ids=frozenset(unit_ids),
        category=category,
        parent_school_id=place.parent_school_id,
    )


def county_scopes(session: Session, county_id: UUID) -> PlaceScopes:
    """Return the county itself as a place: what concerns it as a whole is no single school's to decide."""
    return PlaceScopes(county_id=county_id, division_ids=_county_and_above(session, county_id))


def _county_and_above(session: Session, county_id: UUID) -> frozenset[UUID]:
    known: dict[UUID, frozenset[UUID]] = session.info.setdefault("places.county_and_above", {})
    if county_id not in known:
        found = session.connection().execute(select(ANCESTOR.c.ancestor_id).where(ANCESTOR.c.division_id == county_id))
        known[county_id] = frozenset(found.scalars()) | {county_id}
    return known[county_id]
