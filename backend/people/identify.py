"""Who sends this request: by bearer token or by cookie, and with a cookie only when the page proves that it is ours."""

from __future__ import annotations

from datetime import timedelta

from flask import Request, Response
from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.api import SAFE_METHODS, current_config
from backend.core.clock import now
from backend.core.errors import Problem
from backend.people import tokens
from backend.people.models import SIGN_IN
from backend.people.queries import SignedIn, signed_in_by
from backend.people.sign_in import SIGN_IN_LASTS

COOKIE = "xam_session"
CSRF_HEADER = "X-CSRF-Token"
SEEN_EVERY = timedelta(hours=1)


def identify(session: Session, request: Request) -> Actor | None:
    """Return the actor behind the request; None when its token is missing, expired, revoked or of a disabled account."""
    token, by_cookie = _token_of(request)
    signed_in = signed_in_by(session, token) if token else None
    if signed_in is None or (signed_in.transport == "cookie") != by_cookie:
        return None
    if request.method not in SAFE_METHODS:
        if by_cookie:
            _demand_csrf(signed_in.actor, request)
        _note_seen(session, signed_in)
    return signed_in.actor


def set_cookie(response: Response, token: str) -> Response:
    """Hand the token to the browser where no script can read it."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(SIGN_IN_LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=current_config().secure_cookies,
        path="/",
    )
    return response


def clear_cookie(response: Response) -> Response:
    """Take the cookie back."""
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=current_config().secure_cookies, path="/")
    return response


def csrf_token_of(actor: Actor) -> str:
    """Return what this actor's pages must send in `X-CSRF-Token`; empty for those without a sign-in."""
    return tokens.csrf_token(current_config().secrets.app, actor.session_id) if actor.session_id else ""


def _token_of(request: Request) -> tuple[str, bool]:
    """Return the token and whether it came by cookie; a header says more clearly who is meant, so it goes first."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip(), False
    return request.cookies.get(COOKIE, ""), True


def _demand_csrf(actor: Actor, request: Request) -> None:
    given = request.headers.get(CSRF_HEADER, "")
    if actor.session_id is None or not tokens.csrf_token_fits(
        current_config().secrets.app, actor.session_id, given=given
    ):
        raise Problem("csrf_token_wrong")


def _note_seen(session: Session, signed_in: SignedIn) -> None:
    """Write when this sign-in was last used: at most once an hour, and only where the request writes anyway."""
    moment = now()
    if moment - signed_in.last_seen_at < SEEN_EVERY:
        return
    session.execute(update(SIGN_IN).where(SIGN_IN.c.id == signed_in.actor.session_id).values(last_seen_at=moment))


_DEVICES = (
    ("MicroMessenger", "微信"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
)


def device_label(request: Request) -> str:
    """Name the device for its owner's list, as roughly as they would themselves."""
    agent = request.headers.get("User-Agent", "")
    names = [name for mark, name in _DEVICES if mark in agent]
    return "·".join(names[:2]) or "其他设备"
