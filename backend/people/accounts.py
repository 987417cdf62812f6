"""Accounts made, disabled and let in again; every act in the audit book. Their roles are in `grants`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.people.grants import NewGrant, demand_givable, insert_grant
from backend.people.models import ACCOUNT, Account, AccountGrant
from backend.people.rules import is_phone, is_username, may, may_give, plain_identifier
from backend.people.scopes import place_of_scope
from backend.people.sign_in import revoke_sessions


@dataclass(frozen=True)
class NewAccount:
    """A person to be let in; `identifier` is a phone number or a user name as typed."""

    display_name: str
    identifier: str
    password_hash: str
    must_change_password: bool = True
    unit_id: UUID | None = None
    county_id: UUID | None = None


def create_account(session: Session, actor: Actor, *, account: NewAccount, grants: Sequence[NewGrant]) -> UUID:
    """Make an account with its first grants, each of which `actor` must be allowed to give."""
    for grant in grants:
        demand_givable(session, actor, grant)
    return insert_account(session, actor, account=account, grants=grants)


def insert_account(session: Session, actor: Actor, *, account: NewAccount, grants: Sequence[NewGrant]) -> UUID:
    """Write an account whose grants have been allowed already; a taken phone or user name is refused."""
    account_id = new_id()
    row = {
        "id": account_id,
        "county_id": account.county_id,
        "unit_id": account.unit_id,
        "display_name": account.display_name,
        **identifier_columns(account.identifier),
        "password_hash": account.password_hash,
        "must_change_password": account.must_change_password,
        "created_at": now(),
        "created_by": actor.account_id,
    }
    if not insert_once(session, ACCOUNT, row):
        raise Problem("identifier_taken", fields={"identifier": ["这个手机号或用户名已有账号。"]})
    _record(session, actor, action="account.created", account_id=account_id, county_id=account.county_id)
    for grant in grants:
        insert_grant(session, actor, account_id=account_id, grant=grant)
    return account_id


def disable_account(session: Session, actor: Actor, *, account_id: UUID) -> None:
    """Stop an account at once, on all its devices; its name stays in the ledger."""
    account = demand_account(session, actor, account_id=account_id, verb="account.disable")
    account.disabled_at = account.disabled_at or now()
    revoke_sessions(session, account_id=account_id)
    _record(session, actor, action="account.disabled", account_id=account_id, county_id=account.county_id)


def move_people(session: Session, actor: Actor, *, from_unit: UUID, to_unit: UUID) -> int:
    """Let everybody of one unit belong to another, which it became part of; their roles stay as they are."""
    people = session.scalars(select(Account).where(Account.unit_id == from_unit).order_by(Account.id)).all()
    for account in people:
        account.unit_id = to_unit
        record(
            session,
            actor,
            action="account.unit_changed",
            object_type="account",
            object_id=account.id,
            county_id=account.county_id,
            changes={"unit_id": [str(from_unit), str(to_unit)]},
        )
    session.flush()
    return len(people)


def reset_password(session: Session, actor: Actor, *, account_id: UUID, password_hash: str) -> None:
    """Give somebody who forgot theirs a new first password and sign them out everywhere."""
    account = demand_account(session, actor, account_id=account_id, verb="account.invite")
    account.password_hash = password_hash
    account.must_change_password = True
    revoke_sessions(session, account_id=account_id)
    _record(session, actor, action="account.password_reset", account_id=account_id, county_id=account.county_id)


def demand_account(session: Session, actor: Actor, *, account_id: UUID, verb: str) -> Account:
    """Return the account if `actor` may do `verb` to its holder: to every one of their roles, or it is not found."""
    account = session.get(Account, account_id)
    grants = session.scalars(
        select(AccountGrant).where(AccountGrant.account_id == account_id, AccountGrant.revoked_at.is_(None))
    ).all()
    allowed = grants or actor.kind == "system"
    for grant in grants:
        place = place_of_scope(session, grant.scope_type, grant.scope_id)
        allowed = (
            allowed and place is not None and may(actor, verb, place) and may_give(actor, grant.role, place, verb=verb)
        )
    if account is None or not allowed:
        raise Problem("not_found")
    return account


def identifier_columns(identifier: str) -> dict[str, str]:
    """Sort what was typed into `phone` or `username`."""
    plain = plain_identifier(identifier)
    if is_phone(plain):
        return {"phone": plain}
    if is_username(plain):
        return {"username": plain}
    raise Problem("identifier_form_wrong", fields={"identifier": ["应为 11 位手机号，或以字母开头的用户名。"]})


def find_by_identifier(session: Session, identifier: str) -> Account | None:
    """Return whose phone number or user name this is."""
    plain = plain_identifier(identifier)
    where = Account.phone == plain if is_phone(plain) else Account.username == plain
    return session.scalars(select(Account).where(where)).one_or_none()


def _record(
    session: Session,
    actor: Actor,
    *,
    action: str,
    account_id: UUID,
    county_id: UUID | None = None,
) -> None:
    record(
        session,
        actor,
        action=action,
        object_type="account",
        object_id=account_id,
        county_id=county_id or actor.county_id,
    )
