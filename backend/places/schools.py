"""Schools and checkpoints as people read them: every list and every look is filtered by what the reader may see."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.pages import Page
from backend.people.role_table import ROLES
from backend.people.scopes import ScopeColumns, scope_condition
from backend.places.kinds import LIVE_CODE_STATES
from backend.places.mergers import took_in_named_like
from backend.places.models import CHECKPOINT, CODE, DIVISION, MERGER, ORGANISATION, SCHOOL
from backend.places.names import was_named_like

PAGE = 50
_COLUMNS = ScopeColumns(
    county_id=SCHOOL.c.county_id,
    school_id=SCHOOL.c.id,
    precinct_id=SCHOOL.c.precinct_id,
    township_id=SCHOOL.c.township_id,
    parent_school_id=SCHOOL.c.parent_school_id,
)
_PRECINCT, _PARENT = ORGANISATION.alias("precinct"), ORGANISATION.alias("parent")
_SUMMARY: Select[Any] = (
    select(
        *(
            SCHOOL.c[name]
            for name in ("id", "school_code", "school_type", "parent_school_id", "lat", "lng", "closed_on")
        ),
        *(ORGANISATION.c.name, ORGANISATION.c.short_name),
        *(SCHOOL.c.county_id, SCHOOL.c.township_id, DIVISION.c.name.label("township_name")),
        *(SCHOOL.c.precinct_id, _PRECINCT.c.name.label("precinct_name"), _PARENT.c.name.label("parent_name")),
    )
    .join(ORGANISATION, ORGANISATION.c.id == SCHOOL.c.id)
    .join(DIVISION, DIVISION.c.id == SCHOOL.c.township_id)
    .outerjoin(_PRECINCT, _PRECINCT.c.id == SCHOOL.c.precinct_id)
    .outerjoin(_PARENT, _PARENT.c.id == SCHOOL.c.parent_school_id)
)


def readable(actor: Actor) -> ColumnElement[bool]:
    """Keep the schools that `actor` may see. A department's people see their whole county: a shop has no school yet."""
    departments = [
        grant.scope_id
        for grant in actor.grants
        if grant.scope_type == "department" and grant.role in ROLES and "place.read" in ROLES[grant.role].verbs
    ]
    counties = select(ORGANISATION.c.county_id).where(ORGANISATION.c.id.in_(departments))
    scoped = scope_condition(actor, "place.read", _COLUMNS)
    return or_(scoped, SCHOOL.c.county_id.in_(counties)) if departments else scoped


def search_schools(
    session: Session, actor: Actor, *, q: str = "", cursor: str | None = None, limit: int = PAGE, closed: bool = False
) -> Page:
    """Return a page of schools by code; `q` is part of a name, of its pinyin initials, or the start of a code."""
    query = _SUMMARY.where(readable(actor)).order_by(SCHOOL.c.school_code).limit(limit + 1)
    if not closed:
        query = query.where(SCHOOL.c.closed_on.is_(None))
    if q.strip():
        query = query.where(_named_like(q.strip()))
    if cursor:
        query = query.where(SCHOOL.c.school_code > _code_of(cursor))
    found = _rows(session, query)
    items = found[:limit]
    return Page(items, _cursor_of(items[-1]["school_code"]) if len(found) > limit else None)


def _named_like(q: str) -> ColumnElement[bool]:
    like = [ORGANISATION.c.name.contains(q, autoescape=True), ORGANISATION.c.short_name.contains(q, autoescape=True)]
    if q.isascii():
        like.append(ORGANISATION.c.initials.contains(q.lower(), autoescape=True))
        like.append(SCHOOL.c.school_code.startswith(q, autoescape=True))
    return or_(*like, was_named_like(SCHOOL.c.id, q), took_in_named_like(SCHOOL.c.id, q))


def school_seen_by(session: Session, actor: Actor, school_id: UUID) -> dict[str, Any]:
    """Return the school, or `not_found` when there is none or `actor` may not see it."""
    query = _SUMMARY.where(SCHOOL.c.id == school_id, readable(actor))
    rows = _rows(session, query)
    if not rows:
        raise Problem("not_found")
    return rows[0]


def campuses_of(session: Session, school_id: UUID) -> list[dict[str, Any]]:
    """Return the campuses of a school, by code; schools that merged into it are not among them (`mergers.taken_in`)."""
    merged = select(MERGER.c.school_id).where(MERGER.c.into_school_id == school_id)
    query = _SUMMARY.where(SCHOOL.c.parent_school_id == school_id, SCHOOL.c.id.not_in(merged))
    query = query.order_by(SCHOOL.c.school_code)
    return _rows(session, query)


def checkpoints_of(session: Session, school_id: UUID, *, retired: bool = False) -> list[dict[str, Any]]:
    """Return the school's checkpoints in the order they were made, each with its live code (or None)."""
    live = and_(CODE.c.checkpoint_id == CHECKPOINT.c.id, CODE.c.state.in_(LIVE_CODE_STATES))
    query = (
        select(CHECKPOINT, CODE.c.code, CODE.c.state)
        .outerjoin(CODE, live)
        .where(CHECKPOINT.c.school_id == school_id)
        .order_by(CHECKPOINT.c.id)
    )
    if not retired:
        query = query.where(CHECKPOINT.c.retired_at.is_(None))
    return _rows(session, query)


def _rows(session: Session, query: Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(query).mappings()]


def _cursor_of(school_code: str) -> str:
    return base64.urlsafe_b64encode(school_code.encode()).decode().rstrip("=")


def _code_of(cursor: str) -> str:
    try:
        code = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        if not code.isprintable():
            raise ValueError(code)
        return code
    except ValueError:
        raise Problem("input_invalid", fields={"cursor": ["请从第一页重新开始。"]}) from None
