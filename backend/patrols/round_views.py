"""Rounds as phones and desks read them. What is asked of many rounds costs as many statements as what is asked of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now, start_of_local_day
from backend.patrols import kinds
from backend.patrols.checklists import checklists_by_key
from backend.patrols.counting import counts_at
from backend.patrols.round_rows import codes_of, names_of_units, pairs_of, points_of, visits_of
from backend.patrols.settlement import not_before_at, shown_state
from backend.people.role_table import ROLES

Dicts = list[dict[str, Any]]
Place = tuple[UUID, UUID]


@dataclass(frozen=True)
class Rounds:
    """What several rounds were read with, and the codes of their schools."""

    shown: Dicts
    codes: Sequence[Row[Any]]
    visits: Sequence[Row[Any]]


def head_of(row: Row[Any], actor: Actor, units: dict[UUID, str]) -> dict[str, Any]:
    """Return what every list shows of a round; `units`: names of those that go along."""
    state = shown_state(row.state, opens_at=row.opens_at, at=now())
    return {
        "id": row.id,
        "route": {
            "id": row.route_id,
            "name": row.route_name,
            "kind": row.route_kind,
            "kind_label": kinds.ROUTE_KINDS[row.route_kind][0],
            "ordered": row.ordered,
            "est_minutes": row.est_minutes,
        },
        "school": {"id": row.school_id, "name": row.school_name, "short_name": row.school_short_name},
        "state": state,
        "state_label": kinds.RUN_STATES[state][0],
        "on_date": row.on_date,
        "round_no": row.round_no,
        "by_hand": row.plan_id is None,
        "starts_at": row.starts_at,
        "opens_at": row.opens_at,
        "closes_at": row.closes_at,
        "settles_at": row.settles_at,
        "mode_default": "foot",
        "assignee_label": _assignee(row, actor),
        "joint_units": [{"id": unit_id, "name": units.get(unit_id, "")} for unit_id in map(UUID, row.joint_units)],
        "points_count": row.points,
        "visited_count": row.visited,
        "excuse": row.excuse,
        "excuse_label": kinds.EXCUSES[row.excuse][0] if row.excuse else None,
    }


def heads_of(session: Session, actor: Actor, rows: Sequence[Row[Any]]) -> Dicts:
    """Return rounds for a list."""
    units = names_of_units(session, _joint_ids(rows))
    return [head_of(row, actor, units) for row in rows]


def whole_rounds(session: Session, actor: Actor, rows: Sequence[Row[Any]]) -> Rounds:
    """Return rounds with their points, the codes that open them, checklists and visits: six statements for any number."""
    pairs = pairs_of(rows)
    points = points_of(session, pairs)
    codes = codes_of(session, pairs, {row.school_id for row in rows})
    visits = visits_of(session, [row.id for row in rows])
    named = {point.checklist for those in points.values() for point in those if point.checklist}
    lists = checklists_by_key(session, named, {row.county_id for row in rows})
    board = _Board(actor, points, _codes_by_point(codes), _counted(rows, visits), lists)
    heads = heads_of(session, actor, rows)
    return Rounds([board.round(row, head) for row, head in zip(rows, heads, strict=True)], codes, visits)


@dataclass(frozen=True)
class _Board:
    """All that rounds are put together from."""

    actor: Actor
    points: dict[Any, list[Row[Any]]]
    codes: dict[UUID, list[str]]
    visits: dict[Place, list[Row[Any]]]
    checklists: dict[tuple[UUID, str], dict[str, Any]]

    def round(self, row: Row[Any], head: dict[str, Any]) -> dict[str, Any]:
        """One round with its points; one taken out of use before the round ended is there only if somebody visited it."""
        points = [
            self._point(row, point)
            for point in self.points[row.route_id, row.revision]
            if point.retired_at is None or point.retired_at > row.closes_at or self.visits[row.id, point.checkpoint_id]
        ]
        visited = sum(point["visited"] is not None for point in points)
        return head | {"points": points, "points_count": len(points), "visited_count": visited}

    def _point(self, row: Row[Any], point: Row[Any]) -> dict[str, Any]:
        day = start_of_local_day(row.on_date)
        return {
            "position": point.position,
            "checkpoint": {
                "id": point.checkpoint_id,
                "name": point.name,
                "kind": point.kind,
                "lat": point.lat,
                "lng": point.lng,
                "radius_m": point.radius_m,
            },
            "codes": self.codes.get(point.checkpoint_id, []),
            "checklist": self.checklists.get((row.county_id, point.checklist)) if point.checklist else None,
            "photo_rule": point.photo_rule,
            "not_before_at": not_before_at(day, point.not_before, starts_at=row.starts_at),
            "min_dwell_s": point.min_dwell_s,
            "visited": self._visited(self.visits[row.id, point.checkpoint_id]),
        }

    def _visited(self, visits: list[Row[Any]]) -> dict[str, Any] | None:
        """The visit that a point shows: the reader's own, else the first. What the server thinks of others' is not said."""
        if not visits:
            return None
        visit = next((each for each in visits if each.account_id == self.actor.account_id), visits[0])
        by_me = visit.account_id == self.actor.account_id
        return {
            "visit_id": visit.id,
            "happened_at": visit.happened_at,
            "by_me": by_me,
            "result": visit.result,
            "verdict": visit.verdict if by_me else None,
        }


def _assignee(row: Row[Any], actor: Actor) -> str:
    if row.assignee_kind == "account":
        return "本人" if row.assignee_account_id == actor.account_id else row.account_name
    return ROLES[row.assignee_role].label_zh if row.assignee_kind == "role" else row.unit_name


def _joint_ids(rows: Sequence[Row[Any]]) -> set[UUID]:
    return {UUID(unit_id) for row in rows for unit_id in row.joint_units}


def _codes_by_point(codes: Sequence[Row[Any]]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in codes:
        found[row.checkpoint_id].append(row.code)
    return found


def _counted(rows: Sequence[Row[Any]], visits: Sequence[Row[Any]]) -> dict[Place, list[Row[Any]]]:
    """Put the visits that count beside their points."""
    by_id, found = {row.id: row for row in rows}, defaultdict(list)
    for visit in visits:
        if counts_at(by_id[visit.run_id], visit.happened_at):
            found[visit.run_id, visit.checkpoint_id].append(visit)
    return found


def counted_ids(row: Row[Any], visits: Sequence[Row[Any]]) -> set[UUID]:
    """Return which of a round's visits count for it."""
    return {visit.id for visit in visits if counts_at(row, visit.happened_at)}
