"""Photos leave when their time is over, with their files; the chain says so and stays whole; what is held stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from backend.app import create_app
from backend.backups.objects import wanted
from backend.config import Config
from backend.core.actor import SYSTEM
from backend.core.clock import now
from backend.core.db import Database
from backend.core.ids import new_id
from backend.evidence.models import PHOTO
from backend.evidence.redacting import render_pending
from backend.hazards.models import HAZARD
from backend.rectifications.ledger import verify_all
from backend.rectifications.models import CASE, ENTRY
from backend.rectifications.supervision_models import Letter
from backend.rectifications.verifier import verify
from backend.retention.operations import set_days
from backend.retention.running import run_all
from tests.phones import Stage, set_stage
from tests.rectifications import bundles
from tests.retention.olds import aged, closed_case, files_left, photos_left, purged, rejected_case, reported


def test_two_years_after_the_closing_photos_and_files_are_gone_and_not_a_day_before(stage: Stage) -> None:
    case_id = closed_case(stage, days_ago=729)
    assert purged(stage).get("photo_closed") is None
    assert (photos_left(stage), len(files_left(stage))) == (2, 2)
    aged(stage, case_id, days_ago=731)
    assert purged(stage)["photo_closed"] == 2
    assert (photos_left(stage), files_left(stage)) == (0, [])
    assert purged(stage) == {}, "a second run finds nothing"


def test_the_chain_tells_it_in_one_tombstone_and_stays_whole(stage: Stage) -> None:
    case_id = closed_case(stage, days_ago=731)
    purged(stage)
    timeline = stage.phone("joint_office").get(f"/cases/{case_id}").json["timeline"]
    (told,) = [step for step in timeline if step["action"] == "erase"]
    assert told["note"] == "保存期满，清除照片 2 张"
    assert sum(step["withdrawn"] for step in timeline if step["action"] == "photo_received") == 2
    with stage.work() as session:
        assert verify_all(session)[1] == []


def test_a_bundle_made_after_the_purge_is_consistent_and_says_what_was_withdrawn(
    committed_database: Database, config: Config, tmp_path: Path
) -> None:
    stage = set_stage(create_app(config, database=committed_database), committed_database)
    closed_case(stage, days_ago=731)
    whole = verify(bundles.export(stage, config, tmp_path / "before.zip"))
    anchor = bundles.anchor(stage.database, tmp_path / "anchor.json")
    purged(stage)
    report = verify(bundles.export(stage, config, tmp_path / "after.zip"), anchors=[anchor])
    assert (whole.photos, whole.withdrawn) == (2, [])
    assert (report.faults, report.photos, len(report.withdrawn), report.withdrawn_silently) == ([], 0, 2, [])
    assert report.anchored_to == whole.entries, "the entries of before are those that the anchor knew"


def _letter(stage: Stage, case_id: UUID, *, state: str) -> None:
    with stage.work() as session:
        county_id = session.execute(select(CASE.c.county_id).where(CASE.c.id == case_id)).scalar_one()
        about = {"kind": "advisory_letter", "state": state, "body": {}, "drafted_at": now()}
        signed = {"document_no": "示联办函1号", "signed_name": "周主任"} if state == "signed" else {}
        session.add(Letter(id=new_id(), county_id=county_id, case_id=case_id, **about, **signed))


@pytest.mark.parametrize(
    ("columns", "letter", "counted_as"),
    [
        ({}, None, "photo_closed"),
        ({}, "drafted", "photo_closed"),
        ({}, "signed", "photo_document"),
        ({"severity": "major"}, None, "photo_document"),
        ({"government_document_no": "县纪要3号"}, None, "photo_document"),
    ],
)
def test_major_hazards_and_signed_letters_have_a_number_of_their_own(
    stage: Stage, columns: dict[str, Any], letter: str | None, counted_as: str
) -> None:
    case_id = closed_case(stage, days_ago=731, **columns)
    if letter:
        _letter(stage, case_id, state=letter)
    went = {name: count for name, count in purged(stage).items() if name.startswith("photo")}
    assert went == {counted_as: 2}


def test_of_a_report_turned_down_they_leave_after_180_days(stage: Stage) -> None:
    case_id = rejected_case(stage, days_ago=179)
    assert "photo_set_aside" not in purged(stage)
    aged(stage, case_id, days_ago=181)
    assert purged(stage)["photo_set_aside"] == 1
    assert files_left(stage) == []


def test_of_a_merged_report_they_stay_while_its_master_is_open(stage: Stage) -> None:
    master, merged = reported(stage), reported(stage)
    office = stage.phone("joint_office")
    assert office.move(merged, "merge", master_case_id=master["id"]).status_code == 200
    aged(stage, UUID(merged["id"]), days_ago=400)
    assert "photo_set_aside" not in purged(stage)
    master = office.get(f"/cases/{master['id']}").json
    office.move(master, "reject", reason="test", note="试一下")
    assert purged(stage)["photo_set_aside"] == 1, "the master's own are too young"


HOLDS: list[Callable[..., UUID]] = [closed_case, rejected_case]


@pytest.mark.parametrize("ended", HOLDS)
def test_a_legal_hold_stops_every_purge_of_a_case(stage: Stage, ended: Callable[..., UUID]) -> None:
    case_id = ended(stage, days_ago=3000, frozen_document_no="纪调〔2026〕3号")
    before = stage.phone("joint_office").get(f"/cases/{case_id}").json
    _age_everything(stage)
    assert purged(stage) == {}
    assert stage.phone("joint_office").get(f"/cases/{case_id}").json == before
    aged(stage, case_id, days_ago=3000, frozen_document_no=None)
    assert {"device_hash", "photo_closed" if ended is closed_case else "photo_set_aside"} <= set(purged(stage))


def _age_everything(stage: Stage) -> None:
    with stage.work() as session:
        session.execute(update(HAZARD).values(received_at=now() - timedelta(days=3000)))


def test_a_dispute_that_waits_keeps_the_photos(stage: Stage) -> None:
    closed_case(stage, days_ago=731, disputed_at=now())
    assert "photo_closed" not in purged(stage)


def test_a_covered_copy_stays_for_five_years_and_stands_in_for_the_original(stage: Stage) -> None:
    case_id, office = closed_case(stage, days_ago=731), stage.phone("joint_office")
    photo_id = office.get(f"/cases/{case_id}").json["photos_after"][0]["id"]
    body = {"id": str(new_id()), "boxes": [], "checked": True, "released": True}
    assert office.post(f"/photos/{photo_id}/redactions", body).status_code == 200
    render_pending(stage.database, stage.app.extensions["xiaoanma.storage"])
    assert purged(stage)["photo_closed"] == 2
    assert [name.rpartition("-")[2] for name in files_left(stage)] == ["redacted"]
    shown = office.get(f"/cases/{case_id}").json
    assert [photo["id"] for photo in shown["photos_after"]] == [photo_id]
    for version in ("original", "large", "small", "redacted"):
        answer = office.get(f"/photos/{photo_id}/{version}")
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    again = office.post(f"/photos/{photo_id}/redactions", body | {"id": str(new_id())})
    assert (again.status_code, again.json["code"]) == (409, "photo_original_gone")
    aged(stage, case_id, days_ago=1826)
    assert purged(stage)["photo_covered"] == 1
    assert (photos_left(stage), files_left(stage)) == (0, [])


def test_a_county_may_keep_them_shorter_than_the_site(stage: Stage) -> None:
    closed_case(stage, days_ago=400)
    assert "photo_closed" not in purged(stage)
    with stage.work() as session:
        set_days(session, SYSTEM, "photo_closed", days=365, county_id=stage.scene.county.id)
    assert purged(stage)["photo_closed"] == 2


def test_a_purge_that_fails_half_way_has_done_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    closed_case(stage, days_ago=731)
    with stage.work() as session:
        entries = len(session.execute(select(ENTRY.c.id)).all())

    def broken(*_: Any, **__: Any) -> None:
        raise OSError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("backend.rectifications.photo_retention.ledger.append", broken)
        with pytest.raises(OSError, match="killed"):
            run_all(stage.database)
    with stage.work() as session:
        assert len(session.execute(select(ENTRY.c.id)).all()) == entries
        assert len(session.execute(select(PHOTO.c.id)).all()) == 2
    assert purged(stage)["photo_closed"] == 2


def test_a_backup_takes_the_covered_copy_and_misses_no_original(stage: Stage) -> None:
    case_id, office = closed_case(stage, days_ago=731), stage.phone("joint_office")
    photo_id = office.get(f"/cases/{case_id}").json["photos_after"][0]["id"]
    body = {"id": str(new_id()), "boxes": [], "checked": True, "released": False}
    office.post(f"/photos/{photo_id}/redactions", body)
    render_pending(stage.database, stage.app.extensions["xiaoanma.storage"])
    purged(stage)
    with stage.database.work(write=False) as session:
        (only,) = wanted(session)
    assert [only.key.rpartition("/")[2]] == files_left(stage)
    assert only.sha256 is not None
