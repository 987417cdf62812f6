"""Groups of people who have to do with a case: the responsible unit, the school, the joint office, who may verify."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.people.models import AccountGrant
from backend.people.rules import PlaceScopes
from backend.places.models import Organisation
from backend.rectifications.models import Case

HANDLERS = frozenset(
    {"school_safety", "dept_handler", "precinct_officer", "police_officer", "township_officer", "edu_officer"}
)
HEADS = frozenset(
    {"principal", "dept_manager", "precinct_officer", "police_officer", "township_officer", "edu_officer"}
)
"""Police stations and townships have one role for both, so that their people are told on either rung."""


@dataclass(frozen=True)
class Audience:
    """Units with the roles that are told in them, and people by name."""

    unit_ids: frozenset[UUID] = frozenset()
    roles: frozenset[str] = frozenset()
    account_ids: frozenset[UUID] = frozenset()

    def __or__(self, other: Audience) -> Audience:
        return Audience(self.unit_ids | other.unit_ids, self.roles | other.roles, self.account_ids | other.account_ids)


@dataclass(frozen=True)
class Subject:
    """A case with where it lies, the unit that led it before the move, and what the move said."""

    case: Case
    place: PlaceScopes
    unit_before_id: UUID | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def joint_office_of(session: Session, county_id: UUID) -> Audience:
    """Return the joint office: its unit, and whoever holds that role in the county whichever unit they work for."""
    units = select(Organisation.id).where(Organisation.county_id == county_id, Organisation.kind == "JMO")
    holders = select(AccountGrant.account_id).where(
        AccountGrant.role == "joint_office",
        AccountGrant.scope_type == "county",
        AccountGrant.scope_id == county_id,
        AccountGrant.revoked_at.is_(None),
    )
    return Audience(
        frozenset(session.execute(units).scalars()),
        frozenset({"joint_office"}),
        frozenset(session.execute(holders).scalars()),
    )


def _joint_office(session: Session, subject: Subject) -> Audience:
    return joint_office_of(session, subject.case.county_id)


def _in_lead(roles: frozenset[str]) -> Callable[[Session, Subject], Audience]:
    """People of the responsible unit; a campus is looked after by its school."""

    def group(_session: Session, subject: Subject) -> Audience:
        lead = subject.case.lead_unit_id
        parent = subject.place.parent_school_id if lead == subject.case.school_id else None
        return Audience(known(lead, parent), roles)

    return group


def _in_school(roles: frozenset[str]) -> Callable[[Session, Subject], Audience]:
    def group(_session: Session, subject: Subject) -> Audience:
        return Audience(known(subject.case.school_id, subject.place.parent_school_id), roles)

    return group


def _unit_before(_session: Session, subject: Subject) -> Audience:
    return Audience(known(subject.unit_before_id), HANDLERS | HEADS)


def _person(column: str) -> Callable[[Session, Subject], Audience]:
    return lambda _session, subject: Audience(account_ids=known(getattr(subject.case, column)))


def _assessors(session: Session, subject: Subject) -> Audience:
    return _joint_office(session, subject) | GROUPS["school"](session, subject)


def _verifiers(session: Session, subject: Subject) -> Audience:
    """Those whose line it is; everybody else who may verify finds it among their work."""
    case = subject.case
    if case.severity == "major":
        return _joint_office(session, subject) | _offices(session, case.county_id, "EDU", role="edu_officer")
    if case.external or case.lead_unit_id != case.school_id:
        precinct = Audience(known(subject.place.precinct_id), frozenset({"precinct_officer"}))
        return _joint_office(session, subject) | precinct
    return GROUPS["school"](session, subject)


def _whistled(_session: Session, subject: Subject) -> Audience:
    called = subject.details.get("unit_id") or subject.case.lead_unit_id
    return Audience(known(called), HANDLERS | HEADS)


def _offices(session: Session, county_id: UUID, kind: str, *, role: str) -> Audience:
    units = select(Organisation.id).where(Organisation.county_id == county_id, Organisation.kind == kind)
    return Audience(frozenset(session.execute(units).scalars()), frozenset({role}))


GROUPS: dict[str, Callable[[Session, Subject], Audience]] = {
    "handler": _in_lead(HANDLERS),
    "unit_head": _in_lead(HEADS),
    "unit": _in_lead(HANDLERS | HEADS),
    "unit_before": _unit_before,
    "joint_office": _joint_office,
    "principal": _in_school(frozenset({"principal"})),
    "school": _in_school(frozenset({"school_safety", "principal"})),
    "tracker": _person("tracker_id"),
    "reporter": _person("reporter_id"),
    "assessors": _assessors,
    "verifiers": _verifiers,
    "closers": _joint_office,
    "whistled": _whistled,
}


def known(*ids: UUID | None) -> frozenset[UUID]:
    """Return those of the ids that are there."""
    return frozenset(found for found in ids if found is not None)
