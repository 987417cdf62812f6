"""Following a report by its pickup code: public words only, nothing of units' insides, other reporters or photos."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from backend.core.errors import Problem
from backend.hazards.queries import by_pickup_digest
from backend.hazards.rules import pickup_digest
from backend.places.queries import where, where_at
from backend.rectifications.models import Case
from backend.rectifications.queries import case_of_hazard, timeline
from backend.rectifications.states import PUBLIC_STATUS, State

_MAX_HOPS = 5


def follow(session: Session, code: str, *, secret: bytes) -> dict[str, Any]:
    """Return status, place and the public steps of the report behind `code`."""
    hazard = by_pickup_digest(session, pickup_digest(secret, code))
    if hazard is None:
        raise Problem("pickup_unknown")
    own = case_of_hazard(session, hazard.id)
    case = _master(session, own)
    key, label = PUBLIC_STATUS[State(case.state)]
    steps = [{"at": hazard.received_at, "label": PUBLIC_STATUS[State.REPORTED][1]}]
    if own is not case:
        steps.append({"at": own.closed_at or hazard.received_at, "label": PUBLIC_STATUS[State.DUPLICATE][1]})
    return {
        "status": {"key": key, "label": label},
        "place": _place(session, hazard.checkpoint_id, hazard.school_id) or hazard.place_text,
        "reported_at": hazard.received_at,
        "timeline": steps + _public_steps(session, case, since=steps[-1]["at"]),
        "expected_at": case.due_at if key == "in_progress" or key == "handed_over" else None,
    }


def _master(session: Session, case: Case) -> Case:
    for _ in range(_MAX_HOPS):
        if case.master_case_id is None:
            return case
        case = session.get_one(Case, case.master_case_id)
    return case


def _public_steps(session: Session, case: Case, *, since: Any) -> list[dict[str, Any]]:
    """Return each change of the public status after `since`, once."""
    steps: list[dict[str, Any]] = []
    last = PUBLIC_STATUS[State.REPORTED][1]
    for entry, content in timeline(session, case.id):
        said = json.loads(content) if content else {}
        if entry.action in ("report", "join", "photo_received") or "to_state" not in said:
            continue
        label = PUBLIC_STATUS[State(said["to_state"])][1]
        if label != last:
            steps.append({"at": max(entry.at, since), "label": label})
            last = label
    return steps


def _place(session: Session, checkpoint_id: Any, school_id: Any) -> str | None:
    place = where_at(session, checkpoint_id) if checkpoint_id else (where(session, school_id) if school_id else None)
    if place is None:
        return None
    return "·".join(filter(None, [place.school_name, place.checkpoint_name]))
