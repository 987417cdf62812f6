"""What shows only across the visits of one run: its pace, readings that stay or repeat, and rounds without any evidence. Pure.

Each rule yields (index of the visit, what was found).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from backend.core.geo import haversine_m
from backend.patrols.evidence_rules import seconds, taken_on_the_spot
from backend.patrols.facts import Reading, VisitFacts
from backend.patrols.location import Seen
from backend.patrols.movement import followed, middle
from backend.patrols.reasons import Found, found
from backend.patrols.thresholds import Thresholds

Marks = Iterator[tuple[int, Found]]
Located = list[tuple[int, Reading, tuple[float, float]]]


def rushed(run: list[Seen], t: Thresholds) -> Marks:
    """Mark the longest stretch that was too fast as a whole, where single steps hide behind the error of the points."""
    placed = [(index, seen.visit) for index, seen in enumerate(run) if seen.visit.mode == "foot" and seen.place]
    first, last, way = _fastest([visit for _, visit in placed], t)
    if way > 0:
        taken = _between(placed[first][1], placed[last][1])
        mark = found("round_too_fast", count=last - first + 1, distance=way, seconds=taken)
        yield from ((index, mark) for index, _ in placed[first : last + 1])


def _fastest(visits: list[VisitFacts], t: Thresholds) -> tuple[int, int, float]:
    """Return (first, last, metres) of the longest way that was faster than `round_speed`; 0 metres if there is none."""
    best = (0, 0, 0.0)
    legs = [max(0.0, _apart(a, b) - t.round_slack_m) for a, b in pairwise(visits)]
    for first in range(len(legs)):
        way = 0.0
        for last in range(first + 1, len(visits)):
            way += legs[last - 1]
            moving = _between(visits[first], visits[last]) - t.round_scan_s * (last - first)
            if way >= t.round_least_way_m and way > best[2] and way > t.round_speed * max(1.0, moving):
                best = (first, last, way)
    return best


def unmoved(run: list[Seen], t: Thresholds) -> Marks:
    """Mark the points away from the one spot where all readings of a run stay while its points lie apart.

    The middle of many readings is surer than each of them; points near it are only mentioned.
    """
    located = [each for each in _located(run) if not run[each[0]].where.wild]
    if len(located) < t.moved_least:
        return
    readings = [(reading.lat, reading.lng) for _, reading, _ in located]
    moved = followed([place for _, _, place in located], readings)
    if moved.spread_m < t.moved_spread_m or moved.share + moved.error > t.moved_share:
        return
    values = {"places": moved.spread_m, "readings": max(0.0, moved.share) * moved.spread_m}
    for index, seen in enumerate(run):
        distance = haversine_m(*seen.place, *middle(readings)) if seen.place else 0.0
        if distance > seen.visit.place.radius_m + t.middle_error_m:
            yield index, found("did_not_move", distance=distance, **values)
        else:
            yield index, found("did_not_move_near", **values)


def mostly_elsewhere(run: list[Seen], t: Thresholds) -> Marks:
    """Mark visits without a usable position in a run whose other positions are mostly away."""
    usable = [seen for seen in run if seen.where.usable]
    away = sum(seen.where.away for seen in usable)
    if away >= max(2, t.elsewhere_share * len(usable)):
        mark = found("round_elsewhere", count=away)
        yield from ((index, mark) for index, seen in enumerate(run) if not seen.where.usable)


def without_evidence(run: list[Seen], t: Thresholds) -> Marks:
    """Mark a run in which no position is at its point, photos were asked for, and none was taken on the spot."""
    asked = [seen for seen in run if seen.visit.mode != "video" and seen.visit.proof.state != "not_asked"]
    if len(run) < t.round_least_visits or not asked:
        return
    if any(seen.where.speaks_for or taken_on_the_spot(seen.visit, t) for seen in run):
        return
    mark = found("round_without_evidence", asked=len(asked))
    yield from ((index, mark) for index in range(len(run)))


def copied(run: list[Seen], t: Thresholds) -> Marks:
    """Mark a run if most of its readings equal earlier ones to the last digit; single network fixes repeat honestly."""
    readings = [seen.visit.position for seen in run if isinstance(seen.visit.position, Reading)]
    again = sum(reading.seen_before > 0 for reading in readings)
    if again >= max(t.copied_least, t.copied_share * len(readings)):
        mark = found("readings_copied", count=again)
        yield from ((index, mark) for index in range(len(run)))


def identical(run: list[Seen], t: Thresholds) -> Marks:
    """Mark points far apart that have one and the same reading."""
    same: dict[tuple[float, float, float | None], Located] = {}
    for index, reading, place in _located(run):
        same.setdefault((reading.lat, reading.lng, reading.accuracy_m), []).append((index, reading, place))
    for group in same.values():
        widest = max(haversine_m(*group[0][2], *place) for _, _, place in group)
        if widest > t.same_spread_m:
            mark = found("readings_identical", count=len(group), distance=widest)
            yield from ((index, mark) for index, _, _ in group)


def repeated(run: list[Seen], t: Thresholds) -> Marks:
    """Mark a point that was recorded again and again within moments; twice is a slip of the thumb."""
    streak: Counter[int] = Counter()
    for index, seen in enumerate(run):
        again = seen.visit.again_after_s
        streak[index] = streak[index - 1] + 1 if again is not None and again <= t.repeat_s else 1
        if streak[index] >= t.repeat_times:
            yield index, found("repeated_often", count=streak[index])


def rapid(run: list[Seen], t: Thresholds) -> Marks:
    """Mark points recorded within a breath of each other, one after the other: nobody opens that many pages so fast."""
    streak: list[int] = []
    for index, seen in enumerate(run):
        quick = index and _between(run[index - 1].visit, seen.visit) < t.rapid_s and seen.visit.again_after_s is None
        streak = [*streak, index] if quick else [index]
        if len(streak) >= t.rapid_least:
            mark = found("seconds_apart", count=len(streak))
            yield from ((each, mark) for each in (streak if len(streak) == t.rapid_least else streak[-1:]))


def _located(run: list[Seen]) -> Located:
    return [
        (index, seen.visit.position, seen.place)
        for index, seen in enumerate(run)
        if seen.where.usable and isinstance(seen.visit.position, Reading) and seen.place is not None
    ]


def _between(a: VisitFacts, b: VisitFacts) -> float:
    return seconds(b.clock.happened_at, a.clock.happened_at)


def _apart(a: VisitFacts, b: VisitFacts) -> float:
    if a.place.lat is None or a.place.lng is None or b.place.lat is None or b.place.lng is None:
        return 0.0
    return haversine_m(a.place.lat, a.place.lng, b.place.lat, b.place.lng)


ROUND_RULES = (rushed, unmoved, mostly_elsewhere, without_evidence, copied, identical, repeated, rapid)
