"""Reading people: who holds this token, and the SQL twin of `rules.may` that filters every list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Table, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor, Grant
from backend.core.clock import now
from backend.people.models import Account, AccountGrant, SignInSession
from backend.people.scopes import ScopeColumns, place_of_scope, scope_condition
from backend.people.tokens import token_hash

__all__ = ["ScopeColumns", "SignedIn", "actor_of", "place_of_scope", "scope_condition", "signed_in_by"]

_ACCOUNT: Table = Account.__table__  # type: ignore[assignment]
_GRANT: Table = AccountGrant.__table__  # type: ignore[assignment]
_SIGN_IN: Table = SignInSession.__table__  # type: ignore[assignment]


@dataclass(frozen=True)
class SignedIn:
    """A valid sign-in: who, by which way, and when it was last noted as seen."""

    actor: Actor
    transport: str
    last_seen_at: datetime


def _people(*extra: ColumnElement[Any]) -> Select[Any]:
    """Select an account with the grants that hold at :now, one row a grant (or one without)."""
    in_force = and_(
        _GRANT.c.account_id == _ACCOUNT.c.id,
        _GRANT.c.revoked_at.is_(None),
        _GRANT.c.valid_from <= bindparam("now"),
        or_(_GRANT.c.valid_to.is_(None), _GRANT.c.valid_to > bindparam("now")),
    )
    return (
        select(
            _ACCOUNT.c.id,
            _ACCOUNT.c.display_name,
            _ACCOUNT.c.unit_id,
            _ACCOUNT.c.county_id,
            _ACCOUNT.c.must_change_password,
            _GRANT.c.role,
            _GRANT.c.scope_type,
            _GRANT.c.scope_id,
            _GRANT.c.category_filter,
            *extra,
        )
        .select_from(_ACCOUNT)
        .outerjoin(_GRANT, in_force)
        .where(_ACCOUNT.c.disabled_at.is_(None))
        .order_by(_GRANT.c.id)
    )


_BY_ACCOUNT = _people().where(_ACCOUNT.c.id == bindparam("account_id"))
_BY_TOKEN = (
    _people(_SIGN_IN.c.id.label("session_id"), _SIGN_IN.c.transport, _SIGN_IN.c.last_seen_at)
    .join(_SIGN_IN, _SIGN_IN.c.account_id == _ACCOUNT.c.id)
    .where(
        _SIGN_IN.c.token_hash == bindparam("token_hash"),
        _SIGN_IN.c.revoked_at.is_(None),
        _SIGN_IN.c.expires_at > bindparam("now"),
    )
)


def signed_in_by(session: Session, token: str) -> SignedIn | None:
    """Return who holds `token`, with their grants of this moment: one query, on every request."""
    rows = session.connection().execute(_BY_TOKEN, {"token_hash": token_hash(token), "now": now()}).all()
    if not rows:
        return None
    first = rows[0]
    return SignedIn(_actor_of(rows, first.session_id), first.transport, first.last_seen_at)


def actor_of(session: Session, account_id: UUID) -> Actor | None:
    """Return the person of an account as an actor (command line, tests); None if unknown or disabled."""
    rows = session.connection().execute(_BY_ACCOUNT, {"account_id": account_id, "now": now()}).all()
    return _actor_of(rows, None) if rows else None


def _actor_of(rows: Sequence[Row[Any]], session_id: UUID | None) -> Actor:
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
    )


def _grant_of(row: Row[Any]) -> Grant:
    codes = None if row.category_filter is None else frozenset(row.category_filter)
    return Grant(role=row.role, scope_type=row.scope_type, scope_id=row.scope_id, category_filter=codes)
