"""What a position says about a visit: near, at the edge, far, elsewhere, in the wrong datum, or nothing usable. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from backend.core.geo import Position, distance_m, haversine_m, maybe_other_datum
from backend.patrols.facts import Reading, Scan, VisitFacts
from backend.patrols.reasons import Found, found
from backend.patrols.thresholds import Thresholds

Nearness = Literal["near", "edge", "far", "elsewhere", "maybe_gcj02", "nothing"]
ABSENT = {
    "refused": "location_refused",
    "unavailable": "location_unavailable",
    "timeout": "location_unavailable",
    "unsupported": "location_unsupported",
    "not_asked": "location_not_asked",
}


@dataclass(frozen=True)
class Whereabouts:
    """What became of the position: `nothing` covers absent, stale and coarse ones and points that nobody captured."""

    nearness: Nearness
    reason: Found

    @property
    def usable(self) -> bool:
        """Say whether the position says anything about this point."""
        return self.nearness != "nothing"

    @property
    def speaks_for(self) -> bool:
        """Say whether the phone may well have been at the point."""
        return self.nearness in ("near", "edge", "maybe_gcj02")

    @property
    def away(self) -> bool:
        """Say whether the phone was not at the point."""
        return self.nearness in ("far", "elsewhere")

    @property
    def wild(self) -> bool:
        """Say whether the reading is so far off that it tells nothing about moving between points."""
        return self.reason.code in ("elsewhere", "elsewhere_once")


@dataclass(frozen=True)
class Seen:
    """A visit with what its position says, and the numbers to judge by: what every rule looks at."""

    visit: VisitFacts
    where: Whereabouts
    t: Thresholds

    @property
    def place(self) -> tuple[float, float] | None:
        """The point's degrees, if somebody captured them."""
        place = self.visit.place
        return None if place.lat is None or place.lng is None else (place.lat, place.lng)


def look(visit: VisitFacts, t: Thresholds) -> Seen:
    """Look at the position first: what it says decides how much other things weigh."""
    return Seen(visit, whereabouts(visit, t), t)


def whereabouts(visit: VisitFacts, t: Thresholds) -> Whereabouts:
    """Compare the reading with the point, if there is anything to compare."""
    if visit.mode == "video":
        return _nothing("location_not_asked")
    if not isinstance(visit.position, Reading):
        return _nothing(ABSENT[visit.position])
    if visit.place.lat is None or visit.place.lng is None:
        return _nothing("place_unknown")
    if visit.position.age_s > t.reading_fresh_s:
        return _nothing("position_stale", age=visit.position.age_s)
    return _compared(visit, visit.position, Position(visit.place.lat, visit.place.lng), t)


def _compared(visit: VisitFacts, reading: Reading, place: Position, t: Thresholds) -> Whereabouts:
    phone = Position(reading.lat, reading.lng, source_datum=reading.source_datum)
    distance = distance_m(phone, place)
    accuracy = t.accuracy_counted_m if reading.accuracy_m is None else reading.accuracy_m
    coarse = accuracy > t.accuracy_counted_m
    fence = fence_m(visit, accuracy, t)
    if coarse:
        fence = max(fence, visit.place.radius_m + t.coarse_times * accuracy)
    other_datum = maybe_other_datum(phone, place, within_m=max(fence, t.datum_fit_m))
    if coarse and (distance <= fence or other_datum):
        return _nothing("position_coarse", accuracy=accuracy)
    if distance <= fence:
        return _where("near", distance, fence)
    if other_datum:
        return _where("maybe_gcj02", distance, fence)
    nearness = _outside(distance - fence, accuracy, t)
    if nearness == "elsewhere" and _between_good_ones(visit, t):
        return Whereabouts("far", found("elsewhere_once", distance=distance))
    return _where(nearness, distance, fence)


def _between_good_ones(visit: VisitFacts, t: Thresholds) -> bool:
    """Say whether the readings before and after were at their points: then this one may be a fix gone wild."""
    beside = [scan for scan in (visit.previous, visit.next) if scan is not None]
    return bool(beside) and all(_at_its_point(scan, t) for scan in beside)


def _at_its_point(scan: Scan, t: Thresholds) -> bool:
    reading = scan.reading
    if reading is None or reading.accuracy_m is None or scan.lat is None or scan.lng is None:
        return False
    off = haversine_m(reading.lat, reading.lng, scan.lat, scan.lng)
    return reading.accuracy_m <= t.accuracy_counted_m and off <= t.neighbour_m + reading.accuracy_m


def _outside(beyond_m: float, accuracy_m: float, t: Thresholds) -> Nearness:
    if beyond_m > max(t.elsewhere_m, t.elsewhere_times * accuracy_m):
        return "elsewhere"
    return "edge" if accuracy_m <= t.accuracy_counted_m and beyond_m <= t.edge_m else "far"


def fence_m(visit: VisitFacts, accuracy_m: float, t: Thresholds) -> float:
    """Metres that count as there: the point's radius, the phone's own claim up to a limit, and what place and mode add."""
    fence = visit.place.radius_m + min(accuracy_m, t.accuracy_counted_m)
    fence += 0.0 if visit.place.on_site else t.off_site_capture_m
    return fence + (t.vehicle_reach_m if visit.mode == "vehicle" else 0.0)


def _where(nearness: Nearness, distance: float, fence: float) -> Whereabouts:
    values = (
        {"distance": distance} if nearness in ("elsewhere", "maybe_gcj02") else {"distance": distance, "fence": fence}
    )
    return Whereabouts(nearness, found(nearness, **values))


def _nothing(code: str, **values: float) -> Whereabouts:
    return Whereabouts("nothing", found(code, **values))
