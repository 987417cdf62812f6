"""Phones as people carry them: what they read where they are, what they refuse to tell, and what their clocks show.

Sources. Satellites under open sky: median error 8 m on a first 3G iPhone (Zandbergen, Transactions in GIS 13, 2009), mean
7–13 m on an iPhone 6 in town (Merry and Bettinger, PLOS ONE 14(7), 2019). Wi-Fi: median 74 m, cells: median 600 m
(Zandbergen 2009); Wi-Fi maps have become denser since, so indoor fused fixes are drawn with a median of 25 m. `accuracy`: a
radius of 68 % as Android's and Apple's manuals define it; in canyons it is drawn too small, for Android's says itself that
errors do not always follow so simple a distribution. Shares of refusals, old phones, wrong clocks and unlabelled GCJ-02 are not
published for school guards: they are assumptions, high rather than low, because each makes honest people look worse.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from backend.core.geo import wgs84_to_gcj02
from backend.patrols.facts import Absence, Reading
from benchmarks.verdict.world import Setting, Spot, anywhere, degrees, moved

DAY_S = 86_400.0
BOX_M = 60.0
"""Metres between the boxes to whose place a fused fix snaps: such fixes repeat to the last digit."""
Fix = tuple[Spot, float, str, float]
"""Where the phone believes it is, the accuracy it claims, the provider, and the age of the fix in seconds."""


@dataclass(frozen=True)
class Phone:
    """One device. `refuses`: its owner gave no permission; `unsupported`: it can give none; `coarse`: network fixes only.

    `gcj02`: its browser gives GCJ-02 and calls it WGS-84; `clock_off_s`: how far its clock is ahead.
    """

    mark: int
    refuses: bool = False
    unsupported: bool = False
    coarse: bool = False
    gcj02: bool = False
    clock_off_s: float = 0.0


def draw_phone(rng: Random, **forced: Any) -> Phone:
    """Draw a phone: 8 % of people refuse, 3 % of phones cannot, 3 % know only the network, 2 % give GCJ-02 unlabelled."""
    drawn = {
        "mark": rng.getrandbits(48),
        "refuses": rng.random() < 0.08,
        "unsupported": rng.random() < 0.03,
        "coarse": rng.random() < 0.03,
        "gcj02": rng.random() < 0.02,
        "clock_off_s": _clock(rng),
    }
    return Phone(**(drawn | forced))


def _clock(rng: Random) -> float:
    """Most clocks are set by the network; 3 % are minutes or hours off, 1 % a year or back at 1970."""
    kind = rng.random()
    if kind < 0.90:
        return rng.gauss(0, 2)
    if kind < 0.96:
        return rng.uniform(-200, 200)
    if kind < 0.99:
        return rng.choice((-1, 1)) * rng.uniform(300, 8 * 3600)
    return rng.choice((365 * DAY_S, -365 * DAY_S, -20_000 * DAY_S))


def read(
    rng: Random, phone: Phone, origin: tuple[float, float], spot: Spot, *, setting: Setting, wall: Spot, first: bool
) -> Reading | Absence:
    """Ask the phone at `spot` for its position, once, as the page does at a scan."""
    if phone.unsupported:
        return "unsupported"
    if phone.refuses:
        return "refused"
    if rng.random() < {"open": 0.03, "canyon": 0.05, "indoor": 0.15}[setting]:
        return "timeout" if rng.random() < 0.7 else "unavailable"
    believed, accuracy, provider, age = _fix(rng, phone, spot, setting=setting, wall=wall, first=first)
    lat, lng = degrees(origin, believed)
    if phone.gcj02:
        lat, lng = (round(value, 6) for value in wgs84_to_gcj02(lat, lng))
    seen = 1 if provider == "network" and rng.random() < (0.7 if accuracy == 40.0 else 0.02) else 0
    return Reading(lat, lng, round(accuracy, 1), provider=provider, age_s=age, seen_before=seen)


def _fix(rng: Random, phone: Phone, spot: Spot, *, setting: Setting, wall: Spot, first: bool) -> Fix:
    odd = rng.random()
    if odd < 0.002:
        return _lost_router(rng, spot)
    if odd < 0.004 or (first and odd < 0.03):
        return _cached(rng, spot)
    if phone.coarse:
        return coarse(rng, spot)
    if first and rng.random() < 0.15:
        return _cold(rng, spot)
    if setting == "indoor":
        return _indoor(rng, spot, wall)
    return _satellites(rng, spot, wall, canyon=setting == "canyon")


def _satellites(rng: Random, spot: Spot, wall: Spot, *, canyon: bool) -> Fix:
    """Open sky: Rayleigh, median 6.7 m. Canyon: the wall's shift plus a heavy tail (log-normal, median 12 m, 5 % above 55 m)."""
    if not canyon:
        sigma = rng.lognormvariate(1.7, 0.35)
        return moved(spot, rng.weibullvariate(sigma * 1.414, 2), anywhere(rng)), max(3.0, sigma * 1.5), "gps", 0.0
    error = min(400.0, rng.lognormvariate(2.5, 0.92))
    shifted = moved((spot[0] + wall[0], spot[1] + wall[1]), error, anywhere(rng))
    return shifted, rng.lognormvariate(2.5, 0.5), "gps", 0.0


def _indoor(rng: Random, spot: Spot, wall: Spot) -> Fix:
    """Two thirds fused Wi-Fi (median 25 m; a third of it simply the place of the nearest box), a fifth cells, else satellites."""
    kind = rng.random()
    if kind < 0.2:
        return (round(spot[0] / BOX_M) * BOX_M, round(spot[1] / BOX_M) * BOX_M), 40.0, "network", 0.0
    if kind < 0.65:
        error = rng.lognormvariate(3.2, 0.6)
        return moved(spot, error, anywhere(rng)), rng.uniform(15, 60), "network", 0.0
    if kind < 0.83:
        return coarse(rng, spot)
    return _satellites(rng, spot, (wall[0] * 1.5, wall[1] * 1.5), canyon=True)


def coarse(rng: Random, spot: Spot) -> Fix:
    """A cell's fix: claims 100–2,000 m; 68 % lie within the claim (Rayleigh), one in ten is twice as far off as that."""
    accuracy = 10 ** rng.uniform(2, 3.3)
    error = rng.weibullvariate(accuracy / 1.51 * 1.414, 2) * (2.0 if rng.random() < 0.1 else 1.0)
    return moved(spot, error, anywhere(rng)), accuracy, "network", 0.0


def _cold(rng: Random, spot: Spot) -> Fix:
    """The first fix after the phone woke: median 45 m off, and the claim does not know it yet."""
    return moved(spot, rng.lognormvariate(3.8, 0.7), anywhere(rng)), rng.lognormvariate(3.4, 0.5), "gps", 0.0


def _cached(rng: Random, spot: Spot) -> Fix:
    """The last known fix, from wherever the phone was before; four in five systems tell its age, one calls it fresh."""
    age = rng.uniform(60, 1_800)
    here = moved(spot, min(5_000.0, age * rng.uniform(0.1, 3.0)), anywhere(rng))
    return here, rng.uniform(10, 60), "gps", age if rng.random() < 0.8 else 0.0


def _lost_router(rng: Random, spot: Spot) -> Fix:
    """A router that moved house: the map of Wi-Fi puts the phone kilometres away with a small claim (an assumption, rare)."""
    return moved(spot, rng.uniform(1_000, 30_000), anywhere(rng)), rng.uniform(20, 80), "network", 0.0
