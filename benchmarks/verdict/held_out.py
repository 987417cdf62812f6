"""Cheats on which no threshold is ever tuned: what the verdict says of them is reported as it comes."""

from __future__ import annotations

from random import Random

from benchmarks.verdict import cheats, honest
from benchmarks.verdict.phones import draw_phone
from benchmarks.verdict.scenes import draw_scene, untold_near
from benchmarks.verdict.taps import Round
from benchmarks.verdict.world import anywhere, moved


def half_walked(rng: Random) -> Round:
    """Half of the route is walked; the rest is scanned from copies in a chair near the last point, in the tempo of a walk.

    What lies within 100 m of the chair is `untold`, as with the gatehouse.
    """
    scene = draw_scene(rng, beyond_m=100.0)
    moments, phone, half = scene.walked(rng), draw_phone(rng), len(scene.every) // 2
    chair = moved(scene.route.points[half - 1].spot, rng.uniform(5, 30), anywhere(rng))
    walked = honest.recorded(rng, scene.route, phone, scene.every, moments)[:half]
    sat = cheats.sitting(rng, scene.route, moments, phone=phone, spot=chair)[half:]
    return scene.recorded("held out: half walked", [*walked, *untold_near(scene.route, sat, chair)])


def relayed(rng: Random) -> Round:
    """A colleague walks and sends pictures of the plates; this person scans them in an office 300–900 m away as they arrive.

    60 % of these phones tell where they are, 20 % know only the network, 20 % refuse.
    """
    scene = draw_scene(rng)
    moments = sorted((at + rng.uniform(10, 60), min(dwell, 10.0)) for at, dwell in scene.walked(rng))
    way = rng.random()
    phone = draw_phone(rng, refuses=way < 0.2, coarse=0.2 <= way < 0.4, unsupported=False)
    office = moved((0.0, 0.0), rng.uniform(300, 900), anywhere(rng))
    return scene.recorded("held out: relayed", cheats.sitting(rng, scene.route, moments, phone=phone, spot=office))
