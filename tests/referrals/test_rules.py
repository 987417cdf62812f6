"""Who may create which kind, its clock, which step may follow, and what is no file number."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from backend.core.clock import now
from backend.core.ids import new_id
from backend.people.role_table import ADMINS, ROLES
from backend.referrals.categories import kinds
from backend.referrals.rules import (
    OPEN_STATUSES,
    STATUSES,
    STEPS,
    Creator,
    Facts,
    actions_for,
    case_no_objection,
    due_at,
    may_create,
    new_ref_no,
    objection_to_creating,
    refusal,
)

FROM, TO, OTHER = new_id(), new_id(), new_id()
STAFF = frozenset({"duty_teacher"})
PARENT = frozenset({"volunteer"})
WHO = {  # domain.md §3.4, by the kind of unit
    "PSN01": {"SCH"},
    "PSN02": {"SCH", "PSB", "PCS", "TRF"},
    "PSN03": {"SCH", "PSB", "PCS", "TRF", "TOWN", "SAMR"},
    "PSN04": {"SCH"},
    "PSN05": {"SCH", "TOWN"},
    "PSN06": {"SCH", "TOWN"},
    "PSN07": {"SCH"},
    "PSN08": {"SCH"},
    "PSN09": {"SCH", "PSB", "PCS", "TRF", "TOWN", "SAMR"},
    "PSN10": {"SCH"},
}
CLOCK = {  # minutes to acceptance
    **{"PSN01": 120, "PSN02": 30, "PSN03": 120, "PSN04": 4320, "PSN05": 120},
    **{"PSN06": 120, "PSN07": 1440, "PSN08": 1440, "PSN09": 120, "PSN10": 1440},
}


@pytest.mark.parametrize(("code", "unit"), list(product(WHO, ["SCH", "PSB", "PCS", "TRF", "TOWN", "SAMR"])))
def test_each_kind_is_created_by_whom_the_domain_says(code: str, unit: str) -> None:
    assert may_create(kinds()[code], Creator(unit, STAFF)) == (unit in WHO[code])


def test_a_volunteer_may_say_that_a_pupil_is_missing_and_nothing_else() -> None:
    may = [code for code, kind in kinds().items() if may_create(kind, Creator("SCH", PARENT))]
    assert may == ["PSN09"]


def test_administrators_hold_no_right_about_referrals() -> None:
    for role in ADMINS:
        assert not {verb for verb in ROLES[role].verbs | ROLES[role].own_verbs if verb.startswith("referral.")}


def test_only_the_named_officer_handles_referrals_and_only_leaders_see_figures() -> None:
    assert [role for role, about in ROLES.items() if "referral.handle" in about.verbs] == ["confidential_officer"]
    assert [role for role, about in ROLES.items() if "referral.figures" in about.verbs] == ["leader_viewer"]


@pytest.mark.parametrize(("code", "minutes"), CLOCK.items())
def test_each_kind_has_its_clock(code: str, minutes: int) -> None:
    kind, moment = kinds()[code], now()
    assert due_at(kind, kind.urgency, created_at=moment) == moment + timedelta(minutes=minutes)


def test_more_urgent_is_sooner_and_less_urgent_is_refused() -> None:
    kind, moment = kinds()["PSN04"], now()
    assert due_at(kind, "now", created_at=moment) == moment + timedelta(hours=2)
    teacher = Creator("SCH", STAFF)
    assert objection_to_creating(kinds()["PSN01"], teacher, urgency="3d", phoned=False) == "referral_too_slow"
    assert objection_to_creating(kind, teacher, urgency="now", phoned=False) is None


def test_110_comes_first_where_a_child_is_harmed_or_missing() -> None:
    assert [code for code, kind in kinds().items() if kind.first == "110"] == ["PSN03", "PSN09"]
    teacher = Creator("SCH", STAFF)
    missing, harmed = kinds()["PSN09"], kinds()["PSN03"]
    assert objection_to_creating(missing, teacher, urgency="now", phoned=False) == "referral_call_first"
    assert objection_to_creating(missing, teacher, urgency="now", phoned=True) is None
    assert objection_to_creating(harmed, teacher, urgency="now", phoned=False) is None, "a record must not be lost"


TAKEN = {  # step: side, statuses
    "accept": ("to", {"sent"}),
    "hand_on": ("to", {"sent", "accepted"}),
    "return": ("to", {"sent", "accepted"}),
    "withdraw": ("from", {"sent"}),
    "close": ("to", {"accepted"}),
    "case_number": ("to", {"accepted"}),
    "phoned": ("both", {"sent", "accepted"}),
    "handover": ("to", {"accepted"}),
}


@pytest.mark.parametrize(("action", "status", "side"), list(product(STEPS, STATUSES, ("from", "to", "none", "both"))))
def test_each_step_belongs_to_one_side_and_some_states(action: str, status: str, side: str) -> None:
    officer_of = {"from": {FROM}, "to": {TO}, "none": {OTHER}, "both": {FROM, TO}}[side]
    whose, statuses = TAKEN[action]
    expected = None
    if side == "none":
        expected = "referral_not_found"
    elif whose != "both" and side not in (whose, "both"):
        expected = "referral_other_side"
    elif status not in statuses:
        expected = "referral_wrong_status"
    assert refusal(action, Facts(FROM, TO, status), officer_of=frozenset(officer_of)) == expected


@pytest.mark.parametrize("action", ["return", "withdraw", "close"])
def test_what_hangs_on_a_sealed_report_ends_only_by_handing_over_or_on(action: str) -> None:
    for status in OPEN_STATUSES & STEPS[action].sources:
        facts = Facts(FROM, TO, status, sealed=True)
        assert refusal(action, facts, officer_of=frozenset({FROM, TO})) == "referral_still_sealed"
    assert refusal("hand_on", Facts(FROM, TO, "sent", sealed=True), officer_of=frozenset({TO})) is None


def test_an_officer_is_offered_what_they_may_do_and_no_handover_without_a_sealed_report() -> None:
    mine = frozenset({TO})
    assert actions_for(Facts(FROM, TO, "sent"), officer_of=mine) == ["accept", "hand_on", "return", "phoned"]
    assert "handover" in actions_for(Facts(FROM, TO, "accepted", sealed=True), officer_of=mine)
    assert actions_for(Facts(FROM, TO, "done"), officer_of=mine) == []


@pytest.mark.parametrize("text", ["公（刑）立字〔2026〕123号", "A2026-00017", "(2026)示公立字第88号"])
def test_a_file_number_is_taken(text: str) -> None:
    assert case_no_objection(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "张三在校门口被打",
        "110105199003078515",
        "联系13800138000",
        "甲乙丙丁戊己庚辛壬癸子丑寅2026001",
        "12号 有备注",
        "ab1",
    ],
)
def test_words_names_and_numbers_of_people_are_no_file_number(text: str) -> None:
    assert case_no_objection(text) == "referral_case_no_odd"


def test_numbers_are_random_and_look_alike_free() -> None:
    numbers = {new_ref_no() for _ in range(500)}
    assert len(numbers) == 500
    assert all(len(number) == 12 and number.startswith("BM-") for number in numbers)
    assert not set("ILOU") & set("".join(number[3:] for number in numbers))
