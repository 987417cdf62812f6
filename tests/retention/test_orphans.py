"""A file whose upload broke off is known before it is written, and leaves the store by itself after a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select

from backend.core.actor import PUBLIC
from backend.core.clock import now
from backend.core.errors import Problem
from backend.evidence.models import ERASED, PHOTO
from backend.evidence.operations import StoredPhoto, Upload, claim_photo
from backend.evidence.receiving import bring_in
from backend.retention.models import RUN
from tests.phones import Stage, a_picture, claims, sha256
from tests.retention.olds import files_left, purged

LATER = timedelta(days=1, minutes=5)


def declared(stage: Stage) -> Upload:
    report = stage.report(photos=claims(a_picture(1)))
    return Upload("hazard", UUID(report["id"]), sha256(a_picture(1)), a_picture(1), "image/jpeg")


def storage_of(stage: Stage) -> Any:
    return stage.app.extensions["xiaoanma.storage"]


def _claim_and_fail(stage: Stage, stored: StoredPhoto) -> None:
    with stage.work() as session:
        claim_photo(session, PUBLIC, storage=storage_of(stage), stored=stored)
        raise OSError("power")


def test_a_claim_that_is_rolled_back_leaves_a_file_that_goes_after_a_day(stage: Stage) -> None:
    upload = declared(stage)
    stored = bring_in(stage.database, storage_of(stage), upload_of=lambda _session: upload)
    with pytest.raises(OSError, match="power"):
        _claim_and_fail(stage, stored)
    assert len(files_left(stage)) == 1
    assert "photo_orphan" not in purged(stage)
    with time_machine.travel(now() + LATER):
        assert purged(stage)["photo_orphan"] == 1
    assert files_left(stage) == []
    with stage.work() as session:
        line = session.execute(select(RUN).where(RUN.c.record_class == "photo_orphan")).one()
        assert (line.bytes, line.county_id) == (len(stored.picture.data), stage.scene.county.id)


def test_a_claimed_file_stays(stage: Stage) -> None:
    upload = declared(stage)
    stored = bring_in(stage.database, storage_of(stage), upload_of=lambda _session: upload)
    with stage.work() as session:
        assert claim_photo(session, PUBLIC, storage=storage_of(stage), stored=stored).first
        assert session.execute(select(ERASED)).all() == []
    with time_machine.travel(now() + LATER):
        assert "photo_orphan" not in purged(stage)
    assert len(files_left(stage)) == 1


def test_a_claim_that_comes_after_the_worker_gave_up_is_none_and_another_try_is(stage: Stage) -> None:
    upload = declared(stage)
    stored = bring_in(stage.database, storage_of(stage), upload_of=lambda _session: upload)
    with time_machine.travel(now() + LATER):
        purged(stage)
    with stage.work() as session:
        assert not claim_photo(session, PUBLIC, storage=storage_of(stage), stored=stored).first
        assert session.execute(select(PHOTO.c.received_at)).scalar_one() is None
    again = bring_in(stage.database, storage_of(stage), upload_of=lambda _session: upload)
    with stage.work() as session:
        assert claim_photo(session, PUBLIC, storage=storage_of(stage), stored=again).first
    purged(stage)
    assert len(files_left(stage)) == 1


def test_two_uploads_of_one_photo_leave_one_file_and_no_promise(stage: Stage) -> None:
    upload = declared(stage)
    both = [bring_in(stage.database, storage_of(stage), upload_of=lambda _session: upload) for _ in range(2)]
    assert len(files_left(stage)) == 2
    with stage.work() as session:
        first = [claim_photo(session, PUBLIC, storage=storage_of(stage), stored=each).first for each in both]
        assert session.execute(select(ERASED)).all() == []
    assert first == [True, False]
    assert len(files_left(stage)) == 1


def test_what_is_no_picture_promises_nothing(stage: Stage) -> None:
    upload = declared(stage)
    wrong = Upload(upload.record_type, upload.record_id, upload.sha256, b"other bytes")
    with pytest.raises(Problem, match="photo_hash_differs"):
        bring_in(stage.database, storage_of(stage), upload_of=lambda _session: wrong)
    with stage.work() as session:
        assert session.execute(select(ERASED)).all() == []
