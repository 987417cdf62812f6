"""Which units may receive a confidential referral: those in charge of its kind where an officer is in force, nearest first."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.people.models import ACCOUNT, GRANT
from backend.people.role_table import ROLES
from backend.people.rules import verbs_anywhere
from backend.people.second_factor import demand_stepped_up
from backend.places.models import ORGANISATION, SCHOOL
from backend.referrals.rules import Creator, Kind

HANDLE = "referral.handle"
_OFFICER_ROLES = sorted(role for role, about in ROLES.items() if HANDLE in about.verbs)
_UNIT_SCOPES = frozenset({"school", "precinct", "department"})


@dataclass(frozen=True)
class Unit:
    """An organisation, by what a form shows of it."""

    id: UUID
    name: str
    kind: str


def officer_units(actor: Actor) -> frozenset[UUID]:
    """Return the units whose confidential officer the actor is: named there, nothing is inherited."""
    return frozenset(grant.scope_id for grant in actor.grants if HANDLE in ROLES[grant.role].verbs)


def demand_officer(session: Session, actor: Actor) -> frozenset[UUID]:
    """Return the actor's units; refuse who is no officer, and officers who have not proved their second factor."""
    units = officer_units(actor)
    if not units:
        raise Problem("referral_officers_only")
    demand_stepped_up(session, actor)
    return units


def officers_of(session: Session, unit_id: UUID) -> tuple[UUID, ...]:
    """Return the accounts of a unit's officers, for telling them that something waits."""
    statement = _officers().with_only_columns(GRANT.c.account_id).where(GRANT.c.scope_id == unit_id).distinct()
    return tuple(session.execute(statement.order_by(GRANT.c.account_id)).scalars())


def units_for(session: Session, kind: Kind, *, county_id: UUID, school_id: UUID | None) -> list[Unit]:
    """Return the units that may take this kind, the one to suggest first. What is a school's stays at that school."""
    own = _school_and_station(session, school_id)
    found = [
        unit
        for unit in units_with_officers(session, county_id)
        if unit.kind in kind.routed_to and (unit.kind != "SCH" or not own or unit.id in own)
    ]
    return sorted(found, key=lambda unit: (kind.routed_to.index(unit.kind), _rank(own, unit.id), unit.name))


def units_with_officers(session: Session, county_id: UUID) -> list[Unit]:
    """Return every unit of the county that has an officer in force."""
    columns = (ORGANISATION.c.id, ORGANISATION.c.name, ORGANISATION.c.kind)
    statement = select(*columns).where(
        ORGANISATION.c.county_id == county_id, ORGANISATION.c.id.in_(_officers().with_only_columns(GRANT.c.scope_id))
    )
    return [Unit(*row) for row in session.execute(statement.order_by(ORGANISATION.c.name))]


def home_unit(session: Session, actor: Actor) -> tuple[Unit, UUID]:
    """Return the unit that a creator writes for, and its county: their own, or (a volunteer's) the school they stand for."""
    if "referral.create" not in verbs_anywhere(actor):
        raise Problem("referral_not_yours_to_create")
    scopes = [grant.scope_id for grant in actor.grants if grant.scope_type in _UNIT_SCOPES]
    unit_id = actor.unit_id or next(iter(scopes), None)
    columns = (ORGANISATION.c.id, ORGANISATION.c.name, ORGANISATION.c.kind, ORGANISATION.c.county_id)
    row = session.execute(select(*columns).where(ORGANISATION.c.id == unit_id)).one_or_none()
    if row is None:
        raise Problem("referral_without_unit")
    return Unit(row.id, row.name, row.kind), row.county_id


def creator_of(actor: Actor, unit: Unit) -> Creator:
    """Return what the rules look at in somebody who wants to create a referral."""
    roles = frozenset(grant.role for grant in actor.grants)
    return Creator(unit.kind, roles)


def names_of(session: Session, unit_ids: set[UUID]) -> dict[UUID, str]:
    """Return the names of units."""
    rows = session.execute(select(ORGANISATION.c.id, ORGANISATION.c.name).where(ORGANISATION.c.id.in_(unit_ids)))
    return {row.id: row.name for row in rows}


def _officers() -> Select[tuple[UUID]]:
    moment = now()
    return (
        select(GRANT.c.id)
        .join(ACCOUNT, ACCOUNT.c.id == GRANT.c.account_id)
        .where(
            GRANT.c.role.in_(_OFFICER_ROLES),
            GRANT.c.revoked_at.is_(None),
            GRANT.c.valid_from <= moment,
            or_(GRANT.c.valid_to.is_(None), GRANT.c.valid_to > moment),
            ACCOUNT.c.disabled_at.is_(None),
        )
    )


def _school_and_station(session: Session, school_id: UUID | None) -> list[UUID]:
    """The school, the school that it is a campus of, and its police station."""
    columns = (SCHOOL.c.id, SCHOOL.c.parent_school_id, SCHOOL.c.precinct_id)
    row = session.execute(select(*columns).where(SCHOOL.c.id == school_id)).one_or_none()
    return [] if row is None else [unit_id for unit_id in row if unit_id is not None]


def _rank(own: list[UUID], unit_id: UUID) -> int:
    return own.index(unit_id) if unit_id in own else len(own)
