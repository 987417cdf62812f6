"""The life of a confidential referral: created, accepted, handed on, returned, withdrawn, closed. Each step says whom to tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import SHANGHAI, now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.referrals import rules, units
from backend.referrals.categories import kind_of
from backend.referrals.models import REFERRAL, REFERRAL_COUNT, SEALED, ConfidentialReferral
from backend.referrals.notices import tell_officers

_TRIES = 4
_CLOCK_AHEAD = timedelta(minutes=5)
_PHONED_BACK = timedelta(days=30)


@dataclass(frozen=True)
class NewReferral:
    """What somebody says of a matter: its kind, how urgent, whether they telephoned; `to_unit` None takes the suggested one."""

    id: UUID
    category: str
    urgency: str | None = None
    phoned_at: datetime | None = None
    to_unit: UUID | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of a step. `tell`: the accounts that were told 您有一件保密事项, and nothing more than that."""

    id: UUID
    ref_no: str
    status: str
    tell: tuple[UUID, ...] = ()


def create_referral(session: Session, actor: Actor, *, new: NewReferral) -> Outcome:
    """Hand a matter to the unit in charge; the same id again answers as the first time. The creator keeps only its number."""
    kind = kind_of(new.category)
    unit, county_id = units.home_unit(session, actor)
    urgency = new.urgency or kind.urgency
    refused = rules.objection_to_creating(
        kind, units.creator_of(actor, unit), urgency=urgency, phoned=new.phoned_at is not None
    )
    if refused is not None:
        raise Problem(refused, fields={"category": [refused]})
    school_id = unit.id if unit.kind == "SCH" else None
    to_unit = choose_unit(session, kind, county_id=county_id, school_id=school_id, asked=new.to_unit)
    return insert_referral(session, actor, new=new, county_id=county_id, from_unit=unit.id, to_unit=to_unit)


def choose_unit(
    session: Session, kind: rules.Kind, *, county_id: UUID, school_id: UUID | None, asked: UUID | None
) -> UUID:
    """Return the receiving unit: the one asked for, if it may take this kind, or the one to suggest."""
    able = [unit.id for unit in units.units_for(session, kind, county_id=county_id, school_id=school_id)]
    if not able:
        raise Problem("referral_nobody_there")
    if asked is not None and asked not in able:
        raise Problem("referral_unit_unfit", fields={"to_unit": ["referral_unit_unfit"]})
    return asked or able[0]


def insert_referral(
    session: Session, actor: Actor, *, new: NewReferral, county_id: UUID, from_unit: UUID, to_unit: UUID
) -> Outcome:
    """Write a referral that has been allowed, count it in its month, and record the act."""
    kind, moment = kind_of(new.category), now()
    _check_phoned(new.phoned_at)
    row = {
        "id": new.id,
        "county_id": county_id,
        "category": kind.code,
        "from_unit": from_unit,
        "to_unit": to_unit,
        "created_by": actor.account_id,
        "created_at": moment,
        "urgency": new.urgency or kind.urgency,
        "phoned_at": new.phoned_at,
        "due_at": rules.due_at(kind, new.urgency or kind.urgency, created_at=moment),
        "status": "sent",
    }
    for _ in range(_TRIES):
        ref_no = rules.new_ref_no()
        if insert_once(session, REFERRAL, row | {"ref_no": ref_no}):
            _count(session, county_id, kind.code, at=moment)
            _record(session, actor, "created", referral_id=new.id, county_id=county_id)
            return _told(session, actor, Outcome(new.id, ref_no, "sent"), county_id=county_id, unit_id=to_unit)
        earlier = session.get(ConfidentialReferral, new.id)
        if earlier is not None:
            return _replayed(earlier, row)
    raise Problem("internal_error")


def accept_referral(session: Session, actor: Actor, referral_id: UUID) -> Outcome:
    """The receiving unit takes it over."""
    return _take_step(session, actor, referral_id, "accept")


def return_referral(session: Session, actor: Actor, referral_id: UUID) -> Outcome:
    """The receiving unit sends it back as not its own; the sender is told."""
    return _take_step(session, actor, referral_id, "return", {"closed_at": now()})


def withdraw_referral(session: Session, actor: Actor, referral_id: UUID) -> Outcome:
    """The sending unit takes it back before anybody accepted it."""
    return _take_step(session, actor, referral_id, "withdraw", {"closed_at": now()})


def close_referral(session: Session, actor: Actor, referral_id: UUID, *, close_code: str) -> Outcome:
    """The receiving unit is done with it; what was done stands in its own system, not here."""
    return _take_step(session, actor, referral_id, "close", {"closed_at": now(), "close_code": close_code})


def note_case_number(session: Session, actor: Actor, referral_id: UUID, *, external_case_no: str) -> Outcome:
    """Note the number under which the receiving unit's own system holds the matter."""
    refused = rules.case_no_objection(external_case_no)
    if refused is not None:
        raise Problem(refused, fields={"external_case_no": [refused]})
    return _take_step(session, actor, referral_id, "case_number", {"external_case_no": external_case_no})


def record_phoned(session: Session, actor: Actor, referral_id: UUID, *, phoned_at: datetime) -> Outcome:
    """Note when somebody telephoned about it."""
    _check_phoned(phoned_at)
    return _take_step(session, actor, referral_id, "phoned", {"phoned_at": phoned_at})


def hand_on_referral(session: Session, actor: Actor, referral_id: UUID, *, to_unit: UUID) -> Outcome:
    """Close it as handed on and open a new one from this unit to the next; a sealed report moves along."""
    before = locked_referral(session, actor, referral_id, "hand_on")
    able = {unit.id for unit in units.units_with_officers(session, before.county_id)} - {before.to_unit}
    if to_unit not in able:
        raise Problem("referral_unit_unfit", fields={"to_unit": ["referral_unit_unfit"]})
    _write(session, actor, before, "hand_on", {"closed_at": now(), "close_code": "handed_on"})
    new = NewReferral(new_id(), before.category, before.urgency, before.phoned_at)
    next_one = insert_referral(
        session, actor, new=new, county_id=before.county_id, from_unit=before.to_unit, to_unit=to_unit
    )
    session.execute(update(SEALED).where(SEALED.c.referral_id == before.id).values(referral_id=new.id))
    return next_one


def locked_referral(session: Session, actor: Actor, referral_id: UUID, action: str) -> ConfidentialReferral:
    """Lock a referral for a step that this officer may take now; another unit's is as good as none."""
    officer_of = units.demand_officer(session, actor)
    statement = select(ConfidentialReferral).where(ConfidentialReferral.id == referral_id).with_for_update()
    referral = session.execute(statement).scalar_one_or_none()
    if referral is None:
        raise Problem("referral_not_found")
    refused = rules.refusal(action, facts_of(session, referral), officer_of=officer_of)
    if refused is not None:
        raise Problem(refused, status=rules.STATUSES[referral.status])
    return referral


def facts_of(session: Session, referral: ConfidentialReferral) -> rules.Facts:
    """Return what the rules look at in a referral."""
    sealed = session.execute(select(SEALED.c.id).where(SEALED.c.referral_id == referral.id)).first() is not None
    return rules.Facts(referral.from_unit, referral.to_unit, referral.status, sealed)


def _take_step(
    session: Session, actor: Actor, referral_id: UUID, action: str, values: Mapping[str, Any] | None = None
) -> Outcome:
    referral = locked_referral(session, actor, referral_id, action)
    _write(session, actor, referral, action, values or {})
    other = referral.from_unit if referral.to_unit in units.officer_units(actor) else referral.to_unit
    outcome = Outcome(referral.id, referral.ref_no, referral.status)
    return _told(session, actor, outcome, county_id=referral.county_id, unit_id=other)


def _write(
    session: Session, actor: Actor, referral: ConfidentialReferral, action: str, values: Mapping[str, Any]
) -> None:
    before = referral.status
    for name, value in values.items():
        setattr(referral, name, value)
    referral.status = rules.STEPS[action].target or before
    session.flush()
    changes = {"status": [before, referral.status]}
    _record(session, actor, action, referral_id=referral.id, county_id=referral.county_id, changes=changes)


def _told(session: Session, actor: Actor, outcome: Outcome, *, county_id: UUID, unit_id: UUID) -> Outcome:
    """The one place where it is settled whom a step concerns, and where they are told: the officers of the other unit."""
    officers = units.officers_of(session, unit_id)
    tell_officers(session, actor, county_id, officers)
    return replace(outcome, tell=officers)


def _replayed(earlier: ConfidentialReferral, row: Mapping[str, Any]) -> Outcome:
    if any(getattr(earlier, name) != row[name] for name in ("created_by", "category", "from_unit")):
        raise Problem("referral_id_taken")
    return Outcome(earlier.id, earlier.ref_no, earlier.status)


def _check_phoned(phoned_at: datetime | None) -> None:
    moment = now()
    if phoned_at is not None and not moment - _PHONED_BACK <= phoned_at <= moment + _CLOCK_AHEAD:
        raise Problem("referral_phoned_later", fields={"phoned_at": ["referral_phoned_later"]})


def _count(session: Session, county_id: UUID, category: str, *, at: datetime) -> None:
    """Count at creation, so that figures never touch a referral and purging one changes nothing."""
    key = {"county_id": county_id, "month": f"{at.astimezone(SHANGHAI):%Y-%m}", "category": category}
    insert_once(session, REFERRAL_COUNT, key | {"count": 0})
    counted = update(REFERRAL_COUNT).where(*(REFERRAL_COUNT.c[name] == value for name, value in key.items()))
    session.execute(counted.values(count=REFERRAL_COUNT.c.count + 1))


def _record(
    session: Session,
    actor: Actor,
    action: str,
    *,
    referral_id: UUID,
    county_id: UUID,
    changes: Mapping[str, Any] | None = None,
) -> None:
    record(
        session,
        actor,
        action=f"referral.{action}",
        object_type="referral",
        object_id=referral_id,
        county_id=county_id,
        changes=changes,
    )
