"""What the command line does with people: the first account, and a way in for somebody locked out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM
from backend.core.db import Database
from backend.core.errors import Problem
from backend.people import accounts, enrolment, grants, passwords
from backend.people.role_table import ROLES
from backend.people.rules import NATION
from backend.people.scopes import DIVISION


@dataclass(frozen=True)
class FirstPassword:
    """An account and its first password, shown this once."""

    account_id: UUID
    identifier: str
    password: str


def create_admin(
    database: Database,
    *,
    identifier: str,
    display_name: str,
    role: str = "security_admin",
    scope: tuple[str, UUID] | None = None,
) -> FirstPassword:
    """Make an administrator (or any other first account) with a random first password that must be changed.

    `security_admin` is the one to start with: it invites and imports everybody else. The scope is the nation, or for roles
    that stand on a county the only county there is.
    """
    if role not in ROLES:
        raise Problem("role_unknown", role=role, roles="、".join(ROLES))
    password = passwords.first_password()
    password_hash = passwords.hashed_random(password)
    with database.work() as session:
        grant = grants.NewGrant(role, *(scope or _widest_scope(session, role)))
        account = accounts.NewAccount(
            display_name=display_name,
            identifier=identifier,
            password_hash=password_hash,
            county_id=grant.scope_id if grant.scope_type == "county" else None,
        )
        account_id = accounts.create_account(session, SYSTEM, account=account, grants=[grant])
    return FirstPassword(account_id, identifier, password)


def _widest_scope(session: Session, role: str) -> tuple[str, UUID]:
    if "nation" in ROLES[role].scope_types:
        return "nation", NATION
    counties = session.scalars(select(DIVISION.c.id).where(DIVISION.c.level == "county").limit(2)).all()
    if len(counties) == 1:
        return "county", counties[0]
    kinds = "、".join(grants.SCOPE_NAMES[kind] for kind in ROLES[role].scope_types)
    raise Problem("scope_unfit", role=ROLES[role].label_zh, scopes=kinds)


def reset_password(database: Database, *, identifier: str) -> FirstPassword:
    """Give an account a new first password, for administrators whom nobody invited."""
    password = passwords.first_password()
    password_hash = passwords.hashed_random(password)
    with database.work() as session:
        account = accounts.find_by_identifier(session, identifier)
        if account is None:
            raise Problem("not_found")
        accounts.reset_password(session, SYSTEM, account_id=account.id, password_hash=password_hash)
        return FirstPassword(account.id, identifier, password)


def reset_second_factor(database: Database, *, identifier: str) -> UUID:
    """Take away the second factor of an account whose phone and recovery codes are gone."""
    with database.work() as session:
        account = accounts.find_by_identifier(session, identifier)
        if account is None:
            raise Problem("not_found")
        enrolment.reset_second_factor(session, SYSTEM, account_id=account.id)
        return account.id
