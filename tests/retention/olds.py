"""Builders: cases that ended long ago, and what a run of the purges takes of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from backend.core.clock import now
from backend.evidence.erasing import remove_erased_objects
from backend.evidence.models import PHOTO
from backend.rectifications.models import CASE
from backend.retention.models import RUN
from backend.retention.running import run_all
from tests.lives import acknowledge, assign, submit
from tests.phones import Stage, a_picture, claims

BEFORE, AFTER = a_picture(1), a_picture(2)


def reported(stage: Stage, **about: Any) -> dict[str, Any]:
    """A passer-by's report whose photo has come, as the joint office sees its case."""
    report = stage.report(photos=claims(BEFORE), category="BLD02", **about)
    sent = stage.passer_by.send_photo(f"/reports/{report['id']}", BEFORE, token=report["upload_token"])
    assert sent.status_code == 200, sent.text
    return stage.case_of(stage.phone("joint_office"), report)


def closed_case(stage: Stage, *, days_ago: int, **columns: Any) -> UUID:
    """A case with a photo before and one after, struck off so many days ago; `columns` as they came to be since."""
    school = stage.phone("school_safety")
    case = submit(school, acknowledge(school, assign(stage, reported(stage)).json).json).json
    verified = stage.phone("joint_office").move(case, "verify")
    assert verified.status_code == 200, verified.text
    return aged(stage, UUID(case["id"]), days_ago=days_ago, **columns)


def rejected_case(stage: Stage, *, days_ago: int, **columns: Any) -> UUID:
    """A case that was turned down so many days ago."""
    case = reported(stage)
    answer = stage.phone("joint_office").move(case, "reject", reason="test", note="试一下")
    assert answer.status_code == 200, answer.text
    return aged(stage, UUID(case["id"]), days_ago=days_ago, **columns)


def aged(stage: Stage, case_id: UUID, *, days_ago: int, **columns: Any) -> UUID:
    with stage.work() as session:
        ended = columns | {"closed_at": now() - timedelta(days=days_ago)}
        session.execute(update(CASE).where(CASE.c.id == case_id).values(**ended))
    return case_id


def purged(stage: Stage) -> dict[str, int]:
    """Run every purge, let the worker remove the files, and say how many of each class went."""
    run_id = run_all(stage.database)
    remove_erased_objects(stage.database, stage.app.extensions["xiaoanma.storage"])
    with stage.work() as session:
        rows = session.execute(select(RUN.c.record_class, RUN.c.count).where(RUN.c.run_id == run_id))
        return {row[0]: row[1] for row in rows}


def photos_left(stage: Stage) -> int:
    with stage.work() as session:
        return len(session.execute(select(PHOTO.c.id)).all())


def files_left(stage: Stage) -> list[str]:
    """What lies in the store, by the last part of its name."""
    root = stage.app.extensions["xiaoanma.storage"].root
    return sorted(path.name for path in root.rglob("*") if path.is_file())
