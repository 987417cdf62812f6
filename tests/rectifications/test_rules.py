"""The state machine against domain.md §4.2, read a second time and written down here without looking at rules.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from backend.people.role_table import ROLES
from backend.rectifications.rules import (
    OPEN_STATES,
    PUBLIC_STATUS,
    TRANSITIONS,
    CaseFacts,
    Person,
    State,
    allowed_actions,
    due_after_failure,
    is_open,
    is_overdue,
    refusal,
    transition_for,
)

SCHOOL, CAMPUS_OF, JMO, EDU, PRECINCT, SAMR, POLICE, INSPECTORATE = (UUID(int=n) for n in range(1, 9))
FINDER, FIXER, CHECKER, SOMEBODY = (UUID(int=n) for n in range(101, 105))
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)

# action: (number, from, to), for a general and for a major hazard. One row of domain.md's table each.
MOVES = {
    "self_assign": {"general": ("T02", "reported", "assigned"), "major": ("T02", "reported", "assigned")},
    "reject": {"general": ("T06", "reported", "rejected"), "major": ("T06", "reported", "rejected")},
    "merge": {"general": ("T07", "reported", "duplicate"), "major": ("T07", "reported", "duplicate")},
    "convert": {"general": ("T09", "reported", "referred_out"), "major": ("T09", "reported", "referred_out")},
    "assign": {"general": ("T10", "reported", "assigned"), "major": ("T10", "reported", "assigned")},
    "acknowledge": {"general": ("T11", "assigned", "rectifying"), "major": ("T11", "assigned", "rectifying")},
    "submit": {
        "general": ("T20", "rectifying", "pending_verification"),
        "major": ("T20", "rectifying", "pending_verification"),
    },
    "fail": {
        "general": ("T21", "pending_verification", "rectifying"),
        "major": ("T21", "pending_verification", "rectifying"),
    },
    "verify": {
        "general": ("T22", "pending_verification", "closed"),
        "major": ("T23", "pending_verification", "verified"),
    },
    "close_out": {"major": ("T24", "verified", "closed"), "general": ("T24", "verified", "closed")},
}
_TRIAGE = "school_safety principal precinct_officer police_officer joint_office edu_officer city_coordinator"
_DOERS = "school_safety principal precinct_officer police_officer dept_manager dept_handler township_officer"
_OUTSIDE = "precinct_officer police_officer inspector joint_office edu_officer"
# Who may at all (domain.md §1.4 and §4.2), conflicts apart; `verify` depends on who found it and how severe it is.
WHO = {
    "self_assign": "school_safety principal precinct_officer police_officer dept_manager dept_handler inspector",
    "reject": "school_safety principal joint_office edu_officer city_coordinator",
    "merge": _TRIAGE,
    "convert": _TRIAGE,
    "assign": _TRIAGE,
    "acknowledge": _DOERS,
    "submit": _DOERS,
    "verify general inside": f"{_OUTSIDE} school_safety principal dept_manager dept_handler",
    "verify general outside": _OUTSIDE,
    "verify major inside": "police_officer inspector joint_office edu_officer city_coordinator",
    "verify major outside": "police_officer inspector joint_office edu_officer city_coordinator",
    "fail inside": f"{_OUTSIDE} school_safety principal dept_manager dept_handler",
    "fail outside": _OUTSIDE,
    "close_out": "joint_office edu_officer city_coordinator",
}
UNITS = {SCHOOL: "SCH", JMO: "JMO", EDU: "EDU", PRECINCT: "PCS", SAMR: "SAMR", POLICE: "PSB", INSPECTORATE: "SUP"}
ACCOUNTS = (FIXER, CHECKER, SOMEBODY)


def _people() -> list[Person]:
    """Every role in every unit, once as the one who fixed it, once as the one who checked it, once as somebody else."""
    return [
        Person(account, unit, UNITS.get(unit), ROLES[role].verbs)
        for role, unit, account in product(ROLES, [*UNITS, None], ACCOUNTS)
    ]


def _cases() -> Iterator[CaseFacts]:
    """Every state, found inside and outside, led by the school and by a department, general and major."""
    for state, severity, finder, lead, missing in product(
        State, ("general", "major"), (SCHOOL, None, PRECINCT), (SCHOOL, SAMR), (0, 1)
    ):
        yield CaseFacts(
            state=state,
            version=3,
            severity=severity,
            school_id=SCHOOL,
            finder_unit_id=finder,
            category_lead="SCH" if lead == SCHOOL else "SAMR",
            lead_unit_id=lead,
            submitted_by=FIXER,
            submitted_unit_id=lead,
            verified_by=CHECKER,
            verified_unit_id=EDU,
            photos_missing=missing,
        )


def _expected(action: str, case: CaseFacts, person: Person) -> str | None:
    """The first objection, as the domain says: wrong time, wrong role, then conflicts of interest."""
    _, source, _ = MOVES[action][case.severity]
    if case.state != source:
        return "case_wrong_state"
    outside = case.finder_unit_id != SCHOOL
    if person.verbs not in [ROLES[role].verbs for role in _who(action, case.severity, outside=outside)]:
        return "case_not_permitted"
    return next(iter(_objections(action, case, person, outside=outside)), None)


def _who(action: str, severity: str, *, outside: bool) -> list[str]:
    found = "outside" if outside else "inside"
    key = {"verify": f"verify {severity} {found}", "fail": f"fail {found}"}.get(action, action)
    return WHO[key].split()


def _objections(action: str, case: CaseFacts, person: Person, *, outside: bool) -> Iterator[str]:
    mine = person.unit_id is not None
    if action == "self_assign" and UNITS.get(person.unit_id) != case.category_lead:  # type: ignore[arg-type]
        yield "case_not_in_own_line"
    if action in ("reject", "merge") and outside and person.unit_id == SCHOOL:
        yield "case_school_on_outside_finding"
    if action in ("acknowledge", "submit") and person.unit_id != case.lead_unit_id:
        yield "case_not_lead_unit"
    if action in ("verify", "close_out") and case.photos_missing:
        yield "case_photos_missing"
    if action in ("verify", "fail", "close_out") and person.account_id == FIXER:
        yield "case_own_submission"
    found_by_others = case.finder_unit_id != case.lead_unit_id or outside
    if action in ("verify", "fail") and found_by_others and mine and person.unit_id == case.lead_unit_id:
        yield "case_own_unit_on_outside_finding"
    if action in ("verify", "fail") and outside and person.unit_id == SCHOOL:
        yield "case_school_on_outside_finding"
    if action == "close_out" and person.account_id == CHECKER:
        yield "case_own_verification"
    if action == "close_out" and person.unit_id == EDU:
        yield "case_verifier_unit"
    strict = action == "close_out" or (action == "verify" and case.severity == "major")
    if strict and mine and person.unit_id == case.lead_unit_id:
        yield "case_own_unit"


@pytest.mark.parametrize("action", MOVES)
def test_every_state_action_and_person_is_answered_as_the_domain_says(action: str) -> None:
    people = _people()
    wrong = [
        (case.state, case.severity, case.finder_unit_id, person, refusal(action, case, person))
        for case in _cases()
        for person in people
        if refusal(action, case, person) != _expected(action, case, person)
    ]
    assert wrong[:3] == []


def test_every_transition_of_this_issue_is_in_the_table_and_no_other() -> None:
    numbers = {row.number for row in TRANSITIONS}
    assert numbers == {"T02", "T06", "T07", "T09", "T10", "T11", "T20", "T21", "T22", "T23", "T24"}  # T01 is a birth
    for row in TRANSITIONS:
        severity = row.severity or "general"
        number, source, target = MOVES[row.action][severity]
        assert (row.number, row.source, row.target) == (number, State(source), State(target))


def test_nobody_ever_verifies_what_they_submitted_whatever_their_roles() -> None:
    everything = frozenset().union(*(role.verbs for role in ROLES.values()))
    for case in _cases():
        for unit in UNITS:
            person = Person(FIXER, unit, UNITS[unit], everything)
            allowed = {row.action for row in allowed_actions(case, person)[0]}
            assert not allowed & {"verify", "fail", "close_out"}


def test_a_school_neither_rejects_nor_merges_nor_verifies_an_outside_report_about_itself() -> None:
    everything = frozenset().union(*(role.verbs for role in ROLES.values()))
    for case in _cases():
        if case.finder_unit_id == SCHOOL:
            continue
        allowed = {row.action for row in allowed_actions(case, Person(SOMEBODY, SCHOOL, "SCH", everything))[0]}
        assert not allowed & {"reject", "merge", "verify", "fail"}


def test_a_school_judges_reports_about_its_campus_no_more_than_about_itself() -> None:
    campus = next(_cases())
    campus = replace(campus, finder_unit_id=None, school_id=CAMPUS_OF, parent_school_id=SCHOOL)
    head = Person(SOMEBODY, SCHOOL, "SCH", ROLES["school_safety"].verbs)
    assert refusal("reject", campus, head) == "case_school_on_outside_finding"
    assert refusal("reject", replace(campus, finder_unit_id=SCHOOL), head) is None


def test_a_major_hazard_takes_two_people_of_two_units_neither_of_them_responsible() -> None:
    everything = frozenset().union(*(role.verbs for role in ROLES.values()))
    for lead, first, second in product(UNITS, repeat=3):
        case = CaseFacts(State.PENDING_VERIFICATION, 3, "major", SCHOOL, SCHOOL, lead_unit_id=lead, submitted_by=FIXER)
        verified = refusal("verify", case, Person(CHECKER, first, UNITS[first], everything)) is None
        assert verified == (first != lead)
        case = replace(case, state=State.VERIFIED, verified_by=CHECKER, verified_unit_id=first)
        closed = refusal("close_out", case, Person(SOMEBODY, second, UNITS[second], everything)) is None
        assert closed == (second not in (first, lead))


def test_an_unclassified_case_may_be_taken_over_by_who_names_its_kind() -> None:
    case = replace(next(_cases()), category_lead=None)
    taker = Person(SOMEBODY, SAMR, "SAMR", ROLES["dept_handler"].verbs)
    assert refusal("self_assign", case, taker) is None
    assert refusal("self_assign", case, replace(taker, unit_id=None, unit_kind=None)) == "case_not_in_own_line"


def test_another_schools_kind_is_not_ones_own_line() -> None:
    case = replace(next(_cases()), category_lead="SCH")
    assert refusal("self_assign", case, Person(SOMEBODY, CAMPUS_OF, "SCH", ROLES["principal"].verbs)) is not None


def test_refused_actions_are_told_only_to_those_whose_role_includes_them() -> None:
    for case, person in product(_cases(), _people()[::7]):
        allowed, refused = allowed_actions(case, person)
        assert all(reason != "case_not_permitted" for _, reason in refused)
        assert not {row.number for row in allowed} & {row.number for row, _ in refused}
        for row in allowed:
            assert refusal(row.action, case, person) is None


def test_an_unknown_action_is_refused_like_one_at_the_wrong_time() -> None:
    assert refusal("archive", next(_cases()), _people()[0]) == "case_wrong_state"
    assert transition_for("archive", next(_cases())) is None


def test_a_case_is_open_until_it_is_closed_rejected_merged_or_referred() -> None:
    done = {"closed", "archived", "rejected", "duplicate", "referred_out"}
    assert {state.value for state in State if not is_open(state)} == done
    assert {state.value for state in OPEN_STATES} == {state.value for state in State} - done


def test_every_state_has_words_for_the_public() -> None:
    assert set(PUBLIC_STATUS) == set(State)
    assert {key for key, _ in PUBLIC_STATUS.values()} == {
        *("received", "handed_over", "in_progress", "done", "not_found", "merged", "referred")
    }


@pytest.mark.parametrize(("left_at_submission", "new_due_in"), [(-3, 2), (0, 2), (1, 2), (2, 2), (2.5, 2.5), (20, 20)])
def test_after_a_failure_what_was_left_at_submission_is_left_again_but_at_least_two_days(
    left_at_submission: float, new_due_in: float
) -> None:
    submitted, failed = NOW, NOW + timedelta(days=9)
    due = submitted + timedelta(days=left_at_submission)
    assert due_after_failure(due, submitted_at=submitted, failed_at=failed) == failed + timedelta(days=new_due_in)


def test_after_a_failure_without_a_deadline_there_are_two_days() -> None:
    assert due_after_failure(None, submitted_at=NOW, failed_at=NOW) == NOW + timedelta(days=2)


@pytest.mark.parametrize("state", State)
def test_only_the_responsible_units_time_counts_as_overdue(state: State) -> None:
    running = state in (State.ASSIGNED, State.RECTIFYING)
    assert is_overdue(state, NOW - timedelta(seconds=1), at=NOW) == running
    assert not is_overdue(state, NOW, at=NOW)
    assert not is_overdue(state, None, at=NOW)


def test_a_school_reads_why_it_may_not_verify_what_an_outsider_found() -> None:
    [case] = [
        case
        for case in _cases()
        if (case.state, case.severity, case.finder_unit_id, case.lead_unit_id, case.photos_missing)
        == (State.PENDING_VERIFICATION, "general", None, SCHOOL, 0)
    ]
    for account, reason in ((FIXER, "case_own_submission"), (SOMEBODY, "case_own_unit_on_outside_finding")):
        fixer = Person(account, SCHOOL, "SCH", ROLES["school_safety"].verbs)
        allowed, refused = allowed_actions(case, fixer)
        assert allowed == []
        assert {row.action: told for row, told in refused} == {"verify": reason, "fail": reason}
