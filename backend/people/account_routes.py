"""Other people's accounts: who there is, a new first password, and stopping an account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.core.api import Blueprint, current_actor, current_session, release_session
from backend.people import accounts as accounting
from backend.people import directory, passwords, schemas

accounts = Blueprint("accounts", __name__, url_prefix="/api/v1/accounts", description="人员")


@accounts.get("")
@accounts.arguments(schemas.AccountQuery(), location="query")
@accounts.response(200, schemas.AccountPage())
def list_accounts(query: dict[str, Any]) -> dict[str, Any]:
    """List the people of my scopes."""
    items, following = directory.list_accounts(current_session(), current_actor(), **query)
    return {"items": items, "next": following}


@accounts.post("/<uuid:account_id>/first_password")
@accounts.response(201, schemas.NewFirstPassword())
def reset_password(account_id: UUID) -> dict[str, str]:
    """Let somebody in again who forgot their password; the new one is shown this once."""
    release_session()
    password = passwords.first_password()
    password_hash = passwords.hashed_random(password)
    accounting.reset_password(current_session(), current_actor(), account_id=account_id, password_hash=password_hash)
    return {"password": password}


@accounts.post("/<uuid:account_id>/disablement")
@accounts.response(204)
def disable_account(account_id: UUID) -> None:
    """Stop an account at once."""
    accounting.disable_account(current_session(), current_actor(), account_id=account_id)
