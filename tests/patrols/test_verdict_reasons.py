"""The catalogue of reasons: readable in both languages, each reached by something that can happen."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter

import pytest

from backend.patrols.facts import DeviceUse, Place, RunFacts
from backend.patrols.reasons import LEVELS, REASONS, found
from backend.patrols.thresholds import THRESHOLDS
from backend.patrols.verdict import judge_run, judge_visit
from benchmarks.verdict.classes import HELD_OUT, TOLD, UNTELLABLE, drawn, honest_rounds
from benchmarks.verdict.taps import runs
from tests.patrols.visits import clock, linked, place, reading, scan, visit, window


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", REASONS)
def test_a_reason_says_the_same_numbers_in_both_languages(code: str) -> None:
    reason = REASONS[code]
    assert names(reason.zh) == names(reason.en)
    assert reason.zh.endswith("。")
    assert reason.en.endswith(".")
    assert 0 <= reason.points <= THRESHOLDS.contradicted_from
    assert not (reason.speaks_for and reason.points)


def test_lacks_are_named_because_they_never_contradict() -> None:
    assert {code for code, reason in REASONS.items() if reason.is_lack} == {
        *("proof_missing", "proof_missing_alone", "no_scan", "no_scan_alone"),
        *("round_elsewhere", "round_without_evidence"),
    }


def test_numbers_are_said_as_people_say_them() -> None:
    assert dict(found("too_fast", speed=3.26, distance=1234.4, seconds=2.0).values) == {
        "speed": 3.3,
        "distance": 1234,
        "seconds": 2,
    }


def test_levels_go_from_best_to_worst() -> None:
    assert list(LEVELS) == ["confirmed", "plausible", "doubtful", "contradicted"]


def test_every_threshold_has_a_unit_and_a_reason() -> None:
    for field in fields(THRESHOLDS):
        assert field.name == "version" or (field.metadata["unit"] and field.metadata["why"])


BY_HAND = [
    visit(position="unsupported", window=window(not_before=clock(60).happened_at)),
    visit(place=Place(None, None), clock=clock(-9_000, clock_basis="device")),
    visit(device=DeviceUse(True, 0, 1, 100.0, 100.0), code="grace", next=scan(9_000, 5)),
    visit(next=scan(1_000, 240), others=(scan(9_000, 30),)),
]
AGAIN = linked([visit(clock=clock(i), again_after_s=1.0 if i else None) for i in range(3)])
QUICK = linked([visit(place=place(4.0 * i), position=reading(4.0 * i), clock=clock(i)) for i in range(3)])


def test_every_reason_is_reached() -> None:
    """By the simulated world, and by hand what it hardly ever draws."""
    verdicts = [judge_visit(each) for each in BY_HAND]
    verdicts += [verdict for run in (AGAIN, QUICK, *_simulated()) for verdict in judge_run(run)]
    assert set(REASONS) - {reason.code for verdict in verdicts for reason in verdict.reasons} == set()


def _simulated() -> list[RunFacts]:
    rounds = [*honest_rounds(11, 200), *(r for draw in (*TOLD, *HELD_OUT, *UNTELLABLE) for r in drawn(draw, 11, 15))]
    return [run for round_ in rounds for run, _ in runs(round_)]
