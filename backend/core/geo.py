"""Positions: WGS-84 in the database, GCJ-02 converted at the door, distances on the ellipsoid by geopy where they decide.

The GCJ-02 polynomial is the published approximation that every Chinese map SDK uses (as in gcoord and prcoords); the
inverse is found by fixed-point iteration, exact to well under a millimetre.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import asin, cos, pi, radians, sin, sqrt
from typing import Literal

from geopy.distance import geodesic

Datum = Literal["wgs84", "gcj02"]

_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323
_EARTH_RADIUS_M = 6371008.8
DATUM_FIT_M = 30.0


@dataclass(frozen=True)
class Position:
    """A point in degrees WGS-84, its `accuracy_m` (one-sigma radius as the phone says), and where it came from."""

    lat: float
    lng: float
    accuracy_m: float | None = None
    source_datum: Datum = "wgs84"
    provider: str | None = None


def from_phone(lat: float, lng: float, *, accuracy_m: float | None, datum: Datum, provider: str | None) -> Position:
    """Turn what a phone says into a WGS-84 position, converting GCJ-02 and remembering that it was."""
    if datum == "gcj02":
        lat, lng = gcj02_to_wgs84(lat, lng)
    return Position(lat=lat, lng=lng, accuracy_m=accuracy_m, source_datum=datum, provider=provider)


def outside_china(lat: float, lng: float) -> bool:
    """Say whether the point lies outside the box in which GCJ-02 is shifted."""
    return not (73.66 <= lng <= 135.05 and 3.86 <= lat <= 53.55)


def wgs84_to_gcj02(lat: float, lng: float) -> tuple[float, float]:
    """Shift a WGS-84 point to GCJ-02; points outside China come back unchanged."""
    if outside_china(lat, lng):
        return lat, lng
    x, y = lng - 105.0, lat - 35.0
    d_lat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + _wave(x, 6, 2, 20) / 1.5
    d_lat += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3 + (
        160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)
    ) * 2 / 3
    d_lng = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + _wave(x, 6, 2, 20) / 1.5
    d_lng += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3 + (
        150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)
    ) * 2 / 3
    phi = radians(lat)
    magic = 1 - _ECCENTRICITY * sin(phi) ** 2
    root = sqrt(magic)
    d_lat = d_lat * 180 / (_AXIS * (1 - _ECCENTRICITY) / (magic * root) * pi)
    d_lng = d_lng * 180 / (_AXIS / root * cos(phi) * pi)
    return lat + d_lat, lng + d_lng


def gcj02_to_wgs84(lat: float, lng: float) -> tuple[float, float]:
    """Undo `wgs84_to_gcj02` by five fixed-point steps (round trip error far below a millimetre)."""
    if outside_china(lat, lng):
        return lat, lng
    guess_lat, guess_lng = lat, lng
    for _ in range(5):
        shifted_lat, shifted_lng = wgs84_to_gcj02(guess_lat, guess_lng)
        guess_lat, guess_lng = guess_lat + lat - shifted_lat, guess_lng + lng - shifted_lng
    return guess_lat, guess_lng


def distance_m(a: Position, b: Position) -> float:
    """Return the geodesic distance in metres; far points take the cheap formula, because nothing hangs on their decimals."""
    rough = haversine_m(a.lat, a.lng, b.lat, b.lng)
    if rough > 5_000:
        return rough
    return float(geodesic((a.lat, a.lng), (b.lat, b.lng)).meters)


def haversine_m(lat_a: float, lng_a: float, lat_b: float, lng_b: float) -> float:
    """Return the great-circle distance in metres on the mean sphere (within 0.6 % of the geodesic)."""
    half_lat, half_lng = radians(lat_b - lat_a) / 2, radians(lng_b - lng_a) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(half_lng) ** 2
    return 2 * _EARTH_RADIUS_M * asin(sqrt(min(1.0, chord)))


def maybe_other_datum(position: Position, place: Position, *, within_m: float = DATUM_FIT_M) -> bool:
    """Say whether `position` is off from `place` but would fit it (within 30 m) if it had been GCJ-02 all along."""
    if position.source_datum != "wgs84" or haversine_m(position.lat, position.lng, place.lat, place.lng) <= within_m:
        return False
    lat, lng = gcj02_to_wgs84(position.lat, position.lng)
    return haversine_m(lat, lng, place.lat, place.lng) <= within_m


def box_around(position: Position, radius_m: float) -> tuple[float, float, float, float]:
    """Return (lat_min, lat_max, lng_min, lng_max) of a box that holds the circle of `radius_m` metres."""
    d_lat = radius_m / 111_000
    d_lng = d_lat / max(0.01, cos(radians(position.lat)))
    return position.lat - d_lat, position.lat + d_lat, position.lng - d_lng, position.lng + d_lng


def rounded(position: Position) -> Position:
    """Keep six decimals (11 cm): finer digits are noise and make equal facts differ."""
    return replace(position, lat=round(position.lat, 6), lng=round(position.lng, 6))


def _wave(x: float, fast: int, slow: int, height: float) -> float:
    return height * sin(fast * x * pi) + height * sin(slow * x * pi)
