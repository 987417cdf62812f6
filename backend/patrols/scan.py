"""What a scan opens for a walker: which of their rounds this point is due in, and what is asked for there."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.patrols import rounds_of
from backend.patrols.checklists import items_of
from backend.patrols.proof_state import ask_of
from backend.patrols.visit_views import progress
from backend.people.rules import verbs_anywhere
from backend.places.rules import SitePlace


def patrol_context(session: Session, actor: Actor, place: SitePlace, *, secret: bytes) -> dict[str, Any] | None:
    """Return the round that a scan of this point belongs to now; None where the person has none (the visit counts anyway).

    `ask_proof`: no, yes, or blind (only where no usable position speaks for the visit).
    """
    if place.checkpoint_id is None or "patrol.walk" not in verbs_anywhere(actor):
        return None
    at = now()
    where: dict[str, Any] = {"school_id": place.school_id, "checkpoint_id": place.point_id}
    run = rounds_of.fitting(rounds_of.candidates(session, actor, **where, at=at, named=None), at, None)
    if run is None:
        return None
    shown = progress(session, run.id, after=place.point_id)
    ask = ask_of(session, run, place.point_id, county_id=place.county_id, secret=secret)
    items = items_of(session, place.county_id, run.checklist)
    return {
        "run_id": run.id,
        "route_name": run.route_name,
        "ordered": run.ordered,
        "point_position": run.position,
        "points_count": shown["points_count"],
        "visited_count": shown["visited_count"],
        "checklist": {"key": run.checklist, "items": items} if items else None,
        "photo_rule": run.photo_rule,
        "ask_proof": ask,
        "next_point": shown["next_point"],
    }
