"""What holds for every visit and run that can be drawn: worse facts never give a better verdict, and lacks never contradict."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.patrols.facts import Absence, DeviceUse, Order, Proof, Reading, RunFacts, Scan, VisitFacts
from backend.patrols.reasons import LEVELS
from backend.patrols.verdict import Verdict, judge_run, judge_visit
from tests.patrols.visits import AT, clock, linked, place, reading, scan, visit, window

LIMITS = settings(max_examples=300, deadline=None, derandomize=True, database=None)
RANK = list(LEVELS)
ABSENCES: list[Absence] = ["refused", "unavailable", "timeout", "unsupported"]
accuracies = st.one_of(st.none(), st.floats(1, 3_000))
metres = st.floats(0, 20_000)


def drawn(seed: int) -> VisitFacts:
    """Any visit at all, from a seed: drawing every field by hypothesis itself takes fifty times as long."""
    rng = Random(seed)
    return visit(
        mode=rng.choice(["foot", "foot", "vehicle", "video"]),
        place=place(radius_m=rng.uniform(10, 100), on_site=rng.random() < 0.8, accuracy_m=_maybe(rng, 1, 300)),
        position=rng.choice([_a_reading(rng), _a_reading(rng), rng.choice(ABSENCES)]),
        clock=clock(
            rng.uniform(-9e3, 9e3), skew_s=rng.uniform(-9e4, 9e4), clock_basis=rng.choice(["device", "page_session"])
        ),
        window=rng.choice([None, window(grace_s=rng.uniform(0, 900)), window(not_before=AT)]),
        code=rng.choice([None, "good", "good", "grace", "replaced", "lost", "retired"]),
        order=rng.choice([None, Order(rng.randrange(9), rng.randrange(9))]),
        dwell_s=_maybe(rng, 0, 60),
        min_dwell_s=rng.uniform(0, 60),
        previous=rng.choice([None, _a_scan(rng)]),
        next=rng.choice([None, _a_scan(rng)]),
        others=(_a_scan(rng),) * rng.randrange(2),
        device=DeviceUse(
            rng.random() < 0.8, rng.randrange(3), rng.randrange(3), _maybe(rng, 0, 900), _maybe(rng, 0, 900)
        ),
        again_after_s=_maybe(rng, 0, 300),
        proof=Proof(rng.choice(["not_asked", "missing", "waiting", "given"]), rng.choice([None, AT])),
    )


def _maybe(rng: Random, low: float, high: float) -> float | None:
    return rng.choice([None, rng.uniform(low, high)])


def _a_reading(rng: Random) -> Reading:
    datum = rng.choice(["wgs84", "gcj02"])
    about = {"source_datum": datum, "age_s": rng.uniform(0, 150), "seen_before": rng.randrange(2)}
    return reading(10 ** rng.uniform(0, 4.5), accuracy_m=_maybe(rng, 1, 1_000), **about)


def _a_scan(rng: Random) -> Scan:
    return scan(10 ** rng.uniform(0, 4), rng.uniform(-900, 900), reading=rng.choice([None, _a_reading(rng)]))


visits = st.integers(0, 2**32).map(drawn)
runs = st.lists(visits, max_size=7).map(
    lambda some: RunFacts(tuple(sorted(some, key=lambda each: each.clock.happened_at)))
)


def rank(verdict: Verdict) -> int:
    return RANK.index(verdict.level)


@LIMITS
@given(visits)
def test_the_same_facts_give_the_same_verdict_in_readable_words(facts: VisitFacts) -> None:
    verdict = judge_visit(facts)
    assert verdict == judge_visit(replace(facts))
    assert all(sentence and "{" not in sentence for sentence in verdict.sentences() + verdict.sentences("en"))
    assert [reason.points for reason in verdict.reasons] == sorted((r.points for r in verdict.reasons), reverse=True)


@LIMITS
@given(visits, metres, metres, accuracies)
def test_more_distance_is_never_better(facts: VisitFacts, one: float, other: float, accuracy: float | None) -> None:
    """In a datum that is known: an unlabelled reading may fit the other datum farther out."""
    near, far = sorted((one, other))
    at = replace(facts, position=reading(near, accuracy_m=accuracy))
    away = replace(facts, position=reading(far, accuracy_m=accuracy))
    assert rank(judge_visit(away)) >= rank(judge_visit(at))
    assert judge_visit(away).points >= judge_visit(at).points


RED_FLAGS: list[dict[str, Any]] = [
    {"code": "lost"},
    {"code": "retired"},
    {"next": scan(9_000, 30.0)},
    {"previous": scan(9_000, -30.0)},
    {"others": (scan(9_000, 30.0),)},
    {"dwell_s": 0.0, "min_dwell_s": 30.0},
    {"device": DeviceUse(True, 2, 2, 5.0, 5.0)},
    {"window": window(not_before=AT + timedelta(days=9))},
]


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: "-".join(flag))
@LIMITS
@given(visits)
def test_a_red_flag_never_improves_a_verdict(flag: dict[str, Any], facts: VisitFacts) -> None:
    before = judge_visit(replace(facts, **{name: _calm(name) for name in flag}))
    after = judge_visit(replace(facts, **flag))
    assert rank(after) >= rank(before)
    assert after.points >= before.points


def _calm(name: str) -> Any:
    return {"code": "good", "others": (), "dwell_s": None, "min_dwell_s": 0.0, "device": DeviceUse()}.get(name)


@LIMITS
@given(visits)
def test_a_photo_not_given_never_improves_a_verdict(facts: VisitFacts) -> None:
    before = judge_visit(replace(facts, proof=Proof()))
    assert rank(judge_visit(replace(facts, proof=Proof("missing")))) >= rank(before)


@LIMITS
@given(runs, st.sampled_from(ABSENCES))
def test_lacks_alone_never_contradict(run: RunFacts, absence: Any) -> None:
    """Whoever refuses the location, gives no photo and scans nothing may be called doubtful, never contradicted."""
    lacking = {"position": absence, "proof": Proof("missing"), "code": None, "via": "picked"}
    bare = [visit(**lacking, place=each.place, clock=clock(900.0 * i)) for i, each in enumerate(run.visits)]
    assert all(rank(verdict) <= RANK.index("doubtful") for verdict in judge_run(linked(bare)))


@LIMITS
@given(visits, st.sampled_from(ABSENCES))
def test_refusing_adds_no_point_to_a_visit_on_the_spot(facts: VisitFacts, absence: Any) -> None:
    calm = {"mode": "foot", "proof": Proof(), "code": "good"}
    here = replace(facts, **calm, position=reading(0.0, 0.0))
    assert judge_visit(replace(here, position=absence)).points == judge_visit(here).points


@LIMITS
@given(runs)
def test_a_run_is_never_judged_milder_than_its_visits(run: RunFacts) -> None:
    for alone, together in zip(run.visits, judge_run(run), strict=True):
        assert rank(together) >= rank(judge_visit(alone))
        assert set(judge_visit(alone).reasons) <= set(together.reasons)


@LIMITS
@given(visits)
def test_confirmed_means_a_reading_at_the_point_and_no_doubt(facts: VisitFacts) -> None:
    verdict = judge_visit(facts)
    if verdict.level == "confirmed":
        assert isinstance(facts.position, Reading)
        assert verdict.points == 0
        assert any(reason.code == "near" for reason in verdict.reasons)
