"""What one visit tells beside its position: the code, the photo, pace to its neighbours, time, and the device. Pure.

Each rule looks at one aspect and yields what it found; `verdict.judge_visit` adds the aspects up.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from backend.core.geo import haversine_m
from backend.patrols.facts import Scan, VisitFacts, Window
from backend.patrols.location import Seen
from backend.patrols.reasons import Found, found
from backend.patrols.thresholds import Thresholds

MINUTE, HOUR = 60.0, 3_600.0


def photo(seen: Seen) -> Iterator[Found]:
    """Judge the fresh photo. Its time and the scan's come from the same phone, whose clock may be wrong."""
    proof, alone = seen.visit.proof, "" if seen.where.usable else "_alone"
    if proof.state == "not_asked":
        return
    if proof.state == "missing":
        yield found(f"proof_missing{alone}")
    elif proof.state == "waiting":
        yield found("proof_waiting")
    elif proof.taken_at is None:
        yield found("proof_untimed")
    elif taken_on_the_spot(seen.visit, seen.t):
        yield found("proof_fresh")
    else:
        apart = abs(seconds(seen.visit.clock.occurred_at, proof.taken_at))
        yield found(f"proof_stale{alone}", minutes=apart / MINUTE)


def taken_on_the_spot(visit: VisitFacts, t: Thresholds) -> bool:
    """Say whether a photo may have been taken there and then: one on its way, or without its time, may."""
    proof = visit.proof
    if proof.state == "given" and proof.taken_at is not None:
        return abs(seconds(visit.clock.occurred_at, proof.taken_at)) <= t.proof_fresh_s
    return proof.state in ("given", "waiting")


def code(seen: Seen) -> Iterator[Found]:
    """Judge which plate was scanned. A replaced plate may still hang beside the new one; a retired or lost one should not."""
    if seen.visit.mode == "video" or seen.visit.code == "good":
        return
    if seen.visit.code is None:
        yield found("no_scan" if seen.where.usable else "no_scan_alone")
    elif seen.visit.code == "replaced":
        yield found("code_replaced" if seen.where.speaks_for else "code_replaced_away")
    else:
        yield found(f"code_{seen.visit.code}")


def pace(seen: Seen) -> Iterator[Found]:
    """Compare the way to the previous and next point with the time between; either of the two may be the wrong one."""
    visit, t = seen.visit, seen.t
    if visit.mode == "video":
        return
    limit = t.foot_speed if visit.mode == "foot" else t.vehicle_speed
    near = [scan for scan in (visit.previous, visit.next) if scan is not None and not scan.same_place]
    speed, distance, apart = _fastest(visit, near, t)
    if speed > limit:
        impossible = visit.mode == "foot" and speed > t.foot_impossible_speed
        yield found("impossible_speed" if impossible else "too_fast", speed=speed, distance=distance, seconds=apart)
    speed, distance, apart = _fastest(visit, [scan for scan in visit.others if scan.mode != "video"], t)
    if speed > max(limit, t.travel_speed):
        yield found("elsewhere_too", distance=distance, seconds=apart)


def stay(seen: Seen) -> Iterator[Found]:
    """Compare the time on the point's page with what the plan asks for."""
    if seen.visit.dwell_s is not None and seen.visit.dwell_s < seen.visit.min_dwell_s:
        yield found("short_dwell", seconds=seen.visit.dwell_s, least=seen.visit.min_dwell_s)


def time(seen: Seen) -> Iterator[Found]:
    """Judge window, earliest time, clock and late upload, by the server's time wherever it can be known."""
    clock, t = seen.visit.clock, seen.t
    late = seconds(clock.received_at, clock.happened_at)
    if late > t.late_sync_s:
        yield found("late_sync", hours=late / HOUR)
    if clock.clock_basis == "device" and clock.upload_skew_s is None:
        yield found("device_time")
    if abs(clock.skew_s) > t.clock_off_s:
        yield found("clock_off", minutes=abs(clock.skew_s) / MINUTE)
    if seen.visit.window is not None:
        yield from _planned(seen.visit, seen.visit.window, t)


def _planned(visit: VisitFacts, window: Window, t: Thresholds) -> Iterator[Found]:
    clock = visit.clock
    outside, minutes = _outside(clock.happened_at, window), abs(_outside(clock.happened_at, window)) / MINUTE
    if abs(outside) > window.grace_s:
        yield found("before_window" if outside < 0 else "after_window", minutes=minutes)
        seemed_in_time = abs(_outside(clock.occurred_at, window)) <= window.grace_s
        if seemed_in_time and abs(clock.skew_s) > t.clock_off_s:
            yield found("clock_into_window", minutes=minutes)
    if window.not_before is not None and clock.happened_at < window.not_before:
        yield found("too_early", minutes=seconds(window.not_before, clock.happened_at) / MINUTE)


def order(seen: Seen) -> Iterator[Found]:
    """Mention another order than the route's. It weighs nothing: people go backwards, and copies are scanned in order."""
    its = seen.visit.order
    if its is not None and its.expected != its.found:
        yield found("out_of_order", expected=its.expected + 1, found=its.found + 1)


def device(seen: Seen) -> Iterator[Found]:
    """Judge who else used the phone. A duty phone changes hands once; one that goes to and fro records for absent people.

    Control rooms share their machines, so a video visit says nothing here.
    """
    use, t = seen.visit.device, seen.t
    if not use.known or seen.visit.mode == "video" or use.others_today == 0:
        return
    gaps = [gap for gap in (use.other_before_s, use.other_after_s) if gap is not None]
    if use.others_in_run and gaps and min(gaps) <= t.device_close_s:
        yield found("device_shared", people=use.others_in_run, seconds=min(gaps))
    elif len(gaps) == 2 and max(gaps) <= t.device_between_s:
        yield found("device_between")
    else:
        yield found("device_handed_over")


def seconds(later: datetime, earlier: datetime) -> float:
    """Seconds from `earlier` to `later`."""
    return (later - earlier).total_seconds()


def _outside(at: datetime, window: Window) -> float:
    """Seconds before the window (negative) or after it; 0 inside."""
    if at < window.starts_at:
        return -seconds(window.starts_at, at)
    return max(0.0, seconds(at, window.ends_at))


def _fastest(visit: VisitFacts, scans: list[Scan], t: Thresholds) -> tuple[float, float, float]:
    """Return (m/s at the least, metres in a straight line, seconds) of the fastest way to any of `scans`."""
    return max((_leg(visit, scan, t) for scan in scans), default=(0.0, 0.0, 0.0))


def _leg(visit: VisitFacts, scan: Scan, t: Thresholds) -> tuple[float, float, float]:
    """Measure one way; what may be the error of the two captures is let off."""
    place = visit.place
    if place.lat is None or place.lng is None or scan.lat is None or scan.lng is None:
        return 0.0, 0.0, 0.0
    distance = haversine_m(place.lat, place.lng, scan.lat, scan.lng)
    apart = max(1.0, abs(seconds(visit.clock.happened_at, scan.happened_at)))
    slack = _place_error_m(place.accuracy_m, t) + _place_error_m(scan.accuracy_m, t) + 2 * t.arm_m
    return max(0.0, distance - slack) / apart, distance, apart


def _place_error_m(accuracy_m: float | None, t: Thresholds) -> float:
    """How far a point may truly lie from where it was captured."""
    if accuracy_m is None:
        return t.place_error_most_m
    return min(max(accuracy_m, t.place_error_least_m), t.place_error_most_m)


RULES = (photo, code, pace, stay, time, order, device)
