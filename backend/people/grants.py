"""Roles given and taken: by whoever may, on a scope that fits, each in the audit book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.people.models import GRANT, AccountGrant
from backend.people.role_table import ROLES
from backend.people.rules import may_give
from backend.people.scopes import place_of_scope

SCOPE_NAMES = {
    **{"nation": "全国", "province": "省", "city": "市", "county": "县", "township": "乡镇街道"},
    **{"precinct": "派出所", "school": "学校", "department": "部门"},
}


@dataclass(frozen=True)
class NewGrant:
    """A role to be given on a scope, from `valid_from` (now when None) until `valid_to` (without end when None)."""

    role: str
    scope_type: str
    scope_id: UUID
    category_filter: tuple[str, ...] | None = None
    valid_to: datetime | None = None
    valid_from: datetime | None = None

    @property
    def key(self) -> dict[str, Any]:
        """What a person can hold only once at a time."""
        return {"role": self.role, "scope_type": self.scope_type, "scope_id": self.scope_id}

    @property
    def place(self) -> str:
        """The scope as the audit book writes it."""
        return f"{self.scope_type}:{self.scope_id}"


def give_role(session: Session, actor: Actor, *, account_id: UUID, grant: NewGrant) -> bool:
    """Give a role to somebody who has an account; False if they already have it there."""
    demand_givable(session, actor, grant)
    return insert_grant(session, actor, account_id=account_id, grant=grant)


def insert_grant(session: Session, actor: Actor, *, account_id: UUID, grant: NewGrant) -> bool:
    """Write a grant that has been allowed already; False if just that is in force. Another term or filter replaces it."""
    filtered = None if grant.category_filter is None else list(grant.category_filter)
    held = session.scalars(
        select(AccountGrant).where(AccountGrant.revoked_at.is_(None)).filter_by(account_id=account_id, **grant.key)
    ).one_or_none()
    if held is not None:
        if (held.valid_to, held.category_filter) == (grant.valid_to, filtered) and is_in_term(held):
            return False
        held.revoked_at = now()
        session.flush()
    row = {
        "id": new_id(),
        "account_id": account_id,
        **grant.key,
        "category_filter": filtered,
        "valid_from": grant.valid_from or now(),
        "valid_to": grant.valid_to,
        "granted_by": actor.account_id,
    }
    if not insert_once(session, GRANT, row):
        return False
    _record(session, actor, "grant.given", account_id=account_id, role=[None, grant.role], scope=[None, grant.place])
    return True


def is_in_term(grant: AccountGrant) -> bool:
    """Say whether a grant's end still lies ahead."""
    return grant.valid_to is None or grant.valid_to > now()


def revoke_grant(session: Session, actor: Actor, *, grant_id: UUID) -> None:
    """Take a role back; whoever may give it may take it."""
    grant = session.get(AccountGrant, grant_id)
    if grant is None or grant.revoked_at is not None:
        raise Problem("not_found")
    demand_givable(session, actor, NewGrant(grant.role, grant.scope_type, grant.scope_id))
    end_grant(session, actor, grant)


def end_grant(session: Session, actor: Actor, grant: AccountGrant) -> None:
    """End a grant whose ending has been allowed already."""
    given = NewGrant(grant.role, grant.scope_type, grant.scope_id)
    grant.revoked_at = now()
    session.flush()
    _record(
        session, actor, "grant.revoked", account_id=grant.account_id, role=[grant.role, None], scope=[given.place, None]
    )


def demand_givable(session: Session, actor: Actor, grant: NewGrant, *, verb: str = "account.invite") -> None:
    """Refuse a grant whose role does not stand on that kind of scope, or that `actor` may not give there."""
    role = ROLES[grant.role]
    place = place_of_scope(session, grant.scope_type, grant.scope_id)
    if place is None or grant.scope_type not in role.scope_types:
        names = "、".join(SCOPE_NAMES[kind] for kind in role.scope_types)
        raise Problem("scope_unfit", fields={"scope_id": ["范围与角色不匹配。"]}, role=role.label_zh, scopes=names)
    if not may_give(actor, grant.role, place, verb=verb):
        raise Problem("role_not_givable")


def _record(session: Session, actor: Actor, action: str, *, account_id: UUID, **changes: list[str | None]) -> None:
    record(
        session,
        actor,
        action=action,
        object_type="account",
        object_id=account_id,
        county_id=actor.county_id,
        changes=changes,
    )
