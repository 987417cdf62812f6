"""What the drawn world looks like before anybody judges it: how far off honest readings are, and how many are missing."""

from __future__ import annotations

from collections import defaultdict
from statistics import quantiles

from backend.core.geo import haversine_m
from backend.patrols.facts import Reading
from benchmarks.verdict.classes import honest_rounds
from benchmarks.verdict.world import degrees


def print_census(seed: int, rounds: int) -> None:
    """Print the errors of honest readings by setting, and why others are missing."""
    errors: dict[str, list[tuple[float, float]]] = defaultdict(list)
    absent: dict[str, int] = defaultdict(int)
    traits: dict[str, int] = defaultdict(int)
    for round_ in honest_rounds(seed, rounds):
        for trait in round_.traits:
            traits[trait] += 1
        for tap in round_.taps:
            point = round_.route.points[tap.point]
            if not isinstance(tap.position, Reading):
                absent[tap.position] += 1
            elif not tap.phone.gcj02:
                truth = degrees(round_.route.origin, point.spot)
                off = haversine_m(tap.position.lat, tap.position.lng, *truth)
                errors[point.setting].append((off, off / (tap.position.accuracy_m or 1.0)))
    print(f"honest rounds: {rounds}, seed {seed}")
    print(f"{'metres from the plate':24}{'readings':>9}{'p50':>8}{'p90':>8}{'p95':>8}{'p99':>9}{'within claim':>14}")
    for setting, pairs in sorted(errors.items()):
        cut = quantiles([off for off, _ in pairs], n=100)
        inside = sum(ratio <= 1 for _, ratio in pairs) / len(pairs)
        row = "".join(f"{cut[index]:>8.0f}" for index in (49, 89, 94)) + f"{cut[98]:>9.0f}"
        print(f"{setting:24}{len(pairs):>9}{row}{inside:>14.0%}")
    print("without a reading:", dict(sorted(absent.items())))
    print("rounds by trait:", dict(sorted(traits.items())))
