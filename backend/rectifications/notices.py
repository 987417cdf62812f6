"""Who is told what about a case: one table for the moves, one function for everything else that gives notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.messages.operations import Notice, send
from backend.people.models import AccountGrant
from backend.people.rules import PlaceScopes
from backend.places.models import Organisation
from backend.rectifications.models import Case

if TYPE_CHECKING:
    from backend.rectifications.moves import Move

HANDLERS = frozenset(
    {"school_safety", "dept_handler", "precinct_officer", "police_officer", "township_officer", "edu_officer"}
)
HEADS = frozenset(
    {"principal", "dept_manager", "precinct_officer", "police_officer", "township_officer", "edu_officer"}
)
"""Police stations and townships have one role for both, so that their people are told on either rung."""
_PRESSING = frozenset({"case_assigned", "case_overdue", "case_acknowledge_overdue", "case_reported", "case_urged"})


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


@dataclass(frozen=True)
class Told:
    """What a move gives notice of: the kind of message and whom; only if it changed the responsible unit, where asked."""

    kind: str
    groups: tuple[str, ...]
    new_unit_only: bool = False


MOVES: dict[str, tuple[Told, ...]] = {
    "supplement": (Told("question_answered", ("assessors",)),),
    "ask_info": (Told("question_asked", ("reporter",)),),
    "restore": (Told("case_reported", ("assessors",)),),
    "appeal": (Told("case_reported", ("assessors",)),),
    "unmerge": (Told("case_reported", ("assessors",)),),
    "assign": (Told("case_assigned", ("unit",)), Told("case_tracked", ("tracker",))),
    "set_tracker": (Told("case_tracked", ("tracker",)),),
    "correct": (Told("case_assigned", ("unit",), new_unit_only=True),),
    "ask_transfer": (Told("transfer_asked", ("joint_office",)),),
    "approve_transfer": (Told("case_assigned", ("unit",)), Told("transfer_decided", ("unit_before",))),
    "refuse_transfer": (Told("transfer_decided", ("unit",)),),
    "ask_extension": (Told("extension_asked", ("joint_office",)),),
    "grant_extension": (Told("extension_decided", ("unit",)),),
    "refuse_extension": (Told("extension_decided", ("unit",)),),
    "submit": (Told("case_to_verify", ("verifiers",)),),
    "fail": (Told("case_returned", ("unit",)),),
    "verify": (Told("case_to_close", ("closers",)),),
    "object": (Told("case_returned", ("unit",)),),
    "fail_look_back": (Told("case_reopened", ("unit",)),),
    "reopen": (Told("case_reopened", ("unit",)),),
    "dispute": (Told("dispute_raised", ("joint_office",)),),
    "urge": (Told("case_urged", ("unit", "tracker")),),
    "escalate": (Told("case_escalated", ("unit_head",)),),
    "whistle": (Told("whistle_blown", ("whistled", "joint_office")),),
    "answer_whistle": (Told("whistle_answered", ("school",)),),
    "raise_severity": (Told("case_made_major", ("unit", "joint_office")),),
}
"""Every move that somebody is told of; the others are read in the case. What the clock tells of is in ringing.py."""


def tell_of_move(session: Session, actor: Actor, move: Move, *, details: Mapping[str, Any]) -> None:
    """Give notice of a move that was just written, except to whoever made it."""
    case, before = move.case, move.facts.lead_unit_id
    for told in MOVES.get(move.transition.action, ()):
        if told.new_unit_only and case.lead_unit_id == before:
            continue
        if told.kind == "case_to_close" and case.state != "verified":
            continue  # a general hazard is struck off by the verification itself
        subject = Subject(case, move.place, unit_before_id=before, details=details)
        tell(session, subject, told.kind, groups=told.groups, except_id=actor.account_id)


def tell(
    session: Session,
    subject: Subject,
    kind: str,
    *,
    groups: tuple[str, ...],
    except_id: UUID | None = None,
    dedupe_key: str | None = None,
) -> bool:
    """Give one notice about a case to some groups; somebody who belongs to several of them reads it once."""
    audience = Audience()
    for group in groups:
        audience |= GROUPS[group](session, subject)
    if not audience.unit_ids and not audience.account_ids:
        return False
    case = subject.case
    notice = Notice(
        kind=kind,
        county_id=case.county_id,
        urgency="urgent" if kind in _PRESSING and (case.severity == "major" or case.danger) else "normal",
        account_ids=tuple(sorted(audience.account_ids)),
        unit_ids=tuple(sorted(audience.unit_ids)),
        roles=audience.roles,
        except_ids=(except_id,) if except_id else (),
        subject_type="case",
        subject_id=case.id,
        values=_values(session, case),
        dedupe_key=dedupe_key,
    )
    return send(session, notice)


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
        return Audience(_known(lead, parent), roles)

    return group


def _in_school(roles: frozenset[str]) -> Callable[[Session, Subject], Audience]:
    def group(_session: Session, subject: Subject) -> Audience:
        return Audience(_known(subject.case.school_id, subject.place.parent_school_id), roles)

    return group


def _unit_before(_session: Session, subject: Subject) -> Audience:
    return Audience(_known(subject.unit_before_id), HANDLERS | HEADS)


def _person(column: str) -> Callable[[Session, Subject], Audience]:
    return lambda _session, subject: Audience(account_ids=_known(getattr(subject.case, column)))


def _assessors(session: Session, subject: Subject) -> Audience:
    return _joint_office(session, subject) | GROUPS["school"](session, subject)


def _verifiers(session: Session, subject: Subject) -> Audience:
    """Those whose line it is; everybody else who may verify finds it among their work."""
    case = subject.case
    if case.severity == "major":
        return _joint_office(session, subject) | _offices(session, case.county_id, "EDU", role="edu_officer")
    if case.external or case.lead_unit_id != case.school_id:
        precinct = Audience(_known(subject.place.precinct_id), frozenset({"precinct_officer"}))
        return _joint_office(session, subject) | precinct
    return GROUPS["school"](session, subject)


def _whistled(_session: Session, subject: Subject) -> Audience:
    called = subject.details.get("unit_id") or subject.case.lead_unit_id
    return Audience(_known(called), HANDLERS | HEADS)


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


def _known(*ids: UUID | None) -> frozenset[UUID]:
    return frozenset(found for found in ids if found is not None)


def _values(session: Session, case: Case) -> dict[str, str]:
    ids = _known(case.school_id, case.lead_unit_id)
    rows = session.execute(select(Organisation.id, Organisation.short_name).where(Organisation.id.in_(ids)))
    names: dict[UUID | None, str] = {row[0]: row[1] for row in rows}
    values = {
        "school": names.get(case.school_id),
        "unit": names.get(case.lead_unit_id),
        "number": case.ledger_no,
        "due": case.due_at.isoformat() if case.due_at else None,
        "level": str(case.escalation_level) if case.escalation_level else None,
    }
    return {name: value for name, value in values.items() if value}
