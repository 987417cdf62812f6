"""Whether an indicator applies to a school, whether what was declared meets it today, and how it stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

Standing = Literal["not_applicable", "undeclared", "unmet", "declared", "verified", "refuted", "expired"]
STANDINGS: dict[Standing, tuple[str, str]] = {
    "not_applicable": ("不适用", "Not applicable"),
    "undeclared": ("未申报", "Not declared"),
    "unmet": ("未达标", "Not met"),
    "declared": ("已申报，待核实", "Declared, to be verified"),
    "verified": ("已核实达标", "Verified"),
    "refuted": ("核实未达标", "Found not met"),
    "expired": ("已过期", "Expired"),
}
GAPS: frozenset[Standing] = frozenset({"undeclared", "unmet", "refuted", "expired"})
"""Standings that a school has something to do about."""
OUTCOMES = {"confirmed": ("属实", "Confirmed"), "refuted": ("不属实", "Not so")}
KINDERGARTENS = frozenset({"kindergarten"})
SCHOOLS = frozenset({"primary", "junior", "nine_year", "senior", "complete", "vocational", "special", "correctional"})
APPLIES = ("schools", "schools_and_urban_kindergartens", "all")
ALARM_TEST_DAYS = 30
STAFFED_PERCENT = 95
BOARDERS_PER_GUARD = 500
VERIFIED_DAYS = 365
"""A verification is one of that school year; after it somebody has to look again."""


@dataclass(frozen=True)
class SchoolKind:
    """What decides whether an indicator is counted for a school; `urban` is the county's word."""

    school_type: str
    urban: bool


@dataclass(frozen=True)
class Declared:
    """The newest declaration of one atom: the answers, and what an outsider found (`outcome` None: nobody has looked)."""

    answers: Mapping[str, Any]
    declared_on: date
    outcome: str | None = None
    verified_on: date | None = None


def applies_to(applies: str, school: SchoolKind) -> bool:
    """Say whether the indicator is counted for this school. Guards, alarm and video: schools and urban kindergartens."""
    if school.school_type in KINDERGARTENS:
        return applies == "all" or (applies == "schools_and_urban_kindergartens" and school.urban)
    return applies == "all" or school.school_type in SCHOOLS


def guards_required(pupils: int, boarders: int, *, local_minimum: int = 0) -> int:
    """Return how many guards: under 100 pupils 1, under 1,000 2, from there 3 and one more for each full 500; boarders add.

    A school without pupils needs none. GB/T 29315-2022 as the press reads it; `local_minimum` overrules upwards.
    """
    if pupils <= 0:
        return local_minimum
    base = 1 if pupils < 100 else 2 if pupils < 1_000 else 3 + (pupils - 1_000) // 500
    return max(base + boarders // BOARDERS_PER_GUARD, local_minimum)


def meets(atom: str, answers: Mapping[str, Any], *, on: date) -> bool:
    """Say whether the answers meet the indicator on that day; an alarm test grows old by itself."""
    match atom:
        case "ind_guards":
            required = guards_required(answers["pupils"], answers["boarders"], local_minimum=answers["local_minimum"])
            return bool(answers["guards"] >= required)
        case "ind_panic_alarm":
            return bool(answers["linked"]) and not alarm_test_expired(answers, on=on)
        case "ind_guard_post":
            return _all_yes(answers) and answers["staffed_percent"] >= STAFFED_PERCENT
    return _all_yes(answers)


def alarm_test_expired(answers: Mapping[str, Any], *, on: date) -> bool:
    """Say whether the last joint test lies more than 30 days back (or none is known)."""
    tested = answers.get("tested_on")
    return tested is None or date.fromisoformat(tested) < on - timedelta(days=ALARM_TEST_DAYS)


def standing(atom: str, applies: str, school: SchoolKind, declared: Declared | None, *, on: date) -> Standing:
    """Return how the school stands on this indicator that day. Only what an outsider has confirmed is verified."""
    if not applies_to(applies, school):
        return "not_applicable"
    if declared is None:
        return "undeclared"
    if declared.outcome == "refuted":
        return "refuted"
    if not meets(atom, declared.answers, on=on):
        return "expired" if meets(atom, declared.answers, on=declared.declared_on) else "unmet"
    if declared.outcome is None or declared.verified_on is None:
        return "declared"
    return "verified" if on - declared.verified_on <= timedelta(days=VERIFIED_DAYS) else "expired"


def together(standings: list[Standing]) -> Standing:
    """Return the standing of a line made of several atoms: the weakest of those that apply."""
    order: tuple[Standing, ...] = ("undeclared", "unmet", "refuted", "expired", "declared", "verified")
    counted = [each for each in standings if each != "not_applicable"]
    return min(counted, key=order.index) if counted else "not_applicable"


def answer_objection(kind: str, value: Any, *, on: date) -> str | None:
    """Return the error code of an answer that cannot be, None if it can. `kind` as in the catalogue."""
    match kind:
        case "yes":
            return None if isinstance(value, bool) else "protection_answer_yes_no"
        case "count":
            return None if _whole(value) and 0 <= value <= 100_000 else "protection_answer_count"
        case "percent":
            return None if _whole(value) and 0 <= value <= 100 else "protection_answer_percent"
    return _date_objection(value, on=on)


def answers_objections(atom: str, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return what does not fit together: boarders are pupils too."""
    if atom == "ind_guards" and answers["boarders"] > answers["pupils"]:
        return {"boarders": "protection_boarders_too_many"}
    return {}


def _date_objection(value: Any, *, on: date) -> str | None:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return "protection_answer_date"
    return "protection_answer_future" if day > on else None


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _all_yes(answers: Mapping[str, Any]) -> bool:
    return all(value for value in answers.values() if isinstance(value, bool))
