"""Rows that screens of rounds are made of: rounds with their names, their points, codes and visits, each in one statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, or_, select, tuple_
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.patrols.models import POINT, ROUTE, RUN
from backend.patrols.visit_models import VISIT
from backend.people.models import ACCOUNT
from backend.places.kinds import LIVE_CODE_STATES
from backend.places.models import CHECKPOINT, CODE, ORGANISATION
from backend.places.rules import GRACE

Pair = tuple[UUID, int]
_UNIT = ORGANISATION.alias("unit")


def rounds() -> Select[Any]:
    """Select rounds with the names of their route, school and whom they are for."""
    return (
        select(
            RUN,
            ROUTE.c.name.label("route_name"),
            ROUTE.c.kind.label("route_kind"),
            ROUTE.c.ordered,
            ROUTE.c.est_minutes,
            ORGANISATION.c.name.label("school_name"),
            ORGANISATION.c.short_name.label("school_short_name"),
            _UNIT.c.short_name.label("unit_name"),
            ACCOUNT.c.display_name.label("account_name"),
        )
        .join(ROUTE, ROUTE.c.id == RUN.c.route_id)
        .join(ORGANISATION, ORGANISATION.c.id == RUN.c.school_id)
        .outerjoin(_UNIT, _UNIT.c.id == RUN.c.assignee_unit_id)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == RUN.c.assignee_account_id)
    )


def pairs_of(rows: Collection[Row[Any]]) -> list[Pair]:
    """Return which revisions of which routes the rounds walk."""
    return sorted({(row.route_id, row.revision) for row in rows})


def _of(pairs: Sequence[Pair]) -> ColumnElement[bool]:
    return tuple_(POINT.c.route_id, POINT.c.revision).in_(pairs)


def points_of(session: Session, pairs: Sequence[Pair]) -> dict[Pair, list[Row[Any]]]:
    """Return the points of routes' revisions in their order, with their checkpoints."""
    if not pairs:
        return {}
    statement: Select[Any] = (
        select(
            POINT,
            CHECKPOINT.c.name,
            CHECKPOINT.c.kind,
            CHECKPOINT.c.lat,
            CHECKPOINT.c.lng,
            CHECKPOINT.c.radius_m,
            CHECKPOINT.c.retired_at,
        )
        .join(CHECKPOINT, CHECKPOINT.c.id == POINT.c.checkpoint_id)
        .where(_of(pairs))
        .order_by(POINT.c.position)
    )
    found: dict[Pair, list[Row[Any]]] = {pair: [] for pair in pairs}
    for row in session.execute(statement):
        found[row.route_id, row.revision].append(row)
    return found


def codes_of(session: Session, pairs: Sequence[Pair], school_ids: Collection[UUID]) -> Sequence[Row[Any]]:
    """Return the codes that work now at these schools and on these routes, with the name of the place behind each."""
    if not pairs:
        return []
    works = or_(CODE.c.state.in_(LIVE_CODE_STATES), (CODE.c.state == "replaced") & (CODE.c.changed_at > now() - GRACE))
    on_way = CHECKPOINT.c.id.in_(select(POINT.c.checkpoint_id).where(_of(pairs)))
    statement: Select[Any] = (
        select(CODE.c.code, CODE.c.checkpoint_id, CHECKPOINT.c.name, CHECKPOINT.c.school_id)
        .join(CHECKPOINT, CHECKPOINT.c.id == CODE.c.checkpoint_id)
        .where(works, CHECKPOINT.c.retired_at.is_(None), or_(CHECKPOINT.c.school_id.in_(school_ids), on_way))
        .order_by(CHECKPOINT.c.school_id, CHECKPOINT.c.name, CODE.c.code)
    )
    return session.execute(statement).all()


def visits_of(session: Session, run_ids: Collection[UUID]) -> Sequence[Row[Any]]:
    """Return all visits of the rounds, by the time at which they happened."""
    if not run_ids:
        return []
    statement: Select[Any] = (
        select(
            VISIT.c.id,
            VISIT.c.run_id,
            VISIT.c.checkpoint_id,
            VISIT.c.account_id,
            VISIT.c.happened_at,
            VISIT.c.mode,
            VISIT.c.result,
            VISIT.c.verdict,
            VISIT.c.late,
            ACCOUNT.c.display_name.label("account_name"),
        )
        .join(ACCOUNT, ACCOUNT.c.id == VISIT.c.account_id)
        .where(VISIT.c.run_id.in_(run_ids))
        .order_by(VISIT.c.happened_at, VISIT.c.id)
    )
    return session.execute(statement).all()


def names_of_units(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the short names of units."""
    if not ids:
        return {}
    statement = select(ORGANISATION.c.id, ORGANISATION.c.short_name).where(ORGANISATION.c.id.in_(ids))
    return {row.id: row.short_name for row in session.execute(statement)}
