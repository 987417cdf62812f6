"""Positions: the two datums, distances that decide, boxes that hold their circle."""

from __future__ import annotations

import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.geo import (
    Position,
    box_around,
    distance_m,
    from_phone,
    gcj02_to_wgs84,
    haversine_m,
    maybe_other_datum,
    outside_china,
    rounded,
    wgs84_to_gcj02,
)

INSIDE = st.tuples(st.floats(18.2, 53.5), st.floats(73.7, 135.0))
NEAR = st.tuples(st.floats(-0.04, 0.04), st.floats(-0.04, 0.04))
LIMITS = settings(max_examples=200, deadline=None, derandomize=True, database=None)


@LIMITS
@given(INSIDE)
def test_there_and_back_between_the_datums_is_exact_to_a_millimetre(point: tuple[float, float]) -> None:
    back = gcj02_to_wgs84(*wgs84_to_gcj02(*point))
    assert haversine_m(*point, *back) < 0.001


@LIMITS
@given(INSIDE)
def test_gcj02_lies_a_hundred_to_seven_hundred_metres_off(point: tuple[float, float]) -> None:
    assert 30 < haversine_m(*point, *wgs84_to_gcj02(*point)) < 1000


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [((39.908823, 116.397470), (39.910224, 116.403714)), ((31.230416, 121.473701), (31.228482, 121.478237))],
    ids=["Beijing", "Shanghai"],
)
def test_known_points_are_shifted_as_every_chinese_map_shifts_them(
    wgs84: tuple[float, float], gcj02: tuple[float, float]
) -> None:
    assert haversine_m(*wgs84_to_gcj02(*wgs84), *gcj02) < 2


@pytest.mark.parametrize("point", [(51.5, -0.1), (-33.9, 151.2), (0.0, 0.0)])
def test_outside_china_nothing_is_shifted(point: tuple[float, float]) -> None:
    assert outside_china(*point)
    assert (wgs84_to_gcj02(*point), gcj02_to_wgs84(*point)) == (point, point)


@LIMITS
@given(INSIDE, NEAR)
def test_a_near_distance_is_the_geodesic_one(point: tuple[float, float], off: tuple[float, float]) -> None:
    other = (point[0] + off[0], point[1] + off[1])
    true = geodesic(point, other).meters
    assert distance_m(Position(*point), Position(*other)) == pytest.approx(true, rel=0.006, abs=0.001)
    assert haversine_m(*point, *other) == pytest.approx(true, rel=0.006, abs=0.01)


@LIMITS
@given(INSIDE, st.floats(1, 2000))
def test_a_box_holds_its_circle(point: tuple[float, float], radius: float) -> None:
    south, north, west, east = box_around(Position(*point), radius)
    for bearing in range(0, 360, 30):
        there = geodesic(meters=radius * 0.99).destination(point, bearing)
        assert south <= there.latitude <= north
        assert west <= there.longitude <= east


@LIMITS
@given(INSIDE)
def test_a_point_in_the_wrong_datum_is_recognised_by_its_plate(plate: tuple[float, float]) -> None:
    shifted = Position(*wgs84_to_gcj02(*plate))
    assert maybe_other_datum(shifted, Position(*plate))
    assert not maybe_other_datum(Position(*plate), Position(*plate))
    assert not maybe_other_datum(Position(shifted.lat, shifted.lng, source_datum="gcj02"), Position(*plate))


def test_somebody_simply_far_away_is_not_accused_of_the_wrong_datum() -> None:
    assert not maybe_other_datum(Position(38.91, 83.11), Position(38.9, 83.1))


def test_a_phone_that_says_gcj02_is_converted_and_remembered() -> None:
    lat, lng = wgs84_to_gcj02(38.9, 83.1)
    found = rounded(from_phone(lat, lng, accuracy_m=20, datum="gcj02", provider="gps"))
    assert found == Position(38.9, 83.1, 20, "gcj02", "gps")
