"""Reading people: who holds this token, and the SQL twin of `rules.may` that filters every list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor, Grant
from backend.core.clock import now
from backend.people.models import ACCOUNT, GRANT, SIGN_IN
from backend.people.tokens import token_hash


@dataclass(frozen=True)
class SignedIn:
    """A valid sign-in: who, by which way, and when it was last noted as seen."""

    actor: Actor
    transport: str
    last_seen_at: datetime


def _people(*extra: ColumnElement[Any]) -> Select[Any]:
    """Select an account with the grants that hold at :now, one row a grant (or one without)."""
    in_force = and_(
        GRANT.c.account_id == ACCOUNT.c.id,
        GRANT.c.revoked_at.is_(None),
        GRANT.c.valid_from <= bindparam("now"),
        or_(GRANT.c.valid_to.is_(None), GRANT.c.valid_to > bindparam("now")),
    )
    return (
        select(
            ACCOUNT.c.id,
            ACCOUNT.c.display_name,
            ACCOUNT.c.unit_id,
            ACCOUNT.c.county_id,
            ACCOUNT.c.must_change_password,
            GRANT.c.role,
            GRANT.c.scope_type,
            GRANT.c.scope_id,
            GRANT.c.category_filter,
            *extra,
        )
        .select_from(ACCOUNT)
        .outerjoin(GRANT, in_force)
        .where(ACCOUNT.c.disabled_at.is_(None))
        .order_by(GRANT.c.id)
    )


_BY_ACCOUNT = _people().where(ACCOUNT.c.id == bindparam("account_id"))
_BY_TOKEN = (
    _people(SIGN_IN.c.id.label("session_id"), SIGN_IN.c.transport, SIGN_IN.c.last_seen_at, SIGN_IN.c.second_factor_at)
    .join(SIGN_IN, SIGN_IN.c.account_id == ACCOUNT.c.id)
    .where(
        SIGN_IN.c.token_hash == bindparam("token_hash"),
        SIGN_IN.c.revoked_at.is_(None),
        SIGN_IN.c.expires_at > bindparam("now"),
    )
)


def signed_in_by(session: Session, token: str) -> SignedIn | None:
    """Return who holds `token`, with their grants of this moment: one query, on every request."""
    rows = session.connection().execute(_BY_TOKEN, {"token_hash": token_hash(token), "now": now()}).all()
    if not rows:
        return None
    first = rows[0]
    actor = _actor_of(rows, first.session_id, second_factor_at=first.second_factor_at)
    return SignedIn(actor, first.transport, first.last_seen_at)


def actor_of(session: Session, account_id: UUID) -> Actor | None:
    """Return the person of an account as an actor (command line, tests); None if unknown or disabled."""
    rows = session.connection().execute(_BY_ACCOUNT, {"account_id": account_id, "now": now()}).all()
    return _actor_of(rows, None) if rows else None


def _actor_of(rows: Sequence[Row[Any]], session_id: UUID | None, *, second_factor_at: datetime | None = None) -> Actor:
    first = rows[0]
    return Actor(
        kind="account",
        display_name=first.display_name,
        account_id=first.id,
        session_id=session_id,
        unit_id=first.unit_id,
        county_id=first.county_id,
        grants=tuple(_grant_of(row) for row in rows if row.role is not None),
        must_change_password=first.must_change_password,
        second_factor_at=second_factor_at,
    )


def _grant_of(row: Row[Any]) -> Grant:
    codes = None if row.category_filter is None else frozenset(row.category_filter)
    return Grant(role=row.role, scope_type=row.scope_type, scope_id=row.scope_id, category_filter=codes)
