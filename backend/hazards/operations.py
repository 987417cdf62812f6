"""Recording a report: one insert, decided by the database's unique constraint, so that a retry finds itself again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.core.geo import Position, distance_m, maybe_other_datum
from backend.hazards import rules
from backend.hazards.models import HAZARD
from backend.hazards.personal import personal_signs
from backend.hazards.taxonomy import load as taxonomy
from backend.places.rules import SitePlace

_PICKUP_ATTEMPTS = 4


@dataclass(frozen=True)
class Arrival:
    """What the server adds to a report: when it came, from which device (hashed), and whether it is set aside.

    `visit_id`, `patrol_mode`: the reporter's own visit that came upon it, if there is one.
    """

    received_at: datetime
    seconds_since: float | None
    device_hash: str | None
    quarantined: bool
    visit_id: UUID | None = None
    patrol_mode: str | None = None


@dataclass(frozen=True)
class Recorded:
    """The report as it stands in the database; `first` is False when this was a retry."""

    id: UUID
    first: bool
    pickup_code: str
    received_at: datetime
    quarantined: bool


def check_report(report: rules.Report, actor: Actor) -> None:
    """Refuse what cannot be a report, naming the field."""
    refused = rules.refusal(report, taxonomy(), signed_in=actor.signed_in)
    if refused is not None:
        shown = _phones() if refused.code == "report_person_related" else {}
        raise Problem(refused.code, fields={refused.field: [refused.code]}, shown=shown, **refused.values)


def ask_about_person(report: rules.Report) -> None:
    """Ask before anything is saved when the words point to a person; whoever says that they do not is believed."""
    signs = personal_signs(report.note, report.place_text)
    if signs:
        raise Problem(
            "report_looks_confidential",
            fields={"note": ["report_looks_confidential"]},
            shown=_phones() | {"signs": signs},
        )


def record_hazard(
    session: Session, actor: Actor, *, report: rules.Report, place: SitePlace, arrival: Arrival, secret: bytes
) -> Recorded:
    """Write the report once. The same id with the same content answers as the first time, with other content is refused."""
    row = _row(actor, report, place=place, arrival=arrival)
    for attempt in range(_PICKUP_ATTEMPTS):
        code = rules.pickup_code(secret, report.id, attempt=attempt)
        keys = {"pickup_digest": rules.pickup_digest(secret, code), "pickup_attempt": attempt}
        if insert_once(session, HAZARD, row | keys):
            return Recorded(report.id, True, code, arrival.received_at, arrival.quarantined)
        earlier = _earlier(session, report.id)
        if earlier is not None:
            return _replayed(earlier, row, secret=secret)
    raise Problem("internal_error")


def _phones() -> dict[str, Any]:
    return {"phones": [dict(phone) for phone in taxonomy().referral_phones]}


def found_via(actor: Actor, report: rules.Report, place: SitePlace, arrival: Arrival) -> str:
    """Return the channel by which this report came."""
    own = actor.unit_id is not None and actor.unit_id in (place.school_id, place.parent_school_id)
    about = {"signed_in": actor.signed_in, "of_the_school": own}
    return rules.found_via(report.found_via, **about, patrol_mode=arrival.patrol_mode)


def _replayed(earlier: Any, row: Mapping[str, Any], *, secret: bytes) -> Recorded:
    if earlier.content_hash != row["content_hash"] or earlier.reporter_id != row["reporter_id"]:
        raise Problem("report_id_taken")
    code = rules.pickup_code(secret, earlier.id, attempt=earlier.pickup_attempt)
    return Recorded(earlier.id, False, code, earlier.received_at, earlier.quarantined)


def _earlier(session: Session, hazard_id: UUID) -> Any:
    wanted = (HAZARD.c.id, HAZARD.c.content_hash, HAZARD.c.reporter_id, HAZARD.c.pickup_attempt)
    return session.execute(
        select(*wanted, HAZARD.c.received_at, HAZARD.c.quarantined).where(HAZARD.c.id == hazard_id)
    ).first()


def _row(actor: Actor, report: rules.Report, *, place: SitePlace, arrival: Arrival) -> dict[str, Any]:
    clock = rules.read_clock(report, seconds_since=arrival.seconds_since, received_at=arrival.received_at)
    return {
        "id": report.id,
        "county_id": place.county_id,
        "school_id": place.school_id,
        "checkpoint_id": place.checkpoint_id,
        "site_code": place.code,
        "found_via": found_via(actor, report, place, arrival),
        "tile": report.tile,
        "category": report.category,
        "taxonomy_version": taxonomy().version,
        "danger": report.danger,
        "note": report.note,
        "place_text": report.place_text,
        **_position_columns(report, place),
        "occurred_at": report.occurred_at,
        "happened_at": clock.happened_at,
        "received_at": arrival.received_at,
        "clock_basis": report.clock_basis,
        "clock_skew_s": clock.skew_s,
        "late": clock.late,
        "quarantined": arrival.quarantined,
        "reporter_id": actor.account_id,
        "reporter_unit_id": actor.unit_id,
        "device_hash": arrival.device_hash,
        "content_hash": rules.content_hash(report),
        "visit_id": arrival.visit_id,
    }


def _position_columns(report: rules.Report, place: SitePlace) -> dict[str, Any]:
    """Store where the phone was, and two soft findings: how far from the plate, and whether the datum looks wrong."""
    columns = {name: getattr(report, name) for name in ("lat", "lng", "accuracy_m", "source_datum", "provider")}
    columns |= {"distance_m": None, "maybe_gcj02": False}
    if report.lat is None or report.lng is None or place.lat is None or place.lng is None:
        return columns
    phone = Position(report.lat, report.lng, source_datum="gcj02" if report.source_datum == "gcj02" else "wgs84")
    plate = Position(place.lat, place.lng)
    columns["distance_m"] = round(distance_m(phone, plate), 1)
    columns["maybe_gcj02"] = maybe_other_datum(phone, plate)
    return columns
