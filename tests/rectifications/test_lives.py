"""Random lives of a case: hypothesis lets people of every kind do what the rules allow, and looks for an unfair end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from backend.people.role_table import ROLES
from backend.rectifications.facts import CaseFacts, Person
from backend.rectifications.rules import TRANSITIONS, allowed_actions, refusal, transition_for
from backend.rectifications.states import State

KINDS = ("SCH", "JMO", "EDU", "PCS", "SAMR", "PSB")
UNITS = {UUID(int=number): kind for number, kind in enumerate(KINDS, start=1)}
SCHOOL = next(iter(UNITS))
PEOPLE = [
    Person(UUID(int=100 + number), unit, kind, ROLES[role].verbs)
    for number, (unit, kind) in product(range(3), UNITS.items())
    for role in ("school_safety", "precinct_officer", "dept_handler", "inspector", "joint_office", "city_coordinator")
]
ACTIONS = sorted({row.action for row in TRANSITIONS})


@dataclass
class Diary:
    """Who did what last."""

    steps: list[tuple[str, Person]] = field(default_factory=list)

    def last(self, *actions: str) -> Person | None:
        return next((person for action, person in reversed(self.steps) if action in actions), None)


class Life(RuleBasedStateMachine):
    """One case from its report to wherever the people take it."""

    @initialize(
        severity=st.sampled_from(["general", "major"]),
        finder=st.sampled_from([*UNITS, None]),
        lead_kind=st.sampled_from([*KINDS, None]),
    )
    def report(self, severity: str, finder: UUID | None, lead_kind: str | None) -> None:
        self.case = CaseFacts(State.REPORTED, 1, severity, SCHOOL, finder, category_lead=lead_kind)
        self.diary = Diary()

    @rule(data=st.data(), lead=st.sampled_from(list(UNITS)))
    def somebody_acts(self, data: st.DataObject, lead: UUID) -> None:
        possible = [(a, p) for a, p in product(ACTIONS, PEOPLE) if refusal(a, self.case, p) is None]
        if not possible:
            return
        actions = sorted({action for action, _ in possible})
        early_ends = {"reject", "merge"} if data.draw(st.integers(0, 7)) else set()
        action = data.draw(st.sampled_from([a for a in actions if a not in early_ends] or actions))
        person = data.draw(st.sampled_from([p for a, p in possible if a == action]))
        row = transition_for(action, self.case)
        assert row is not None
        self.case = replace(self.case, state=row.target, version=self.case.version + 1)
        self.diary.steps.append((action, person))
        match action:
            case "assign" | "self_assign":
                self.case = replace(self.case, lead_unit_id=lead if action == "assign" else person.unit_id)
            case "submit":
                fixer = {"submitted_by": person.account_id, "submitted_unit_id": person.unit_id}
                self.case = replace(self.case, **fixer, photos_missing=1)
            case "verify":
                checker = {"verified_by": person.account_id, "verified_unit_id": person.unit_id}
                self.case = replace(self.case, **checker, photos_missing=0)
            case "fail":
                self.case = replace(self.case, photos_missing=0)

    @precondition(lambda self: self.case.photos_missing)
    @rule()
    def a_photo_arrives(self) -> None:
        self.case = replace(self.case, photos_missing=0)

    @invariant()
    def what_is_struck_off_was_checked_by_another(self) -> None:
        if self.case.state is not State.CLOSED:
            return
        fixer, checker = self.diary.last("submit"), self.diary.last("verify")
        assert fixer is not None
        assert checker is not None
        assert fixer.account_id != checker.account_id
        assert fixer.unit_id == self.case.lead_unit_id
        if self.case.finder_unit_id != SCHOOL:
            assert checker.unit_id not in (SCHOOL, self.case.lead_unit_id)

    @invariant()
    def a_closed_major_hazard_had_two_people_of_two_units_besides_the_fixer(self) -> None:
        if self.case.state is not State.CLOSED or self.case.severity != "major":
            return
        three = [self.diary.last(action) for action in ("submit", "verify", "close_out")]
        assert len({person.account_id for person in three if person}) == 3
        assert len({person.unit_id for person in three if person}) == 3

    @invariant()
    def a_school_ended_no_outside_report(self) -> None:
        if self.case.finder_unit_id == SCHOOL:
            return
        for action in ("reject", "merge", "fail", "verify"):
            judge = self.diary.last(action)
            assert judge is None or judge.unit_id != SCHOOL

    @invariant()
    def nobody_moves_a_case_that_has_ended(self) -> None:
        if self.case.state in (State.CLOSED, State.REJECTED, State.DUPLICATE):
            everything = frozenset().union(*(role.verbs for role in ROLES.values()))
            for unit, kind in UNITS.items():
                assert allowed_actions(self.case, Person(None, unit, kind, everything)) == ([], [])


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=100, stateful_step_count=20, deadline=None, derandomize=True, database=None)
