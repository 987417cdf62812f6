"""Asking before an act on a place: refused with "not yours to do" to those who may see it, with "not found" to all others."""

from __future__ import annotations

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.people.rules import PlaceScopes, may

WHOM = "县教育局或联席会议办公室"


def ensure_may(actor: Actor, verb: str, scopes: PlaceScopes) -> None:
    """Raise unless `actor` may do `verb` there."""
    if may(actor, verb, scopes):
        return
    raise Problem("not_permitted", whom=WHOM) if may(actor, "place.read", scopes) else Problem("not_found")
