"""What shows only across a run: pace as a whole, readings that stay or repeat, rounds without evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backend.patrols.facts import Proof, RunFacts, VisitFacts
from backend.patrols.thresholds import THRESHOLDS as T
from backend.patrols.verdict import judge_run
from tests.patrols.visits import clock, linked, missing_photo, place, reading, visit, walk


def marks(run: RunFacts) -> list[set[str]]:
    return [{reason.code for reason in verdict.reasons} for verdict in judge_run(run)]


def levels(run: RunFacts) -> set[str]:
    return {verdict.level for verdict in judge_run(run)}


def changed(run: RunFacts, *changes: dict[str, Any]) -> RunFacts:
    return linked([replace(each, **about) for each, about in zip(run.visits, changes, strict=True)])


def everywhere(run: RunFacts, **about: Any) -> RunFacts:
    return changed(run, *([about] * len(run.visits)))


def test_an_honest_walk_is_confirmed_throughout() -> None:
    assert levels(walk()) == {"confirmed"}


def test_an_empty_run_has_no_verdicts() -> None:
    assert judge_run(RunFacts(())) == []


@pytest.mark.parametrize(("step_s", "found"), [(25.0, False), (20.0, True)])
def test_a_round_too_fast_as_a_whole_is_doubtful_though_each_step_may_be_right(step_s: float, found: bool) -> None:
    """52 counted metres in 22 or 17 moving seconds; each step alone hides in the error of two captures."""
    seen = marks(walk(7, step_s=step_s))
    assert all(("round_too_fast" in mine) is found for mine in seen)
    assert not any("too_fast" in mine for mine in seen)


def test_a_short_way_says_nothing_about_pace() -> None:
    assert levels(walk(3, step_s=15.0)) == {"confirmed"}


def test_only_the_stretch_that_was_too_fast_is_marked() -> None:
    times = [0, 90, 180, 195, 210, 225, 240, 330, 420]
    run = linked(
        [
            visit(place=place(60 * i), position=reading(60 * i, 4.0 * (i % 3)), clock=clock(at))
            for i, at in enumerate(times)
        ]
    )
    assert [i for i, mine in enumerate(marks(run)) if "round_too_fast" in mine] == [2, 3, 4, 5, 6]


def sitting(count: int = 6, *, at: float = 0.0, step_m: float = 60.0, accuracy_m: float = 30.0) -> RunFacts:
    visits = [
        visit(
            place=place(step_m * i),
            position=reading(at + 8.0 * (i % 2), 9.0 * (i % 3), accuracy_m=accuracy_m),
            clock=clock(90.0 * i),
        )
        for i in range(count)
    ]
    return linked(visits)


def test_readings_that_stay_while_points_lie_apart_are_doubtful_away_from_the_chair() -> None:
    seen = marks(sitting())
    assert [("did_not_move" in mine, "did_not_move_near" in mine) for mine in seen] == [(False, True)] * 2 + [
        (True, False)
    ] * 4
    assert [verdict.flagged for verdict in judge_run(sitting())] == [False] * 2 + [True] * 4


@pytest.mark.parametrize(("off_m", "code"), [(-2.0, "did_not_move_near"), (2.0, "did_not_move")])
def test_points_count_as_away_from_the_middle_of_all_readings(off_m: float, code: str) -> None:
    """The last reading alone would be near its point; the middle of all (0 m) is surer."""
    run = sitting(7)
    away = place(50 + T.middle_error_m + off_m)
    last = replace(run.visits[-1], place=away, position=reading(0.0, 0.0, accuracy_m=90.0))
    still = [replace(each, position=reading(0.0, 1.0 * (i % 2))) for i, each in enumerate(run.visits[:-1])]
    assert {code, "near"} <= marks(linked([*still, last]))[-1]


def test_few_readings_or_points_close_together_say_nothing_about_moving() -> None:
    few = sitting()
    few = changed(few, *([{}] * (int(T.moved_least) - 1)), *([{"position": "timeout"}] * (7 - int(T.moved_least))))
    for run in (few, sitting(step_m=12.0)):
        assert not any({"did_not_move", "did_not_move_near"} & mine for mine in marks(run))


def test_readings_that_all_share_one_shift_have_moved() -> None:
    run = walk()
    shifted = [replace(each, position=reading(60 * i + 400)) for i, each in enumerate(run.visits)]
    assert not any("did_not_move" in mine for mine in marks(linked(shifted)))


def test_one_wild_reading_does_not_make_a_walker_sit_nor_a_sitter_walk() -> None:
    for run, found in ((walk(), False), (sitting(8), True)):
        wild = [*run.visits[:-1], replace(run.visits[-1], position=reading(-9_000, 4_000))]
        assert any("did_not_move" in mine for mine in marks(linked(wild))) is found


def test_no_position_in_a_run_that_was_mostly_elsewhere_is_doubtful() -> None:
    away: dict[str, Any] = {"position": reading(700)}
    for first, found in ((away, True), ({}, False)):
        run = changed(walk(5), first, {}, away, away, {"position": "timeout"})
        expected = found and T.elsewhere_share * 4 <= 3
        assert ("round_elsewhere" in marks(run)[-1]) is expected
    assert "round_elsewhere" not in marks(changed(walk(2), away, {"position": "timeout"}))[-1]


def test_a_run_without_any_evidence_is_doubtful_and_never_contradicted() -> None:
    run = everywhere(walk(), position="refused", code=None, via="picked")
    asked = [missing_photo() if i in (1, 4) else Proof() for i in range(6)]
    run = RunFacts(tuple(replace(each, proof=proof) for each, proof in zip(run.visits, asked, strict=True)))
    assert all("round_without_evidence" in mine for mine in marks(run))
    assert levels(run) == {"doubtful"}


@pytest.mark.parametrize(
    "saved",
    [
        {"proof": Proof("given")},
        {"proof": Proof("waiting")},
        {"position": reading(60.0), "proof": missing_photo()},
        {"position": reading(60.0 + 100), "proof": missing_photo()},
    ],
)
def test_one_photo_or_one_position_at_its_point_is_evidence(saved: dict[str, Any]) -> None:
    run = everywhere(walk(), position="refused", proof=missing_photo())
    run = changed(run, {}, saved, {}, {}, {}, {})
    assert not any("round_without_evidence" in mine for mine in marks(run))


def test_a_run_in_which_nothing_was_asked_or_of_two_visits_is_not_without_evidence() -> None:
    assert levels(everywhere(walk(), position="refused")) == {"plausible"}
    short = everywhere(walk(int(T.round_least_visits) - 1), position="refused", proof=missing_photo())
    assert levels(short) == {"plausible"}
    assert levels(everywhere(walk(), mode="video", position="not_asked", proof=missing_photo())) == {"plausible"}


@pytest.mark.parametrize(("again", "found"), [(3, False), (4, True), (6, True)])
def test_readings_sent_again_are_doubtful_when_most_are(again: int, found: bool) -> None:
    run = walk()
    copies = [
        replace(each, position=reading(60 * i, 4.0 * (i % 3), seen_before=int(i < again)))
        for i, each in enumerate(run.visits)
    ]
    assert all(("readings_copied" in mine) is found for mine in marks(linked(copies)))


@pytest.mark.parametrize(("step_m", "found"), [(49.0, False), (51.0, True)])
def test_one_reading_at_points_far_apart_is_doubtful(step_m: float, found: bool) -> None:
    run = walk(3, step_m=step_m)
    same = everywhere(run, position=reading(step_m, accuracy_m=95.0))
    assert all(("readings_identical" in mine) is found for mine in marks(same))


@pytest.mark.parametrize(("gap", "found"), [(120.0, [2]), (121.0, [])])
def test_a_point_recorded_again_and_again_is_doubtful_from_the_third_time(gap: float, found: list[int]) -> None:
    same = [
        visit(clock=clock(gap * i), position=reading(0.1 * i), again_after_s=gap if i else None, window=None)
        for i in range(3)
    ]
    assert [i for i, mine in enumerate(marks(linked(same))) if "repeated_often" in mine] == found


@pytest.mark.parametrize(("gap", "found"), [(1.9, True), (2.0, False)])
def test_three_points_within_a_breath_of_each_other_are_doubtful(gap: float, found: bool) -> None:
    near = [visit(place=place(4.0 * i), position=reading(4.0 * i), clock=clock(60 + gap * i)) for i in range(3)]
    slow: list[VisitFacts] = [visit(place=place(-60), position=reading(-60), clock=clock(0))]
    assert ["seconds_apart" in mine for mine in marks(linked(slow + near))] == [False, found, found, found]
    assert not any("seconds_apart" in mine for mine in marks(linked(slow + near[:2])))
