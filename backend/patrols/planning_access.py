"""Who may look at routes and plans, and who may change them: the school's own people, its police, and the county's offices."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.people.rules import PlaceScopes, may
from backend.places.queries import place_scopes, where
from backend.places.rules import SitePlace

READING = ("patrol.read", "patrol.walk", "patrol.plan")
PLANNING = "patrol.plan"
WHOM = "学校安保处或县教育局"


def place_to_read(session: Session, actor: Actor, school_id: UUID) -> SitePlace:
    """Return the school whose routes `actor` may look at."""
    place = _place(session, school_id)
    _ensure(actor, READING, place_scopes(session, place))
    return place


def place_to_plan(session: Session, actor: Actor, school_id: UUID) -> SitePlace:
    """Return the school for which `actor` may make routes and plans."""
    place = _place(session, school_id)
    _ensure(actor, (PLANNING,), place_scopes(session, place))
    return place


def may_plan(session: Session, actor: Actor, place: SitePlace) -> bool:
    """Say whether `actor` may make routes and plans there."""
    return may(actor, PLANNING, place_scopes(session, place))


def _place(session: Session, school_id: UUID) -> SitePlace:
    place = where(session, school_id)
    if place is None:
        raise Problem("not_found")
    return place


def _ensure(actor: Actor, verbs: tuple[str, ...], scopes: PlaceScopes) -> None:
    if any(may(actor, verb, scopes) for verb in verbs):
        return
    raise Problem("not_permitted", whom=WHOM) if may(actor, "place.read", scopes) else Problem("not_found")
