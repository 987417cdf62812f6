"""The rules of the indicators, number by number."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from backend.places.kinds import SCHOOL_TYPES
from backend.protection import rules
from backend.protection.catalogue import load
from backend.protection.rules import (
    Declared,
    SchoolKind,
    Standing,
    applies_to,
    guards_required,
    meets,
    standing,
    together,
)

TODAY = date(2026, 11, 26)
PRIMARY = SchoolKind("primary", urban=False)
ALARM = {"linked": True, "tested_on": "2026-11-20"}


@pytest.mark.parametrize(
    ("pupils", "boarders", "guards"),
    [
        *((0, 0, 0), (1, 0, 1), (99, 0, 1), (100, 0, 2), (999, 0, 2), (1000, 0, 3), (1499, 0, 3), (1500, 0, 4)),
        *((2150, 1600, 8), (1260, 0, 3), (86, 40, 1), (410, 60, 2), (1480, 499, 3), (1480, 500, 4)),
    ],
)
def test_guards_grow_with_pupils_and_boarders(pupils: int, boarders: int, guards: int) -> None:
    assert guards_required(pupils, boarders) == guards


def test_more_pupils_never_need_fewer_guards_and_local_rules_only_raise() -> None:
    for boarders, local in product((0, 300, 1200), (0, 5)):
        needed = [guards_required(pupils, boarders, local_minimum=local) for pupils in range(1, 4000, 7)]
        assert needed == sorted(needed)
        assert min(needed) >= local


def test_denominators_are_schools_and_urban_kindergartens() -> None:
    town, village = SchoolKind("kindergarten", urban=True), SchoolKind("kindergarten", urban=False)
    assert [applies_to("schools_and_urban_kindergartens", each) for each in (PRIMARY, town, village)] == [
        True,
        True,
        False,
    ]
    assert [applies_to("schools", each) for each in (PRIMARY, town, village)] == [True, False, False]
    assert [applies_to("all", each) for each in (PRIMARY, town, village)] == [True, True, True]


def test_every_type_of_school_is_decided_on() -> None:
    counted = {kind for kind in SCHOOL_TYPES if applies_to("schools", SchoolKind(kind, urban=True))}
    assert counted == rules.SCHOOLS
    assert set(SCHOOL_TYPES) - rules.SCHOOLS - rules.KINDERGARTENS == {"college", "other"}


@pytest.mark.parametrize(("days", "fresh"), [(0, True), (30, True), (31, False), (400, False)])
def test_an_alarm_test_grows_old_after_thirty_days(days: int, fresh: bool) -> None:
    answers = ALARM | {"tested_on": (TODAY - timedelta(days=days)).isoformat()}
    assert meets("ind_panic_alarm", answers, on=TODAY) is fresh


def test_one_no_is_enough_not_to_meet() -> None:
    for atom in load().atoms.values():
        good = {q.key: _good(q.kind) for q in atom.questions}
        assert meets(atom.key, good, on=TODAY), atom.key
        for question in atom.questions:
            if question.kind == "yes":
                assert not meets(atom.key, good | {question.key: False}, on=TODAY), (atom.key, question.key)
    assert not meets("ind_guard_post", {"board": True, "roster": True, "rules": True, "staffed_percent": 94}, on=TODAY)


def _good(kind: str) -> object:
    return {"yes": True, "count": 5, "percent": 95, "date": TODAY.isoformat()}[kind]


@pytest.mark.parametrize(
    ("declared", "stands"),
    [
        (None, "undeclared"),
        (Declared(ALARM, TODAY), "declared"),
        (Declared(ALARM | {"linked": False}, TODAY), "unmet"),
        (Declared(ALARM, TODAY, "confirmed", TODAY), "verified"),
        (Declared(ALARM, TODAY, "refuted", TODAY), "refuted"),
        (Declared(ALARM | {"tested_on": "2026-10-01"}, date(2026, 10, 2), "confirmed", date(2026, 10, 3)), "expired"),
        (Declared({"tested_on": "2026-11-20", "linked": True}, TODAY, "confirmed", date(2025, 11, 25)), "expired"),
        (Declared({"tested_on": "2026-11-20", "linked": True}, TODAY, "confirmed", date(2025, 11, 26)), "verified"),
    ],
)
def test_how_a_school_stands(declared: Declared | None, stands: Standing) -> None:
    assert standing("ind_panic_alarm", "all", PRIMARY, declared, on=TODAY) == stands


def test_what_does_not_apply_is_never_a_gap_whatever_was_said() -> None:
    village = SchoolKind("kindergarten", urban=False)
    for declared in (None, Declared(ALARM | {"linked": False}, TODAY)):
        assert standing("ind_panic_alarm", "schools", village, declared, on=TODAY) == "not_applicable"
    assert "not_applicable" not in rules.GAPS


def test_a_line_of_several_atoms_is_as_weak_as_its_weakest() -> None:
    order: list[Standing] = ["undeclared", "unmet", "refuted", "expired", "declared", "verified"]
    for a, b in product(order, order):
        assert together([a, b, "not_applicable"]) == min(a, b, key=order.index)
    assert together(["not_applicable"]) == "not_applicable"
    assert together([]) == "not_applicable"


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        *(("yes", True, None), ("yes", 1, "protection_answer_yes_no"), ("yes", None, "protection_answer_yes_no")),
        *(("count", 0, None), ("count", True, "protection_answer_count"), ("count", -1, "protection_answer_count")),
        *(("count", 100_001, "protection_answer_count"), ("count", 1.5, "protection_answer_count")),
        *(("percent", 100, None), ("percent", 101, "protection_answer_percent")),
        *(("date", "2026-11-26", None), ("date", "2026-11-27", "protection_answer_future")),
        *(("date", "2026-02-30", "protection_answer_date"), ("date", 5, "protection_answer_date")),
    ],
)
def test_answers_that_cannot_be_are_named(kind: str, value: object, code: str | None) -> None:
    assert rules.answer_objection(kind, value, on=TODAY) == code


def test_the_catalogue_holds_together() -> None:
    data = load()
    used = {atom for each in data.sets.values() for line in each.indicators for atom in line.atoms}
    assert used == set(data.atoms)
    assert {atom.applies for atom in data.atoms.values()} <= set(rules.APPLIES)
    assert all(atom.questions for atom in data.atoms.values())
