"""Referrals as officers read them, the form as a creator needs it, and the county's figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import SHANGHAI, now
from backend.core.retention import kept_for
from backend.people.scopes import ScopeColumns, scope_condition
from backend.referrals import rules, units
from backend.referrals.categories import kinds
from backend.referrals.models import REFERRAL_COUNT, SEALED, ConfidentialReferral
from backend.referrals.operations import facts_of


def listed(
    session: Session, found: Sequence[ConfidentialReferral], *, officer_of: frozenset[UUID]
) -> list[dict[str, Any]]:
    """Return what a list shows: number, state, clock and units."""
    names = units.names_of(session, {unit for each in found for unit in (each.from_unit, each.to_unit)})
    return [_line(each, names, officer_of) for each in found]


def opened(session: Session, referral: ConfidentialReferral, *, officer_of: frozenset[UUID]) -> dict[str, Any]:
    """Return a referral whole, with what this officer may do now and where it may be handed on to."""
    facts = facts_of(session, referral)
    actions = rules.actions_for(facts, officer_of=officer_of)
    names = units.names_of(session, {referral.from_unit, referral.to_unit})
    others = units.units_with_officers(session, referral.county_id) if "hand_on" in actions else []
    return {
        **_line(referral, names, officer_of),
        "category": referral.category,
        "category_label": kinds()[referral.category].zh,
        "phoned_at": referral.phoned_at,
        "external_case_no": referral.external_case_no,
        "close_code": referral.close_code,
        "close_label": rules.CLOSE_CODES.get(referral.close_code or ""),
        "actions": actions,
        "hand_on_to": [vars(unit) for unit in others if unit.id != referral.to_unit],
        "sealed_until": _sealed_until(session, referral) if referral.to_unit in officer_of else None,
    }


def form_for(session: Session, actor: Actor) -> list[dict[str, Any]]:
    """Return the kinds that the actor may create, each with the units that may take it."""
    unit, county_id = units.home_unit(session, actor)
    creator = units.creator_of(actor, unit)
    school_id = unit.id if unit.kind == "SCH" else None
    return [
        {
            "code": kind.code,
            "label": kind.zh,
            "urgency": kind.urgency,
            "accept_within_min": int(kind.accept_within.total_seconds() // 60),
            "first": kind.first,
            "units": [vars(u) for u in units.units_for(session, kind, county_id=county_id, school_id=school_id)],
        }
        for kind in kinds().values()
        if rules.may_create(kind, creator)
    ]


def targets_for(session: Session, *, county_id: UUID, school_id: UUID | None) -> list[dict[str, Any]]:
    """Return every kind with the units that may take a report converted to it."""
    return [
        {
            "code": kind.code,
            "label": kind.zh,
            "first": kind.first,
            "units": [vars(u) for u in units.units_for(session, kind, county_id=county_id, school_id=school_id)],
        }
        for kind in kinds().values()
    ]


def figures(session: Session, actor: Actor) -> list[dict[str, Any]]:
    """Return finished months by county and kind, cells of five and more only; no totals, which would betray the others."""
    columns = ScopeColumns(county_id=REFERRAL_COUNT.c.county_id)
    rows = session.execute(
        select(REFERRAL_COUNT)
        .where(
            scope_condition(actor, "referral.figures", columns),
            REFERRAL_COUNT.c.count >= rules.SMALLEST_CELL,
            REFERRAL_COUNT.c.month < f"{now().astimezone(SHANGHAI):%Y-%m}",
        )
        .order_by(REFERRAL_COUNT.c.month.desc(), REFERRAL_COUNT.c.county_id, REFERRAL_COUNT.c.category)
    )
    return [dict(row._mapping) | {"label": kinds()[row.category].zh} for row in rows]


def _line(referral: ConfidentialReferral, names: dict[UUID, str], officer_of: frozenset[UUID]) -> dict[str, Any]:
    return {
        "id": referral.id,
        "ref_no": referral.ref_no,
        "status": referral.status,
        "status_label": rules.STATUSES[referral.status],
        "urgency": referral.urgency,
        "created_at": referral.created_at,
        "due_at": referral.due_at,
        "overdue": referral.status == "sent" and referral.due_at < now(),
        "closed_at": referral.closed_at,
        "from_unit": {"id": referral.from_unit, "name": names[referral.from_unit]},
        "to_unit": {"id": referral.to_unit, "name": names[referral.to_unit]},
        "incoming": referral.to_unit in officer_of,
    }


def _sealed_until(session: Session, referral: ConfidentialReferral) -> Any:
    statement = select(SEALED.c.sealed_at).where(SEALED.c.referral_id == referral.id)
    sealed_at = session.execute(statement).scalar_one_or_none()
    return None if sealed_at is None else sealed_at + kept_for(session, "sealed_report", referral.county_id)
