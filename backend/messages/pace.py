"""A county's own quiet hours and pace, in its settings `messages.quiet_hours` and `messages.pace`."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core import settings
from backend.core.actor import Actor
from backend.core.clock import SHANGHAI
from backend.messages.rules import DEFAULT_QUIET, Pace, is_quiet, quiet_hours_of

QUIET, PACE = "messages.quiet_hours", "messages.pace"


def pace_of(session: Session, county_id: UUID) -> Pace:
    """Return the county's pace."""
    return Pace(**settings.get(session, county_id, PACE, {}))


def is_quiet_now(session: Session, county_id: UUID, at: datetime) -> bool:
    """Say whether `at` lies in the county's quiet hours."""
    hours = quiet_hours_of(settings.get(session, county_id, QUIET, DEFAULT_QUIET))
    return is_quiet(at.astimezone(SHANGHAI).time(), hours)


def read_pace(session: Session, county_id: UUID) -> dict[str, Any]:
    """Return both as they hold now; `quiet` None: no hour is quiet."""
    return {"quiet": settings.get(session, county_id, QUIET, DEFAULT_QUIET)} | asdict(pace_of(session, county_id))


def set_pace(session: Session, actor: Actor, county_id: UUID, **given: Any) -> None:
    """Set what is given of `quiet` ({"from", "to"} or None), `per_minute` and `digest_after`, in the form of `read_pace`."""
    before = read_pace(session, county_id)
    if "quiet" in given:
        quiet_hours_of(given["quiet"])
        settings.put(session, county_id, QUIET, given["quiet"], actor=actor)
    pace = {name: value for name, value in given.items() if name != "quiet"}
    if pace:
        settings.put(session, county_id, PACE, asdict(replace(pace_of(session, county_id), **pace)), actor=actor)
    changes = {name: [before[name], value] for name, value in given.items()}
    about: Any = {"object_type": "county", "object_id": county_id, "county_id": county_id}
    record(session, actor, action="messages.pace_set", changes=changes, **about)
