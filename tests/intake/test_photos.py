"""Photos of a report and of moves: announced by hash, sent one by one, refused when they lie, never lost by a retry."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from backend.evidence.models import Photo
from backend.rectifications.models import LedgerEntry
from tests.phones import Stage, a_picture, claims, sha256


def test_a_report_waits_for_its_photos_and_says_which(stage: Stage) -> None:
    one, two = a_picture(1), a_picture(2)
    report = stage.report(photos=claims(one, two))
    assert report["photos_missing"] == [sha256(one), sha256(two)]
    path, token = f"/reports/{report['id']}", report["upload_token"]
    assert stage.passer_by.send_photo(path, one, token=token).json == {"photos_missing": [sha256(two)]}
    assert stage.passer_by.send_photo(path, two, token=token).json == {"photos_missing": []}


def test_a_photo_sent_again_changes_nothing(stage: Stage) -> None:
    picture = a_picture()
    report = stage.report(photos=claims(picture))
    answers = [
        stage.passer_by.send_photo(f"/reports/{report['id']}", picture, token=report["upload_token"]) for _ in range(3)
    ]
    assert [(answer.status_code, answer.json["photos_missing"]) for answer in answers] == [(200, [])] * 3
    with stage.work() as session:
        arrivals = session.execute(select(LedgerEntry).where(LedgerEntry.action == "photo_received")).scalars().all()
        stored = session.execute(select(Photo.sha256_stored)).scalar_one()
    assert [entry.photos for entry in arrivals] == [[{"sent": sha256(picture), "stored": stored}]]


def test_the_first_entry_holds_the_hashes_as_sent(stage: Stage) -> None:
    report = stage.report(photos=claims(a_picture()))
    with stage.work() as session:
        entry = session.execute(select(LedgerEntry)).scalar_one()
    assert entry.photos == [{"sent": sha256(a_picture()), "stored": None}]
    assert report["photos_missing"] == [sha256(a_picture())]


def test_an_upload_token_speaks_for_one_record_only(stage: Stage) -> None:
    picture = a_picture()
    first, second = stage.report(photos=claims(picture)), stage.report(photos=claims(picture))
    for token in (second["upload_token"], "", "made.up.token"):
        answer = stage.passer_by.send_photo(f"/reports/{first['id']}", picture, token=token)
        assert (answer.status_code, answer.json["code"]) == (403, "upload_token_invalid")


def test_nothing_tells_whether_a_picture_lies_elsewhere(stage: Stage) -> None:
    known, unknown = a_picture(1), a_picture(2)
    first = stage.report(photos=claims(known))
    stage.passer_by.send_photo(f"/reports/{first['id']}", known, token=first["upload_token"])
    other = stage.report()
    answers = [
        stage.passer_by.send_photo(f"/reports/{other['id']}", picture, token=other["upload_token"])
        for picture in (known, unknown)
    ]
    assert answers[0].status_code == 404
    assert answers[0].json == answers[1].json


def test_twenty_photos_are_too_many(stage: Stage) -> None:
    pictures = claims(*(a_picture(number) for number in range(20)))
    for phone, limit in ((stage.passer_by, "3"), (stage.phone("guard"), "6")):
        answer = phone.post("/reports", stage.body(photos=pictures))
        assert (answer.status_code, answer.json["code"]) == (422, "report_too_many_photos")
        assert limit in answer.json["detail"]


def test_the_same_photo_twice_is_named(stage: Stage) -> None:
    answer = stage.passer_by.post("/reports", stage.body(photos=claims(a_picture(), a_picture())))
    assert (answer.status_code, answer.json["code"]) == (422, "report_same_photo_twice")


def test_a_photo_of_40_megabytes_is_refused_and_stays_missing(stage: Stage) -> None:
    huge = a_picture() + b"\0" * 40_000_000
    report = stage.report(photos=claims(huge))
    answer = stage.passer_by.send_photo(f"/reports/{report['id']}", huge, token=report["upload_token"])
    assert answer.status_code == 413
    assert "MB" in answer.json["detail"] or "照片" in answer.json["detail"]
    assert stage.passer_by.post("/reports", stage.body(id=report["id"])).status_code == 409
    assert stage.case_of(stage.phone("joint_office"), report)["photos_missing"] == 1


def test_a_text_named_jpg_is_refused_and_stays_missing(stage: Stage) -> None:
    text = "这不是照片，只是改了名字的文本文件。".encode() * 20
    report = stage.report(photos=claims(text))
    answer = stage.passer_by.send_photo(f"/reports/{report['id']}", text, token=report["upload_token"])
    assert (answer.status_code, answer.content_type) == (415, "application/problem+json")
    assert stage.case_of(stage.phone("joint_office"), report)["photos_missing"] == 1


def test_bytes_that_are_not_the_announced_ones_are_refused(stage: Stage) -> None:
    report = stage.report(photos=claims(a_picture(1)))
    path = f"/reports/{report['id']}/photos/{sha256(a_picture(1))}"
    headers = {"Upload-Token": report["upload_token"]}
    answer = stage.passer_by.call("PUT", path, data=a_picture(2), content_type="image/jpeg", headers=headers)
    assert (answer.status_code, answer.json["code"]) == (409, "photo_hash_differs")


def test_the_case_shows_the_photo_to_who_handles_it_and_to_no_one_else(stage: Stage) -> None:
    picture = a_picture()
    report = stage.report(photos=claims(picture))
    stage.passer_by.send_photo(f"/reports/{report['id']}", picture, token=report["upload_token"])
    office = stage.phone("joint_office")
    photo = stage.case_of(office, report)["photos_before"][0]
    path = photo["url"].removeprefix("/api/v1")
    assert office.get(path).content_type == "image/jpeg"
    assert [stage.phone(role).get(path).status_code for role in ("volunteer", "platform_admin")] == [404, 404]
    assert stage.passer_by.get(path).status_code == 401


def test_photos_of_who_joined_are_shown_with_the_case(stage: Stage) -> None:
    office = stage.phone("joint_office")
    first = stage.report()
    case = stage.case_of(office, first)
    joined = stage.report(joins_case_id=case["id"], photos=claims(a_picture()))
    stage.passer_by.send_photo(f"/reports/{joined['id']}", a_picture(), token=joined["upload_token"])
    shown = stage.case_of(office, joined)
    assert (shown["id"], shown["joined_reports"]) == (case["id"], 1)
    assert [photo["missing"] for photo in shown["photos_before"]] == [False]
    assert [len(step["photos"]) for step in shown["timeline"]] == [0, 1, 0]  # reported, joined, arrived


@pytest.mark.parametrize("role", ["guard", "school_safety"])
def test_staff_send_photos_of_their_report_with_the_token_too(stage: Stage, role: str) -> None:
    phone = stage.phone(role)
    report = stage.report(phone, category="PHY01", photos=claims(a_picture()))
    answer = phone.send_photo(f"/reports/{report['id']}", a_picture(), token=report["upload_token"])
    assert answer.json == {"photos_missing": []}
