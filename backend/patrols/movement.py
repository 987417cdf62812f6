"""Whether readings follow the points they were taken at: 1 when they move as the points do, 0 when they stay. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians, sqrt
from statistics import median

Spots = list[tuple[float, float]]
METRES_A_DEGREE = 111_195.0


@dataclass(frozen=True)
class Followed:
    """`share`: metres that readings move for each metre from point to point (least squares); `error`: its standard error.

    `spread_m`: how far the points lie from their middle (root mean square).
    """

    share: float
    error: float
    spread_m: float


def followed(places: Spots, readings: Spots) -> Followed:
    """Compare both sets of degrees, each from its own middle, so that a shift of all readings changes nothing.

    A reading far off is pulled in to twice the farthest point, so that it weighs less. Needs two or more.
    """
    points, fixes = _metres(places, places[0]), _metres(readings, places[0])
    reach = 2 * max(hypot(x, y) for x, y in points)
    fixes = [_pulled_in(spot, reach) for spot in fixes]
    weight = sum(x * x + y * y for x, y in points)
    spread = sqrt(weight / len(points))
    if weight == 0:
        return Followed(1.0, 0.0, 0.0)
    pairs = list(zip(points, fixes, strict=True))
    share = sum(px * fx + py * fy for (px, py), (fx, fy) in pairs) / weight
    left = sum((fx - share * px) ** 2 + (fy - share * py) ** 2 for (px, py), (fx, fy) in pairs)
    return Followed(share, sqrt(left / max(1, 2 * len(pairs) - 3) / weight), spread)


def middle(spots: Spots) -> tuple[float, float]:
    """The middle of some spots by medians, which one wild reading does not move."""
    return median(lat for lat, _ in spots), median(lng for _, lng in spots)


def _metres(spots: Spots, origin: tuple[float, float]) -> Spots:
    """Metres east and north of the middle."""
    east = METRES_A_DEGREE * cos(radians(origin[0]))
    lat, lng = middle(spots)
    return [((its_lng - lng) * east, (its_lat - lat) * METRES_A_DEGREE) for its_lat, its_lng in spots]


def _pulled_in(spot: tuple[float, float], reach: float) -> tuple[float, float]:
    length = hypot(*spot)
    return spot if length <= reach else (spot[0] * reach / length, spot[1] * reach / length)
