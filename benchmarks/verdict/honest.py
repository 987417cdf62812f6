"""Honest rounds with everything that goes wrong around honest people. Shares are assumptions unless a source is named."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from backend.patrols.facts import Absence, Reading
from benchmarks.verdict import walks
from benchmarks.verdict.phones import Phone, draw_phone, read
from benchmarks.verdict.taps import Round, Tap
from benchmarks.verdict.world import Route, draw_route

HOUR = 3_600.0
Traits = list[str]


def draw_round(rng: Random) -> Round:
    """Draw a route, one or two people with their phones, and what they record; `traits` names what was unusual."""
    route = draw_route(rng)
    traits: Traits = [route.kind]
    hurried, wheels = route.mode == "foot" and rng.random() < 0.08, route.kind == "surroundings" and rng.random() < 0.02
    traits += ["hurried"] * hurried + ["undeclared scooter"] * wheels
    opens, closes, start = times_of_day(rng, route, traits)
    sequence = order(rng, route, traits)
    going = walks.pace(rng, route, hurried=hurried, wheels=wheels)
    phone = draw_phone(rng)
    taps = recorded(rng, route, phone, sequence, walks.times(rng, route, sequence, start=start, going=going))
    taps = uploaded(rng, taps, traits)
    borrowed = duty_phone(rng, taps, traits)
    if route.mode == "foot" and rng.random() < 0.08:
        taps += companion(rng, route, taps, traits)
    traits += phone_traits(phone)
    early = taps[0].at + rng.uniform(-1_800, 60) if rng.random() < 0.03 else None
    return Round("honest", route, opens, closes, tuple(taps), early, borrowed=borrowed, traits=tuple(traits))


def times_of_day(rng: Random, route: Route, traits: Traits) -> tuple[float, float, float]:
    """When the window opens and closes (planned −10 … +20 minutes, or twice the route's length) and when the walk starts.

    6 % begin late, up to an hour: something came between.
    """
    planned = rng.uniform(0, 12) * HOUR
    closes = planned + max(1_200.0, 2 * walks.nominal_s(route))
    late = rng.random() < 0.06
    traits += ["late start"] * late
    start = planned + (rng.uniform(1_200, 3_600) if late else rng.uniform(-550, 600))
    return planned - 600.0, closes, start


def order(rng: Random, route: Route, traits: Traits) -> list[int]:
    """In order, but for 10 % that begin elsewhere or go backwards, 5 % that miss a point, and 3 % that scan one twice at once."""
    sequence = list(range(len(route.points)))
    way = rng.random()
    if way < 0.05:
        sequence.reverse()
    elif way < 0.10:
        turn = rng.randrange(len(sequence))
        sequence = sequence[turn:] + sequence[:turn]
    traits += ["other order"] * (way < 0.10)
    if rng.random() < 0.05:
        sequence.pop(rng.randrange(len(sequence)))
    if rng.random() < 0.03:
        twice = rng.randrange(len(sequence))
        sequence.insert(twice, sequence[twice])
        traits += ["scanned twice"]
    return sequence


def recorded(
    rng: Random, route: Route, phone: Phone, sequence: list[int], moments: list[tuple[float, float]], *, person: int = 1
) -> list[Tap]:
    """What the phone records at each point when its owner truly stands there. Uploads are at once (`uploaded` delays them)."""
    taps = []
    for step, (index, (at, dwell)) in enumerate(zip(sequence, moments, strict=True)):
        position = stand_at(rng, route, phone, index, first=step == 0)
        via = "picked" if route.mode == "video" else walks.how(rng)
        proof = walks.honest_proof(rng, position, at=at, clock_off_s=phone.clock_off_s, video=route.mode == "video")
        tap = Tap(index, person, phone, at, position, via, clock_off_s=phone.clock_off_s, dwell_s=dwell, proof=proof)
        code = None if via == "picked" else route.points[index].code
        taps.append(replace(tap, code=code, uploaded_at=at + rng.expovariate(0.5)))
    return taps


def stand_at(rng: Random, route: Route, phone: Phone, index: int, *, first: bool) -> Reading | Absence:
    """Ask the phone for its position in front of the plate (a car stops within 30 m); who watches video is not asked."""
    if route.mode == "video":
        return "not_asked"
    point = route.points[index]
    reach = 30.0 if route.mode == "vehicle" else 3.0
    spot = point.spot[0] + rng.uniform(-reach, reach), point.spot[1] + rng.uniform(-reach, reach)
    return read(rng, phone, route.origin, spot, setting=point.setting, wall=point.wall, first=first)


def uploaded(rng: Random, taps: list[Tap], traits: Traits) -> list[Tap]:
    """8 % of rounds cross dead zones and upload some visits minutes later in the same page; 4 % upload everything hours later.

    After that the page is a new one, so only the phone's clock dates the visits; four in five pages then say their own time too.
    """
    way = rng.random()
    if way < 0.08:
        traits += ["dead zones"]
        return [replace(tap, uploaded_at=tap.uploaded_at + rng.choice((0.0, rng.uniform(60, 3_600)))) for tap in taps]
    if way < 0.12:
        traits += ["late sync"]
        back = taps[-1].at + rng.choice((rng.uniform(600, 12 * HOUR), rng.uniform(12 * HOUR, 100 * HOUR)))
        told = taps[0].phone.clock_off_s if rng.random() < 0.8 else None
        return [replace(tap, uploaded_at=back, basis="device", upload_off_s=told) for tap in taps]
    return taps


def duty_phone(rng: Random, taps: list[Tap], traits: Traits) -> tuple[tuple[int, float], ...]:
    """5 % carry the school's duty phone, which another guard used on the shift before or uses on the next, minutes or hours away.

    Whoever watches video sits in a control room, where colleagues use the same machine all the time.
    """
    mark, first, last = taps[0].phone.mark, taps[0].at, taps[-1].at
    if "video" in traits:
        return tuple((mark, rng.uniform(first - 600, last + 600)) for _ in range(6))
    if rng.random() >= 0.05:
        return ()
    traits += ["duty phone"]
    before = first - rng.choice((rng.uniform(60, 900), rng.uniform(900, 6 * HOUR)))
    after = last + rng.choice((rng.uniform(60, 900), rng.uniform(900, 6 * HOUR)))
    return tuple((mark, at) for at in rng.choice(((before,), (after,), (before, after))))


def companion(rng: Random, route: Route, taps: list[Tap], traits: Traits) -> list[Tap]:
    """Somebody walks along and records the same points seconds apart; 3 % of the pairs share a phone, the other being flat."""
    shared = rng.random() < 0.03
    traits += ["two on one phone" if shared else "two together"]
    phone = taps[0].phone if shared else draw_phone(rng)
    moments = [(tap.at + rng.uniform(2, 25), tap.dwell_s or 0.0) for tap in taps]
    theirs = recorded(rng, route, phone, [tap.point for tap in taps], moments, person=2)
    return sorted(theirs, key=lambda tap: tap.at)


def phone_traits(phone: Phone) -> Traits:
    """Name what is unusual about a phone."""
    named = {
        "refuses location": phone.refuses,
        "old phone": phone.unsupported,
        "network only": phone.coarse,
        "unlabelled GCJ-02": phone.gcj02,
        "clock off": abs(phone.clock_off_s) > 300,
    }
    return [name for name, so in named.items() if so]
