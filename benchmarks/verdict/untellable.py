"""What cannot be told: nothing that reaches a server differs from an honest round. Simulated, reported, outside every demand."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from backend.patrols.facts import Proof
from benchmarks.verdict import cheats, honest
from benchmarks.verdict.phones import draw_phone
from benchmarks.verdict.scenes import all_untold, draw_scene, home
from benchmarks.verdict.taps import Round


def faked_position(rng: Random) -> Round:
    """Copies and an app that fakes the position at each plate, in the tempo of a walk."""
    scene = draw_scene(rng)
    phone = draw_phone(rng, refuses=False, unsupported=False, coarse=False, gcj02=False)
    taps = []
    for index, (at, dwell) in enumerate(scene.walked(rng)):
        reading = cheats.faked_reading(rng, scene.route, index)
        taps.append(cheats.from_afar(rng, scene.route, phone, index, at=at, dwell=dwell, position=reading))
    return scene.recorded("position faked at each plate", all_untold(taps))


def album_photos(rng: Random) -> Round:
    """At home, location refused, in the tempo of a walk, and old pictures whose files say no time."""
    scene = draw_scene(rng)
    phone = draw_phone(rng, refuses=True, unsupported=False)
    taps = all_untold(cheats.sitting(rng, scene.route, scene.walked(rng), phone=phone, spot=home(rng)))
    given = [tap if tap.proof.state == "not_asked" else replace(tap, proof=Proof("given")) for tap in taps]
    return scene.recorded("refused, old pictures without time", given)


def one_chair(rng: Random) -> Round:
    """A building's points, all within 100 m, scanned from one chair in the tempo of a walk."""
    scene = draw_scene(rng, "building")
    taps = cheats.sitting(rng, scene.route, scene.walked(rng), phone=draw_phone(rng), spot=(0.0, 20.0))
    return scene.recorded("one chair within 100 m", all_untold(taps))


def clock_right_again(rng: Random) -> Round:
    """Walked hours late and offline with the clock set back; the clock is right again before the upload."""
    scene = draw_scene(rng)
    taps = honest.recorded(rng, scene.route, draw_phone(rng, clock_off_s=0.0), scene.every, scene.walked(rng))
    back = taps[-1].at + rng.uniform(2, 60) * 3_600
    late = [replace(tap, uploaded_at=back, basis="device", upload_off_s=0.0) for tap in taps]
    return scene.recorded("walked late, clock set back offline", all_untold(late))


def lent_phone(rng: Random) -> Round:
    """Somebody else walks the whole round with this person's phone."""
    scene = draw_scene(rng)
    taps = honest.recorded(rng, scene.route, draw_phone(rng), scene.every, scene.walked(rng))
    return scene.recorded("somebody else walks with the phone", all_untold(taps))


def unwatched_video(rng: Random) -> Round:
    """A video round clicked through at a natural tempo without looking."""
    scene = draw_scene(rng, "video")
    taps = honest.recorded(rng, scene.route, draw_phone(rng), scene.every, scene.walked(rng))
    return scene.recorded("video nobody watched", all_untold(taps))
