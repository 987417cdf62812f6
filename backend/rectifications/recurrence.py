"""复发: cases that came back after they were closed. Suggested by place and kind, linked by a person, counted as a rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from backend.core.actor import Actor
from backend.core.clock import SHANGHAI
from backend.core.geo import haversine_m
from backend.hazards.rules import NEARBY_M
from backend.places.models import Organisation
from backend.rectifications.conflicts import RECURRENCE_DAYS
from backend.rectifications.models import Case
from backend.rectifications.scopes import readable
from backend.rectifications.states import STRUCK_OFF

_CLOSED = [state.value for state in STRUCK_OFF]
MOST = 5


@dataclass(frozen=True)
class Earlier:
    """A closed case that a new one may be the return of; `distance_m` None where one of them has no position."""

    case: Case
    distance_m: float | None


def earlier_cases(session: Session, found: Case, category: str | None) -> list[Earlier]:
    """Return closed cases of the same school and kind within 50 m and 180 days, the latest first; at most five.

    Without a position on both sides the checkpoint must be the same one.
    """
    if found.school_id is None or category is None:
        return []
    since = found.reported_at - timedelta(days=RECURRENCE_DAYS)
    statement = (
        select(Case)
        .where(
            Case.school_id == found.school_id,
            Case.category == category,
            Case.state.in_(_CLOSED),
            Case.closed_at >= since,
            Case.id != found.id,
        )
        .order_by(Case.closed_at.desc())
        .limit(200)
    )
    near = [Earlier(each, _distance(found, each)) for each in session.execute(statement).scalars()]
    return [each for each in near if _same_place(found, each)][:MOST]


def recurrence_links(session: Session, actor: Actor, case: Case) -> dict[str, Any]:
    """Return which case this one is the return of, and those that came after it; of both what the reader may see.

    Only what was struck off once can come back, so that most cases cost no statement.
    """
    struck_off = case.state in _CLOSED or case.reopen_count > 0
    if case.recurrence_of_id is None and not struck_off:
        return {"recurrence_of": None, "came_back_as": []}
    columns = (Case.id, Case.ledger_no, Case.closed_at, Case.assigned_at)
    linked = or_(Case.id == case.recurrence_of_id, Case.recurrence_of_id == case.id)
    rows = session.execute(select(*columns).where(linked, readable(actor)).order_by(Case.assigned_at)).all()
    links = [dict(row._mapping) for row in rows]
    before = [each for each in links if each["id"] == case.recurrence_of_id]
    after = [each for each in links if each["id"] != case.recurrence_of_id]
    return {"recurrence_of": before[0] if before else None, "came_back_as": after}


def recurrence_rate(
    session: Session, actor: Actor, *, since: date, until: date, school_id: UUID | None, unit_id: UUID | None
) -> dict[str, Any]:
    """Return how many of the cases reported in a period (both days included) and struck off came back, by school and unit.

    A case came back if it was opened again, or if the joint office linked a later case to it.
    """
    scope = [readable(actor, "figures.read"), Case.reported_at >= _start(since), Case.reported_at < _start(until, 1)]
    scope += [Case.school_id == school_id] if school_id else []
    scope += [Case.lead_unit_id == unit_id] if unit_id else []
    total = _counted(session, scope, by=None)
    return {
        "since": since,
        "until": until,
        **(total[0] if total else _share(0, 0)),
        "schools": _counted(session, scope, by=Case.school_id),
        "units": _counted(session, scope, by=Case.lead_unit_id),
    }


def _counted(session: Session, scope: Sequence[ColumnElement[bool]], *, by: Any) -> list[dict[str, Any]]:
    later = aliased(Case)
    came_back = or_(Case.reopen_count > 0, exists().where(later.recurrence_of_id == Case.id))
    ended = or_(Case.state.in_(_CLOSED), Case.reopen_count > 0)
    counts = (func.count(), func.sum(case((came_back, 1), else_=0)))
    if by is None:
        row = session.execute(select(*counts).where(ended, *scope)).one()
        return [_share(row[0], int(row[1] or 0))]
    statement = (
        select(Organisation.id, Organisation.name, *counts)
        .select_from(Case)
        .join(Organisation, Organisation.id == by)
        .where(ended, *scope)
        .group_by(Organisation.id, Organisation.name)
        .order_by(Organisation.name)
    )
    return [{"id": row[0], "name": row[1], **_share(row[2], int(row[3]))} for row in session.execute(statement)]


def _share(closed: int, recurred: int) -> dict[str, Any]:
    """Return the counts and the rate in percent with two decimals; no rate of nothing."""
    return {"closed": closed, "recurred": recurred, "rate": round(100 * recurred / closed, 2) if closed else None}


def _start(day: date, later: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=later), time(), SHANGHAI)


def _distance(one: Case, other: Case) -> float | None:
    if one.lat is None or one.lng is None or other.lat is None or other.lng is None:
        return None
    return haversine_m(one.lat, one.lng, other.lat, other.lng)


def _same_place(found: Case, earlier: Earlier) -> bool:
    if earlier.distance_m is not None:
        return earlier.distance_m <= NEARBY_M
    return found.checkpoint_id is not None and found.checkpoint_id == earlier.case.checkpoint_id
