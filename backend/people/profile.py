"""A person as they are shown to themselves: unit, roles in words, verbs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.people.role_table import ROLES
from backend.people.rules import NATION, verbs_anywhere
from backend.people.scopes import DIVISION, ORGANISATION
from backend.people.second_factor import standing


def account_shown(session: Session, actor: Actor) -> dict[str, Any]:
    """Return the account's JSON, with the unit by name."""
    unit = None
    if actor.unit_id is not None:
        columns = select(ORGANISATION.c.id, ORGANISATION.c.name, ORGANISATION.c.kind)
        row = session.execute(columns.where(ORGANISATION.c.id == actor.unit_id)).one_or_none()
        unit = None if row is None else dict(row._mapping)
    return {"id": actor.account_id, "display_name": actor.display_name, "unit": unit, "county_id": actor.county_id}


def profile(session: Session, actor: Actor, *, language: str) -> dict[str, Any]:
    """Return who the actor is and what they may do anywhere."""
    names = scope_names(session, {grant.scope_id for grant in actor.grants})
    roles = [
        {
            "role": grant.role,
            "label": ROLES[grant.role].label_en if language == "en" else ROLES[grant.role].label_zh,
            "scope_type": grant.scope_type,
            "scope_id": grant.scope_id,
            "scope_name": names.get(grant.scope_id, "全国" if grant.scope_id == NATION else ""),
        }
        for grant in actor.grants
    ]
    return {
        "account": account_shown(session, actor),
        "roles": roles,
        "verbs": sorted(verbs_anywhere(actor)),
        "second_factor": vars(standing(session, actor)),
        "must_change_password": actor.must_change_password,
    }


def scope_names(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    """Return the names of divisions and organisations among `ids`; a school is an organisation."""
    found = [
        row
        for table in (DIVISION, ORGANISATION)
        for row in session.execute(select(table.c.id, table.c.name).where(table.c.id.in_(ids)))
    ]
    return {row.id: row.name for row in found}
