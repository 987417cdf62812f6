"""Reading rounds: what waits for me today, one round, and the list of a school's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, or_, select, tuple_
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.errors import Problem
from backend.core.pages import Page, cursor_of, page_of
from backend.patrols import kinds
from backend.patrols.excusing import VERB, excuse_objection
from backend.patrols.models import RUN, PatrolRun
from backend.patrols.round_rows import rounds
from backend.patrols.round_scopes import READ, may_on_run, readable, walkable, walks
from backend.patrols.round_settings import rules_of
from backend.patrols.round_views import Rounds, counted_ids, heads_of, whole_rounds
from backend.patrols.settlement import excusable_until
from backend.people.models import ACCOUNT

AT_MOST = 60
"""Rounds that one phone is given for a day; whoever has more sits at a desk."""
AHEAD = timedelta(hours=12)
"""Rounds of the next morning are there in the evening already: where the round begins there may be no signal."""


def todays_rounds(session: Session, actor: Actor) -> dict[str, Any]:
    """Return all that a phone needs for the day without network: the rounds that `actor` may walk, their points and codes."""
    statement = rounds().where(walkable(actor), _of_today(), RUN.c.state != "cancelled")
    rows = session.execute(statement.order_by(RUN.c.starts_at, RUN.c.id).limit(AT_MOST + 1)).all()
    found = whole_rounds(session, actor, rows[:AT_MOST])
    return {
        "date": local_date(now()),
        "runs": found.shown,
        "school_codes": [
            {"code": row.code, "checkpoint_id": row.checkpoint_id, "name": row.name, "school_id": row.school_id}
            for row in found.codes
        ],
        "left_out": len(rows) > AT_MOST,
    }


def _of_today() -> ColumnElement[bool]:
    """Today's rounds, last night's that still wait for visits, and those that begin within the next hours."""
    at = now()
    today = local_date(at)
    near = RUN.c.on_date.between(today - timedelta(days=1), today + timedelta(days=1))
    overnight = and_(RUN.c.on_date < today, RUN.c.settles_at > at)
    soon = and_(RUN.c.on_date > today, RUN.c.opens_at <= at + AHEAD)
    return and_(near, or_(RUN.c.on_date == today, overnight, soon))


def one_round(session: Session, actor: Actor, run_id: UUID) -> dict[str, Any]:
    """Return one round with its visits: by name for those who may read the school's patrols, one's own for walkers."""
    row = session.execute(rounds().where(RUN.c.id == run_id)).one_or_none()
    if row is None:
        raise Problem("not_found")
    reads, walking = may_on_run(session, actor, READ, row), walks(session, actor, row)
    if not reads and not walking:
        raise Problem("not_found")
    found = whole_rounds(session, actor, [row])
    excuse = _excuse(session, row, names=reads)
    return found.shown[0] | {
        "visits": _visits(row, found, actor, names=reads),
        "excused": excuse,
        "excusable_until": excusable_until(row.closes_at, rules_of(session, row.county_id)),
        "may": _may(session, actor, row) | {"walk": walking},
    }


def _may(session: Session, actor: Actor, row: Row[Any]) -> dict[str, bool]:
    run = session.get_one(PatrolRun, row.id)
    has_right = may_on_run(session, actor, VERB, row)
    return {
        "excuse": has_right and excuse_objection(session, actor, run) is None,
        "withdraw": has_right and row.state == "excused",
    }


def _visits(row: Row[Any], found: Rounds, actor: Actor, *, names: bool) -> list[dict[str, Any]]:
    counted = counted_ids(row, found.visits)
    return [
        {
            "id": visit.id,
            "checkpoint_id": visit.checkpoint_id,
            "happened_at": visit.happened_at,
            "by": visit.account_name if names else None,
            "by_me": visit.account_id == actor.account_id,
            "mode": visit.mode,
            "mode_label": kinds.MODES[visit.mode][0],
            "result": visit.result,
            "result_label": kinds.RESULTS[visit.result][0],
            "verdict": visit.verdict,
            "verdict_label": kinds.VERDICTS[visit.verdict][0],
            "late": visit.late,
            "counted": visit.id in counted,
        }
        for visit in found.visits
        if names or visit.account_id == actor.account_id
    ]


def _excuse(session: Session, row: Row[Any], *, names: bool) -> dict[str, Any] | None:
    if row.excuse is None:
        return None
    name = select(ACCOUNT.c.display_name).where(ACCOUNT.c.id == row.excused_by)
    return {
        "reason": row.excuse,
        "reason_label": kinds.EXCUSES[row.excuse][0],
        "note": row.excuse_note,
        "at": row.excused_at,
        "by": session.execute(name).scalar_one_or_none() if names else None,
    }


def list_rounds(
    session: Session,
    actor: Actor,
    *,
    school_id: UUID | None = None,
    route_id: UUID | None = None,
    first: date | None = None,
    last: date | None = None,
    state: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page:
    """Return rounds that `actor` may read or walk, the latest first; days are civil days, both ends included."""
    wanted = {RUN.c.school_id: school_id, RUN.c.route_id: route_id, RUN.c.state: state}
    conditions = [column == value for column, value in wanted.items() if value is not None]
    if first is not None:
        conditions.append(RUN.c.on_date >= first)
    if last is not None:
        conditions.append(RUN.c.on_date <= last)
    if cursor:
        conditions.append(tuple_(RUN.c.starts_at, RUN.c.id) < tuple_(*cursor_of(cursor)))
    order = (RUN.c.starts_at.desc(), RUN.c.id.desc())
    # The page is found first, so that names are looked up for its rounds alone.
    seen = or_(readable(actor), walkable(actor))
    ids = select(RUN.c.id).where(seen, *conditions).order_by(*order).limit(limit + 1)
    rows = session.execute(rounds().where(RUN.c.id.in_(ids)).order_by(*order)).all()
    page = page_of(rows, size=limit, key=lambda row: (row.starts_at, row.id))
    return Page(heads_of(session, actor, page.items), page.next)
