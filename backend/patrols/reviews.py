"""What people say of a visit afterwards: the patroller's one tap, a supervisor's answer. Appended; the verdict stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.patrols import rechecks
from backend.patrols.visit_models import REVIEW, VISIT
from backend.people.rules import may
from backend.places.queries import place_scopes, where_at

_SAID = ("visit_id", "kind", "reason", "note", "recheck_visit_id", "by_id")


def explain_visit(session: Session, actor: Actor, visit_id: UUID, *, review_id: UUID, reason: str, note: str) -> None:
    """Note why the patroller's own visit looks as it does; others hear that there is no such visit."""
    visit = rechecks.locked_visit(session, visit_id)
    if visit is None or visit["account_id"] != actor.account_id:
        raise Problem("not_found")
    review = {"id": review_id, "visit_id": visit_id, "kind": "explained", "reason": reason, "note": note}
    if not _said_before(session, actor, review):
        rechecks.append_review(session, actor, review, county_id=visit["county_id"])


def review_visit(
    session: Session,
    actor: Actor,
    visit_id: UUID,
    *,
    review_id: UUID,
    kind: str,
    note: str,
    recheck_visit_id: UUID | None = None,
) -> None:
    """Accept a visit, ask for another look, or name the visit that was it: never by whoever walked there."""
    visit = _reviewable(session, actor, visit_id)
    review = {"id": review_id, "visit_id": visit_id, "kind": kind, "reason": None, "note": note}
    if _said_before(session, actor, review | {"recheck_visit_id": recheck_visit_id}):
        return
    if visit["settled_at"] is not None or (kind == "recheck_asked" and visit["recheck_wanted_at"] is not None):
        raise Problem("review_settled")
    if kind == "rechecked":
        _name_recheck(session, actor, visit, review, recheck_visit_id)
        return
    rechecks.append_review(session, actor, review, county_id=visit["county_id"])
    column = "settled_at" if kind == "accepted" else "recheck_wanted_at"
    session.execute(update(VISIT).where(VISIT.c.id == visit_id).values({column: now()}))
    if kind == "recheck_asked":
        about: Any = {"county_id": visit["county_id"], "school_id": visit["school_id"]}
        rechecks.tell_walkers(session, **about, except_id=visit["account_id"], dedupe=f"visit_recheck|{visit_id}")


def _reviewable(session: Session, actor: Actor, visit_id: UUID) -> Any:
    visit = rechecks.locked_visit(session, visit_id)
    place = None if visit is None else where_at(session, visit["checkpoint_id"])
    if visit is None or place is None:
        raise Problem("not_found")
    scopes = place_scopes(session, place)
    if not may(actor, "patrol.review", scopes):
        seen = may(actor, "patrol.read", scopes) or visit["account_id"] == actor.account_id
        raise Problem("not_permitted", whom="学校安保处或县联席办") if seen else Problem("not_found")
    if visit["account_id"] == actor.account_id:
        raise Problem("review_own_visit")
    return visit


def _name_recheck(
    session: Session, actor: Actor, visit: Any, review: dict[str, Any], recheck_visit_id: UUID | None
) -> None:
    other = session.execute(select(VISIT).where(VISIT.c.id == recheck_visit_id)).mappings().first()
    if other is None or not rechecks.fits(visit, other):
        raise Problem("review_recheck_unfit", fields={"recheck_visit_id": ["review_recheck_unfit"]})
    rechecks.settle_by_recheck(
        session, actor, visit, recheck_visit_id=other["id"], review_id=review["id"], note=review["note"]
    )


def _said_before(session: Session, actor: Actor, review: dict[str, Any]) -> bool:
    """The same id with the same words is no news; with others it is a conflict."""
    earlier = session.execute(select(REVIEW).where(REVIEW.c.id == review["id"])).mappings().first()
    if earlier is None:
        return False
    whole = {"recheck_visit_id": None} | review | {"by_id": actor.account_id}
    if any(earlier[name] != whole[name] for name in _SAID):
        raise Problem("visit_id_taken")
    return True
