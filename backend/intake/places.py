"""Where a scan or a report belongs: the plate that was scanned, or (signed in) a checkpoint, school or point."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.geo import Position
from backend.hazards.rules import Report
from backend.patrols.visit_links import OwnVisit
from backend.places import queries as places
from backend.places.rules import CodeVerdict, SitePlace, code_verdict, ensure_usable, read_code
from qr_codes.token import SigningKey, is_ours

Keys = Mapping[str, SigningKey]
NEAREST_SCHOOL_M = 1_000.0


def place_of_scan(session: Session, text: str, keys: Keys) -> SitePlace:
    """Return the place behind a scanned or typed code; an unusable one is refused in words that say what to do."""
    place, verdict = _judged(session, text, keys)
    ensure_usable(verdict, place)
    if place is None:
        raise Problem("site_code_unregistered")
    return place


def place_of_report(
    session: Session, actor: Actor, report: Report, keys: Keys, *, visit: OwnVisit | None = None
) -> SitePlace:
    """Find the place of `report`; a plate of ours that is out of use still says where it hung, so it still takes reports.

    Where the report names no place, it is that of the visit which came upon it.
    """
    if report.code is not None:
        place, verdict = _judged(session, report.code, keys)
        if place is None:
            ensure_usable(verdict, None)
    else:
        place = _named_place(session, actor, report, visit)
    if place is None:
        raise Problem("report_place_missing", fields={"code": ["report_place_missing"]})
    return place


def _judged(session: Session, text: str, keys: Keys) -> tuple[SitePlace | None, CodeVerdict]:
    code = read_code(text)
    place = places.who_and_where(session, code)
    return place, code_verdict(place, ours=place is not None or is_ours(code, keys), at=now())


def _named_place(session: Session, actor: Actor, report: Report, visit: OwnVisit | None) -> SitePlace | None:
    if not actor.signed_in:
        return None
    if report.checkpoint_id is not None:
        return places.where_at(session, report.checkpoint_id)
    if report.school_id is not None:
        return places.where(session, report.school_id)
    if visit is not None:
        return places.where_at(session, visit.checkpoint_id)
    return _nearest_school(session, report)


def _nearest_school(session: Session, report: Report) -> SitePlace | None:
    """A point alone belongs to the nearest school within a kilometre; farther out somebody has to say which."""
    if report.lat is None or report.lng is None:
        return None
    near = places.schools_near(session, Position(report.lat, report.lng), NEAREST_SCHOOL_M, limit=1)
    return near[0].place if near else None
