"""Which checkpoints a revision of a route may have: the school's own and its campuses', all of them in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.errors import Problem
from backend.patrols.checklists import known_keys
from backend.patrols.models import POINT
from backend.places.models import CHECKPOINT, SCHOOL
from backend.places.rules import SitePlace

MOST_POINTS = 200


@dataclass(frozen=True)
class Point:
    """A checkpoint on a route as somebody wants it; `not_before` in minutes after local midnight."""

    checkpoint_id: UUID
    checklist: str | None = None
    photo_rule: str = "never"
    not_before: int | None = None
    min_dwell_s: int = 0


@dataclass(frozen=True)
class Fitted:
    """The points that stay, and those that have been retired since the last revision: (id, name)."""

    points: tuple[Point, ...]
    dropped: tuple[tuple[UUID, str], ...] = ()


def fit(session: Session, place: SitePlace, points: Sequence[Point], *, before: Collection[UUID] = ()) -> Fitted:
    """Refuse points that cannot be on this school's route; of those that were on it `before`, the retired drop out."""
    known = _checkpoints(session, place, [point.checkpoint_id for point in points])
    keys = known_keys(session, place.county_id, {point.checklist for point in points if point.checklist})
    twice = Counter(point.checkpoint_id for point in points)
    wrong: dict[str, list[str]] = {}
    for number, point in enumerate(points):
        found = known.get(point.checkpoint_id)
        if said := _objection(found, point, keys, twice=twice[point.checkpoint_id] > 1, was_there=before):
            wrong[f"points.{number}"] = [said]
    if wrong:
        raise Problem("route_points_unfit", fields=wrong)
    gone = {point.checkpoint_id for point in points if known[point.checkpoint_id].retired_at is not None}
    kept = tuple(point for point in points if point.checkpoint_id not in gone)
    if not 1 <= len(kept) <= MOST_POINTS:
        raise Problem("route_points_unfit", fields={"points": [f"一条路线要有 1 到 {MOST_POINTS} 个在用的点位。"]})
    dropped = [
        (point.checkpoint_id, known[point.checkpoint_id].name) for point in points if point.checkpoint_id in gone
    ]
    return Fitted(kept, tuple(dropped))


def insert_points(session: Session, route_id: UUID, revision: int, points: Sequence[Point]) -> None:
    """Write one revision's points, in their order."""
    rows = [
        {"route_id": route_id, "revision": revision, "position": position, **vars(point)}
        for position, point in enumerate(points)
    ]
    session.execute(POINT.insert(), rows)


def points_at(session: Session, route_id: UUID, revision: int) -> list[Point]:
    """Return one revision's points in their order."""
    names = ("checkpoint_id", "checklist", "photo_rule", "not_before", "min_dwell_s")
    query = select(*(POINT.c[name] for name in names)).where(POINT.c.route_id == route_id, POINT.c.revision == revision)
    return [Point(*row) for row in session.execute(query.order_by(POINT.c.position))]


def _checkpoints(session: Session, place: SitePlace, ids: Collection[UUID]) -> dict[UUID, Any]:
    here = select(SCHOOL.c.id).where((SCHOOL.c.id == place.school_id) | (SCHOOL.c.parent_school_id == place.school_id))
    query = select(CHECKPOINT.c.id, CHECKPOINT.c.name, CHECKPOINT.c.retired_at).where(
        CHECKPOINT.c.id.in_(ids), CHECKPOINT.c.school_id.in_(here)
    )
    return {row.id: row for row in session.execute(query)}


def _objection(
    found: Any, point: Point, keys: Collection[str], *, twice: bool, was_there: Collection[UUID]
) -> str | None:
    if found is None:
        return "这所学校（含教学点）没有这个点位。"
    if found.retired_at is not None and point.checkpoint_id not in was_there:
        return f"“{found.name}”已停用，请选择在用的点位。"
    if twice:
        return f"“{found.name}”放了两次，一条路线里每个点位只放一次。"
    return "没有这份检查表，请重新选择。" if point.checklist and point.checklist not in keys else None
