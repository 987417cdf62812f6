"""Hard deletion by two people: the words and photos are gone everywhere, the chain is whole, and a tombstone says so."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend.app import create_app
from backend.audit.models import AuditRow
from backend.config import Config
from backend.core.clock import now
from backend.core.db import Database
from backend.evidence.erasing import AGAIN_AFTER, remove_erased_objects
from backend.evidence.models import ErasedObject, Photo
from backend.evidence.storage import open_storage
from backend.rectifications.erasure_models import ErasureRequest
from backend.rectifications.ledger import verify_all
from backend.rectifications.models import LedgerContent, LedgerEntry
from backend.rectifications.verifier import verify
from tests import databases
from tests.phones import Stage, a_picture, claims, set_stage
from tests.rectifications import bundles
from tests.rectifications.erasures import (
    NO,
    SECRET,
    a_case_with_a_name,
    approve,
    ask,
    asked,
    erased,
    everything_written,
)


def test_two_people_of_two_units_erase_and_nothing_anywhere_says_it_any_more(stage: Stage, config: Config) -> None:
    with stage.work() as session:
        assert session.scalars(select(Photo.storage_key)).all() == []
    case = erased(stage)
    assert SECRET not in everything_written(stage)
    assert (case["note"], case["photos_before"]) == ("", [])
    assert case["timeline"][0]["withdrawn"] is True
    with stage.work() as session:
        assert (session.scalars(select(Photo.id)).all(), verify_all(session)[1]) == ([], [])


def test_the_tombstone_says_which_entries_on_which_document_by_whom_and_not_what(stage: Stage) -> None:
    case = erased(stage)
    (tombstone,) = [step for step in case["timeline"] if step["action"] == "erase"]
    assert tombstone["note"] == f"撤除第 1、2 条的内容，照片 1 张；事由：未成年人个人信息或隐私；文号：{NO}"
    with stage.work() as session:
        entry = session.scalars(select(LedgerEntry).where(LedgerEntry.action == "erase")).one()
        said = json.loads(session.get_one(LedgerContent, entry.id).content)
        asker, approver = (stage.scene.account(session, role).id for role in ("edu_officer", "joint_office"))
        assert (said["erased"], said["document_no"], entry.actor) == ([1, 2], NO, str(approver))
        assert (said["asked_by"], said["approved_by"]) == (str(asker), str(approver))
        acts = set(session.scalars(select(AuditRow.action)))
        assert {"erasure.asked", "erasure.approved", "case.erase", "photo.erased", "report.erased"} <= acts


def test_the_bundle_reads_withdrawn_and_its_chain_is_whole(
    committed_database: Database, config: Config, tmp_path: Path
) -> None:
    stage = set_stage(create_app(config, database=committed_database), committed_database)
    erased(stage)
    report = verify(bundles.export(stage, config, tmp_path / "bundle.zip"))
    assert (report.verdict, report.withdrawn, report.photos) == ("consistent", [1, 2], 0)
    assert report.withdrawn_silently == []
    assert SECRET not in str(bundles.members_of(tmp_path / "bundle.zip"))


def test_sqlites_file_does_not_hold_the_words_any_more(
    template_urls: dict[str, str], config: Config, tmp_path: Path
) -> None:
    with databases.copied(template_urls["sqlite"], tmp_path, "own") as url:
        database = Database(url)
        stage = set_stage(create_app(config, database=database), database)
        case = a_case_with_a_name(stage)
        held = (tmp_path / "own.sqlite3", tmp_path / "own.sqlite3-wal")
        assert any(SECRET.encode() in path.read_bytes() for path in held if path.exists())
        approve(stage.phone("joint_office"), ask(stage.phone("edu_officer"), case).json)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        assert not any(SECRET.encode() in path.read_bytes() for path in held if path.exists())
        database.engine.dispose()


def test_the_bytes_leave_the_store_after_the_commit_and_what_a_slow_worker_puts_back_later(
    stage: Stage, config: Config
) -> None:
    case = a_case_with_a_name(stage)
    storage = open_storage(config.storage_url)
    with stage.work() as session:
        key = str(session.scalars(select(Photo.storage_key)).one())
    approve(stage.phone("joint_office"), ask(stage.phone("edu_officer"), case).json)
    assert storage.get(key)
    assert remove_erased_objects(stage.database, storage) == 1
    with pytest.raises(FileNotFoundError):
        storage.get(key)
    storage.put(f"{key}-small", b"made by a worker who had read the original before")
    assert remove_erased_objects(stage.database, storage) == 0
    with time_machine.travel(now() + AGAIN_AFTER + timedelta(seconds=1)):
        assert [remove_erased_objects(stage.database, storage) for _ in range(2)] == [1, 0]
    with pytest.raises(FileNotFoundError):
        storage.get(f"{key}-small")
    with stage.work() as session:
        assert session.scalars(select(ErasedObject)).all() == []


def test_a_store_that_does_not_answer_is_asked_again(stage: Stage, config: Config) -> None:
    case = a_case_with_a_name(stage)
    approve(stage.phone("joint_office"), ask(stage.phone("edu_officer"), case).json)

    class Silent:
        def delete(self, key: str) -> None:
            raise OSError("no answer")

    for _ in range(2):
        with pytest.raises(OSError, match="no answer"):
            remove_erased_objects(stage.database, Silent())  # type: ignore[arg-type]
    assert remove_erased_objects(stage.database, open_storage(config.storage_url)) == 1


def test_a_phone_that_sends_the_photo_again_is_told_no(stage: Stage) -> None:
    report = stage.report(note=SECRET, photos=claims(a_picture(1)), confirmed_not_personal=True)
    case = stage.case_of(stage.phone("joint_office"), report)
    waiting = {"photo_ids": [photo["id"] for photo in case["photos_before"]]}
    request = stage.phone("edu_officer").post(f"/cases/{case['id']}/erasure_requests", asked(case) | waiting)
    approve(stage.phone("joint_office"), request.json)
    again = stage.passer_by.send_photo(f"/reports/{report['id']}", a_picture(1), token=report["upload_token"])
    assert again.status_code == 404, again.text


def test_the_responsible_persons_name_goes_with_the_entry_that_gave_it(stage: Stage) -> None:
    case = a_case_with_a_name(stage)
    taken_over = [n for n, step in enumerate(case["timeline"]) if step["action"] == "acknowledge"]
    request = ask(stage.phone("edu_officer"), case, steps=tuple(taken_over), photos=False)
    approve(stage.phone("joint_office"), request.json)
    after = stage.phone("joint_office").get(f"/cases/{case['id']}").json
    assert (after["responsible_name"], after["note"]) == (None, SECRET)


def test_a_case_can_go_on_after_its_words_are_gone(stage: Stage) -> None:
    case = erased(stage)
    answer = stage.phone("school_safety").move(case, "submit", measure="已处理", photos=claims(a_picture(2)))
    assert answer.status_code == 200, answer.text


def test_the_database_knows_that_it_takes_two_people(stage: Stage) -> None:
    case = a_case_with_a_name(stage)
    request = ask(stage.phone("edu_officer"), case).json
    with stage.work() as session:
        row = session.get_one(ErasureRequest, UUID(request["id"]))
        row.decision, row.decided_by, row.decided_at = "approved", row.asked_by, now()
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_who_may_not_erase_reads_an_empty_list(stage: Stage) -> None:
    assert stage.phone("principal").get("/erasure_requests").json == {"items": []}
