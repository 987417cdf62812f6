"""Whether those whom a plan names are there and may walk at its school."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Grant
from backend.core.clock import now
from backend.people.models import ACCOUNT, GRANT
from backend.people.queries import actor_of
from backend.people.role_table import ROLES
from backend.people.rules import PlaceScopes, covers
from backend.places.models import ORGANISATION
from backend.places.queries import place_scopes
from backend.places.rules import SitePlace

WALKING = "patrol.walk"
WALKING_ROLES = frozenset(role for role, about in ROLES.items() if WALKING in about.verbs)
MOST_UNITS = 12


@dataclass(frozen=True)
class Assignee:
    """For whom a plan is: an account, a role at the school or a unit; and the units that go along."""

    kind: str
    account_id: UUID | None = None
    role: str | None = None
    unit_id: UUID | None = None
    joint_units: tuple[UUID, ...] = ()


def objections(session: Session, place: SitePlace, assignee: Assignee) -> dict[str, list[str]]:
    """Return what is wrong with those named, by field; nothing if they can go."""
    given = {"account": assignee.account_id, "role": assignee.role, "unit": assignee.unit_id}
    if {kind for kind, value in given.items() if value is not None} != {assignee.kind}:
        return {"assignee": ["请选择一个人、一个岗位或一个单位，只选一种。"]}
    said = {
        "assignee": _account(session, place, assignee)
        or _role(assignee.role)
        or _unit(session, place, assignee.unit_id),
        "joint_units": _joint(session, place, assignee),
    }
    return {field: [objection] for field, objection in said.items() if objection}


def nobody_yet(session: Session, place: SitePlace, role: str | None) -> bool:
    """Say whether a plan's role is held by nobody at the school at this moment."""
    if role is None:
        return False
    scopes = place_scopes(session, place)
    ids = {*scopes.division_ids, scopes.school_id, scopes.parent_school_id, scopes.precinct_id} - {None}
    at = now()
    in_force = (
        GRANT.c.revoked_at.is_(None),
        GRANT.c.valid_from <= at,
        or_(GRANT.c.valid_to.is_(None), GRANT.c.valid_to > at),
    )
    rows = session.execute(
        select(GRANT.c.scope_type, GRANT.c.scope_id)
        .join(ACCOUNT, ACCOUNT.c.id == GRANT.c.account_id)
        .where(GRANT.c.role == role, GRANT.c.scope_id.in_(ids), *in_force, ACCOUNT.c.disabled_at.is_(None))
    )
    return not any(covers(Grant(role, *row), scopes) for row in rows)


def _account(session: Session, place: SitePlace, assignee: Assignee) -> str | None:
    if assignee.account_id is None:
        return None
    person = actor_of(session, assignee.account_id)
    if person is None or person.county_id not in (None, place.county_id):
        return "没有这个人，或账号已停用。"
    scopes = _with_unit(session, place, person.unit_id)
    walks = any(
        covers(grant, scopes) and WALKING in ROLES[grant.role].verbs for grant in person.grants if grant.role in ROLES
    )
    return None if walks else f"{person.display_name}没有在这所学校巡查的权限，请先授权或换一个人。"


def _with_unit(session: Session, place: SitePlace, unit_id: UUID | None) -> PlaceScopes:
    """The school, and the person's own office, if it is one of the county's."""
    unit = _unit_row(session, unit_id)
    mine = frozenset({unit_id}) if unit is not None and unit_id and unit.county_id == place.county_id else frozenset()
    return replace(place_scopes(session, place), unit_ids=mine)


def _role(role: str | None) -> str | None:
    if role is None or role in WALKING_ROLES:
        return None
    return "这个岗位不参加巡查，请换一个岗位。"


def _unit(session: Session, place: SitePlace, unit_id: UUID | None) -> str | None:
    if unit_id is None:
        return None
    unit = _unit_row(session, unit_id)
    if unit is None or unit.county_id != place.county_id:
        return "本县没有这个单位。"
    fits = {"SCH": {place.school_id, place.parent_school_id}, "PCS": {place.precinct_id}}.get(unit.kind, {unit_id})
    if unit_id in fits and (unit.kind != "TOWN" or unit.division_id in (place.township_id, place.county_id)):
        return None
    return f"{unit.short_name}不管这所学校，请换一个单位。"


def _joint(session: Session, place: SitePlace, assignee: Assignee) -> str | None:
    units = assignee.joint_units
    if len(units) > MOST_UNITS or len(set(units)) < len(units) or assignee.unit_id in units:
        return f"联合单位最多 {MOST_UNITS} 个，不能重复，也不用再写承担的单位。"
    found = session.execute(select(ORGANISATION.c.id).where(ORGANISATION.c.id.in_(units), _of(place)))
    return None if set(found.scalars()) == set(units) else "联合单位里有的不是本县的单位。"


def _of(place: SitePlace) -> Any:
    return ORGANISATION.c.county_id == place.county_id


def _unit_row(session: Session, unit_id: UUID | None) -> Any:
    return session.execute(select(ORGANISATION).where(ORGANISATION.c.id == unit_id)).first()
