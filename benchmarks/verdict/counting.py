"""Count what the verdict says. The unit is one visit of one person, judged with its whole run, as it stands at the run's end."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from backend.patrols.facts import VisitFacts
from backend.patrols.thresholds import THRESHOLDS, Thresholds
from backend.patrols.verdict import Verdict, judge_run
from benchmarks.verdict.taps import Round, Truth, runs
from benchmarks.verdict.world import Spot, apart


@dataclass
class Count:
    """Levels of the visits that count and of those aside, rounds with at least half of them flagged, reasons that weighed."""

    levels: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    rounds_flagged: int = 0

    @property
    def visits(self) -> int:
        """How many visits count."""
        return self.levels.total()

    @property
    def flagged(self) -> float:
        """Share of the visits that count and were called doubtful or worse."""
        return _share(self.levels)

    @property
    def aside_flagged(self) -> float:
        """The same share of those that do not count."""
        return _share(self.aside)

    @property
    def rounds_share(self) -> float:
        """Share of rounds in which at least half of the visits that count were flagged."""
        return self.rounds_flagged / self.rounds if self.rounds else 0.0

    def add(self, judged: list[tuple[VisitFacts, Verdict, Truth]], counts: Truth) -> None:
        """Add one round; only visits of the truth `counts` count, the others are kept aside."""
        mine = [verdict for _, verdict, truth in judged if truth == counts]
        self.levels.update(verdict.level for verdict in mine)
        self.aside.update(verdict.level for _, verdict, truth in judged if truth != counts)
        for verdict in mine:
            if verdict.flagged:
                self.reasons.update(reason.code for reason in verdict.reasons if reason.points)
        if mine:
            self.rounds += 1
            self.rounds_flagged += 2 * sum(verdict.flagged for verdict in mine) >= len(mine)


def judged(round_: Round, thresholds: Thresholds = THRESHOLDS) -> list[tuple[VisitFacts, Verdict, Truth]]:
    """Judge every run of a round."""
    return [
        triple
        for run, truths in runs(round_)
        for triple in zip(run.visits, judge_run(run, thresholds), truths, strict=True)
    ]


def count(rounds: Iterable[Round], counts: Truth) -> Count:
    """Count the rounds of one class."""
    seen = Count()
    for round_ in rounds:
        seen.add(judged(round_), counts)
    return seen


def by_distance(rounds: Iterable[Round], chair: Spot) -> dict[str, Count]:
    """Count by how far the points lie from where somebody sat, in bands of 50 m, whether they count elsewhere or not."""
    bands: dict[int, Count] = defaultdict(Count)
    for round_ in rounds:
        taps = sorted(round_.taps, key=lambda tap: tap.at)
        for tap, (_, verdict, _) in zip(taps, judged(round_), strict=True):
            band = int(apart(round_.route.points[tap.point].spot, chair) // 50)
            bands[band].levels[verdict.level] += 1
    return {f"{50 * band}–{50 * band + 50} m": bands[band] for band in sorted(bands)}


def by_trait(rounds: Iterable[Round]) -> tuple[Count, dict[str, Count]]:
    """Count honest rounds, all together and by what was unusual about them."""
    everything, traits = Count(), defaultdict[str, Count](Count)
    for round_ in rounds:
        verdicts = judged(round_)
        for seen in _counts(everything, traits, round_):
            seen.add(verdicts, "honest")
    return everything, dict(sorted(traits.items()))


def judging_us(rounds: Iterable[Round]) -> float:
    """CPU microseconds to judge one visit in its run, the facts being there already."""
    facts = [run for round_ in rounds for run, _ in runs(round_)]
    began = time.process_time()
    for run in facts:
        judge_run(run)
    return (time.process_time() - began) * 1e6 / sum(len(run.visits) for run in facts)


def _counts(everything: Count, traits: dict[str, Count], round_: Round) -> Iterator[Count]:
    yield everything
    yield from (traits[trait] for trait in round_.traits)


def _share(levels: Counter[str]) -> float:
    return (levels["doubtful"] + levels["contradicted"]) / levels.total() if levels else 0.0
