"""Where a phone stood is dropped after its time; how far from the plate it was, and the hazard's own place, stay."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from backend.core.clock import now
from backend.hazards.models import HAZARD
from backend.places.models import CHECKPOINT
from backend.rectifications.models import CASE, CONTENT
from backend.retention.classes import CLASSES
from tests.phones import Stage
from tests.retention.olds import aged, purged

STOOD = {"lat": 38.9009, "lng": 83.1009, "accuracy_m": 9}


def ended(stage: Stage, *, days_ago: int, **columns: Any) -> tuple[UUID, UUID]:
    """A report with a position whose case was turned down so many days ago: the report's id and the case's."""
    report = stage.report(position=STOOD)
    case = stage.case_of(stage.phone("joint_office"), report)
    stage.phone("joint_office").move(case, "reject", reason="test", note="试一下")
    return UUID(report["id"]), aged(stage, UUID(case["id"]), days_ago=days_ago, **columns)


def plate(stage: Stage) -> tuple[float | None, float | None]:
    with stage.work() as session:
        row = session.execute(
            select(CHECKPOINT.c.lat, CHECKPOINT.c.lng).where(CHECKPOINT.c.id == stage.scene.checkpoint.id)
        ).one()
        return row.lat, row.lng


def where(stage: Stage, hazard_id: UUID) -> Any:
    with stage.work() as session:
        columns = (HAZARD.c.lat, HAZARD.c.lng, HAZARD.c.accuracy_m, HAZARD.c.distance_m, HAZARD.c.maybe_gcj02)
        return session.execute(select(*columns).where(HAZARD.c.id == hazard_id)).one()


def case_at(stage: Stage, case_id: UUID) -> tuple[float | None, float | None]:
    with stage.work() as session:
        row = session.execute(select(CASE.c.lat, CASE.c.lng).where(CASE.c.id == case_id)).one()
        return row.lat, row.lng


def test_after_ninety_days_it_is_dropped_and_its_distance_stays(stage: Stage) -> None:
    hazard_id, case_id = ended(stage, days_ago=89)
    before = where(stage, hazard_id)
    assert before.lat is not None
    assert before.distance_m is not None
    assert "position" not in purged(stage)
    aged(stage, case_id, days_ago=91)
    assert purged(stage)["position"] == 1
    after = where(stage, hazard_id)
    assert (after.lat, after.lng, after.accuracy_m) == (None, None, None)
    assert (after.distance_m, after.maybe_gcj02) == (before.distance_m, before.maybe_gcj02)
    assert case_at(stage, case_id) == plate(stage)
    assert "position" not in purged(stage)


def test_an_open_case_keeps_it_however_old_it_is(stage: Stage) -> None:
    report = stage.report(position=STOOD)
    with stage.work() as session:
        session.execute(update(HAZARD).values(received_at=now() - timedelta(days=900)))
    assert "position" not in purged(stage)
    assert where(stage, UUID(report["id"])).lat is not None


def test_without_a_plate_the_case_keeps_the_place_that_the_report_named(stage: Stage) -> None:
    hazard_id, case_id = ended(stage, days_ago=91)
    with stage.work() as session:
        session.execute(update(HAZARD).values(checkpoint_id=None))
    purged(stage)
    assert where(stage, hazard_id).lat is None
    assert case_at(stage, case_id) == (STOOD["lat"], STOOD["lng"])


def test_at_a_plate_the_ledger_never_held_it(stage: Stage) -> None:
    report = stage.report(position=STOOD)
    with stage.work() as session:
        said = [json.loads(each) for each in session.execute(select(CONTENT.c.content)).scalars()]
    (entry,) = [each for each in said if each.get("hazard_id") == report["id"]]
    assert "position" not in entry
    assert entry["distance_m"] == round(where(stage, UUID(report["id"])).distance_m)


def test_it_is_a_class_of_its_own() -> None:
    assert [purge.record_class for purge in CLASSES["position"].purges] == ["position"]
