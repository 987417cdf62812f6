"""Taking in a visit: the plate or the list says where, patrols record and judge it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from backend.config import Secrets
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.intake.operations import device_hash
from backend.patrols import visits
from backend.patrols.said import Arrival, Said
from backend.patrols.visits import Where
from backend.places import queries as places
from backend.places.rules import SitePlace, code_verdict, read_code
from qr_codes.token import is_ours


@dataclass(frozen=True)
class Sending:
    """What came with a visit and is no part of it: this attempt's clocks, and the phone's own mark."""

    seconds_since: float | None = None
    phone_now: datetime | None = None
    device_key: str | None = None


def submit_visit(
    session: Session, actor: Actor, *, said: Said, sending: Sending, secrets: Secrets
) -> tuple[visits.Recorded, UUID]:
    """Record a visit; returns it and the checkpoint it was at. Time, place, order and plate are judged, never refused."""
    where = _where(session, said, secrets)
    visits.ensure_walks(session, actor, where.place)
    arrival = Arrival(now(), sending.seconds_since, sending.phone_now, device_hash(secrets.app, sending.device_key))
    recorded = visits.record_visit(session, actor, said=said, where=where, arrival=arrival, secret=secrets.app)
    return recorded, where.place.point_id


def _where(session: Session, said: Said, secrets: Secrets) -> Where:
    """The plate says where it hangs, whatever the phone had chosen; without one that we know, the choice does."""
    remarks: tuple[str, ...] = ()
    if said.code is not None:
        place = _place_of_code(session, said.code)
        if place is not None and place.checkpoint_id is not None:
            state = code_verdict(place, ours=True, at=now())
            other = said.checkpoint_id not in (None, place.checkpoint_id)
            return Where(place, state, ("code_elsewhere",) if other else ())
        remarks = ("code_unknown",)
    place = places.where_at(session, said.checkpoint_id) if said.checkpoint_id else None
    if place is None:
        raise _nowhere(said, secrets)
    return Where(place, None, remarks)


def _place_of_code(session: Session, text: str) -> SitePlace | None:
    """Return the place behind a code; None where it cannot be a code at all or was never issued."""
    try:
        return places.who_and_where(session, read_code(text))
    except Problem:
        return None


def _nowhere(said: Said, secrets: Secrets) -> Problem:
    """Say what to do where neither code nor choice names a point: it cannot be recorded anywhere."""
    if said.code is None or said.checkpoint_id is not None:
        return Problem("visit_place_missing", fields={"checkpoint_id": ["visit_place_missing"]})
    try:
        ours = is_ours(read_code(said.code), secrets.code_keys)
    except Problem as problem:
        return problem
    return Problem("site_code_unregistered" if ours else "site_code_forged")
