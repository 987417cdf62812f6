"""Inviting somebody by a link that makes one account once, even when link scanners open it first or it is forwarded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.people.accounts import NewAccount, insert_account
from backend.people.grants import NewGrant, demand_givable
from backend.people.models import INVITATION
from backend.people.profile import scope_names
from backend.people.queries import actor_of
from backend.people.role_table import ROLES
from backend.people.rules import may_give
from backend.people.scopes import ORGANISATION, place_of_scope, scope_type_of
from backend.people.tokens import new_token, token_hash

LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Invited:
    """An invitation as handed to its maker; the token is shown this once."""

    id: UUID
    token: str
    expires_at: datetime


def invite(
    session: Session, actor: Actor, *, display_name: str, grant: NewGrant, unit_id: UUID | None = None
) -> Invited:
    """Invite somebody to one role that `actor` may give; the unit is the school or department of the scope by default."""
    demand_givable(session, actor, grant)
    place = place_of_scope(session, grant.scope_type, grant.scope_id)
    county_id = place.county_id if place else None
    if unit_id is None and grant.scope_type in {"school", "precinct", "department"}:
        unit_id = grant.scope_id
    if unit_id is not None:
        _demand_own_unit(session, actor, grant, county_id=county_id, unit_id=unit_id)
    token, moment = new_token(), now()
    invited = Invited(new_id(), token, moment + LASTS)
    row = {
        "id": invited.id,
        "token_hash": token_hash(token),
        "display_name": display_name,
        "role": grant.role,
        "scope_type": grant.scope_type,
        "scope_id": grant.scope_id,
        "unit_id": unit_id,
        "county_id": county_id,
        "invited_by": actor.account_id,
        "created_at": moment,
        "expires_at": invited.expires_at,
    }
    session.execute(insert(INVITATION), row)
    _record(session, actor, action="invitation.made", invitation_id=invited.id, county_id=county_id)
    return invited


def read_invitation(session: Session, token: str) -> dict[str, Any]:
    """Return what the invited person sees. Reading consumes nothing: mail gateways and chat previews read too."""
    row = _usable(session, token)
    ids = {row.unit_id or row.scope_id}
    return {
        "display_name": row.display_name,
        "unit_name": next(iter(scope_names(session, ids).values()), ""),
        "role_label": ROLES[row.role].label_zh,
        "expires_at": row.expires_at,
    }


def accept(
    session: Session, actor: Actor, *, token: str, identifier: str, password_hash: str, display_name: str | None
) -> UUID:
    """Make the account; of two acceptances at once the database lets one win. Existing accounts are never taken over."""
    consumed = session.execute(
        update(INVITATION)
        .where(
            INVITATION.c.token_hash == token_hash(token),
            INVITATION.c.consumed_at.is_(None),
            INVITATION.c.expires_at > now(),
        )
        .values(consumed_at=now())
        .returning(*INVITATION.c)
    ).one_or_none()
    if consumed is None:
        _usable(session, token)
        raise Problem("invitation_used")
    grant = NewGrant(consumed.role, consumed.scope_type, consumed.scope_id)
    _demand_inviter_still_may(session, consumed.invited_by, grant)
    account = NewAccount(
        display_name=display_name or consumed.display_name,
        identifier=identifier,
        password_hash=password_hash,
        must_change_password=False,
        unit_id=consumed.unit_id,
        county_id=consumed.county_id,
    )
    account_id = insert_account(session, actor, account=account, grants=[grant])
    session.execute(update(INVITATION).where(INVITATION.c.id == consumed.id).values(account_id=account_id))
    county_id = consumed.county_id
    _record(session, actor, action="invitation.accepted", invitation_id=consumed.id, county_id=county_id)
    return account_id


def _usable(session: Session, token: str) -> Row[Any]:
    """Return the invitation of `token`, or say why it cannot be used."""
    row = session.execute(select(INVITATION).where(INVITATION.c.token_hash == token_hash(token))).one_or_none()
    if row is None:
        raise Problem("not_found")
    if row.consumed_at is not None:
        raise Problem("invitation_used")
    if row.expires_at <= now():
        raise Problem("invitation_expired")
    return row


def _demand_inviter_still_may(session: Session, invited_by: UUID, grant: NewGrant) -> None:
    """An invitation dies with its maker's right to give that role."""
    inviter = actor_of(session, invited_by)
    if inviter is None:
        raise Problem("invitation_expired")
    try:
        demand_givable(session, inviter, grant)
    except Problem as problem:
        raise Problem("invitation_expired") from problem


def _demand_own_unit(session: Session, actor: Actor, grant: NewGrant, *, county_id: UUID | None, unit_id: UUID) -> None:
    """Refuse a unit of another county or outside the inviter's scope.

    Conflicts of interest hang on the unit: a school that could invite somebody "of the joint office" could have its people
    reject what outsiders found there.
    """
    columns = ORGANISATION.c
    unit = session.execute(select(columns.county_id, columns.kind).where(columns.id == unit_id)).one_or_none()
    if unit is not None and county_id in (None, unit.county_id):
        place = place_of_scope(session, scope_type_of(unit.kind), unit_id)
        if place is not None and may_give(actor, grant.role, place):
            return
    raise Problem("unit_unfit", fields={"unit_id": ["请选择您管辖范围内的单位。"]})


def _record(session: Session, actor: Actor, *, action: str, invitation_id: UUID, county_id: UUID | None) -> None:
    record(session, actor, action=action, object_type="invitation", object_id=invitation_id, county_id=county_id)
