"""Random lives of a case: hypothesis lets people of every kind do what the rules allow, and looks for an unfair end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from backend.people.role_table import ROLES
from backend.people.rules import OPEN_VERBS
from backend.rectifications.facts import CaseFacts, Person
from backend.rectifications.rules import TRANSITIONS, Transition, allowed_actions, refusal, target_of, transition_for
from backend.rectifications.states import OPEN_STATES, State

KINDS = ("SCH", "JMO", "EDU", "PCS", "SAMR", "PSB")
UNITS = {UUID(int=number): kind for number, kind in enumerate(KINDS, start=1)}
SCHOOL = next(iter(UNITS))
WORKERS = ("school_safety", "precinct_officer", "dept_handler", "inspector", "joint_office", "city_coordinator")
EVERYTHING = frozenset().union(*(role.verbs for role in ROLES.values())) | OPEN_VERBS
PEOPLE = [
    Person(UUID(int=100 + 10 * number + place), unit, kind, ROLES[role].verbs | OPEN_VERBS)
    for number, (place, (unit, kind)) in product(range(3), enumerate(UNITS.items()))
    for role in WORKERS
]
SYSTEM = Person(None, None, None, EVERYTHING | {"case.clock"})
REPORTER = Person(None, None, None, OPEN_VERBS, reporter=True)
HOLDER = Person(UUID(int=999), None, None, ROLES["security_admin"].verbs)
EVERYBODY = [*PEOPLE, SYSTEM, REPORTER, HOLDER]
EARLY_ENDS = frozenset({"reject", "merge", "refer_out", "convert", "lapse", "freeze"})


@dataclass
class Diary:
    """Who did what, since the case was last opened."""

    steps: list[tuple[str, Person]] = field(default_factory=list)

    def last(self, *actions: str) -> Person | None:
        return next((person for action, person in reversed(self.steps) if action in actions), None)


def _effects(action: str, case: CaseFacts, person: Person, *, unit: UUID) -> dict[str, Any]:
    """What a move changes in a case besides its state, as the operations do."""
    match action:
        case "assign":
            return {"lead_unit_id": unit}
        case "self_assign":
            return {"lead_unit_id": person.unit_id}
        case "fix_on_spot":
            fixer = {"submitted_by": person.account_id, "submitted_unit_id": person.unit_id}
            return fixer | {"lead_unit_id": person.unit_id, "days_closed": 0}
        case "submit":
            return {"submitted_by": person.account_id, "submitted_unit_id": person.unit_id, "photos_missing": 1}
        case "verify":
            checker = {"verified_by": person.account_id, "verified_unit_id": person.unit_id}
            return checker | {"photos_missing": 0, "days_closed": 0, "overdue": False}
        case "fail" | "object":
            return {"photos_missing": 0, "verified_by": None, "verified_unit_id": None}
        case "ask_transfer" | "refuse_transfer":
            return {"transfer_pending": action == "ask_transfer"}
        case "approve_transfer":
            return {"transfer_pending": False, "transfer_count": case.transfer_count + 1, "lead_unit_id": unit}
        case "ask_extension" | "refuse_extension":
            return {"extension_pending": action == "ask_extension"}
        case "grant_extension":
            return {"extension_pending": False, "extension_count": case.extension_count + 1}
        case "record_interim":
            return {"interim_controlled": True}
        case "escalate" | "ring":
            return {"escalation_level": min(4, case.escalation_level + 1)}
        case "whistle" | "answer_whistle":
            return {"whistled": action == "whistle"}
        case "put_on_agenda" | "take_off_agenda":
            return {"on_agenda": action == "put_on_agenda"}
        case "take_over":
            return {"government_project": True}
        case "freeze" | "unfreeze":
            return {"frozen": action == "freeze"}
        case "raise_severity" | "lower_severity":
            return {"severity": "major" if action == "raise_severity" else "general"}
        case "dispute" | "keep_closed" | "confirm_solved":
            return {"disputed": action == "dispute"}
        case "appeal":
            return {"appealed": True}
        case "reopen" | "fail_look_back":
            nobody = dict.fromkeys(("submitted_by", "submitted_unit_id", "verified_by", "verified_unit_id"))
            return nobody | {"disputed": False, "lead_unit_id": case.lead_unit_id, "days_closed": 0, "overdue": False}
    return {}


class Life(RuleBasedStateMachine):
    """One case from its report to wherever the people, the clock and the reporter take it."""

    @initialize(
        severity=st.sampled_from(["general", "major"]),
        finder=st.sampled_from([*UNITS, None]),
        lead_kind=st.sampled_from([*KINDS, None]),
    )
    def report(self, severity: str, finder: UUID | None, lead_kind: str | None) -> None:
        self.case = CaseFacts(State.REPORTED, 1, severity, SCHOOL, finder, category_lead=lead_kind)
        self.diary = Diary()

    @rule(pick=st.integers(0, 10_000), who=st.integers(0, 10_000), unit=st.sampled_from(list(UNITS)))
    def somebody_acts(self, pick: int, who: int, unit: UUID) -> None:
        rows = [row for row in TRANSITIONS if self.case.state in row.sources]
        if pick % 8:
            rows = [row for row in rows if row.action not in EARLY_ENDS] or rows
        row = rows[pick % len(rows)]
        for turn in range(len(EVERYBODY)):
            person = EVERYBODY[(who + turn) % len(EVERYBODY)]
            if refusal(row.action, self.case, person) is None:
                self._do(row, person, unit=unit)
                return

    @precondition(lambda self: self.case.state in (State.ASSIGNED, State.RECTIFYING, State.PENDING_VERIFICATION))
    @rule(who=st.integers(0, 10_000))
    def the_work_goes_on(self, who: int) -> None:
        """Without a push few random lives would ever be struck off."""
        action = {"assigned": "acknowledge", "rectifying": "submit"}.get(self.case.state.value, "verify")
        for turn in range(len(PEOPLE)):
            person = PEOPLE[(who + turn) % len(PEOPLE)]
            if refusal(action, self.case, person) is None:
                row = transition_for(action, self.case)
                assert row is not None
                self._do(row, person, unit=SCHOOL)
                return

    def _do(self, row: Transition, person: Person, *, unit: UUID) -> None:
        fitting = transition_for(row.action, self.case)
        assert fitting is not None
        self.was_frozen, self.was_overdue, before = self.case.frozen, self.case.overdue, self.case
        target = target_of(fitting, self.case.state)
        effects = _effects(row.action, self.case, person, unit=unit)
        self.case = replace(self.case, state=target, version=self.case.version + 1, **effects)
        if self.case.state in OPEN_STATES and before.state not in OPEN_STATES:
            self.diary.steps.clear()
        self.diary.steps.append((row.action, person))
        assert not before.frozen or row.action in ("unfreeze", "dispute", "confirm_solved")

    @precondition(lambda self: self.case.photos_missing)
    @rule()
    def a_photo_arrives(self) -> None:
        self.case = replace(self.case, photos_missing=0)

    @rule(days=st.sampled_from([1, 20, 40, 200]))
    def time_goes_by(self, days: int) -> None:
        late = self.case.overdue or self.case.state in (State.ASSIGNED, State.RECTIFYING)
        self.case = replace(self.case, overdue=late, days_closed=self.case.days_closed + days)

    @invariant()
    def what_is_struck_off_was_checked_by_another(self) -> None:
        if self.case.state not in (State.CLOSED, State.ARCHIVED) or self.diary.last("fix_on_spot"):
            return
        fixer, checker = self.diary.last("submit"), self.diary.last("verify")
        assert fixer is not None
        assert checker is not None
        assert fixer.account_id != checker.account_id
        if self.case.finder_unit_id != SCHOOL:
            assert checker.unit_id not in (SCHOOL, fixer.unit_id)

    @invariant()
    def what_is_struck_off_on_the_spot_was_ones_own_finding_and_no_major_hazard(self) -> None:
        on_spot = self.diary.last("fix_on_spot")
        if on_spot is not None and self.case.state in (State.CLOSED, State.ARCHIVED):
            assert on_spot.unit_id == self.case.finder_unit_id
            assert self.case.severity == "general"

    @invariant()
    def a_closed_major_hazard_had_two_people_of_two_units_besides_the_fixer(self) -> None:
        closed = self.case.state in (State.CLOSED, State.ARCHIVED)
        if not closed or self.case.severity != "major" or self.diary.last("lower_severity", "raise_severity"):
            return
        three = [self.diary.last(action) for action in ("submit", "verify", "close_out")]
        assert len({person.account_id for person in three if person}) == 3
        assert len({person.unit_id for person in three if person}) == 3

    @invariant()
    def a_school_ended_no_outside_report(self) -> None:
        if self.case.finder_unit_id == SCHOOL:
            return
        for action in (*EARLY_ENDS - {"convert"}, "ask_info", "fix_on_spot", "fail", "verify", "pass_look_back"):
            judge = self.diary.last(action)
            assert judge is None or judge.unit_id != SCHOOL

    @invariant()
    def nothing_was_lowered_late_or_transferred_thrice(self) -> None:
        if self.diary.steps and self.diary.steps[-1][0] == "lower_severity":
            assert not self.was_overdue
        assert self.case.transfer_count <= 2

    @invariant()
    def nobody_carries_forward_a_case_that_has_ended(self) -> None:
        if self.case.state in OPEN_STATES:
            return
        for unit, kind in UNITS.items():
            allowed, _ = allowed_actions(self.case, Person(None, unit, kind, EVERYTHING))
            assert not {row.action for row in allowed} & {"submit", "verify", "close_out", "assign", "acknowledge"}


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=1500,
    stateful_step_count=18,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
