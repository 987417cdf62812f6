"""How people move along a route and what they do at a plate: pace, scanning, uploading, photos. Shared by honest and cheat.

Walking: comfortable speeds of adults average 1.27–1.46 m/s, the fastest 1.75–2.53 m/s (Bohannon, Age and Ageing 26, 1997). A foot
path is longer than the straight line by a fifth to a half. Photos are asked of 5 % of visits at random (the project's
default), and of every second visit without a usable position, because there nothing else speaks for the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from backend.patrols.facts import Absence, Proof, Reading, Via
from benchmarks.verdict.taps import moment
from benchmarks.verdict.world import Route, Spot, apart

ASKED = 0.05
ASKED_WITHOUT_POSITION = 0.5
USABLE_M = 100.0
"""A reading that claims more than this says nothing about one plate; the page asks for photos as if there were none."""


@dataclass(frozen=True)
class Pace:
    """How fast somebody goes (m/s), how much longer the way is than the line, and the median seconds spent at a plate."""

    speed: float
    detour: float
    stay_s: float


def pace(rng: Random, route: Route, *, hurried: bool = False, wheels: bool = False) -> Pace:
    """Draw a pace: on foot 0.9–1.9 m/s, hurried 2.0–2.8, on a scooter that nobody declared 3.5–5.5, by car 4–12."""
    if route.mode != "foot":
        return Pace(rng.uniform(4, 12), rng.uniform(1.1, 1.5), rng.uniform(20, 60))
    speed = min(1.9, max(0.9, rng.gauss(1.36, 0.18)))
    speed = rng.uniform(2.0, 2.8) if hurried else speed
    speed = rng.uniform(3.5, 5.5) if wheels else speed
    return Pace(speed, rng.uniform(1.15, 1.5), rng.uniform(8, 15) if hurried else rng.uniform(12, 60))


def times(rng: Random, route: Route, order: list[int], *, start: float, going: Pace) -> list[tuple[float, float]]:
    """When each point of `order` is recorded, and the seconds between opening its page and recording it."""
    moments, at, here = [], start, (0.0, 0.0)
    for index in order:
        spot = route.points[index].spot
        at += apart(here, spot) * going.detour / going.speed
        stay = max(3.0, rng.lognormvariate(0, 0.5) * going.stay_s)
        at, here = at + stay, spot
        moments.append((at, stay * rng.uniform(0.6, 0.95)))
    return moments


def rush(rng: Random, count: int, *, start: float, low: float, high: float) -> list[tuple[float, float]]:
    """One scan after the other without moving: `low` to `high` seconds each."""
    moments, at = [], start
    for _ in range(count):
        step = rng.uniform(low, high)
        at += step
        moments.append((at, step * rng.uniform(0.3, 0.8)))
    return moments


def nominal_s(route: Route) -> float:
    """What the school writes as the length of the route: at 1.2 m/s (car 7) with half a minute at each plate."""
    speed = 1.2 if route.mode == "foot" else 7.0
    spots: list[Spot] = [(0.0, 0.0), *(point.spot for point in route.points)]
    way = sum(apart(a, b) for a, b in pairwise(spots))
    return way * 1.3 / speed + 30.0 * len(route.points)


def usable(position: Reading | Absence) -> bool:
    """Say whether the page takes the reading for a position of this plate."""
    return isinstance(position, Reading) and position.accuracy_m is not None and position.accuracy_m <= USABLE_M


def asked(rng: Random, position: Reading | Absence) -> bool:
    """Say whether this visit asks for a fresh photo."""
    return rng.random() < (ASKED if usable(position) or position == "not_asked" else ASKED_WITHOUT_POSITION)


def honest_proof(rng: Random, position: Reading | Absence, *, at: float, clock_off_s: float, video: bool) -> Proof:
    """Somebody on the spot gives it nine times in ten; the file keeps its time in four of ten; few take an older picture."""
    if video or not asked(rng, position):
        return Proof()
    way = rng.random()
    if way < 0.05:
        return Proof("missing")
    if way < 0.10:
        return Proof("waiting")
    taken = moment(at + clock_off_s - rng.uniform(2, 60)) if rng.random() < 0.4 else None
    if taken is not None and rng.random() < 0.03:
        taken = moment(at + clock_off_s - rng.uniform(900, 90_000))
    return Proof("given", taken)


def how(rng: Random) -> Via:
    """Most scan with WeChat or the camera; some inside the page, type the code, or pick from the list at a dirty plate."""
    return rng.choices(("phone_scan", "page_scan", "typed", "picked"), (0.72, 0.15, 0.07, 0.06))[0]
