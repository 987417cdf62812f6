"""Schools and their routes, drawn at random: where the points truly are, and where the system believes they are.

Sizes follow the project's own defaults: an inner route has 8–15 points on a campus of some 100–250 m, a surroundings route
5–10 points within 200 m of the gate, a vehicle's route 5–8 points over three kilometres.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, pi, radians, sin
from random import Random
from typing import Literal

from backend.patrols.facts import CodeState, Mode, Place

Setting = Literal["open", "canyon", "indoor"]
Kind = Literal["campus", "surroundings", "building", "vehicle", "video"]
Spot = tuple[float, float]
METRES_A_DEGREE = 111_195.0
KINDS: dict[Kind, float] = {"campus": 0.47, "surroundings": 0.28, "building": 0.12, "vehicle": 0.08, "video": 0.05}


@dataclass(frozen=True)
class Point:
    """A checkpoint: `spot` is where its plate hangs, metres east and north of the gatehouse; `place` is what was captured.

    `wall` shifts every satellite fix there by the same metres: the near wall reflects the same way for everybody.
    """

    spot: Spot
    place: Place
    setting: Setting
    wall: Spot
    code: CodeState


@dataclass(frozen=True)
class Route:
    """A route of one school; the gatehouse stands at (0, 0), which is `origin` in degrees."""

    origin: tuple[float, float]
    kind: Kind
    mode: Mode
    points: tuple[Point, ...]
    ordered: bool
    min_dwell_s: float


def draw_route(rng: Random, kind: Kind | None = None) -> Route:
    """Draw a school anywhere in inner China and one route of it, walked from neighbour to neighbour."""
    kind = kind or rng.choices(list(KINDS), list(KINDS.values()))[0]
    origin = (rng.uniform(22, 42), rng.uniform(100, 121))
    urban = rng.random() < 0.5
    spots = walking_order(_spots(rng, kind))
    points = tuple(_point(rng, origin, spot, setting=_setting(rng, kind, urban=urban)) for spot in spots)
    mode: Mode = "vehicle" if kind == "vehicle" else "video" if kind == "video" else "foot"
    return Route(
        origin, kind, mode, points, ordered=rng.random() < 0.4, min_dwell_s=rng.choice((0.0, 0.0, 0.0, 5.0, 10.0))
    )


def degrees(origin: tuple[float, float], spot: Spot) -> tuple[float, float]:
    """Turn metres from the gatehouse into degrees, six decimals as the door keeps them."""
    lat = origin[0] + spot[1] / METRES_A_DEGREE
    lng = origin[1] + spot[0] / (METRES_A_DEGREE * cos(radians(origin[0])))
    return round(lat, 6), round(lng, 6)


def apart(a: Spot, b: Spot) -> float:
    """Metres between two spots."""
    return hypot(a[0] - b[0], a[1] - b[1])


def moved(spot: Spot, metres: float, angle: float) -> Spot:
    """The spot that lies `metres` from `spot` in a direction (radians)."""
    return spot[0] + metres * cos(angle), spot[1] + metres * sin(angle)


def anywhere(rng: Random) -> float:
    """A direction in radians."""
    return rng.uniform(0, 2 * pi)


def walking_order(spots: list[Spot]) -> list[Spot]:
    """Order spots as people walk them: from the gatehouse always to the nearest that is left."""
    left, here, walk = list(spots), (0.0, 0.0), []
    while left:
        here = min(left, key=lambda spot: apart(spot, here))
        left.remove(here)
        walk.append(here)
    return walk


def _spots(rng: Random, kind: Kind) -> list[Spot]:
    if kind == "surroundings":
        return [moved((0.0, 0.0), rng.uniform(15, 200), anywhere(rng)) for _ in range(rng.randint(5, 10))]
    if kind in ("vehicle", "video"):
        return [moved((0.0, 0.0), rng.uniform(100, 1_500), anywhere(rng)) for _ in range(rng.randint(5, 8))]
    if kind == "building":
        return [(rng.uniform(-35, 35), rng.uniform(20, 60)) for _ in range(rng.randint(6, 12))]
    wide, deep = rng.uniform(100, 250), rng.uniform(80, 220)
    return [(rng.uniform(-wide / 2, wide / 2), rng.uniform(0, deep)) for _ in range(rng.randint(8, 15))]


def _setting(rng: Random, kind: Kind, *, urban: bool) -> Setting:
    indoor = {"building": 0.9, "campus": 0.35}.get(kind, 0.05)
    if rng.random() < indoor:
        return "indoor"
    return "canyon" if rng.random() < (0.45 if urban else 0.08) else "open"


def _point(rng: Random, origin: tuple[float, float], spot: Spot, *, setting: Setting) -> Point:
    """Draw a point; walls shift by 12 m in the median, with a long tail into tens of metres (an assumption)."""
    wall = (0.0, 0.0)
    if setting != "open":
        wall = moved((0.0, 0.0), min(120.0, rng.lognormvariate(2.5, 0.7)), anywhere(rng))
    code: CodeState = rng.choices(("good", "grace", "replaced"), (0.975, 0.02, 0.005))[0]
    return Point(spot, _captured(rng, origin, spot, wall=wall), setting, wall, code)


def _captured(rng: Random, origin: tuple[float, float], spot: Spot, *, wall: Spot) -> Place:
    """Capture it: 89 % by phone on the spot, 8 % badly (20–40 m off), 2 % on a map by sight, 1 % never.

    A capture on the spot suffers from the same wall as later visits, so half of that shift cancels out.
    """
    way = rng.random()
    if way < 0.01:
        return Place(None, None)
    if way < 0.03:
        return Place(*degrees(origin, moved(spot, rng.uniform(10, 35), anywhere(rng))), accuracy_m=None, on_site=False)
    if way < 0.11:
        off = moved(spot, rng.uniform(20, 40), anywhere(rng))
        return Place(*degrees(origin, off), accuracy_m=rng.uniform(8, 30))
    seen = moved((spot[0] + wall[0] / 2, spot[1] + wall[1] / 2), rng.weibullvariate(7, 2), anywhere(rng))
    return Place(*degrees(origin, seen), accuracy_m=rng.uniform(5, 20))
