"""The simulated world: the same seed draws the same rounds, and its labels mean what they say."""

from __future__ import annotations

import pytest

from backend.core.geo import haversine_m
from backend.patrols.facts import Reading
from benchmarks.verdict.classes import HELD_OUT, TOLD, UNTELLABLE, Draw, drawn, honest_rounds
from benchmarks.verdict.scenes import TOLD_FROM_M
from benchmarks.verdict.taps import Round, runs

CLASSES = [*TOLD, *HELD_OUT, *UNTELLABLE]


@pytest.mark.parametrize("draw", CLASSES, ids=lambda draw: draw.__name__)
def test_a_seed_draws_the_same_rounds_and_another_one_others(draw: Draw) -> None:
    assert list(drawn(draw, 7, 2)) == list(drawn(draw, 7, 2))
    assert list(drawn(draw, 7, 2)) != list(drawn(draw, 8, 2))


def test_honest_rounds_hold_nothing_but_the_truth() -> None:
    assert {tap.truth for round_ in honest_rounds(7, 100) for tap in round_.taps} == {"honest"}


@pytest.mark.parametrize("draw", [*TOLD, *HELD_OUT], ids=lambda draw: draw.__name__)
def test_cheating_rounds_have_visits_that_count(draw: Draw) -> None:
    assert any(tap.truth == "cheat" for round_ in drawn(draw, 7, 20) for tap in round_.taps)


@pytest.mark.parametrize("draw", UNTELLABLE, ids=lambda draw: draw.__name__)
def test_what_cannot_be_told_never_counts(draw: Draw) -> None:
    assert {tap.truth for round_ in drawn(draw, 7, 20) for tap in round_.taps} == {"untold"}


def test_every_visit_reaches_the_verdict_in_the_order_the_server_believes() -> None:
    for round_ in _some_of_everything():
        judged = runs(round_)
        assert sum(len(run.visits) for run, _ in judged) == len(round_.taps)
        for run, truths in judged:
            times = [visit.clock.happened_at for visit in run.visits]
            assert times == sorted(times)
            assert len(truths) == len(run.visits)


def test_from_the_gatehouse_only_far_points_count() -> None:
    gatehouse = next(draw for draw in TOLD if draw.__name__ == "gatehouse")
    for round_ in drawn(gatehouse, 7, 20):
        for tap in round_.taps:
            east, north = round_.route.points[tap.point].spot
            assert (tap.truth == "cheat") == (east**2 + north**2 > TOLD_FROM_M**2)


def test_at_home_the_phone_is_where_the_plates_are_not() -> None:
    located = next(draw for draw in TOLD if draw.__name__ == "home_located")
    far = [
        haversine_m(visit.position.lat, visit.position.lng, visit.place.lat, visit.place.lng)
        for round_ in drawn(located, 7, 30)
        for run, _ in runs(round_)
        for visit in run.visits
        if isinstance(visit.position, Reading) and visit.place.lat is not None and visit.place.lng is not None
    ]
    assert sorted(far)[len(far) // 10] > 200


def _some_of_everything() -> list[Round]:
    return [*honest_rounds(7, 50), *(round_ for draw in CLASSES for round_ in drawn(draw, 7, 5))]
