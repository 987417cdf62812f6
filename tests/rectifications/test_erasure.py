"""Hard deletion by two people: the words and photos are gone everywhere, the chain is whole, and a tombstone says so."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from pathlib import Path
from typing import Any
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
from backend.core.ids import new_id
from backend.evidence.erasing import AGAIN_AFTER, remove_erased_objects
from backend.evidence.models import ErasedObject, Photo
from backend.evidence.storage import open_storage
from backend.models import metadata
from backend.rectifications.erasure_models import ErasureRequest
from backend.rectifications.erasure_rules import Approver, Asked, approval_refusal
from backend.rectifications.ledger import verify_all
from backend.rectifications.models import LedgerContent, LedgerEntry
from backend.rectifications.verifier import verify
from tests import databases
from tests.lives import acknowledge, assign, refused
from tests.phones import Phone, Stage, a_picture, claims, set_stage
from tests.rectifications import bundles
from tests.rectifications.test_ledger import all_at_once

SECRET = "三年级二班的张小明被打了"
NO = "示教函〔2026〕12 号"


def a_case_with_a_name(stage: Stage) -> dict[str, Any]:
    """A case whose report names a child and shows a picture, assigned and taken over."""
    report = stage.report(note=SECRET, photos=claims(a_picture(1)))
    sent = stage.passer_by.send_photo(f"/reports/{report['id']}", a_picture(1), token=report["upload_token"])
    assert sent.status_code == 200, sent.text
    case = assign(stage, stage.case_of(stage.phone("joint_office"), report)).json
    return acknowledge(stage.phone("school_safety"), case).json  # type: ignore[no-any-return]


def asked(case: dict[str, Any], *, steps: tuple[int, ...] = (0,), photos: bool = True) -> dict[str, Any]:
    entries = [case["timeline"][step]["id"] for step in steps]
    shown = [photo["id"] for photo in case["photos_before"]] if photos else []
    body = {"id": str(new_id()), "entry_ids": entries, "photo_ids": shown}
    return body | {"reason": "minor_privacy", "document_no": NO}


def ask(phone: Phone, case: dict[str, Any], **about: Any) -> Any:
    return phone.post(f"/cases/{case['id']}/erasure_requests", asked(case, **about))


def approve(phone: Phone, request: dict[str, Any]) -> Any:
    return phone.post(f"/erasure_requests/{request['id']}/approval", {})


def erased(stage: Stage) -> dict[str, Any]:
    """The case after the education bureau asked and the joint office approved."""
    case = a_case_with_a_name(stage)
    request = ask(stage.phone("edu_officer"), case)
    assert request.status_code == 201, request.text
    assert approve(stage.phone("joint_office"), request.json).status_code == 200
    return stage.phone("joint_office").get(f"/cases/{case['id']}").json  # type: ignore[no-any-return]


def everything_written(stage: Stage) -> str:
    """Every row of every table, as one text."""
    with stage.work() as session:
        return "\n".join(
            str([str(value) for value in row])
            for table in metadata.sorted_tables
            for row in session.execute(select(table))
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
    report = stage.report(note=SECRET, photos=claims(a_picture(1)))
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


def test_nobody_approves_their_own_request_nor_a_colleagues_where_another_unit_could(stage: Stage) -> None:
    case = a_case_with_a_name(stage)
    edu, colleague = stage.phone("edu_officer"), stage.phone("edu_officer", number=2)
    stage.phone("joint_office")
    request = ask(edu, case).json
    assert refused(approve(edu, request)) == (403, "erasure_own_request")
    assert refused(approve(colleague, request)) == (403, "erasure_same_unit")
    assert SECRET in everything_written(stage)


OTHER, SAME, ASKER = new_id(), new_id(), new_id()


@pytest.mark.parametrize("others_exist", [True, False])
def test_who_may_approve(others_exist: bool) -> None:
    asked_by = Asked(by=ASKER, unit_id=SAME, others_exist=others_exist)
    told = {
        (who, unit, office): approval_refusal(asked_by, Approver(who, unit, office))
        for who, unit, office in itertools.product((ASKER, OTHER), (SAME, OTHER, None), (True, False))
    }
    assert {told[ASKER, unit, office] for unit in (SAME, OTHER, None) for office in (True, False)} == {
        "erasure_own_request"
    }
    assert (told[OTHER, OTHER, True], told[OTHER, OTHER, False]) == (None, None)
    second = "erasure_same_unit" if others_exist else None
    assert (told[OTHER, SAME, True], told[OTHER, SAME, False]) == (second, "erasure_same_unit")
    assert (told[OTHER, None, True], told[OTHER, None, False]) == (second, "erasure_same_unit")


def test_a_second_person_of_the_joint_office_may_where_nobody_else_could(stage: Stage) -> None:
    case = a_case_with_a_name(stage)
    first, second = stage.phone("joint_office"), stage.phone("joint_office", number=2)
    request = ask(first, case).json
    assert approve(second, request).status_code == 200


def test_a_second_decision_is_told_and_the_same_one_again_is_not_an_error(stage: Stage) -> None:
    case = a_case_with_a_name(stage)
    edu, office = stage.phone("edu_officer"), stage.phone("joint_office")
    request = ask(edu, case).json
    assert [approve(office, request).status_code for _ in range(2)] == [200, 200]
    assert refused(edu.post(f"/erasure_requests/{request['id']}/refusal", {})) == (409, "erasure_decided")
    with stage.work() as session:
        assert len(session.scalars(select(LedgerEntry).where(LedgerEntry.action == "erase")).all()) == 1


def test_of_two_who_approve_at_once_one_erases_and_the_other_is_told(
    committed_database: Database, config: Config
) -> None:
    stage = set_stage(create_app(config, database=committed_database), committed_database)
    case = a_case_with_a_name(stage)
    request = ask(stage.phone("edu_officer"), case).json
    phones = [stage.phone("joint_office", number=number) for number in (1, 2)]
    answers = all_at_once(2, lambda number: approve(phones[number], request).status_code)
    assert sorted(answers) == [200, 409]
    with stage.work() as session:
        assert len(session.scalars(select(LedgerEntry).where(LedgerEntry.action == "erase")).all()) == 1
        assert verify_all(session)[1] == []


def test_the_same_request_again_is_one_and_the_same_id_for_something_else_a_conflict(stage: Stage) -> None:
    case, edu = a_case_with_a_name(stage), stage.phone("edu_officer")
    body = asked(case)
    path = f"/cases/{case['id']}/erasure_requests"
    assert [edu.post(path, body).status_code for _ in range(2)] == [201, 201]
    assert refused(edu.post(path, body | {"document_no": "另一号"})) == (409, "erasure_id_taken")
    assert len(edu.get("/erasure_requests").json["items"]) == 1


def test_what_is_not_of_the_case_or_gone_or_a_tombstone_cannot_be_asked_for(stage: Stage) -> None:
    case, edu = erased(stage), stage.phone("edu_officer")
    other = a_case_with_a_name(stage)
    tombstone = next(n for n, step in enumerate(case["timeline"]) if step["action"] == "erase")
    path = f"/cases/{case['id']}/erasure_requests"
    for body in (
        asked(case, steps=(0,), photos=False),
        asked(case, steps=(tombstone,), photos=False),
        asked(case, steps=(), photos=False),
        asked(other, photos=False),
        asked(other, steps=()),
    ):
        assert refused(edu.post(path, body)) == (422, "erasure_target_unknown")


def test_a_refused_request_leaves_everything_and_waits_no_more(stage: Stage) -> None:
    case, edu, office = a_case_with_a_name(stage), stage.phone("edu_officer"), stage.phone("joint_office")
    request = ask(edu, case).json
    (waiting,) = office.get("/erasure_requests", case_id=case["id"]).json["items"]
    assert (waiting["may_approve"], waiting["reason_label"], waiting["document_no"]) == (
        True,
        "未成年人个人信息或隐私",
        NO,
    )
    assert [entry["action_label"] for entry in waiting["entries"]] == ["发现上报"]
    (own,) = edu.get("/erasure_requests").json["items"]
    assert (own["may_approve"], own["refusal_label"]) == (False, "须由另一个人复核")
    assert office.post(f"/erasure_requests/{request['id']}/refusal", {}).json["decision"] == "refused"
    assert office.get("/erasure_requests").json["items"] == []
    assert refused(approve(office, request)) == (409, "erasure_decided")
    assert SECRET in everything_written(stage)


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
