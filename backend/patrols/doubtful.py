"""The list of visits that somebody should look at: contradicted first, then doubtful, then those that were drawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, or_, select, tuple_
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.pages import Page, cursor_of, page_of
from backend.patrols.models import ROUTE, RUN
from backend.patrols.visit_models import REVIEW, VISIT
from backend.people.scopes import ScopeColumns, scope_condition
from backend.places.models import CHECKPOINT, ORGANISATION

SIZE = 30
_SCOPES = ScopeColumns(county_id=VISIT.c.county_id, school_id=VISIT.c.school_id)
_RANK = case((VISIT.c.verdict == "contradicted", 0), (VISIT.c.verdict == "doubtful", 1), else_=2)
_WAITS = and_(
    VISIT.c.settled_at.is_(None),
    or_(VISIT.c.verdict.in_(("doubtful", "contradicted")), VISIT.c.recheck_wanted_at.is_not(None)),
)
_EXPLAINED = (
    select(REVIEW.c.reason)
    .where(REVIEW.c.visit_id == VISIT.c.id, REVIEW.c.kind == "explained")
    .order_by(REVIEW.c.at.desc())
    .limit(1)
    .correlate(VISIT)
    .scalar_subquery()
)


def reviewable(actor: Actor, verb: str = "patrol.review") -> ColumnElement[bool]:
    """Keep the visits of schools where `actor` reviews (or does `verb`)."""
    return scope_condition(actor, verb, _SCOPES)


def doubtful_visits(session: Session, actor: Actor, *, school_id: UUID | None, cursor: str | None) -> Page:
    """Return a page of what waits for this supervisor; never a person's own, and never sorted or filtered by person."""
    query = _lines(_RANK.label("rank")).where(reviewable(actor), _WAITS, VISIT.c.account_id != actor.account_id)
    if school_id is not None:
        query = query.where(VISIT.c.school_id == school_id)
    if cursor is not None:
        query = query.where(_beyond(cursor))
    query = query.order_by(_RANK, VISIT.c.happened_at.desc(), VISIT.c.id.desc()).limit(SIZE + 1)
    rows = session.execute(query).mappings().all()
    page = page_of(rows, size=SIZE, key=_key)
    return Page(page.items, page.next and f"{rows[SIZE - 1]['rank']}.{page.next}")


def open_rechecks(session: Session, actor: Actor, *, school_id: UUID | None) -> list[Any]:
    """Return what waits for another look, for those who may walk there and were not the one; whose visit it was is not said."""
    query = _lines().where(
        reviewable(actor, "patrol.walk"),
        VISIT.c.recheck_wanted_at.is_not(None),
        VISIT.c.settled_at.is_(None),
        VISIT.c.account_id != actor.account_id,
    )
    if school_id is not None:
        query = query.where(VISIT.c.school_id == school_id)
    return list(session.execute(query.order_by(VISIT.c.recheck_wanted_at, VISIT.c.id).limit(SIZE)).mappings())


def _lines(*more: ColumnElement[Any]) -> Select[Any]:
    return select(
        *(VISIT.c[name] for name in ("id", "school_id", "checkpoint_id", "run_id", "happened_at", "late", "mode")),
        *(VISIT.c[name] for name in ("verdict", "reasons", "remarks", "distance_m", "proof", "recheck_wanted_at")),
        CHECKPOINT.c.name.label("checkpoint_name"),
        ORGANISATION.c.short_name.label("school_name"),
        ROUTE.c.name.label("route_name"),
        _EXPLAINED.label("explanation"),
        *more,
    ).select_from(
        VISIT.join(CHECKPOINT, CHECKPOINT.c.id == VISIT.c.checkpoint_id)
        .join(ORGANISATION, ORGANISATION.c.id == VISIT.c.school_id)
        .outerjoin(RUN, RUN.c.id == VISIT.c.run_id)
        .outerjoin(ROUTE, ROUTE.c.id == RUN.c.route_id)
    )


def _key(row: Any) -> tuple[datetime, UUID]:
    return row["happened_at"], row["id"]


def _beyond(cursor: str) -> ColumnElement[bool]:
    rank, _, rest = cursor.partition(".")
    if rank not in ("0", "1", "2"):
        raise Problem("bad_request")
    at, row_id = cursor_of(rest)
    same = and_(_RANK.op("=")(int(rank)), tuple_(VISIT.c.happened_at, VISIT.c.id) < tuple_(at, row_id))
    return or_(_RANK.op(">")(int(rank)), same)
