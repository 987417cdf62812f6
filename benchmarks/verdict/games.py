"""Cheats with time, devices and records: teleports, one phone for three, clocks set back, invented and replayed uploads."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from backend.patrols.facts import Absence, Reading
from benchmarks.verdict import cheats, honest
from benchmarks.verdict.phones import draw_phone
from benchmarks.verdict.scenes import Scene, draw_scene, home
from benchmarks.verdict.taps import Round, Tap
from benchmarks.verdict.world import anywhere, degrees, moved

HOUR = 3_600.0


def teleports(rng: Random) -> Round:
    """Two schools 1.5–8 km apart visited in turn within a minute or so, from copies, on foot, location refused or faked."""
    scene = draw_scene(rng)
    phone = draw_phone(rng, refuses=rng.random() < 0.5, unsupported=False)
    other = degrees(scene.route.origin, moved((0.0, 0.0), rng.uniform(1_500, 8_000), anywhere(rng)))
    taps, elsewhere, at = [], [], scene.start
    for index in scene.every:
        at += rng.uniform(20, 90)
        position: Reading | Absence = "refused" if phone.refuses else cheats.faked_reading(rng, scene.route, index)
        taps.append(cheats.from_afar(rng, scene.route, phone, index, at=at, dwell=10.0, position=position))
        at += rng.uniform(20, 90)
        elsewhere.append((at, *other))
    return scene.recorded("teleports", taps, elsewhere=tuple(elsewhere))


def one_phone_for_three(rng: Random) -> Round:
    """One walks the route and records it for three people with one phone.

    The two absent ones count; the walker's own visits do not, because nothing tells which of the three walked.
    """
    scene = draw_scene(rng)
    phone, moments = draw_phone(rng), scene.walked(rng)
    taps = honest.recorded(rng, scene.route, phone, scene.every, moments)
    taps = [replace(tap, truth="untold") for tap in taps]
    for person in (2, 3):
        later = [(at + rng.uniform(6, 30) * (person - 1), dwell) for at, dwell in moments]
        copies = honest.recorded(rng, scene.route, phone, scene.every, later, person=person)
        taps += [replace(tap, truth="cheat") for tap in copies]
    return scene.recorded("one phone for three", taps)


def clock_set_back(rng: Random) -> Round:
    """Walked one to thirty hours after the window with the phone's clock set back into it.

    A third upload later from a new page, the clock still wrong.
    """
    scene = draw_scene(rng)
    shift = scene.closes + rng.uniform(1, 30) * HOUR - scene.start
    phone = draw_phone(rng, clock_off_s=-shift)
    taps = honest.recorded(rng, scene.route, phone, scene.every, scene.walked(rng, start=scene.start + shift))
    taps = [replace(tap, truth="cheat") for tap in taps]
    if rng.random() < 1 / 3:
        taps = _uploaded_later(taps, taps[-1].at + rng.uniform(60, HOUR), told=phone.clock_off_s)
    return scene.recorded("clock set back", taps)


def invented_late(rng: Random) -> Round:
    """In the evening, at home, offline, the clock set back: a round nobody walked. Half leave the location on, half refuse.

    The clock is right again before the upload, so the times say nothing; the missing photos and the phone's place do.
    """
    scene = draw_scene(rng)
    phone = draw_phone(rng, refuses=rng.random() < 0.5, unsupported=False, clock_off_s=0.0)
    taps = cheats.sitting(rng, scene.route, scene.patient_or_not(rng), phone=phone, spot=home(rng))
    return scene.recorded("invented late", _uploaded_later(taps, taps[-1].at + rng.uniform(4, 90) * HOUR, told=0.0))


def replayed(rng: Random) -> Round:
    """A script sends an earlier round again under new ids, readings and all; half of them one reading for every point.

    That half is drawn on routes of 400 m and more.
    """
    frozen = rng.random() < 0.5
    scene = draw_scene(rng, least_way_m=400.0 if frozen else 0.0)
    taps = _frozen(rng, scene) if frozen else _copied(rng, scene)
    return scene.recorded("replayed", _uploaded_later(taps, taps[-1].at + HOUR, told=0.0))


def _copied(rng: Random, scene: Scene) -> list[Tap]:
    phone = draw_phone(rng, refuses=False, unsupported=False, coarse=False)
    taps = honest.recorded(rng, scene.route, phone, scene.every, scene.walked(rng))
    return [_sent_again(rng, tap, tap.position, seen=1) for tap in taps]


def _frozen(rng: Random, scene: Scene) -> list[Tap]:
    only = cheats.faked_reading(rng, scene.route, rng.choice(scene.every))
    taps = honest.recorded(rng, scene.route, draw_phone(rng), scene.every, scene.walked(rng))
    return [_sent_again(rng, tap, only, seen=0) for tap in taps]


def _sent_again(rng: Random, tap: Tap, position: Reading | Absence, *, seen: int) -> Tap:
    if isinstance(position, Reading):
        position = replace(position, seen_before=seen)
    return replace(tap, position=position, proof=cheats.false_proof(rng, position, at=tap.at), truth="cheat")


def _uploaded_later(taps: list[Tap], when: float, *, told: float | None) -> list[Tap]:
    return [replace(tap, uploaded_at=when, basis="device", upload_off_s=told) for tap in taps]
