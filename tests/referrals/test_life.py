"""A referral over HTTP: created for its number alone, handled by the officers of two units, each step in the audit book."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from backend.core.clock import now
from backend.core.ids import new_id
from backend.people.models import ACCOUNT, GRANT
from backend.referrals.models import REFERRAL, ConfidentialReferral
from backend.referrals.operations import NewReferral, create_referral
from tests.referrals.desk import Desk, a_moment_ago, an_office, opened, set_desk, told, took

STORED = {
    *("ref_no", "category", "from_unit", "to_unit", "created_by", "created_at", "urgency", "phoned_at", "due_at"),
    *("status", "external_case_no", "closed_at", "close_code"),
}


def test_exactly_the_fields_of_the_domain_are_stored_and_two_technical_keys() -> None:
    assert {column.name for column in REFERRAL.columns} == STORED | {"id", "county_id"}


def test_whoever_creates_one_keeps_its_number_and_nothing_else(desk: Desk) -> None:
    answer = desk.phone("duty_teacher").post("/referrals", {"id": str(new_id()), "category": "PSN01"})
    assert answer.status_code == 201
    assert set(answer.json) == {"ref_no"}
    assert answer.json["ref_no"].startswith("BM-")


def test_sent_twice_it_is_one_and_another_kind_under_the_same_id_is_refused(desk: Desk) -> None:
    teacher, body = desk.phone("duty_teacher"), {"id": str(new_id()), "category": "PSN01"}
    first, again = teacher.post("/referrals", body), teacher.post("/referrals", body)
    assert (again.status_code, again.json) == (first.status_code, first.json)
    assert told(teacher.post("/referrals", body | {"category": "PSN04"})) == (409, "referral_id_taken")
    assert told(desk.phone("principal").post("/referrals", body)) == (409, "referral_id_taken")


@pytest.mark.parametrize(("category", "kind"), [("PSN01", "SCH"), ("PSN04", "EDU"), ("PSN05", "PCS"), ("PSN08", "PSB")])
def test_each_kind_goes_to_the_unit_in_charge(desk: Desk, category: str, kind: str) -> None:
    referral = desk.referral(desk.created(category=category))
    assert (referral.from_unit, referral.to_unit) == (desk.scene.school.id, desk.units[kind])


def test_a_text_a_name_or_a_photo_has_no_field_to_go_in(desk: Desk) -> None:
    for name in ("note", "name", "photos", "place_text", "checkpoint_id"):
        body = {"id": str(new_id()), "category": "PSN01", name: "x"}
        assert told(desk.phone("school_safety").post("/referrals", body)) == (422, "input_invalid")


def test_where_nobody_could_open_it_the_creator_is_told_to_telephone(app, database) -> None:
    desk = set_desk(app, database, "EDU")
    answer = desk.phone("school_safety").post("/referrals", {"id": str(new_id()), "category": "PSN08"})
    assert told(answer) == (409, "referral_nobody_there")


def test_a_unit_that_is_not_in_charge_is_refused(desk: Desk) -> None:
    body = {"id": str(new_id()), "category": "PSN08", "to_unit": str(desk.units["EDU"])}
    assert told(desk.phone("school_safety").post("/referrals", body)) == (422, "referral_unit_unfit")


def test_an_officer_whose_grant_ended_receives_nothing_more(desk: Desk) -> None:
    with desk.work() as session:
        of_bureau = GRANT.c.account_id == desk.account_of("EDU").id
        session.execute(update(GRANT).where(of_bureau).values(valid_to=now() - timedelta(days=1)))
        session.execute(update(ACCOUNT).where(ACCOUNT.c.id == desk.account_of("PSB").id).values(disabled_at=now()))
    for category in ("PSN04", "PSN08"):
        answer = desk.phone("school_safety").post("/referrals", {"id": str(new_id()), "category": category})
        assert told(answer) == (409, "referral_nobody_there")


def test_a_missing_pupil_is_called_in_first(desk: Desk) -> None:
    volunteer, body = desk.phone("volunteer"), {"id": str(new_id()), "category": "PSN09"}
    assert told(volunteer.post("/referrals", body)) == (422, "referral_call_first")
    assert volunteer.post("/referrals", body | {"phoned_at": a_moment_ago()}).status_code == 201
    assert desk.referral(UUID(body["id"])).from_unit == desk.scene.school.id, "the school that the volunteer stands for"


@pytest.mark.parametrize("days", [1, -31])
def test_a_call_of_tomorrow_or_long_ago_is_refused(desk: Desk, days: int) -> None:
    body = {"id": str(new_id()), "category": "PSN01", "phoned_at": (now() + timedelta(days=days)).isoformat()}
    assert told(desk.phone("school_safety").post("/referrals", body)) == (422, "referral_phoned_later")


@pytest.mark.parametrize("role", ["leader_viewer", "platform_admin", "security_admin", "audit_admin"])
def test_whoever_only_reads_or_administers_creates_nothing(desk: Desk, role: str) -> None:
    answer = desk.phone(role).post(
        "/referrals", {"id": str(new_id()), "category": "PSN09", "phoned_at": a_moment_ago()}
    )
    assert told(answer) == (403, "referral_not_yours_to_create")


def test_the_form_names_the_kinds_and_the_units_with_an_officer(desk: Desk) -> None:
    kinds = {kind["code"]: kind for kind in desk.phone("school_safety").get("/referrals/form").json["items"]}
    assert len(kinds) == 10
    assert [unit["kind"] for unit in kinds["PSN06"]["units"]] == ["PSB"], "the health bureau has no officer yet"
    assert kinds["PSN03"]["first"] == "110"
    assert {k["code"] for k in desk.phone("volunteer").get("/referrals/form").json["items"]} == {"PSN09"}


def test_the_whole_life_of_one(desk: Desk) -> None:
    referral_id = desk.created(category="PSN08")
    police = desk.officer("PSB")
    assert took(police, referral_id, "accept").json["status"] == "accepted"
    assert took(police, referral_id, "phoned", phoned_at=a_moment_ago()).status_code == 200
    assert took(police, referral_id, "case_number", external_case_no="A2026-00017").status_code == 200
    assert took(police, referral_id, "close", close_code="handled").json["status"] == "done"
    shown = opened(police, referral_id).json
    assert (shown["status"], shown["close_code"], shown["external_case_no"]) == ("done", "handled", "A2026-00017")
    assert shown["actions"] == []
    assert [action for action, *_ in desk.audit()] == [
        *("referral.created", "referral.accept", "referral.phoned", "referral.case_number", "referral.close"),
        "referral.opened",
    ]


def test_each_step_says_whom_to_tell(desk: Desk) -> None:
    with desk.work() as session:
        teacher = desk.scene.actor(session, "duty_teacher")
        outcome = create_referral(session, teacher, new=NewReferral(new_id(), "PSN08"))
    assert outcome.tell == (desk.account_of("PSB").id,)


def test_handing_on_closes_one_and_opens_the_next(desk: Desk) -> None:
    first = desk.created(category="PSN01")
    answer = took(desk.officer("SCH"), first, "hand_on", to_unit=str(desk.units["PSB"]))
    assert answer.status_code == 200
    before, after = desk.referral(first), desk.referral(UUID(answer.json["id"]))
    assert (before.status, before.close_code) == ("done", "handed_on")
    assert (after.status, after.from_unit, after.to_unit) == ("sent", before.to_unit, desk.units["PSB"])
    assert after.ref_no != before.ref_no
    assert opened(desk.officer("PSB"), after.id).status_code == 200
    assert told(opened(desk.officer("PSB"), first)) == (404, "referral_not_found")


def test_it_is_handed_on_only_to_where_somebody_can_open_it(desk: Desk) -> None:
    first = desk.created(category="PSN01")
    with desk.work() as session:
        health = an_office(session, desk.scene, "HLTH")
    for unit_id in (health, desk.units["SCH"]):
        answer = took(desk.officer("SCH"), first, "hand_on", to_unit=str(unit_id))
        assert told(answer) == (422, "referral_unit_unfit")


def test_the_sender_takes_it_back_before_it_is_accepted_and_the_receiver_sends_it_back(desk: Desk) -> None:
    one, other = desk.created(category="PSN08"), desk.created(category="PSN08")
    assert told(took(desk.officer("PSB"), one, "withdraw")) == (403, "referral_other_side")
    assert took(desk.officer("SCH"), one, "withdraw").json["status"] == "withdrawn"
    assert took(desk.officer("PSB"), other, "return").json["status"] == "returned"
    assert told(took(desk.officer("PSB"), other, "accept")) == (409, "referral_wrong_status")
    assert desk.referral(other).closed_at is not None


def test_a_step_takes_a_second_factor_too(desk: Desk) -> None:
    referral_id = desk.created(category="PSN08")
    assert told(took(desk.officer("PSB", proved=False), referral_id, "accept")) == (403, "second_factor_missing")
    assert desk.referral(referral_id).status == "sent"


def test_words_do_not_come_in_as_a_file_number(desk: Desk) -> None:
    referral_id = desk.created(category="PSN08")
    took(desk.officer("PSB"), referral_id, "accept")
    answer = took(desk.officer("PSB"), referral_id, "case_number", external_case_no="张三在校门口被打")
    assert told(answer) == (422, "referral_case_no_odd")
    assert desk.referral(referral_id).external_case_no is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"category": "PSN11"},
        {"urgency": "soon"},
        {"status": "lost"},
        {"ref_no": "XX-7K3Q-92XF"},
        {"status": "done"},
        {"closed_at": now()},
        {"close_code": "handled"},
    ],
    ids=["category", "urgency", "status", "ref_no", "done without a result", "open but closed", "result but open"],
)
def test_the_database_refuses_what_the_domain_does_not_know(desk: Desk, wrong: dict[str, object]) -> None:
    referral_id = desk.created()
    with pytest.raises(DBAPIError), desk.work() as session:
        session.execute(update(REFERRAL).where(REFERRAL.c.id == referral_id).values(**wrong))
    assert isinstance(desk.referral(referral_id), ConfidentialReferral)
