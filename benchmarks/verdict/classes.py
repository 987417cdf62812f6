"""The list of all that is drawn: honest rounds, the classes that must be told, the held-out ones, and what cannot be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from benchmarks.verdict import cheats, games, held_out, honest, untellable
from benchmarks.verdict.taps import Round

Draw = Callable[[Random], Round]
TOLD: tuple[Draw, ...] = (
    cheats.home_located,
    cheats.home_refused,
    cheats.home_coarse,
    cheats.two_minutes,
    cheats.gatehouse,
    cheats.old_codes,
    games.teleports,
    games.one_phone_for_three,
    games.clock_set_back,
    games.invented_late,
    games.replayed,
)
HELD_OUT: tuple[Draw, ...] = (held_out.half_walked, held_out.relayed)
UNTELLABLE: tuple[Draw, ...] = (
    untellable.faked_position,
    untellable.album_photos,
    untellable.one_chair,
    untellable.clock_right_again,
    untellable.lent_phone,
    untellable.unwatched_video,
)


def drawn(draw: Draw, seed: int, count: int) -> Iterator[Round]:
    """Draw `count` rounds of one class; every round has a generator of its own, so that adding a class moves no other."""
    for number in range(count):
        yield draw(Random(f"{seed}/{draw.__module__}.{draw.__name__}/{number}"))


def honest_rounds(seed: int, count: int) -> Iterator[Round]:
    """Draw `count` honest rounds."""
    return drawn(honest.draw_round, seed, count)
