"""How visits are shown: the answer that the phone gets, a line of the supervisor's list, a visit's page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, exists, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.evidence.queries import photos_of
from backend.patrols import kinds
from backend.patrols.doubtful import reviewable
from backend.patrols.models import POINT, ROUTE, RUN
from backend.patrols.remarks import sentences
from backend.patrols.visit_models import REVIEW, VISIT
from backend.patrols.visits import Recorded
from backend.people.models import ACCOUNT
from backend.people.rules import may
from backend.places.models import CHECKPOINT
from backend.places.queries import place_scopes, where_at

FLAGGED = ("doubtful", "contradicted")
_NEXT = (
    select(
        POINT.c.position,
        CHECKPOINT.c.id,
        CHECKPOINT.c.name,
        RUN.c.points,
        RUN.c.visited,
        exists().where(VISIT.c.run_id == RUN.c.id, VISIT.c.checkpoint_id == POINT.c.checkpoint_id).label("seen"),
    )
    .select_from(
        RUN.join(POINT, and_(POINT.c.route_id == RUN.c.route_id, POINT.c.revision == RUN.c.revision)).join(
            CHECKPOINT, CHECKPOINT.c.id == POINT.c.checkpoint_id
        )
    )
    .where(RUN.c.id == bindparam("run"), CHECKPOINT.c.retired_at.is_(None))
    .order_by(POINT.c.position)
)


def progress(session: Session, run_id: UUID, *, after: UUID) -> dict[str, Any]:
    """Return how far a round is and its next point: the first unvisited one behind `after`, else the first of all."""
    rows = session.connection().execute(_NEXT, {"run": run_id}).all()
    here = next((row.position for row in rows if row.id == after), 0)
    left = [row for row in rows if not row.seen and row.id != after]
    behind = [row for row in left if row.position > here] + left
    return {
        "id": run_id,
        "points_count": rows[0].points if rows else 0,
        "visited_count": rows[0].visited if rows else 0,
        "next_point": _point(behind[0]) if behind else None,
    }


def answer_of(session: Session, recorded: Recorded, *, checkpoint_id: UUID, language: str) -> dict[str, Any]:
    """Return what the phone is told of a visit it has sent."""
    return {
        "id": recorded.id,
        "run": progress(session, recorded.run_id, after=checkpoint_id) if recorded.run_id else None,
        "verdict": recorded.verdict,
        "verdict_label": label(kinds.VERDICTS, recorded.verdict, language),
        "reasons": sentences(recorded.reasons, recorded.remarks, language=language),
        "ask_why": recorded.verdict in FLAGGED,
        "offers": recorded.offers,
        "photos_missing": recorded.photos_missing,
    }


def line_of(row: Any, language: str) -> dict[str, Any]:
    """Return one line of the supervisor's list or of the open re-checks; nobody's name."""
    shown = {name: row[name] for name in ("id", "happened_at", "late", "verdict", "distance_m", "proof")}
    return shown | {
        "verdict_label": label(kinds.VERDICTS, row["verdict"], language),
        "mode_label": label(kinds.MODES, row["mode"], language),
        "school": {"id": row["school_id"], "short_name": row["school_name"]},
        "checkpoint": {"id": row["checkpoint_id"], "name": row["checkpoint_name"]},
        "route_name": row["route_name"],
        "reasons": sentences(row["reasons"], row["remarks"], language=language),
        "explanation": row["explanation"],
        "recheck_wanted": row["recheck_wanted_at"] is not None,
    }


def recheck_of(row: Any) -> dict[str, Any]:
    """Return an open re-check as other walkers see it: which point, and when somebody was there. No doubt, no name."""
    return {
        "visit_id": row["id"],
        "happened_at": row["happened_at"],
        "school": {"id": row["school_id"], "short_name": row["school_name"]},
        "checkpoint": {"id": row["checkpoint_id"], "name": row["checkpoint_name"]},
        "wanted_at": row["recheck_wanted_at"],
    }


def visit_page(session: Session, actor: Actor, visit_id: UUID, *, language: str) -> dict[str, Any]:
    """Return one visit to whoever made it or may read patrols there; for all others it does not exist."""
    row = _read(session, actor, visit_id)
    place = where_at(session, row.checkpoint_id)
    if place is None:
        raise Problem("not_found")
    own = row.account_id == actor.account_id
    reviews = may(actor, "patrol.review", place_scopes(session, place)) and not own
    shown = {name: getattr(row, name) for name in _PLAIN}
    return shown | {
        "school": {"id": place.school_id, "short_name": place.short_name},
        "checkpoint": {"id": place.point_id, "name": place.checkpoint_name},
        "route_name": row.route_name,
        "by": row.display_name,
        "own": own,
        "verdict_label": label(kinds.VERDICTS, row.verdict, language),
        "mode_label": label(kinds.MODES, row.mode, language),
        "via_label": label(kinds.VIAS, row.via, language),
        "result_label": label(kinds.RESULTS, row.result, language),
        "proof_label": label(kinds.PROOFS, row.proof, language),
        "position_label": label(kinds.POSITION_STATES, row.position_state, language),
        "position": _position(row),
        "place": row.place,
        "reasons": sentences(row.reasons, row.remarks, language=language),
        "photos": photos_of(session, "visit", [visit_id])[visit_id],
        "reviews": _reviews(session, visit_id, language),
        "allowed": _allowed(row) if reviews else [],
        "may_explain": own and row.verdict in FLAGGED,
    }


_PLAIN = (
    *("id", "verdict", "result", "note", "answers", "occurred_at", "happened_at", "received_at", "late"),
    *("distance_m", "dwell_s", "proof", "settled_at", "recheck_wanted_at", "thresholds"),
)


def label(words: dict[str, tuple[str, str]], word: str, language: str) -> str:
    """Return a stored word as people read it."""
    return words[word][language == "en"]


def _read(session: Session, actor: Actor, visit_id: UUID) -> Row[Any]:
    mine = VISIT.c.account_id == actor.account_id
    query = (
        select(VISIT, ACCOUNT.c.display_name, ROUTE.c.name.label("route_name"))
        .select_from(
            VISIT.join(ACCOUNT, ACCOUNT.c.id == VISIT.c.account_id)
            .outerjoin(RUN, RUN.c.id == VISIT.c.run_id)
            .outerjoin(ROUTE, ROUTE.c.id == RUN.c.route_id)
        )
        .where(VISIT.c.id == visit_id, mine | reviewable(actor, "patrol.read"))
    )
    row = session.execute(query).first()
    if row is None:
        raise Problem("not_found")
    return row


def _allowed(row: Row[Any]) -> list[str]:
    if row.settled_at is not None:
        return []
    if row.recheck_wanted_at is not None:
        return ["accepted", "rechecked"]
    return ["accepted", "recheck_asked"] if row.verdict in FLAGGED else ["recheck_asked"]


def _position(row: Row[Any]) -> dict[str, Any] | None:
    if row.lat is None:
        return None
    names = ("lat", "lng", "accuracy_m", "source_datum")
    return {name: getattr(row, name) for name in names}


def _reviews(session: Session, visit_id: UUID, language: str) -> list[dict[str, Any]]:
    rows = session.execute(
        select(REVIEW, ACCOUNT.c.display_name)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == REVIEW.c.by_id)
        .where(REVIEW.c.visit_id == visit_id)
        .order_by(REVIEW.c.at, REVIEW.c.id)
    )
    return [
        {
            "kind": row.kind,
            "kind_label": label(kinds.REVIEWS, row.kind, language),
            "reason": row.reason,
            "note": row.note,
            "by": row.display_name,
            "at": row.at,
            "recheck_visit_id": row.recheck_visit_id,
        }
        for row in rows
    ]


def _point(row: Row[Any]) -> dict[str, Any]:
    return {"position": row.position, "checkpoint_id": row.id, "name": row.name}
