"""Reading: named officers of the two units alone, a factor proved within half an hour, a purpose, and a row in the audit book."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from backend.audit.models import AuditRow
from backend.core.clock import now
from backend.core.ids import new_id
from backend.people.models import SIGN_IN
from backend.referrals import views
from tests.builders import bearer
from tests.factors import enrolled
from tests.phones import Phone
from tests.referrals.desk import WHY, Desk, an_officer, opened, told

LIST = WHY


def listed(phone: Phone, **about: object) -> list[str]:
    answer = phone.post("/referrals/listings", LIST | about)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json["items"]]


def test_an_officer_of_either_unit_reads_it_whole(desk: Desk) -> None:
    referral_id = desk.created(category="PSN08")
    shown = opened(desk.officer("PSB"), referral_id).json
    assert (shown["category"], shown["status"], shown["incoming"]) == ("PSN08", "sent", True)
    assert shown["actions"] == ["accept", "hand_on", "return", "phoned"]
    assert {unit["kind"] for unit in shown["hand_on_to"]} == {"SCH", "EDU", "PCS"}
    sent = opened(desk.officer("SCH"), referral_id).json
    assert (sent["incoming"], sent["actions"]) == (False, ["withdraw", "phoned"])


def test_the_list_shows_numbers_and_clocks_of_own_units_and_not_what_they_are_about(desk: Desk) -> None:
    mine, other = desk.created(category="PSN08"), desk.created(category="PSN04")
    assert listed(desk.officer("PSB")) == [str(mine)]
    assert set(listed(desk.officer("SCH"))) == {str(mine), str(other)}
    item = desk.officer("PSB").post("/referrals/listings", LIST).json["items"][0]
    assert "category" not in item
    assert "PSN" not in str(item)


def test_closed_ones_are_listed_when_asked_for(desk: Desk) -> None:
    referral_id = desk.created(category="PSN08")
    desk.officer("PSB").post(f"/referrals/{referral_id}/return", {})
    assert listed(desk.officer("PSB")) == []
    assert listed(desk.officer("PSB"), only_open=False) == [str(referral_id)]


def test_another_unit_s_officer_learns_nothing(desk: Desk) -> None:
    referral_id = desk.created(category="PSN08")
    bureau = desk.officer("EDU")
    hidden, absent = opened(bureau, referral_id), opened(bureau, new_id())
    assert told(hidden) == (404, "referral_not_found")
    assert (hidden.status_code, hidden.json) == (absent.status_code, absent.json)
    assert listed(bureau) == []


@pytest.mark.parametrize("role", ["principal", "school_safety", "joint_office", "police_officer", "security_admin"])
def test_whoever_is_no_officer_reads_nothing_not_even_the_creator(desk: Desk, role: str) -> None:
    referral_id = desk.created(by="school_safety")
    phone = desk.phone(role)
    assert told(opened(phone, referral_id)) == (403, "referral_officers_only")
    assert told(phone.post("/referrals/listings", LIST)) == (403, "referral_officers_only")


def test_an_officer_without_a_factor_is_sent_to_enrol_and_one_with_it_to_prove_it(desk: Desk) -> None:
    referral_id = desk.created()
    phone = desk.officer("SCH", proved=False)
    assert told(opened(phone, referral_id)) == (403, "second_factor_missing")
    enrolled(phone)
    assert opened(phone, referral_id).status_code == 200, "enrolling proves it"
    with desk.work() as session:
        other = Phone(desk.app, bearer(session, desk.account_of("SCH")))
    assert told(opened(other, referral_id)) == (403, "second_factor_required"), "on another sign-in it is not proved"


def test_a_proof_of_half_an_hour_ago_opens_nothing(desk: Desk) -> None:
    referral_id = desk.created()
    phone = desk.officer("SCH")
    for minutes, status in ((29, 200), (31, 403)):
        with desk.work() as session:
            session.execute(update(SIGN_IN).values(second_factor_at=now() - timedelta(minutes=minutes)))
        assert opened(phone, referral_id).status_code == status


def test_every_opening_is_in_the_audit_book_with_its_purpose(desk: Desk) -> None:
    referral_id = desk.created()
    for purpose in ("handling", "supervision", "verification"):
        opened(desk.officer("SCH"), referral_id, purpose=purpose)
    rows = desk.audit("referral.opened")
    assert [row[2]["purpose"] for row in rows] == [[None, p] for p in ("handling", "supervision", "verification")]
    assert {row[1] for row in rows} == {desk.account_of("SCH").id}


def test_an_opening_without_a_purpose_of_the_list_is_refused(desk: Desk) -> None:
    referral_id = desk.created()
    for body in ({}, {"purpose": "curiosity"}):
        assert told(desk.officer("SCH").post(f"/referrals/{referral_id}/openings", body)) == (422, "input_invalid")


def test_a_refused_try_is_in_the_audit_book_too(desk: Desk) -> None:
    referral_id = desk.created(category="PSN08")
    opened(desk.officer("EDU"), referral_id)
    opened(desk.phone("principal"), referral_id)
    desk.phone("principal").post("/referrals/listings", LIST)
    assert [(action, changes["refused"][1]) for action, _, changes in desk.audit() if "refused" in changes] == [
        ("referral.opened_refused", "referral_not_found"),
        ("referral.opened_refused", "referral_officers_only"),
        ("referral.listed_refused", "referral_officers_only"),
    ]


def test_an_opening_whose_answer_fails_is_in_the_audit_book_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral_id = desk.created()

    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError("the answer cannot be written")

    monkeypatch.setattr(views, "opened", fail)
    desk.app.config["PROPAGATE_EXCEPTIONS"] = False
    assert opened(desk.officer("SCH"), referral_id).status_code == 500
    assert [row[0] for row in desk.audit("referral.opened")] == ["referral.opened"]


def test_every_listing_leaves_a_row_for_each_one_seen_and_one_when_there_was_nothing(desk: Desk) -> None:
    first, second = desk.created(category="PSN08"), desk.created(category="PSN08")
    listed(desk.officer("PSB"))
    listed(desk.officer("EDU"))
    assert len(desk.audit("referral.listed")) == 3
    with desk.database.work(write=False) as session:
        seen = session.execute(select(AuditRow.object_id).where(AuditRow.action == "referral.listed")).scalars()
        assert set(seen) == {first, second, desk.account_of("EDU").id}


def test_the_audit_book_names_no_number_and_no_kind(desk: Desk) -> None:
    referral_id = desk.created(category="PSN08")
    opened(desk.officer("PSB"), referral_id)
    book = str(desk.audit(""))
    assert desk.referral(referral_id).ref_no not in book
    assert "PSN" not in book


def test_a_second_officer_of_the_unit_reads_the_same(desk: Desk) -> None:
    referral_id: UUID = desk.created()
    with desk.work() as session:
        colleague = an_officer(session, desk.scene.county.id, desk.scene.school.id, school=True)
        phone = Phone(desk.app, bearer(session, colleague))
        session.execute(update(SIGN_IN).values(second_factor_at=now()))
    assert opened(phone, referral_id).status_code == 200
