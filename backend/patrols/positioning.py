"""Where a checkpoint is, from several readings taken on the spot. Pure.

One reading under trees or between houses is easily off by fifty metres, and says five. The weighted median of several does not
follow the wild ones; what lies far from it is dropped, the rest is averaged. Readings of one minute share their errors, so the
accuracy that is reported does not shrink with their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, hypot, radians, sqrt
from statistics import median

MOST_READINGS = 30
UNSAID_M = 60.0
"""What a reading without an accuracy is taken for."""
BEST_M = 3.0
"""No telephone is better than that, whatever it says."""
FRESH = timedelta(minutes=5)
"""A reading so much older than the newest one was not taken here and now: phones hand out remembered positions."""
_METRES_A_DEGREE = 111_195.0
_PASSES = 3
_RAYLEIGH = 2.55
"""Three sigma, in medians of the distance from the middle (its distribution is Rayleigh's)."""
Point = tuple[float, float, float]


@dataclass(frozen=True)
class Reading:
    """One position in degrees WGS-84 as the phone read it; `accuracy_m` is its one-sigma radius, if it says one."""

    lat: float
    lng: float
    accuracy_m: float | None
    taken_at: datetime | None = None


@dataclass(frozen=True)
class Fix:
    """The position made of `used` readings (`dropped` were too old or too far off), and how far it can be trusted.

    `scattered`: the readings disagree by more than they say, so the phone may have been walking or had no sky.
    """

    lat: float
    lng: float
    accuracy_m: float
    used: int
    dropped: int
    scattered: bool


def combine(readings: Sequence[Reading]) -> Fix:
    """Make one position of 1 to 30 readings."""
    fresh = _fresh(readings)
    origin = fresh[0]
    points = [(_east(each, origin), _north(each, origin), _sigma(each)) for each in fresh]
    weights = [1 / sigma**2 for _, _, sigma in points]
    kept = _agreeing(points, weights)
    total = sum(weights[place] for place in kept)
    x, y = (sum(points[place][axis] * weights[place] for place in kept) / total for axis in (0, 1))
    spread = sqrt(sum(weights[i] * ((points[i][0] - x) ** 2 + (points[i][1] - y) ** 2) for i in kept) / total)
    said = median(points[place][2] for place in kept)
    return Fix(
        lat=round(origin.lat + y / _METRES_A_DEGREE, 6),
        lng=round(origin.lng + x / (_METRES_A_DEGREE * cos(radians(origin.lat))), 6),
        accuracy_m=round(max(said, spread, BEST_M), 1),
        used=len(kept),
        dropped=len(readings) - len(kept),
        scattered=spread > 2 * said or len(kept) * 2 < len(readings),
    )


def _agreeing(points: Sequence[Point], weights: Sequence[float]) -> list[int]:
    """Return the places of the readings that lie together around their weighted median; each pass looks from nearer."""
    kept = list(range(len(points)))
    for _ in range(_PASSES):
        x, y = (_weighted_median([points[i][axis] for i in kept], [weights[i] for i in kept]) for axis in (0, 1))
        off = [hypot(point[0] - x, point[1] - y) for point in points]
        usual = _RAYLEIGH * median(off[i] for i in kept)
        limit = max(usual, 2 * median(points[i][2] for i in kept), 2 * BEST_M)
        kept = [i for i in range(len(points)) if off[i] <= limit] or [off.index(min(off))]
    return kept


def _fresh(readings: Sequence[Reading]) -> list[Reading]:
    times = [each.taken_at for each in readings if each.taken_at is not None]
    if not times:
        return list(readings)
    oldest = max(times) - FRESH
    return [each for each in readings if each.taken_at is None or each.taken_at >= oldest]


def _sigma(reading: Reading) -> float:
    return max(BEST_M, UNSAID_M if reading.accuracy_m is None else reading.accuracy_m)


def _east(reading: Reading, origin: Reading) -> float:
    return (reading.lng - origin.lng) * _METRES_A_DEGREE * cos(radians(origin.lat))


def _north(reading: Reading, origin: Reading) -> float:
    return (reading.lat - origin.lat) * _METRES_A_DEGREE


def _weighted_median(values: Sequence[float], weights: Sequence[float]) -> float:
    half, passed = sum(weights) / 2, 0.0
    for value, weight in sorted(zip(values, weights, strict=True)):
        passed += weight
        if passed >= half:
            return value
    raise ValueError("no readings")
