"""T09: what was filed by mistake is sealed at once, opened by one officer, handed over, purged, and nowhere else any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from backend.core.clock import now
from backend.core.ids import new_id
from backend.evidence import versions
from backend.hazards.models import Hazard
from backend.models import metadata
from backend.rectifications.ledger import verify_all
from backend.referrals.models import SEALED
from backend.referrals.retention import purge_sealed_reports
from tests.phones import a_picture
from tests.referrals.desk import WHY, Desk, opened, told, took
from tests.referrals.filed_by_mistake import PLACE, WORDS, a_report, convert, converted, dump, files, work_through


def test_the_case_goes_out_with_a_neutral_word_and_the_triager_keeps_a_number(desk: Desk) -> None:
    case = desk.case_of(desk.phone("joint_office"), a_report(desk))
    answer = convert(desk, case)
    assert answer.json["ref_no"].startswith("BM-")
    assert (answer.json["state"], answer.json["note"]) == ("referred_out", "")
    assert [step["action_label"] for step in answer.json["timeline"][1:]] == ["已转其他渠道", "原文已封存"]
    assert answer.json["timeline"][0]["withdrawn"] is True
    assert "PSN" not in str({**answer.json, "ref_no": ""})


def test_words_place_position_and_photos_are_nowhere_in_clear(desk: Desk) -> None:
    pictures = a_picture(1), a_picture(2)
    report = a_report(desk, *pictures)
    versions.make_pending_versions(desk.database, desk.app.extensions["xiaoanma.storage"])
    assert WORDS in dump(desk)
    before = files(desk)
    assert len(before) == 6, "two originals and their smaller versions"
    assert convert(desk, desk.case_of(desk.phone("joint_office"), report)).status_code == 200
    work_through(desk)
    assert not any(part in dump(desk) for part in (WORDS, PLACE, "小明", "38.9001"))
    after = files(desk)
    assert len(after) == 2
    assert not set(before) & set(after)
    assert not any(picture[20:60] in sealed for picture in pictures for sealed in after)


def test_of_which_kind_it_was_stands_in_the_referral_and_in_no_other_table(desk: Desk) -> None:
    converted(desk)
    with desk.database.work(write=False) as session:
        holding = {t.name for t in metadata.sorted_tables if "PSN" in str(session.execute(select(t)).all())}
    assert holding == {"confidential_referral", "referral_count"}


def test_the_chain_stays_whole_and_says_what_was_withdrawn(desk: Desk) -> None:
    converted(desk, a_picture(1))
    with desk.work() as session:
        assert verify_all(session)[1] == []


def test_the_reporter_reads_that_it_went_to_another_channel_and_no_more(desk: Desk) -> None:
    report, _ = converted(desk)
    shown = desk.passer_by.post("/pickups", {"pickup_code": report["pickup_code"]}).json
    assert shown["status"] == {"key": "referred", "label": "已转其他渠道"}
    assert [step["label"] for step in shown["timeline"]] == ["已收到", "已转其他渠道"]
    assert "PSN" not in str(shown)


def test_an_officer_of_the_receiving_unit_opens_it_word_for_word(desk: Desk) -> None:
    pictures = a_picture(1), a_picture(2)
    _, referral_id = converted(desk, *pictures)
    police = desk.officer("PSB")
    sealed = police.post(f"/referrals/{referral_id}/sealed_report/openings", WHY)
    assert sealed.status_code == 200, sealed.text
    (part,) = sealed.json["reports"]
    assert (part["note"], part["place_text"], part["reporter"]) == (WORDS, PLACE, "群众")
    assert part["lat"] == pytest.approx(38.9001)
    assert [entry["action"] for entry in sealed.json["entries"]] == ["report", "photo_received", "photo_received"]
    for number, picture in enumerate(pictures):
        answer = police.post(f"/referrals/{referral_id}/sealed_report/photos/{number}/openings", WHY)
        assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (200, "image/jpeg", "no-store")
        assert len(answer.data) > 100
        assert picture[:4] == answer.data[:4]
    assert told(police.post(f"/referrals/{referral_id}/sealed_report/photos/2/openings", WHY))[0] == 404


def test_nobody_else_opens_it_and_every_try_is_in_the_audit_book(desk: Desk) -> None:
    _, referral_id = converted(desk)
    address = f"/referrals/{referral_id}/sealed_report/openings"
    assert told(desk.officer("EDU").post(address, WHY)) == (404, "referral_not_found")
    assert told(desk.phone("joint_office").post(address, WHY)) == (403, "referral_officers_only")
    assert told(desk.officer("PSB", proved=False).post(address, WHY)) == (403, "second_factor_missing")
    desk.officer("PSB").post(address, WHY)
    actions = [row[0] for row in desk.audit("sealed_report.")]
    assert actions[0] == "sealed_report.sealed"
    assert actions.count("sealed_report.opened_refused") == 3
    assert actions.count("sealed_report.opened") == 1


def test_the_sender_s_officer_sees_the_referral_but_not_the_report(desk: Desk) -> None:
    report = a_report(desk)
    case = desk.case_of(desk.phone("school_safety"), report)
    assert convert(desk, case, by="school_safety").status_code == 200
    with desk.work() as session:
        referral_id = session.execute(select(SEALED.c.referral_id)).scalar_one()
    shown = opened(desk.officer("SCH"), referral_id).json
    assert (shown["incoming"], shown["sealed_until"]) == (False, None)
    assert told(desk.officer("SCH").post(f"/referrals/{referral_id}/sealed_report/openings", WHY))[0] == 404


def test_a_sealed_report_is_handed_over_after_it_was_opened_and_then_gone(desk: Desk) -> None:
    _, referral_id = converted(desk, a_picture(1))
    police = desk.officer("PSB")
    handover = f"/referrals/{referral_id}/sealed_report/handover"
    assert told(police.post(handover, {})) == (409, "referral_wrong_status")
    took(police, referral_id, "accept")
    assert told(took(police, referral_id, "close", close_code="handled")) == (409, "referral_still_sealed")
    assert told(police.post(handover, {})) == (409, "sealed_report_unread")
    police.post(f"/referrals/{referral_id}/sealed_report/openings", WHY)
    assert police.post(handover, {}).status_code == 200
    work_through(desk)
    assert files(desk) == []
    with desk.work() as session:
        assert session.execute(select(SEALED)).all() == []
        assert verify_all(session)[1] == []
    assert told(police.post(f"/referrals/{referral_id}/sealed_report/openings", WHY)) == (404, "sealed_report_gone")
    assert desk.audit("sealed_report.purged")[0][2] == {"handed_over": [None, True], "opened": [None, True]}
    assert took(police, referral_id, "close", close_code="handled").status_code == 200


def test_after_seven_days_it_is_purged_by_the_worker_and_both_books_say_so(desk: Desk) -> None:
    report, _ = converted(desk, a_picture(1))
    with desk.work() as session:
        session.execute(update(SEALED).values(sealed_at=now() - timedelta(days=7) + timedelta(minutes=1)))
        assert purge_sealed_reports(session) == 0
        session.execute(update(SEALED).values(sealed_at=now() - timedelta(days=7, minutes=1)))
        assert purge_sealed_reports(session) == 1
        assert verify_all(session)[1] == []
    work_through(desk)
    assert files(desk) == []
    assert desk.audit("sealed_report.purged")[0][2] == {"handed_over": [None, False], "opened": [None, False]}
    timeline = desk.case_of(desk.phone("joint_office"), report)["timeline"]
    assert timeline[-1]["action_label"] == "封存的原文已清除"


def test_handing_the_referral_on_takes_the_sealed_report_along(desk: Desk) -> None:
    _, first = converted(desk)
    answer = took(desk.officer("PSB"), first, "hand_on", to_unit=str(desk.units["PCS"]))
    next_one = answer.json["id"]
    address = "/referrals/{}/sealed_report/openings"
    assert desk.officer("PCS").post(address.format(next_one), WHY).json["reports"][0]["note"] == WORDS
    assert told(desk.officer("PSB").post(address.format(first), WHY)) == (404, "sealed_report_gone")


def test_sent_twice_a_conversion_is_one(desk: Desk) -> None:
    case = desk.case_of(desk.phone("joint_office"), a_report(desk))
    body = {"id": str(new_id()), "version": case["version"], "occurred_at": now().isoformat(), "psn_category": "PSN08"}
    office = desk.phone("joint_office")
    first, again = (office.post(f"/cases/{case['id']}/convert", body) for _ in range(2))
    assert (again.status_code, again.json["ref_no"]) == (200, first.json["ref_no"])
    assert len(desk.audit("referral.created")) == 1


def test_who_joined_and_who_was_merged_into_it_are_sealed_with_it(desk: Desk) -> None:
    office = desk.phone("joint_office")
    report = a_report(desk)
    case = desk.case_of(office, report)
    desk.report(note=f"{WORDS}，我也看见了", confirmed_not_personal=True, joins_case_id=case["id"])
    other = desk.case_of(office, a_report(desk))
    assert office.move(other, "merge", master_case_id=case["id"]).status_code == 200
    assert convert(desk, desk.case_of(office, report)).status_code == 200
    assert "小明" not in dump(desk)
    with desk.work() as session:
        referral_id = session.execute(select(SEALED.c.referral_id)).scalar_one()
    sealed = desk.officer("PSB").post(f"/referrals/{referral_id}/sealed_report/openings", WHY).json
    assert len(sealed["reports"]) == 3


def test_the_same_report_sent_again_still_finds_itself(desk: Desk) -> None:
    body = desk.body(note=WORDS, confirmed_not_personal=True)
    first = desk.passer_by.post("/reports", body)
    assert convert(desk, desk.case_of(desk.phone("joint_office"), first.json)).status_code == 200
    again = desk.passer_by.post("/reports", body)
    assert (again.status_code, again.json["pickup_code"]) == (200, first.json["pickup_code"])


def test_a_school_cannot_send_what_outsiders_say_of_it_to_itself(desk: Desk) -> None:
    case = desk.case_of(desk.phone("principal"), a_report(desk))
    assert told(convert(desk, case, by="principal", category="PSN01")) == (403, "referral_own_report")
    assert convert(desk, case, by="principal", category="PSN03").status_code == 200


def test_an_erased_hazard_keeps_what_is_no_content(desk: Desk) -> None:
    report, _ = converted(desk)
    hazard = desk.read(Hazard, report["id"])
    assert (hazard.note, hazard.place_text, hazard.lat, hazard.lng) == ("", "", None, None)
    assert hazard.site_code is not None
