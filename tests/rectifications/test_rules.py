"""The state machine against the domain's own table (domain_table.py): every state, act, role, flag and conflict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from backend.people.role_table import ROLES
from backend.people.rules import OPEN_VERBS
from backend.rectifications.deadlines import due_after_failure, is_overdue
from backend.rectifications.facts import CaseFacts, Person
from backend.rectifications.rules import (
    TRANSITIONS,
    allowed_actions,
    refusal,
    transition_for,
)
from backend.rectifications.states import OPEN_STATES, PUBLIC_STATUS, State, is_open
from tests.rectifications.domain_table import REPORTER, SYSTEM, TABLE, objections, roles_for, told_of

SCHOOL, CAMPUS_OF, JMO, EDU, PRECINCT, SAMR, POLICE, INSPECTORATE = (UUID(int=n) for n in range(1, 9))
FINDER, FIXER, CHECKER, SOMEBODY = (UUID(int=n) for n in range(101, 105))
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)

UNITS = {SCHOOL: "SCH", JMO: "JMO", EDU: "EDU", PRECINCT: "PCS", SAMR: "SAMR", POLICE: "PSB", INSPECTORATE: "SUP"}
ACCOUNTS = (FIXER, CHECKER, SOMEBODY)


def _people() -> list[Person]:
    """Every role in every unit, once as the one who fixed it, once as the one who checked it, once as somebody else."""
    return [
        Person(account, unit, UNITS.get(unit), ROLES[role].verbs | OPEN_VERBS)
        for role, unit, account in product(ROLES, [*UNITS, None], ACCOUNTS)
    ]


def _cases(**flags: Any) -> Iterator[CaseFacts]:
    """Every state, found inside and outside, led by the school and by a department, general and major."""
    for state, severity, finder, lead, missing in product(
        State, ("general", "major"), (SCHOOL, None, PRECINCT), (SCHOOL, SAMR), (0, 1)
    ):
        case = CaseFacts(
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
        yield replace(case, **flags)


# Each flag on and off: what a row's preconditions look at.
FLAGS: dict[str, dict[str, Any]] = {
    "plain": {},
    "frozen": {"frozen": True},
    "overdue": {"overdue": True, "interim_controlled": True},
    "protected": {"interim_controlled": True},
    "extension asked": {"extension_pending": True, "interim_controlled": True},
    "third extension asked": {"extension_pending": True, "extension_count": 2},
    "transfer asked": {"transfer_pending": True, "transfer_count": 1},
    "third transfer asked": {"transfer_pending": True, "transfer_count": 2},
    "too late for a transfer": {"transfer_too_late": True},
    "third transfer": {"transfer_count": 2},
    "whistled": {"whistled": True},
    "level three": {"escalation_level": 3},
    "at the top and on the agenda": {"escalation_level": 4, "on_agenda": True},
    "long works": {"government_project": True, "interim_controlled": True},
    "disputed": {"disputed": True},
    "set aside": {"quarantined": True},
    "appealed": {"appealed": True, "days_closed": 30},
    "a month ago": {"days_closed": 31},
    "half a year ago": {"days_closed": 180},
    "long ago": {"days_closed": 181},
}


def _wrong(action: str, case: CaseFacts, person: Person, *, roles: frozenset[str]) -> str | None:
    """What the rules say, where it is not what the domain says: time, right, hold, then any of the objections."""
    told, answer = told_of(action, case.severity), refusal(action, case, person)
    outside = case.finder_unit_id != SCHOOL
    may = told.who == REPORTER or bool(roles & roles_for(told, outside=outside))
    if case.state not in told.sources:
        right = answer == "case_wrong_state"
    elif not may:
        right = answer == "case_not_permitted"
    elif case.frozen and action not in ("freeze", "unfreeze", "dispute", "confirm_solved"):
        right = answer == "case_frozen"
    else:
        against = {f"case_{word}" for word in objections(told, case, person)}
        right = answer in against if against else answer is None
    return None if right else f"{answer}, told {sorted(objections(told, case, person))}"


_ROLES_BY_VERBS = {verbs: frozenset(role for role in ROLES if ROLES[role].verbs == verbs) for verbs in
                   {role.verbs for role in ROLES.values()}}  # fmt: skip


def _walk(action: str, *, flags: dict[str, Any], people: list[Person]) -> list[Any]:
    found = []
    for case, person in product(_cases(**flags), people):
        if wrong := _wrong(action, case, person, roles=_ROLES_BY_VERBS[person.verbs - OPEN_VERBS]):
            found.append((case, person, wrong))
    return found[:3]


ACTIONS = sorted({name.split()[0] for name in TABLE})


@pytest.mark.parametrize("action", ACTIONS)
def test_every_state_action_and_person_is_answered_as_the_domain_says(action: str) -> None:
    assert _walk(action, flags={}, people=_people()) == []


@pytest.mark.parametrize("flags", FLAGS)
def test_every_flag_of_a_case_is_heeded_by_every_action(flags: str) -> None:
    for action in ACTIONS:
        assert _walk(action, flags=FLAGS[flags], people=_people()[::5]) == []


def test_every_transition_is_in_the_table_under_its_number_and_no_other() -> None:
    for row in TRANSITIONS:
        if row.action == "report":
            assert (row.number, row.sources, row.target) == ("T01", (), State.REPORTED)
            continue
        for severity in ("general", "major") if row.severity is None else (row.severity,):
            told = told_of(row.action, severity)
            target = row.target.value if row.target else ""
            assert (row.number, set(row.sources), target) == (told.number, set(told.sources), told.target)
    assert {row.number for row in TRANSITIONS} == {f"T{number:02d}" for number in range(1, 35)}
    assert {row.action for row in TRANSITIONS} == {*ACTIONS, "report"}


def test_the_clocks_acts_are_the_systems_alone() -> None:
    everything = frozenset().union(*(role.verbs for role in ROLES.values()))
    for action, told in TABLE.items():
        if told.who == SYSTEM:
            for case in _cases():
                assert refusal(action, case, Person(SOMEBODY, JMO, "JMO", everything)) is not None
                system = Person(None, None, None, everything | {"case.clock"})
                assert (refusal(action, case, system) is None) == (case.state in told.sources)


def test_what_is_typed_in_for_a_unit_takes_the_right_to_do_so_and_none_of_the_units() -> None:
    office = Person(SOMEBODY, JMO, "JMO", ROLES["joint_office"].verbs, typed_in=True)
    handler = Person(SOMEBODY, SAMR, "SAMR", ROLES["dept_handler"].verbs, typed_in=True)
    for action, state in (("acknowledge", State.ASSIGNED), ("submit", State.RECTIFYING)):
        case = replace(next(_cases()), state=state, lead_unit_id=SAMR)
        assert refusal(action, case, office) is None
        assert refusal(action, case, replace(office, typed_in=False)) == "case_not_permitted"
        assert refusal(action, case, handler) == "case_not_permitted"


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
        assert not {row.action for row in allowed} & {row.action for row, _ in refused}
        for row in allowed:
            assert refusal(row.action, case, person) is None


def test_an_unknown_action_is_refused_like_one_at_the_wrong_time() -> None:
    assert refusal("vanish", next(_cases()), _people()[0]) == "case_wrong_state"
    assert transition_for("vanish", next(_cases())) is None


def test_a_case_is_open_until_it_is_closed_rejected_merged_or_referred() -> None:
    done = {"closed", "archived", "rejected", "duplicate", "referred_out"}
    assert {state.value for state in State if not is_open(state)} == done
    assert {state.value for state in OPEN_STATES} == {state.value for state in State} - done


def test_every_state_has_words_for_the_public() -> None:
    assert set(PUBLIC_STATUS) == set(State)
    assert {key for key, _ in PUBLIC_STATUS.values()} == {
        *("received", "asked", "handed_over", "in_progress", "done", "not_found", "merged", "referred")
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
        assert {row.action for row in allowed} == {"whistle", "raise_severity", "set_tracker"}
        assert {row.action: told for row, told in refused} == {"verify": reason, "fail": reason}
