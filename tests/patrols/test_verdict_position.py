"""What a position says about a visit: the bands of distance, what widens the fence, the other datum, and no position at all."""

from __future__ import annotations

from typing import Any

import pytest

from backend.core.geo import wgs84_to_gcj02
from backend.patrols.facts import Place, Reading
from backend.patrols.thresholds import THRESHOLDS as T
from tests.patrols.visits import codes, judged, place, reading, scan, spot

EPS = 1.0
FENCE = 50.0 + 10.0


@pytest.mark.parametrize(
    ("metres", "code", "level"),
    [
        (FENCE - EPS, "near", "confirmed"),
        (FENCE + EPS, "edge", "plausible"),
        (FENCE + T.edge_m - EPS, "edge", "plausible"),
        (FENCE + T.edge_m + EPS, "far", "doubtful"),
        (FENCE + T.elsewhere_m - 5, "far", "doubtful"),
        (FENCE + T.elsewhere_m + 5, "elsewhere", "contradicted"),
    ],
)
def test_distance_decides_in_bands(metres: float, code: str, level: str) -> None:
    verdict = judged(position=reading(metres))
    assert (verdict.reasons[0].code, verdict.level) == (code, level)


@pytest.mark.parametrize(
    ("accuracy", "metres", "code"),
    [
        (40.0, 50 + 40 - EPS, "near"),
        (40.0, 50 + 40 + EPS, "edge"),
        (T.accuracy_counted_m, 150 - EPS, "near"),
        (None, 150 - EPS, "near"),
        (None, 150 + EPS, "edge"),
        (T.accuracy_counted_m + 1, 150 - EPS, "position_coarse"),
        (400.0, 50 + 3 * 400 - EPS, "position_coarse"),
        (400.0, 50 + 3 * 400 + EPS, "far"),
        (400.0, 50 + 3 * 400 + 5 * 400 + 20, "elsewhere"),
    ],
)
def test_the_phones_own_claim_widens_the_fence_up_to_a_limit(accuracy: float | None, metres: float, code: str) -> None:
    assert code in codes(judged(position=reading(metres, accuracy_m=accuracy)))


@pytest.mark.parametrize(
    ("about", "fence"),
    [
        ({"place": place(radius_m=20.0)}, 30.0),
        ({"place": place(on_site=False)}, FENCE + T.off_site_capture_m),
        ({"mode": "vehicle"}, FENCE + T.vehicle_reach_m),
    ],
)
def test_point_and_mode_set_the_fence(about: dict[str, Any], fence: float) -> None:
    assert "near" in codes(judged(position=reading(fence - EPS), **about))
    assert "near" not in codes(judged(position=reading(fence + EPS), **about))


@pytest.mark.parametrize(
    ("absence", "code"),
    [
        ("refused", "location_refused"),
        ("unavailable", "location_unavailable"),
        ("timeout", "location_unavailable"),
        ("unsupported", "location_unsupported"),
        ("not_asked", "location_not_asked"),
    ],
)
def test_no_position_is_plausible_and_says_why(absence: str, code: str) -> None:
    verdict = judged(position=absence)
    assert (verdict.level, codes(verdict)) == ("plausible", {code})


def test_a_point_without_position_is_plausible() -> None:
    assert codes(judged(place=Place(None, None))) == {"place_unknown"}


@pytest.mark.parametrize(("age", "code"), [(T.reading_fresh_s, "elsewhere"), (T.reading_fresh_s + 1, "position_stale")])
def test_an_old_reading_is_not_of_this_moment(age: float, code: str) -> None:
    assert codes(judged(position=reading(50_000, age_s=age))) == {code}


def as_gcj02(east: float, **about: Any) -> Reading:
    return Reading(*wgs84_to_gcj02(*spot(east)), **({"accuracy_m": 10.0} | about))


def test_a_reading_in_the_other_datum_is_plausible() -> None:
    verdict = judged(position=as_gcj02(5))
    assert (verdict.level, codes(verdict)) == ("plausible", {"maybe_gcj02"})


def test_a_reading_that_fits_in_neither_datum_is_far() -> None:
    assert "maybe_gcj02" not in codes(judged(position=as_gcj02(200)))
    assert judged(position=as_gcj02(200)).flagged


def test_what_has_been_converted_already_is_not_converted_again() -> None:
    assert judged(position=as_gcj02(5, source_datum="gcj02")).flagged


def test_a_coarse_reading_in_the_other_datum_says_nothing() -> None:
    assert codes(judged(position=as_gcj02(0, accuracy_m=101.0), place=place(radius_m=20.0))) == {"position_coarse"}


def near_scan(after_s: float, off_m: float = 0.0) -> Any:
    return scan(60, after_s, reading=reading(60 + off_m))


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"previous": near_scan(-90), "next": near_scan(90)}, "elsewhere_once"),
        ({"next": near_scan(90, off_m=T.neighbour_m + 10 - EPS)}, "elsewhere_once"),
        ({"next": near_scan(90, off_m=T.neighbour_m + 10 + EPS)}, "elsewhere"),
        ({"previous": near_scan(-90), "next": scan(60, 90)}, "elsewhere"),
        ({}, "elsewhere"),
    ],
)
def test_one_wild_reading_between_good_ones_may_have_jumped(about: dict[str, Any], code: str) -> None:
    assert code in codes(judged(position=reading(20_000), **about))
