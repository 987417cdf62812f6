"""Who can be named to inspect: people of the county with a unit, found by name or unit; nothing else is told of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.people.models import ACCOUNT, GRANT
from backend.people.role_table import ROLES
from backend.people.scopes import ScopeColumns, scope_condition
from backend.places.models import ORGANISATION

MOST = 40
_ROLES = sorted(
    {role for role, about in ROLES.items() if "inspection.carry_out" in about.verbs} | {"principal", "school_safety"}
)
"""Offices' people, and those of schools who visit others in a cross inspection."""
_OF_COUNTY = ScopeColumns(county_id=ACCOUNT.c.county_id)


def find_candidates(session: Session, actor: Actor, *, q: str) -> list[dict[str, Any]]:
    """Return people whom `actor` could name, by unit and name."""
    held = select(GRANT.c.account_id).where(GRANT.c.role.in_(_ROLES), GRANT.c.revoked_at.is_(None))
    query = (
        select(ACCOUNT.c.id, ACCOUNT.c.display_name, ORGANISATION.c.id.label("unit_id"), ORGANISATION.c.name)
        .join(ORGANISATION, ORGANISATION.c.id == ACCOUNT.c.unit_id)
        .where(scope_condition(actor, "inspection.plan", _OF_COUNTY))
        .where(ACCOUNT.c.disabled_at.is_(None), ACCOUNT.c.id.in_(held))
        .order_by(ORGANISATION.c.kind == "SCH", ORGANISATION.c.name, ACCOUNT.c.display_name)
        .limit(MOST)
    )
    if q.strip():
        query = query.where(_named_like(q.strip()))
    return [
        {"account_id": row.id, "name": row.display_name, "unit": {"id": row.unit_id, "name": row.name}}
        for row in session.execute(query)
    ]


def _named_like(q: str) -> ColumnElement[bool]:
    like = [column.contains(q, autoescape=True) for column in (ACCOUNT.c.display_name, ORGANISATION.c.name)]
    if q.isascii():
        like.append(ORGANISATION.c.initials.contains(q.lower(), autoescape=True))
    return or_(*like)
