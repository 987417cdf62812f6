"""Cheats that sit somewhere else with copies of the codes. Each draws one round; a visit's `truth` says whether it counts.

Whoever cheats cannot photograph the fixed object now: three in four leave the photo out, the others send an old picture whose
file still says when it was taken. Old pictures that say nothing are in `untellable`.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from backend.patrols.facts import Absence, CodeState, Proof, Reading, Via
from benchmarks.verdict import walks
from benchmarks.verdict.phones import Phone, draw_phone, read
from benchmarks.verdict.scenes import Moments, draw_scene, home, untold_near
from benchmarks.verdict.taps import Round, Tap, moment
from benchmarks.verdict.world import Route, Spot, anywhere, degrees, moved

GATEHOUSE: Spot = (0.0, 0.0)


def sitting(rng: Random, route: Route, moments: Moments, *, phone: Phone, spot: Spot) -> list[Tap]:
    """Record every point of the route in order from one `spot`, with whatever the phone reads there."""
    taps = []
    for index, (at, dwell) in enumerate(moments):
        position = read(rng, phone, route.origin, spot, setting="indoor", wall=(0.0, 0.0), first=index == 0)
        taps.append(from_afar(rng, route, phone, index, at=at, dwell=dwell, position=position))
    return taps


def from_afar(
    rng: Random, route: Route, phone: Phone, index: int, *, at: float, dwell: float, position: Reading | Absence
) -> Tap:
    """Record one point without standing there, from a copy of its code or from the list."""
    via: Via = "picked" if rng.random() < 0.25 else "phone_scan"
    tap = Tap(index, 1, phone, at, position, via, clock_off_s=phone.clock_off_s, dwell_s=dwell, truth="cheat")
    code = None if via == "picked" else route.points[index].code
    return replace(tap, code=code, uploaded_at=at + 2.0, proof=false_proof(rng, position, at=at))


def false_proof(rng: Random, position: Reading | Absence, *, at: float) -> Proof:
    """What is sent when a fresh photo is asked of somebody who is not there."""
    if not walks.asked(rng, position):
        return Proof()
    if rng.random() < 0.75:
        return Proof("missing")
    return Proof("given", moment(at - rng.uniform(3_600, 30 * 86_400)))


def faked_reading(rng: Random, route: Route, index: int) -> Reading:
    """What an app for mock positions hands to the browser: the plate's place, a little beside it, and a good claim."""
    lat, lng = degrees(route.origin, moved(route.points[index].spot, rng.uniform(0, 15), anywhere(rng)))
    return Reading(lat, lng, rng.uniform(4, 15), provider="gps")


def home_located(rng: Random) -> Round:
    """Copies scanned at home; the phone tells truly where it is."""
    scene = draw_scene(rng)
    phone = draw_phone(rng, refuses=False, unsupported=False, coarse=False)
    taps = sitting(rng, scene.route, scene.patient_or_not(rng), phone=phone, spot=home(rng))
    return scene.recorded("home, located", taps)


def home_refused(rng: Random) -> Round:
    """Copies scanned at home, location refused, and no fresh photo when one is asked."""
    scene = draw_scene(rng)
    phone = draw_phone(rng, refuses=True, unsupported=False)
    taps = sitting(rng, scene.route, scene.patient_or_not(rng), phone=phone, spot=home(rng))
    return scene.recorded("home, location refused", taps)


def home_coarse(rng: Random) -> Round:
    """Copies scanned at home by a phone that knows only the network: 100–2,000 m."""
    scene = draw_scene(rng)
    phone = draw_phone(rng, refuses=False, unsupported=False, coarse=True)
    taps = sitting(rng, scene.route, scene.patient_or_not(rng), phone=phone, spot=home(rng))
    return scene.recorded("home, network only", taps)


def two_minutes(rng: Random) -> Round:
    """A whole round in one to two minutes on one spot of the grounds.

    Only routes of 400 m and more: what is shorter, somebody who runs does in that time.
    """
    scene = draw_scene(rng, least_way_m=400.0)
    each = rng.uniform(60, 120) / len(scene.every)
    moments = walks.rush(rng, len(scene.every), start=scene.start, low=each * 0.7, high=each * 1.3)
    spot = rng.choice(scene.route.points).spot
    return scene.recorded(
        "whole round in two minutes", sitting(rng, scene.route, moments, phone=draw_phone(rng), spot=spot)
    )


def gatehouse(rng: Random) -> Round:
    """Everything scanned in the gatehouse, located truly, in the tempo of a walk; points within 100 m of it do not count."""
    scene = draw_scene(rng, beyond_m=100.0)
    phone = draw_phone(rng, refuses=False, unsupported=False, coarse=False)
    taps = sitting(rng, scene.route, scene.walked(rng), phone=phone, spot=GATEHOUSE)
    return scene.recorded("gatehouse", untold_near(scene.route, taps, GATEHOUSE))


def old_codes(rng: Random) -> Round:
    """Pictures of plates that have been retired, lost or replaced since: half at home, half at a desk with location refused."""
    scene = draw_scene(rng)
    at_desk = rng.random() < 0.5
    phone = draw_phone(rng, **({"refuses": True, "unsupported": False} if at_desk else {}))
    spot = GATEHOUSE if at_desk else home(rng)
    taps = sitting(rng, scene.route, scene.patient_or_not(rng), phone=phone, spot=spot)
    states: tuple[CodeState, ...] = ("retired", "lost", "replaced")
    return scene.recorded("old codes", [replace(tap, via="phone_scan", code=rng.choice(states)) for tap in taps])
