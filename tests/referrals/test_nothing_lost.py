"""A conversion that cannot be carried out, fails half-way or meets another piece of work loses nothing and leaves nothing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select, update

from backend.evidence import versions
from backend.evidence.models import ERASED, Photo
from backend.people.models import AccountGrant
from backend.rectifications.models import Case
from backend.referrals import conversion
from backend.referrals.models import SEALED, SealedReport
from tests.phones import a_picture, claims
from tests.referrals.desk import WHY, Desk, told
from tests.referrals.filed_by_mistake import WORDS, a_report, convert, converted, dump, files, work_through


def test_a_photo_that_comes_afterwards_finds_nothing_declared(desk: Desk) -> None:
    report = desk.report(note=WORDS, confirmed_not_personal=True, photos=claims(a_picture(1)))
    assert convert(desk, desk.case_of(desk.phone("joint_office"), report)).status_code == 200
    late = desk.passer_by.send_photo(f"/reports/{report['id']}", a_picture(1), token=report["upload_token"])
    assert told(late) == (404, "photo_not_declared")
    assert files(desk) == []


def test_without_an_officer_nothing_is_sealed_and_nothing_is_lost(desk: Desk) -> None:
    report = a_report(desk, a_picture(1))
    case = desk.case_of(desk.phone("joint_office"), report)
    with desk.work() as session:
        session.execute(delete(AccountGrant).where(AccountGrant.role == "confidential_officer"))
    assert told(convert(desk, case)) == (409, "referral_nobody_there")
    assert WORDS in dump(desk)


def test_a_conversion_that_fails_half_way_leaves_words_and_photos_as_they_were(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = a_report(desk, a_picture(1))
    case = desk.case_of(desk.phone("joint_office"), report)
    before = files(desk)

    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError("the power is cut")

    monkeypatch.setattr(conversion, "write_tombstone", fail)
    desk.app.config["PROPAGATE_EXCEPTIONS"] = False
    assert convert(desk, case).status_code == 500
    work_through(desk)
    assert WORDS in dump(desk)
    assert set(before) <= set(files(desk))
    assert desk.read(Case, case["id"]).state == "reported"
    with desk.work() as session:
        assert session.execute(select(ERASED)).all() == []
        assert len(session.execute(select(Photo)).all()) == 1


def test_a_sealed_report_does_not_open_under_another_site_s_key(desk: Desk) -> None:
    _, referral_id = converted(desk)
    with desk.work() as session:
        session.execute(update(SealedReport).values(wrapped_key=b"x" * 60))
    answer = desk.officer("PSB").post(f"/referrals/{referral_id}/sealed_report/openings", WHY)
    assert told(answer) == (409, "sealed_report_unreadable")


def test_versions_made_while_a_photo_was_erased_do_not_stay_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    report = a_report(desk, a_picture(1))
    case = desk.case_of(desk.phone("joint_office"), report)
    make_versions = versions.make_versions

    def meanwhile(*given: Any) -> Any:
        assert convert(desk, case).status_code == 200
        work_through(desk)
        return make_versions(*given)

    monkeypatch.setattr(versions, "make_versions", meanwhile)
    versions.make_pending_versions(desk.database, desk.app.extensions["xiaoanma.storage"])
    assert len(files(desk)) == 1, "the sealed photo alone"


def test_a_photo_that_the_store_has_lost_does_not_keep_the_words_from_being_sealed(desk: Desk) -> None:
    report = a_report(desk, a_picture(1))
    with desk.work() as session:
        key = session.execute(select(Photo.storage_key)).scalar_one()
    desk.app.extensions["xiaoanma.storage"].delete(key)
    assert convert(desk, desk.case_of(desk.phone("joint_office"), report)).status_code == 200
    with desk.work() as session:
        referral_id = session.execute(select(SEALED.c.referral_id)).scalar_one()
    police = desk.officer("PSB")
    assert police.post(f"/referrals/{referral_id}/sealed_report/openings", WHY).status_code == 200
    answer = police.post(f"/referrals/{referral_id}/sealed_report/photos/0/openings", WHY)
    assert told(answer)[1] == "photo_unreadable"
