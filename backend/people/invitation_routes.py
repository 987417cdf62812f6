"""Inviting people, and accepting."""

from __future__ import annotations

from typing import Any

from backend.core.actor import PUBLIC
from backend.core.api import (
    Blueprint,
    current_actor,
    current_config,
    current_database,
    current_session,
    current_throttle,
    open_to_anyone,
)
from backend.people import invitations as inviting
from backend.people import passwords, schemas
from backend.people.accounts import identifier_columns
from backend.people.grants import NewGrant
from backend.people.profile import account_shown
from backend.people.queries import actor_of
from backend.people.sign_in import demand_strong

invitations = Blueprint("invitations", __name__, url_prefix="/api/v1/invitations", description="邀请")


@invitations.post("")
@invitations.arguments(schemas.NewInvitation())
@invitations.response(201, schemas.InvitationMade())
def invite(body: dict[str, Any]) -> dict[str, Any]:
    """Make a link for one person and one role."""
    grant = NewGrant(body["role"], body["scope_type"], body["scope_id"])
    made = inviting.invite(
        current_session(), current_actor(), display_name=body["display_name"], grant=grant, unit_id=body["unit_id"]
    )
    link = f"{current_config().public_url}/app/invitations/{made.token}"
    return {"id": made.id, "link": link, "expires_at": made.expires_at}


@invitations.get("/<token>")
@open_to_anyone("the link is the key, and reading it consumes nothing", ignores_who=True)
@invitations.response(200, schemas.InvitationShown())
def read_invitation(token: str) -> dict[str, Any]:
    """Show an invitation; link scanners may."""
    return inviting.read_invitation(current_session(), token)


@invitations.post("/<token>/acceptance")
@open_to_anyone("the link is the key; the person has no account yet", ignores_who=True)
@invitations.arguments(schemas.Acceptance())
@invitations.response(201, schemas.Accepted())
def accept(body: dict[str, Any], token: str) -> dict[str, Any]:
    """Make the account with a password of one's own."""
    with current_database().work(write=False) as reading:
        inviting.read_invitation(reading, token)
    current_throttle().hit("acceptance", token)  # one link, endless tries would tell whose numbers have accounts
    demand_strong(
        body["password"], identifiers=tuple(identifier_columns(body["identifier"]).values()), field="password"
    )
    password_hash = passwords.hashed(body.pop("password"))
    session = current_session()
    account_id = inviting.accept(session, PUBLIC, token=token, password_hash=password_hash, **body)
    person = actor_of(session, account_id)
    return {"account": account_shown(session, person) if person else None}
