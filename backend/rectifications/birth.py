"""How a case begins: only `intake` calls this, in the transaction that records the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.geo import haversine_m
from backend.core.ids import new_id
from backend.hazards.rules import Report
from backend.hazards.taxonomy import load as taxonomy
from backend.places.rules import SitePlace
from backend.rectifications import ledger
from backend.rectifications.clockwork import at_birth
from backend.rectifications.facts import is_external
from backend.rectifications.ledger import Entry
from backend.rectifications.models import CASE, CASE_REPORT
from backend.rectifications.states import OPEN_STATES, State

_INSERT_CASE, _INSERT_LINK = insert(CASE), insert(CASE_REPORT)


@dataclass(frozen=True)
class Found:
    """A recorded report on its way into the ledger: the words, the place, when it came, whether it is set aside."""

    report: Report
    place: SitePlace
    found_via: str
    received_at: datetime
    quarantined: bool


def open_case(session: Session, actor: Actor, found: Found) -> UUID:
    """Open a case for the report: state reported, first ledger entry, audit; returns its id."""
    case_id, entry_id = new_id(), new_id()
    row = _case_row(actor, found, case_id=case_id, entry_id=entry_id)
    running = at_birth(session, county_id=row["county_id"], severity=row["severity"], reported_at=row["reported_at"])
    session.connection().execute(_INSERT_CASE, row | running)
    _link(session, found, case_id=case_id, joined=False)
    _append(session, actor, found, entry_id=entry_id, case_id=case_id, action="report")
    return case_id


def join_case(session: Session, actor: Actor, found: Found, *, case_id: UUID) -> bool:
    """Add the report to an open case of the same place ("就是这个"); False if that case cannot take it any more.

    An outsider who joins a school's own finding makes it an outside one: the school can no longer reject or close it.
    """
    statement = (
        select(CASE.c.id)
        .where(
            CASE.c.id == case_id,
            CASE.c.county_id == found.place.county_id,
            CASE.c.school_id == found.place.school_id,
            CASE.c.state.in_(sorted(OPEN_STATES)),
            CASE.c.quarantined.is_(False),
        )
        .with_for_update(key_share=True)
    )
    if session.execute(statement).first() is None:
        return False
    _link(session, found, case_id=case_id, joined=True)
    _append(session, actor, found, entry_id=new_id(), case_id=case_id, action="join")
    told = {"danger": found.report.danger, "external": _is_external(actor, found.place)}
    if news := {name: True for name, is_so in told.items() if is_so}:
        session.execute(update(CASE).where(CASE.c.id == case_id).values(**news))
    return True


def _link(session: Session, found: Found, *, case_id: UUID, joined: bool) -> None:
    row = {
        "hazard_id": found.report.id,
        "case_id": case_id,
        "county_id": found.place.county_id,
        "joined": joined,
        "linked_at": found.received_at,
    }
    session.connection().execute(_INSERT_LINK, row)


def _append(session: Session, actor: Actor, found: Found, *, entry_id: UUID, case_id: UUID, action: str) -> None:
    ledger.append(
        session,
        actor,
        Entry(
            id=entry_id,
            case_id=case_id,
            county_id=found.place.county_id,
            school_id=found.place.school_id,
            action=action,
            at=found.received_at,
            content=_content(found),
            photos=[{"sent": photo.sha256, "stored": None} for photo in found.report.photos],
        ),
    )


def _content(found: Found) -> dict[str, Any]:
    report = found.report
    content = {
        "hazard_id": str(report.id),
        "found_via": found.found_via,
        "tile": report.tile,
        "category": report.category,
        "danger": report.danger,
        "note": report.note,
        "place": found.place.checkpoint_name or report.place_text,
        "occurred_at": report.occurred_at.isoformat(),
        "from_state": None,
        "to_state": State.REPORTED.value,
    }
    return content | _where(report, found.place)


def _where(report: Report, place: SitePlace) -> dict[str, Any]:
    """At a plate the place is known, and the phone's position says only how near it was; elsewhere it is the place."""
    if report.lat is None or report.lng is None:
        return {}
    if place.checkpoint_id is None or place.lat is None or place.lng is None:
        return {"position": f"{report.lat:.6f},{report.lng:.6f}"}
    return {"distance_m": round(haversine_m(report.lat, report.lng, place.lat, place.lng))}


def _case_row(actor: Actor, found: Found, *, case_id: UUID, entry_id: UUID) -> dict[str, Any]:
    report, place = found.report, found.place
    category = taxonomy().categories.get(report.category or "")
    return {
        "id": case_id,
        "county_id": place.county_id,
        "school_id": place.school_id,
        "hazard_id": report.id,
        "checkpoint_id": place.checkpoint_id,
        "state": State.REPORTED.value,
        "version": 1,
        "tile": report.tile,
        "category": report.category,
        "severity": category.severity if category else "general",
        "external": _is_external(actor, place),
        "finder_unit_id": actor.unit_id,
        "reporter_id": actor.account_id,
        "danger": report.danger,
        "quarantined": found.quarantined,
        "lat": report.lat if report.lat is not None else place.lat,
        "lng": report.lng if report.lng is not None else place.lng,
        "reported_at": found.received_at,
        "fail_count": 0,
        "last_entry_id": entry_id,
    }


def _is_external(actor: Actor, place: SitePlace) -> bool:
    return is_external(actor.unit_id, school_id=place.school_id, parent_school_id=place.parent_school_id)
