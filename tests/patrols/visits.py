"""Builders of visits and runs for the verdict's tests: an honest visit on the spot, of which a test changes one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from backend.patrols.facts import Clock, Place, Proof, Reading, RunFacts, Scan, VisitFacts, Window

AT = datetime(2026, 3, 9, 4, tzinfo=UTC)
ORIGIN = (30.0, 114.0)
METRES_NORTH, METRES_EAST = 110_852.0, 96_486.0
"""Of a degree at 30° north, on the ellipsoid."""


def spot(east: float, north: float = 0.0) -> tuple[float, float]:
    """Degrees of a spot, metres from the tests' gatehouse."""
    return ORIGIN[0] + north / METRES_NORTH, ORIGIN[1] + east / METRES_EAST


def place(east: float = 0.0, north: float = 0.0, **about: Any) -> Place:
    """A checkpoint captured on the spot with 10 m."""
    return Place(*spot(east, north), **({"accuracy_m": 10.0} | about))


def reading(east: float = 0.0, north: float = 0.0, **about: Any) -> Reading:
    """A reading that claims 10 m. It says it was converted from GCJ-02, so the other datum is not tried, unless a test asks."""
    return Reading(*spot(east, north), **({"accuracy_m": 10.0, "source_datum": "gcj02"} | about))


def clock(after_s: float = 0.0, **about: Any) -> Clock:
    """Recorded `after_s` seconds after 12:00 in Shanghai, uploaded at once, by a right clock."""
    at = AT + timedelta(seconds=after_s)
    return Clock(**({"occurred_at": at, "received_at": at, "clock_basis": "page_session", "happened_at": at} | about))


def window(before_s: float = 600.0, after_s: float = 1_200.0, **about: Any) -> Window:
    """A window around 12:00 in Shanghai without grace."""
    return Window(AT - timedelta(seconds=before_s), AT + timedelta(seconds=after_s), **about)


def visit(**about: Any) -> VisitFacts:
    """Somebody on foot scans with the phone's scanner on the spot, in time."""
    given: dict[str, Any] = {"mode": "foot", "via": "phone_scan", "place": place(), "position": reading()}
    return VisitFacts(**(given | {"clock": clock(), "window": window()} | about))


def scan(east: float, after_s: float, **about: Any) -> Scan:
    """Another point `east` metres away, recorded `after_s` seconds later (or earlier)."""
    lat, lng = spot(east)
    return Scan(AT + timedelta(seconds=after_s), lat, lng, **({"accuracy_m": 10.0} | about))


def missing_photo() -> Proof:
    """A photo that was asked for and not given."""
    return Proof("missing")


def walk(count: int = 6, *, step_m: float = 60.0, step_s: float = 90.0, **about: Any) -> RunFacts:
    """A run eastwards along `count` points, each visited on the spot, neighbours filled in as the operations do."""
    visits = [
        visit(
            **({"place": place(step_m * i), "position": reading(step_m * i, 4.0 * (i % 3))} | about),
            clock=clock(step_s * i),
        )
        for i in range(count)
    ]
    return linked(visits)


def linked(visits: list[VisitFacts]) -> RunFacts:
    """Fill in previous and next of visits that are in order."""
    scans = [_as_scan(each) for each in visits]
    return RunFacts(
        tuple(
            replace(
                each,
                previous=scans[index - 1] if index else None,
                next=scans[index + 1] if index + 1 < len(visits) else None,
            )
            for index, each in enumerate(visits)
        )
    )


def _as_scan(each: VisitFacts) -> Scan:
    position = each.position if isinstance(each.position, Reading) else None
    return Scan(each.clock.happened_at, each.place.lat, each.place.lng, each.place.accuracy_m, position, each.mode)
