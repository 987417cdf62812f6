"""Where a cheat begins: a route that is walked, its window, and the moments of a walk or of a rush through copies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from benchmarks.verdict import walks
from benchmarks.verdict.taps import Round, Tap
from benchmarks.verdict.world import Kind, Route, Spot, anywhere, apart, draw_route, moved

Moments = list[tuple[float, float]]
TOLD_FROM_M = 100.0
"""Nearer than this to where somebody truly sat, a visit is never counted: the fence itself reaches 50 m and the phone's claim."""


@dataclass(frozen=True)
class Scene:
    """A route with its window (true seconds); `start` keeps the window, as cheats do."""

    route: Route
    opens: float
    closes: float
    start: float

    @property
    def every(self) -> list[int]:
        """All points in order."""
        return list(range(len(self.route.points)))

    @property
    def way_m(self) -> float:
        """Metres from point to point in straight lines."""
        return sum(apart(a.spot, b.spot) for a, b in pairwise(self.route.points))

    def walked(self, rng: Random, *, start: float | None = None) -> Moments:
        """When a walk would record each point."""
        begin = self.start if start is None else start
        return walks.times(rng, self.route, self.every, start=begin, going=walks.pace(rng, self.route))

    def patient_or_not(self, rng: Random) -> Moments:
        """Half take their time as if they walked, half scan their copies one after the other."""
        if rng.random() < 0.5:
            return self.walked(rng)
        return walks.rush(rng, len(self.route.points), start=self.start, low=8, high=40)

    def recorded(self, name: str, taps: list[Tap], *, elsewhere: tuple[tuple[float, float, float], ...] = ()) -> Round:
        """The round that these taps make."""
        return Round(name, self.route, self.opens, self.closes, tuple(taps), elsewhere=elsewhere)


def draw_scene(rng: Random, kind: Kind | None = None, *, least_way_m: float = 0.0, beyond_m: float = 0.0) -> Scene:
    """Draw one whose way is at least `least_way_m` long and that has a point farther than `beyond_m` from the gatehouse."""
    while True:
        route = draw_route(rng, kind)
        planned = rng.uniform(0, 12) * 3_600
        closes = planned + max(1_200.0, 2 * walks.nominal_s(route))
        scene = Scene(route, planned - 600.0, closes, planned + rng.uniform(-500, 300))
        far = max(apart(point.spot, (0.0, 0.0)) for point in route.points)
        if (kind or route.mode == "foot") and scene.way_m >= least_way_m and far > beyond_m:
            return scene


def home(rng: Random) -> Spot:
    """Where somebody lives: 400 m to tens of kilometres from the school, 2.5 km in the median (an assumption)."""
    return moved((0.0, 0.0), max(400.0, rng.lognormvariate(7.8, 0.8)), anywhere(rng))


def untold_near(route: Route, taps: list[Tap], chair: Spot) -> list[Tap]:
    """Take out of the count what lies within `TOLD_FROM_M` of the chair in which it was recorded."""
    near = {index for index, point in enumerate(route.points) if apart(point.spot, chair) <= TOLD_FROM_M}
    return [replace(tap, truth="untold") if tap.point in near else tap for tap in taps]


def all_untold(taps: list[Tap]) -> list[Tap]:
    """Take everything out of the count."""
    return [replace(tap, truth="untold") for tap in taps]
