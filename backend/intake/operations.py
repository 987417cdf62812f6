"""Taking in a report and its photos: hazard, case, first ledger entry and photo claims stand or fall together."""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from backend.config import Secrets
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.evidence import operations as evidence
from backend.evidence.queries import missing_hashes
from backend.evidence.rules import photo_limit
from backend.evidence.storage import Storage
from backend.hazards import operations as hazards
from backend.hazards.callback_phones import keep as keep_phone
from backend.hazards.queries import anonymous_counts
from backend.hazards.rules import Report
from backend.hazards.taxonomy import privacy_of
from backend.inspections.findings import Line, link_report, report_from_line
from backend.inspections.sheets import Sheet
from backend.intake import flood
from backend.intake.places import place_of_report
from backend.patrols.visit_links import own_visit
from backend.places.rules import SitePlace
from backend.rectifications import birth, moves
from backend.rectifications.commands import Command
from backend.rectifications.operations.assigning import self_assign_case
from backend.rectifications.photos import write_arrival
from backend.rectifications.queries import case_of_hazard, entry_awaiting, read_case

DEVICE_CAP = 5
PLATE_CAP = 30
CAP_WINDOW = timedelta(hours=1)


@dataclass(frozen=True)
class Delivery:
    """What came with a report and is no part of it: transport counters, the device's key, the trap for robots, its address.

    `confirmed_not_personal`: the reporter was asked whether the words are about a person, and said no. `callback_phone`:
    a number for calling back, which can be taken back and therefore stands in no report. `line`: where on a sheet of an
    inspection the report was made.
    """

    seconds_since: float | None
    device_key: str | None
    trapped: bool
    source: str | None = None
    confirmed_not_personal: bool = False
    callback_phone: str | None = None
    line: Line | None = None


@dataclass(frozen=True)
class Receipt:
    """The answer to a report, the same for every retry."""

    recorded: hazards.Recorded
    photos_missing: list[str]
    case_id: UUID | None


def submit_report(session: Session, actor: Actor, *, report: Report, delivery: Delivery, secrets: Secrets) -> Receipt:
    """Record the report and open (or join) its case; a retry finds what the first try wrote and changes nothing."""
    hazards.check_report(report, actor)
    if not delivery.confirmed_not_personal:
        hazards.ask_about_person(report)
    visit = own_visit(session, actor, report.visit_id)
    sheet: Sheet | None = None
    if delivery.line is not None:
        report, sheet = report_from_line(session, actor, report, delivery.line)
    place = place_of_report(session, actor, report, secrets.code_keys, visit=visit)
    arrival = _arrival(session, actor, report, place=place, delivery=delivery, secret=secrets.app)
    if visit is not None:
        arrival = replace(arrival, visit_id=visit.id, patrol_mode=visit.mode)
    recorded = hazards.record_hazard(session, actor, report=report, place=place, arrival=arrival, secret=secrets.app)
    if not recorded.first:
        return _receipt_again(session, recorded, report)
    if not actor.signed_in:
        flood.count(session, delivery.source, secret=secrets.app)
        if delivery.callback_phone:
            keep_phone(session, report.id, place.county_id, phone=delivery.callback_phone, secret=secrets.app)
    declared = _declare_photos(session, actor, report, place=place)
    case_id = _open_or_join(session, actor, report, place=place, arrival=arrival)
    if sheet is not None and delivery.line is not None:
        item = delivery.line.item
        link_report(session, actor, sheet, item=item, hazard_id=report.id, school_id=place.school_id)
    return Receipt(recorded, declared, case_id)


def receive_report_photo(
    session: Session, actor: Actor, *, storage: Storage, hazard_id: UUID, stored: evidence.StoredPhoto
) -> list[str]:
    """Take a photo of a report from the store into its record and the ledger; returns the hashes still missing."""
    received = evidence.claim_photo(session, actor, storage=storage, stored=stored)
    if received.first:
        write_arrival(session, actor, case_of_hazard(session, hazard_id), received)
    return missing_hashes(session, "hazard", hazard_id)


def announcing_entry(session: Session, actor: Actor, case_id: UUID, sha256: str) -> UUID:
    """Return the entry of this case that announced the photo; what the actor may not read announced nothing."""
    read_case(session, actor, case_id)
    entry_id = entry_awaiting(session, case_id, sha256)
    if entry_id is None:
        raise Problem("upload_not_yours")
    return entry_id


def receive_case_photo(
    session: Session,
    actor: Actor,
    *,
    storage: Storage,
    case_id: UUID,
    entry_id: UUID,
    stored: evidence.StoredPhoto,
) -> list[str]:
    """Take a photo of a move from the store into its entry and the ledger; returns the hashes that the move waits for."""
    case = moves.locked_case(session, actor, case_id)
    received = evidence.claim_photo(session, actor, storage=storage, stored=stored)
    if received.first:
        write_arrival(session, actor, case, received)
    return missing_hashes(session, "ledger_entry", entry_id)


def device_hash(secret: bytes, device_key: str | None) -> str | None:
    """Return what the database keeps of a phone's random key: equal for equal keys, readable by nobody."""
    if not device_key:
        return None
    return hmac.new(secret, b"device|" + device_key.encode(), hashlib.sha256).hexdigest()


def _arrival(
    session: Session, actor: Actor, report: Report, *, place: SitePlace, delivery: Delivery, secret: bytes
) -> hazards.Arrival:
    device = None if actor.signed_in else device_hash(secret, delivery.device_key)
    received_at = now()
    quarantined = False
    if not actor.signed_in:
        since = received_at - CAP_WINDOW
        by_device, on_plate = anonymous_counts(
            session, device_hash=device, site_code=place.code, since=since, but=report.id, up_to=PLATE_CAP
        )
        quarantined = delivery.trapped or by_device >= DEVICE_CAP or on_plate >= PLATE_CAP
        quarantined = quarantined or flood.over_cap(session, delivery.source, secret=secret)
    return hazards.Arrival(received_at, delivery.seconds_since, device, quarantined)


def _open_or_join(
    session: Session, actor: Actor, report: Report, *, place: SitePlace, arrival: hazards.Arrival
) -> UUID:
    via = hazards.found_via(actor, report, place, arrival)
    found = birth.Found(report, place, via, arrival.received_at, arrival.quarantined)
    joins = None if arrival.quarantined else report.joins_case_id
    if joins is not None and birth.join_case(session, actor, found, case_id=joins):
        return joins
    case_id = birth.open_case(session, actor, found)
    if report.self_assign and actor.signed_in:
        _take_over(session, actor, case_id, report=report)
    return case_id


def _take_over(session: Session, actor: Actor, case_id: UUID, *, report: Report) -> None:
    """T02 in the same breath. Refused (another line, no calendar), the report still stands and waits for triage."""
    command = Command(new_id(), 1, report.occurred_at, details={"category": report.category})
    with suppress(Problem):
        self_assign_case(session, actor, case_id, command=command)


def _declare_photos(session: Session, actor: Actor, report: Report, *, place: SitePlace) -> list[str]:
    record = evidence.DeclaringRecord(
        record_type="hazard",
        record_id=report.id,
        county_id=place.county_id,
        school_id=place.school_id,
        privacy=privacy_of(report.category),
    )
    return evidence.declare_photos(session, record, report.photos, limit=photo_limit(signed_in=actor.signed_in))


def _receipt_again(session: Session, recorded: hazards.Recorded, report: Report) -> Receipt:
    missing = missing_hashes(session, "hazard", report.id)
    return Receipt(recorded, missing, case_of_hazard(session, report.id).id)
