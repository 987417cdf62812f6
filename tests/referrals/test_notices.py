"""您有一件保密事项: rung at the officers whom a step concerns and at nobody else, and it says nothing more than that."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update

from backend.core.clock import now
from backend.core.ids import new_id
from backend.messages.models import DELIVERY, INBOX, MESSAGE
from backend.referrals.models import SEALED
from backend.referrals.notices import remind_of_sealed_reports
from tests.messages.sinks import a_channel
from tests.phones import a_picture
from tests.referrals.desk import WHY, Desk, took
from tests.referrals.filed_by_mistake import converted


def rung(desk: Desk) -> list[UUID]:
    """Who was told that there is a confidential item, in the order of telling."""
    with desk.work() as session:
        about = select(INBOX.c.account_id).join(MESSAGE, MESSAGE.c.id == INBOX.c.message_id)
        return list(session.execute(about.where(MESSAGE.c.kind == "confidential_item").order_by(INBOX.c.id)).scalars())


def officer(desk: Desk, kind: str) -> UUID:
    return desk.account_of(kind).id


def test_a_schools_own_matter_rings_at_its_own_officer(desk: Desk) -> None:
    desk.created(category="PSN01")
    assert rung(desk) == [officer(desk, "SCH")]


def test_a_new_one_rings_at_the_receiving_officer_and_its_acceptance_at_nobody_who_did_it(desk: Desk) -> None:
    referral_id = desk.created(category="PSN08")
    assert rung(desk) == [officer(desk, "PSB")]
    took(desk.officer("PSB"), referral_id, "accept")
    assert rung(desk)[1:] == [officer(desk, "SCH")], "the sending school's officer"


def test_handed_on_it_rings_at_the_next(desk: Desk) -> None:
    referral_id = desk.created(category="PSN08")
    took(desk.officer("PSB"), referral_id, "hand_on", to_unit=str(desk.units["PCS"]))
    assert rung(desk) == [officer(desk, "PSB"), officer(desk, "PCS")]


def test_sent_twice_it_rings_once(desk: Desk) -> None:
    body = {"id": str(new_id()), "category": "PSN08"}
    for _ in range(2):
        assert desk.phone("school_safety").post("/referrals", body).status_code == 201
    assert len(rung(desk)) == 1


def test_a_converted_report_rings_at_who_may_open_it(desk: Desk) -> None:
    converted(desk)
    assert rung(desk) == [officer(desk, "PSB")]


def test_the_message_holds_nothing_and_leaves_for_no_channel(desk: Desk) -> None:
    with desk.work() as session:
        a_channel(session, desk.scene.county, "http://127.0.0.1:9/?key=k")
    desk.created(category="PSN08")
    with desk.work() as session:
        message = session.execute(select(MESSAGE)).one()
        assert (message.facts, message.subject_type, message.subject_id) == ({}, None, None)
        assert session.execute(select(DELIVERY)).all() == []
    (item,) = desk.officer("PSB").get("/inbox").json["items"]
    assert (item["title"], item["line"], item["address"]) == ("您有一件保密事项", "", "/app/inbox")


def aged(desk: Desk, **before: float) -> int:
    """Let the worker look when the report was sealed so long ago; how many it reminded of."""
    with desk.work() as session:
        session.execute(update(SEALED).values(sealed_at=now() - timedelta(**before)))
        return remind_of_sealed_reports(session)


def test_two_days_before_a_sealed_report_is_purged_its_officer_is_told_once(desk: Desk) -> None:
    converted(desk, a_picture(1))
    assert aged(desk, days=4, hours=23) == 0
    assert [aged(desk, days=5, minutes=1), aged(desk, days=6)] == [1, 0]
    assert rung(desk) == [officer(desk, "PSB")] * 2


def test_whoever_it_was_handed_on_to_is_told_too(desk: Desk) -> None:
    _, referral_id = converted(desk)
    assert aged(desk, days=5, minutes=1) == 1
    took(desk.officer("PSB"), referral_id, "hand_on", to_unit=str(desk.units["PCS"]))
    assert [aged(desk, days=6), aged(desk, days=6)] == [1, 0]
    assert rung(desk)[-1] == officer(desk, "PCS")


def test_a_confirmed_one_is_reminded_of_no_more(desk: Desk) -> None:
    _, referral_id = converted(desk)
    police = desk.officer("PSB")
    took(police, referral_id, "accept")
    police.post(f"/referrals/{referral_id}/sealed_report/openings", WHY)
    assert police.post(f"/referrals/{referral_id}/sealed_report/handover", {}).status_code == 200
    assert aged(desk, days=6) == 0
