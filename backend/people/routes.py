"""Signing in and out, the own account, and the doors of the rest of the room."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from flask import after_this_request, request

from backend.core.api import (
    Blueprint,
    before_password_change,
    current_actor,
    current_database,
    current_session,
    current_throttle,
    open_to_anyone,
    release_session,
)
from backend.core.error_pages import language
from backend.people import account_routes, import_routes, invitation_routes, schemas, second_factor_routes, sign_in
from backend.people.identify import clear_cookie, csrf_token_of, device_label, set_cookie
from backend.people.profile import account_shown, profile

sessions = Blueprint("sessions", __name__, url_prefix="/api/v1/sessions", description="登录")
me = Blueprint("me", __name__, url_prefix="/api/v1/me", description="我的账号")
BLUEPRINTS = [
    *(sessions, me, second_factor_routes.second_factor),
    *(invitation_routes.invitations, account_routes.accounts, import_routes.imports),
]


@sessions.post("")
@open_to_anyone("this is the door", ignores_who=True)
@sessions.arguments(schemas.SignIn())
@sessions.response(201, schemas.SignedInShown())
def open_session(body: dict[str, Any]) -> dict[str, Any]:
    """Sign in by phone number or user name."""
    account_id = sign_in.check_password(
        current_database(),
        current_throttle(),
        identifier=body["identifier"],
        password=body["password"],
        source=request.remote_addr or "",
    )
    session = current_session()
    opened = sign_in.open_session(
        session, account_id=account_id, transport=body["transport"], device_label=device_label(request)
    )
    if body["transport"] == "cookie":
        after_this_request(partial(set_cookie, token=opened.token))
    return {
        "account": account_shown(session, opened.actor),
        "must_change_password": opened.actor.must_change_password,
        "csrf_token": csrf_token_of(opened.actor),
        **({"token": opened.token} if body["transport"] == "bearer" else {}),
    }


@sessions.get("")
@before_password_change
@sessions.response(200, schemas.SessionList())
def list_sessions() -> dict[str, Any]:
    """Show where I am signed in."""
    return {"items": sign_in.list_sessions(current_session(), current_actor())}


@sessions.delete("/current")
@before_password_change
@sessions.response(204)
def close_session() -> None:
    """Sign out here."""
    sign_in.sign_out(current_session(), current_actor())
    after_this_request(clear_cookie)


@sessions.delete("/<uuid:session_id>")
@before_password_change
@sessions.response(204)
def revoke_session(session_id: UUID) -> None:
    """Sign out on another device of mine."""
    sign_in.revoke_session(current_session(), current_actor(), session_id=session_id)


@me.get("")
@before_password_change
@me.response(200, schemas.Me())
def read_me() -> dict[str, Any]:
    """Show who I am and what I may do."""
    actor = current_actor()
    return profile(current_session(), actor, language=language()) | {"csrf_token": csrf_token_of(actor)}


@me.put("/password")
@before_password_change
@me.arguments(schemas.PasswordChange())
@me.response(204)
def change_password(body: dict[str, Any]) -> None:
    """Set my own password; my other devices are signed out."""
    release_session()
    change = sign_in.check_new_password(current_database(), current_throttle(), actor=current_actor(), **body)
    sign_in.change_password(current_session(), current_actor(), change=change)
