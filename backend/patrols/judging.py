"""The seam to the verdict: judges a visit that comes in, and anew every stored one whose facts it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.patrols import gathering
from backend.patrols.facts import RunFacts
from backend.patrols.gathering import Visited
from backend.patrols.neighbours import neighbours, readings_before, visited
from backend.patrols.verdict import judge_run
from backend.patrols.visit_models import VISIT

_REJUDGE = (
    update(VISIT)
    .where(VISIT.c.id == bindparam("visit"))
    .values(
        verdict=bindparam("level"),
        reasons=bindparam("found"),
        thresholds=bindparam("version"),
        judged_at=bindparam("at"),
    )
)


@dataclass(frozen=True)
class Judged:
    """A verdict as it is stored; `reasons` are codes with their numbers, never a position."""

    level: str
    reasons: list[dict[str, Any]]
    version: str


def judge_with_neighbours(session: Session, new: Visited) -> tuple[Judged, dict[UUID, Judged]]:
    """Return the verdict on `new`, and those of stored visits that are another one now that `new` is known."""
    known = neighbours(session, new)
    rounds = gathering.touched_rounds(new, known)
    everything = [*known, new]
    seen = readings_before(session, [each for each in everything if each.round in rounds])
    judged: dict[UUID, Judged] = {}
    for each in rounds:
        judged |= _judge(gathering.facts_of_round(each, everything, seen))
    mine = judged.pop(new.id)
    stored = {each.id: (each.verdict, list(each.reasons)) for each in known}
    return mine, {one: verdict for one, verdict in judged.items() if stored[one] != (verdict.level, verdict.reasons)}


def rejudge(session: Session, visit_id: UUID) -> None:
    """Judge a stored visit and its round anew, after its photo has come."""
    found = visited(session, visit_id)
    if found is None:
        return
    mine, changed = judge_with_neighbours(session, found)
    if (mine.level, mine.reasons) != (found.verdict, list(found.reasons)):
        changed[visit_id] = mine
    store(session, changed)


def store(session: Session, changed: dict[UUID, Judged]) -> None:
    """Write verdicts that have changed, in the order of their ids: two who write the same ones wait for each other in turn."""
    at = now()
    rows = [
        {"visit": one, "level": verdict.level, "found": verdict.reasons, "version": verdict.version, "at": at}
        for one, verdict in sorted(changed.items())
    ]
    if rows:
        session.connection().execute(_REJUDGE, rows)


def _judge(visits: Sequence[tuple[Visited, Any]]) -> dict[UUID, Judged]:
    verdicts = judge_run(RunFacts(tuple(facts for _, facts in visits)))
    return {
        visit.id: Judged(verdict.level, verdict.as_record()["reasons"], verdict.version)
        for (visit, _), verdict in zip(visits, verdicts, strict=True)
    }
