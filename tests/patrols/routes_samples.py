"""Readings of a phone that stands somewhere: honest noise, a shared drift, and wild ones that claim to be good."""

from __future__ import annotations

from math import cos, radians
from random import Random

from backend.core.geo import haversine_m
from backend.patrols.positioning import Fix, Reading

TRUE = (38.9, 83.1)


def moved(east: float, north: float) -> tuple[float, float]:
    """The place so many metres from the true one."""
    lat, lng = TRUE
    return lat + north / 111_195, lng + east / (111_195 * cos(radians(lat)))


def noisy(chance: Random, *, count: int, sigma: float, wild: float = 0.0, says: float | None = None) -> list[Reading]:
    """`count` readings with one-sigma noise of `sigma` metres; a share `wild` of them 60 to 400 m off, claiming the same."""
    found = []
    for _ in range(count):
        spread = chance.uniform(60, 400) if chance.random() < wild else 0.0
        direction = chance.choice([(1, 0), (0, 1), (-1, 0), (0, -1)])
        east, north = chance.gauss(0, sigma) + direction[0] * spread, chance.gauss(0, sigma) + direction[1] * spread
        found.append(Reading(*moved(east, north), says if says is not None else sigma))
    return found


def error_m(fix: Fix) -> float:
    """How far the position is from the truth."""
    return haversine_m(fix.lat, fix.lng, *TRUE)
