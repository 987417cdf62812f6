"""What the presence verdict says of honest rounds and of cheats: `python -m benchmarks.verdict [--quick] [--census]`."""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass, field
from typing import Any

from backend.patrols.reasons import LEVELS
from backend.patrols.thresholds import THRESHOLDS
from benchmarks.verdict.census import print_census
from benchmarks.verdict.cheats import GATEHOUSE, gatehouse
from benchmarks.verdict.classes import HELD_OUT, TOLD, UNTELLABLE, Draw, drawn, honest_rounds
from benchmarks.verdict.counting import Count, by_distance, by_trait, count, judging_us
from benchmarks.verdict.taps import Truth

TUNED_ON = (1, 2)
REPORTED = (101, 102, 103)
GROUPS: tuple[tuple[str, tuple[Draw, ...]], ...] = (
    ("told", TOLD),
    ("held out", HELD_OUT),
    ("cannot be told", UNTELLABLE),
)


@dataclass
class Report:
    """All counts of some seeds."""

    honest: Count = field(default_factory=Count)
    traits: dict[str, Count] = field(default_factory=dict)
    classes: dict[str, tuple[str, Count]] = field(default_factory=dict)
    bands: dict[str, Count] = field(default_factory=dict)


def main() -> None:
    """Draw, judge, and print tables, then one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one seed, 1,500 honest rounds: within a minute")
    parser.add_argument("--census", action="store_true", help="only what the drawn world looks like")
    parser.add_argument(
        "--tuning", action="store_true", help="the seeds that thresholds were tuned on, without held-out ones"
    )
    parser.add_argument("--rounds", type=int, default=10_000, help="honest rounds of each seed")
    asked = parser.parse_args()
    rounds = 1_500 if asked.quick else asked.rounds
    seeds = TUNED_ON if asked.tuning else REPORTED[:1] if asked.quick else REPORTED
    if asked.census:
        return print_census(seeds[0], rounds)
    began = time.process_time()
    report = measured(seeds, rounds, held_out=not asked.tuning)
    print_report(report)
    pace = judging_us(honest_rounds(seeds[0], 300))
    print(f"\nthresholds {THRESHOLDS.version}, seeds {list(seeds)}, CPU {time.process_time() - began:.0f} s")
    print(f"one visit is judged, with what its run tells, in {pace:.0f} µs CPU")
    said = as_json(report, seeds, quick=asked.quick) | {"judging_us": round(pace)}
    return print(json.dumps(said, ensure_ascii=False))


def measured(seeds: tuple[int, ...], rounds: int, *, held_out: bool = True) -> Report:
    """Judge `rounds` honest rounds and a twentieth as many of each class, for every seed."""
    report = Report()
    report.honest, report.traits = by_trait(round_ for seed in seeds for round_ in honest_rounds(seed, rounds))
    each = max(20, rounds // 20)
    sat = (round_ for seed in seeds for round_ in drawn(gatehouse, seed, each))
    report.bands = by_distance(sat, GATEHOUSE)
    for group, draws in GROUPS:
        if group == "held out" and not held_out:
            continue
        for draw in draws:
            some = (round_ for seed in seeds for round_ in drawn(draw, seed, each))
            counts: Truth = "untold" if group == "cannot be told" else "cheat"
            name = next(drawn(draw, 0, 1)).name
            report.classes[name] = (group, count(some, counts))
    return report


def print_report(report: Report) -> None:
    """Print the confusion table and the honest rounds by trait."""
    print(f"{'':42}{'visits':>8}" + "".join(f"{level:>14}" for level in LEVELS) + f"{'flagged':>10}{'rounds':>9}")
    print(row("honest", report.honest))
    for group, _ in GROUPS:
        print(group)
        for name, (its, seen) in report.classes.items():
            if its == group:
                print(row(f"  {name}", seen))
    print("\ngatehouse, every visit by the point's distance from it")
    for name, seen in report.bands.items():
        print(row(f"  {name}", seen))
    print("\nhonest visits by what was unusual about the round")
    for name, seen in report.traits.items():
        print(row(f"  {name}", seen))
    print("\nreasons that weighed on flagged honest visits:", dict(report.honest.reasons.most_common(12)))


def row(name: str, seen: Count) -> str:
    """One line: shares of levels, visits flagged, rounds in which half of them were."""
    shares = "".join(f"{seen.levels[level] / max(1, seen.visits):>14.1%}" for level in LEVELS)
    return f"{name:42}{seen.visits:>8}{shares}{seen.flagged:>10.2%}{seen.rounds_share:>9.1%}"


def as_json(report: Report, seeds: tuple[int, ...], *, quick: bool) -> dict[str, Any]:
    """The last line: shares of visits flagged; the worst class is the worst of those that must be told."""
    told = {name: seen for name, (group, seen) in report.classes.items() if group == "told"}
    worst = min(told, key=lambda name: told[name].flagged)
    return {
        "benchmark": "verdict",
        "quick": quick,
        "thresholds": THRESHOLDS.version,
        "honest_flagged": round(report.honest.flagged, 4),
        "honest_visits": report.honest.visits,
        "cheat_flagged_worst_class": {worst: round(told[worst].flagged, 4)},
        "classes": {name: _class(group, seen) for name, (group, seen) in report.classes.items()},
        "seeds": list(seeds),
    }


def _class(group: str, seen: Count) -> dict[str, Any]:
    shares = {"flagged": round(seen.flagged, 4), "rounds_flagged": round(seen.rounds_share, 4)}
    return {"group": group, "visits": seen.visits, **shares, **{level: seen.levels[level] for level in LEVELS}}


if __name__ == "__main__":
    main()
