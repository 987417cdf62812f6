"""One position out of several readings, against simulated phones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median

import pytest

from backend.patrols.positioning import Reading, combine
from tests.patrols.routes_samples import TRUE, error_m, moved, noisy

AT = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


def test_one_reading_is_taken_as_it_is() -> None:
    fix = combine([Reading(*TRUE, 12.0)])
    assert (fix.lat, fix.lng, fix.accuracy_m, fix.used, fix.dropped, fix.scattered) == (*TRUE, 12.0, 1, 0, False)


def test_no_phone_is_believed_to_be_better_than_three_metres() -> None:
    assert combine([Reading(*TRUE, 0.1)] * 5).accuracy_m == 3.0
    assert combine([Reading(*TRUE, None)]).accuracy_m == 60.0


@pytest.mark.parametrize("count", [3, 5, 10, 30])
def test_several_honest_readings_are_better_than_one(count: int) -> None:
    together, alone = [], []
    for seed in range(300):
        readings = noisy(Random(seed), count=count, sigma=10)
        together.append(error_m(combine(readings)))
        alone.append(error_m(combine(readings[:1])))
    assert median(together) < median(alone) * 0.8
    assert max(together) < max(alone)


@pytest.mark.parametrize("sigma", [5.0, 15.0, 40.0])
def test_wild_readings_are_dropped_where_a_mean_would_follow_them(sigma: float) -> None:
    ours, means = [], []
    for seed in range(300):
        readings = noisy(Random(seed), count=12, sigma=sigma, wild=0.25)
        ours.append(error_m(combine(readings)))
        lat, lng = (sum(getattr(each, axis) for each in readings) / len(readings) for axis in ("lat", "lng"))
        means.append(error_m(combine([Reading(lat, lng, sigma)])))
    assert sum(error <= 2 * sigma for error in ours) >= 0.97 * len(ours)
    assert median(ours) < median(means)


def test_the_accuracy_reported_covers_the_truth_as_often_as_a_phones_own() -> None:
    """One sigma of a circle holds 39 %; two of them 86 %."""
    inside = {1: 0, 2: 0}
    for seed in range(1000):
        fix = combine(noisy(Random(seed), count=8, sigma=12))
        for times in inside:
            inside[times] += error_m(fix) <= times * fix.accuracy_m
    assert inside[1] >= 390
    assert inside[2] >= 860


def test_good_readings_weigh_more_than_bad_ones() -> None:
    bad = [Reading(*moved(60, 0), 80.0), Reading(*moved(-50, 30), 80.0), Reading(*moved(40, -60), 80.0)]
    fix = combine([*bad, Reading(*moved(1, 1), 4.0), Reading(*moved(-1, 0), 4.0)])
    assert error_m(fix) < 3


def test_a_remembered_position_does_not_count() -> None:
    old = Reading(*moved(500, 0), 5.0, AT - timedelta(minutes=20))
    here = [Reading(*moved(n, 0), 8.0, AT + timedelta(seconds=n)) for n in range(3)]
    fix = combine([old, *here])
    assert (fix.used, fix.dropped) == (3, 1)
    assert error_m(fix) < 3


def test_a_phone_that_walks_is_noticed() -> None:
    assert combine([Reading(*moved(40 * n, 0), 5.0) for n in range(10)]).scattered
    assert not combine(noisy(Random(4), count=10, sigma=8)).scattered


@pytest.mark.parametrize("seed", range(50))
def test_the_order_of_the_readings_does_not_matter(seed: int) -> None:
    chance = Random(seed)
    readings = noisy(chance, count=9, sigma=20, wild=0.3)
    first = combine(readings)
    chance.shuffle(readings)
    again = combine(readings)
    assert abs(first.lat - again.lat) < 2e-6
    assert abs(first.lng - again.lng) < 2e-6
    assert first.used == again.used
