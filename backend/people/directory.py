"""The list of people, as far as the reader's scopes reach."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.people.models import Account, AccountGrant
from backend.people.profile import scope_names
from backend.people.role_table import ROLES
from backend.people.rules import plain_identifier
from backend.people.scopes import ScopeColumns, scope_condition

# A person belongs where their unit is: a school is an organisation, so its people are found by the school's id.
_WHERE = ScopeColumns(county_id=Account.county_id, school_id=Account.unit_id, unit_ids=(Account.unit_id,))


def list_accounts(
    session: Session, actor: Actor, *, q: str, cursor: UUID | None, limit: int
) -> tuple[list[dict[str, Any]], UUID | None]:
    """Return one page of people, oldest first, and where the next page starts."""
    statement = select(Account).where(scope_condition(actor, "account.read", _WHERE))
    if cursor is not None:
        statement = statement.where(Account.id > cursor)
    accounts = list(session.scalars(_searched(statement, q).order_by(Account.id).limit(limit + 1)))
    page, more = accounts[:limit], len(accounts) > limit
    roles = _roles(session, [account.id for account in page])
    units = scope_names(session, {account.unit_id for account in page if account.unit_id})
    items = [
        {
            "id": account.id,
            "display_name": account.display_name,
            "identifier": _masked(account.phone) or account.username,
            "unit_name": units.get(account.unit_id, "") if account.unit_id else "",
            "roles": roles.get(account.id, []),
            "disabled": account.disabled_at is not None,
        }
        for account in page
    ]
    return items, page[-1].id if more else None


def _searched(statement: Select[Account], q: str) -> Select[Account]:
    """Search by part of a name or by a whole phone number; parts of numbers would let one guess them."""
    if not q:
        return statement
    return statement.where(or_(Account.display_name.contains(q, autoescape=True), Account.phone == plain_identifier(q)))


def _masked(phone: str | None) -> str | None:
    return f"{phone[:3]}****{phone[7:]}" if phone else None


def _roles(session: Session, account_ids: list[UUID]) -> dict[UUID, list[str]]:
    rows = session.execute(
        select(AccountGrant.account_id, AccountGrant.role)
        .where(AccountGrant.account_id.in_(account_ids), AccountGrant.revoked_at.is_(None))
        .order_by(AccountGrant.id)
    )
    found: dict[UUID, list[str]] = {}
    for row in rows:
        found.setdefault(row.account_id, []).append(ROLES[row.role].label_zh)
    return found
