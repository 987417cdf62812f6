"""The draw of re-checks: once a day and county, with a stored seed, so that nobody chose and anybody can draw again."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.core import settings
from backend.core.actor import SYSTEM
from backend.core.clock import local_date, now, start_of_local_day
from backend.core.db import insert_once
from backend.core.ids import new_id
from backend.patrols.rechecks import append_review, tell_walkers
from backend.patrols.visit_models import DRAW, VISIT

SETTING = "patrols.recheck_share"
SHARE = 0.02
DAYS_BACK = 3
"""How many past days are still drawn after the worker stood still."""


def drawn(visit_ids: Iterable[UUID], *, seed: str, share: float) -> list[UUID]:
    """Return which of these visits a seed draws: each by its own lot, whatever else is in the list."""
    limit = share * 2**64
    return sorted(one for one in visit_ids if int.from_bytes(_lot(seed, one), "big") < limit)


def draw_rechecks(session: Session) -> int:
    """Draw for every county and past day not drawn yet, one of them at a time; returns 1 while there may be more."""
    today = local_date(now())
    for day in (today - timedelta(days=back) for back in range(DAYS_BACK, 0, -1)):
        county_id = _undrawn_county(session, day)
        if county_id is not None:
            _draw(session, county_id, day)
            return 1
    return 0


def _undrawn_county(session: Session, day: date) -> UUID | None:
    """Return a county with visits on that day for which nobody has drawn."""
    done = select(DRAW.c.county_id).where(DRAW.c.on_date == day)
    found: UUID | None = session.execute(
        select(VISIT.c.county_id).where(_on(day), VISIT.c.county_id.not_in(done)).limit(1)
    ).scalar()
    return found


def _draw(session: Session, county_id: UUID, day: date) -> None:
    visits = session.execute(
        select(VISIT.c.id, VISIT.c.school_id, VISIT.c.account_id, VISIT.c.settled_at, VISIT.c.recheck_wanted_at)
        .where(VISIT.c.county_id == county_id, _on(day))
        .order_by(VISIT.c.id)
    ).all()
    seed, share = secrets.token_hex(16), float(settings.get(session, county_id, SETTING, SHARE))
    chosen = set(drawn((visit.id for visit in visits), seed=seed, share=share))
    row = {"county_id": county_id, "on_date": day, "seed": seed, "share": share, "visits": len(visits)}
    if not insert_once(session, DRAW, row | {"drawn": len(chosen), "drawn_at": now()}):
        return  # another worker was faster: its seed counts
    _want_rechecks(session, county_id, [visit for visit in visits if visit.id in chosen])


def _want_rechecks(session: Session, county_id: UUID, visits: Sequence[Any]) -> None:
    """Those that somebody is looking at already need no draw."""
    for visit in visits:
        if visit.settled_at is not None or visit.recheck_wanted_at is not None:
            continue
        review = {"id": new_id(), "visit_id": visit.id, "kind": "recheck_drawn", "reason": None, "note": ""}
        append_review(session, SYSTEM, review, county_id=county_id)
        session.execute(update(VISIT).where(VISIT.c.id == visit.id).values(recheck_wanted_at=now()))
        about: Any = {"county_id": county_id, "school_id": visit.school_id, "except_id": visit.account_id}
        tell_walkers(session, **about, dedupe=f"visit_recheck|{visit.id}")


def _on(day: date) -> Any:
    start = start_of_local_day(day)
    return (VISIT.c.happened_at >= start) & (VISIT.c.happened_at < start_of_local_day(day + timedelta(days=1)))


def _lot(seed: str, visit_id: UUID) -> bytes:
    return hashlib.sha256(f"{seed}|{visit_id}".encode()).digest()[:8]
