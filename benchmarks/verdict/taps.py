"""One recorded visit as it truly was, a round of them, and what the server makes of it: the facts that a verdict gets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Literal

from backend.core.phone_clock import ClockBasis, read_phone_clock
from backend.patrols.facts import (
    Absence,
    Clock,
    CodeState,
    DeviceUse,
    Order,
    Proof,
    Reading,
    RunFacts,
    Scan,
    Via,
    VisitFacts,
    Window,
)
from benchmarks.verdict.phones import Phone
from benchmarks.verdict.world import Route

Truth = Literal["honest", "cheat", "untold"]
BASE = datetime(2026, 3, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Tap:
    """One visit recorded at true second `at` by `person` on `phone`.

    `truth`: `honest`, `cheat`, or `untold`: recorded in a cheating round, but nothing that reaches a server differs from honest.
    `clock_off_s`: how far the phone's clock was ahead while recording; `upload_off_s`: while uploading, None if it does not say.
    """

    point: int
    person: int
    phone: Phone
    at: float
    position: Reading | Absence
    via: Via = "phone_scan"
    code: CodeState | None = "good"
    basis: ClockBasis = "page_session"
    uploaded_at: float = 0.0
    clock_off_s: float = 0.0
    upload_off_s: float | None = None
    dwell_s: float | None = None
    proof: Proof = field(default_factory=Proof)
    truth: Truth = "honest"


@dataclass(frozen=True)
class Round:
    """What one or more people recorded of one run. Times are true seconds; `elsewhere`: the same people's other scans.

    `borrowed`: moments at which somebody who is not in this run used one of its phones that day, by the phone's mark.
    """

    name: str
    route: Route
    opens: float
    closes: float
    taps: tuple[Tap, ...]
    not_before: float | None = None
    elsewhere: tuple[tuple[float, float, float], ...] = ()
    borrowed: tuple[tuple[int, float], ...] = ()
    traits: tuple[str, ...] = ()


Judged = tuple[RunFacts, list[Truth]]
"""A run of one person, and the truth about each of its visits."""


def runs(round_: Round) -> list[Judged]:
    """Split a round by person and build the facts of each run in the order in which the server believes it happened."""
    timed = sorted(((_clock(tap), tap) for tap in round_.taps), key=lambda pair: (pair[1].person, pair[0].happened_at))
    by_person = [list(group) for _, group in groupby(timed, key=lambda pair: pair[1].person)]
    return [_run(round_, mine, timed) for mine in by_person]


def moment(second: float) -> datetime:
    """The aware time of a true second."""
    return BASE + timedelta(seconds=second)


def _run(round_: Round, mine: list[tuple[Clock, Tap]], everybody: list[tuple[Clock, Tap]]) -> Judged:
    visits = tuple(_visit(round_, mine, index, everybody) for index in range(len(mine)))
    return RunFacts(visits), [tap.truth for _, tap in mine]


def _visit(round_: Round, mine: list[tuple[Clock, Tap]], index: int, everybody: list[tuple[Clock, Tap]]) -> VisitFacts:
    clock, tap = mine[index]
    route = round_.route
    return VisitFacts(
        mode=route.mode,
        via=tap.via,
        place=route.points[tap.point].place,
        position=tap.position,
        clock=clock,
        window=_window(round_),
        code=tap.code,
        order=Order(tap.point, index) if route.ordered else None,
        dwell_s=tap.dwell_s,
        min_dwell_s=route.min_dwell_s,
        previous=_scan(round_, mine[index - 1], tap) if index else None,
        next=_scan(round_, mine[index + 1], tap) if index + 1 < len(mine) else None,
        others=tuple(Scan(moment(at), lat, lng, 15.0) for at, lat, lng in round_.elsewhere),
        device=_device(round_, clock, tap, everybody),
        again_after_s=_again(mine[:index], clock, tap),
        proof=tap.proof,
    )


def _clock(tap: Tap) -> Clock:
    occurred, received = moment(tap.at + tap.clock_off_s), moment(tap.uploaded_at)
    since = tap.uploaded_at - tap.at if tap.basis == "page_session" else None
    read = read_phone_clock(
        occurred, tap.basis, seconds_since=since, received_at=received, upload_skew_s=tap.upload_off_s
    )
    return Clock(occurred, received, tap.basis, read.happened_at, read.skew_s, tap.upload_off_s)


def _window(round_: Round) -> Window:
    early = None if round_.not_before is None else moment(round_.not_before)
    return Window(moment(round_.opens), moment(round_.closes), grace_s=300.0, not_before=early)


def _scan(round_: Round, other: tuple[Clock, Tap], tap: Tap) -> Scan:
    clock, there = other
    place = round_.route.points[there.point].place
    reading = there.position if isinstance(there.position, Reading) else None
    same = there.point == tap.point
    return Scan(clock.happened_at, place.lat, place.lng, place.accuracy_m, reading, round_.route.mode, same)


def _device(round_: Round, clock: Clock, tap: Tap, everybody: list[tuple[Clock, Tap]]) -> DeviceUse:
    in_run = [
        (c.happened_at, t.person) for c, t in everybody if t.phone.mark == tap.phone.mark and t.person != tap.person
    ]
    borrowed = [moment(at) for mark, at in round_.borrowed if mark == tap.phone.mark]
    times = [at for at, _ in in_run] + borrowed
    people = len({person for _, person in in_run})
    gaps = [(at - clock.happened_at).total_seconds() for at in times]
    return DeviceUse(
        known=True,
        others_in_run=people,
        others_today=people + (1 if borrowed else 0),
        other_before_s=_nearest(-gap for gap in gaps if gap <= 0),
        other_after_s=_nearest(gap for gap in gaps if gap > 0),
    )


def _nearest(gaps: Iterable[float]) -> float | None:
    return min(gaps, default=None)


def _again(before: list[tuple[Clock, Tap]], clock: Clock, tap: Tap) -> float | None:
    same = [c.happened_at for c, t in before if t.point == tap.point]
    return (clock.happened_at - same[-1]).total_seconds() if same else None
