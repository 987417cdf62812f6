"""What the command line does with people: the first account, and a way in for somebody locked out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from backend.core.actor import SYSTEM
from backend.core.db import Database
from backend.core.errors import Problem
from backend.people import accounts, passwords
from backend.people.rules import NATION


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
    scope_type: str = "nation",
    scope_id: UUID = NATION,
) -> FirstPassword:
    """Make an administrator (or any other first account) with a random first password that must be changed.

    `security_admin` is the one to start with: it invites and imports everybody else.
    """
    password = passwords.first_password()
    password_hash = passwords.hashed_random(password)
    account = accounts.NewAccount(display_name=display_name, identifier=identifier, password_hash=password_hash)
    grant = accounts.NewGrant(role=role, scope_type=scope_type, scope_id=scope_id)
    with database.work() as session:
        account_id = accounts.create_account(session, SYSTEM, account=account, grants=[grant])
    return FirstPassword(account_id, identifier, password)


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
