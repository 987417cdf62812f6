"""The presence verdict: points of doubt, each with its reason, added up. It flags and never blocks. Pure.

Within one aspect (position, photo, code …) the heaviest reason counts, so that one fact told twice does not weigh twice; the
aspects are added. What is merely missing can make a visit doubtful, never contradicted. What a person answers to 为何不在附近
stands beside the verdict and never enters it, nor does anything from earlier rounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from backend.patrols.evidence_rules import RULES
from backend.patrols.facts import RunFacts, VisitFacts
from backend.patrols.location import Seen, look
from backend.patrols.reasons import Found, Language, Level
from backend.patrols.round_rules import ROUND_RULES
from backend.patrols.thresholds import THRESHOLDS, Thresholds


@dataclass(frozen=True)
class Verdict:
    """A level, the points that led to it, the reasons (heaviest first), and the version of the numbers used."""

    level: Level
    points: int
    reasons: tuple[Found, ...]
    version: str

    @property
    def flagged(self) -> bool:
        """Say whether a person should look at it."""
        return self.level in ("doubtful", "contradicted")

    def sentences(self, language: Language = "zh-CN") -> list[str]:
        """Every reason as a person reads it."""
        return [reason.text(language) for reason in self.reasons]

    def as_record(self) -> dict[str, Any]:
        """What is stored as JSON: codes and numbers only, no position."""
        reasons = [{"code": reason.code, **dict(reason.values)} for reason in self.reasons]
        return {"level": self.level, "points": self.points, "reasons": reasons, "version": self.version}


def judge_visit(visit: VisitFacts, thresholds: Thresholds = THRESHOLDS) -> Verdict:
    """Judge one visit by itself, as at the moment it arrives."""
    seen = look(visit, thresholds)
    return _verdict(seen, _alone(seen))


def judge_run(run: RunFacts, thresholds: Thresholds = THRESHOLDS) -> list[Verdict]:
    """Judge every visit of a run, with what only shows across them; never milder than `judge_visit` alone."""
    seen = [look(visit, thresholds) for visit in run.visits]
    reasons = [_alone(each) for each in seen]
    for rule in ROUND_RULES:
        for index, mark in rule(seen, thresholds):
            reasons[index].append(mark)
    return [_verdict(each, mine) for each, mine in zip(seen, reasons, strict=True)]


def _alone(seen: Seen) -> list[Found]:
    return [seen.where.reason, *(mark for rule in RULES for mark in rule(seen))]


def _verdict(seen: Seen, reasons: Iterable[Found]) -> Verdict:
    ordered = tuple(sorted(reasons, key=lambda reason: -reason.points))
    return Verdict(_level(seen, ordered), _sum(ordered), ordered, seen.t.version)


def _level(seen: Seen, reasons: tuple[Found, ...]) -> Level:
    if _sum(reason for reason in reasons if not reason.is_lack) >= seen.t.contradicted_from:
        return "contradicted"
    points = _sum(reasons)
    if points >= seen.t.doubtful_from:
        return "doubtful"
    return "confirmed" if seen.where.nearness == "near" and points == 0 else "plausible"


def _sum(reasons: Iterable[Found]) -> int:
    heaviest: dict[str, int] = {}
    for reason in reasons:
        heaviest[reason.aspect] = max(heaviest.get(reason.aspect, 0), reason.points)
    return sum(heaviest.values())
