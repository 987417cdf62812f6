"""The direction of the simulator's figures at a fixed seed: honest people are left alone, cheats that can be told are told.

The figures themselves are the benchmark's (`python -m benchmarks.verdict`); these limits only catch a verdict turned around.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from benchmarks.verdict.__main__ import as_json, measured, print_report
from benchmarks.verdict.classes import TOLD, UNTELLABLE, Draw, drawn, honest_rounds
from benchmarks.verdict.counting import by_trait, count
from benchmarks.verdict.taps import Round

SEED = 11


def test_honest_people_are_left_alone_whatever_their_phones_do() -> None:
    honest, traits = by_trait(honest_rounds(SEED, 250))
    assert honest.flagged < 0.04
    assert honest.levels["confirmed"] > honest.visits / 2
    assert traits["refuses location"].flagged < 0.06
    assert traits["video"].flagged == 0


@pytest.mark.parametrize("draw", TOLD, ids=lambda draw: draw.__name__)
def test_cheats_that_can_be_told_are_told(draw: Callable[..., Round]) -> None:
    assert count(drawn(draw, SEED, 25), "cheat").flagged > 0.8


@pytest.mark.parametrize("draw", UNTELLABLE, ids=lambda draw: draw.__name__)
def test_what_cannot_be_told_is_not_told(draw: Draw) -> None:
    """If one of these is told one day, it belongs to the classes that must be."""
    assert count(drawn(draw, SEED, 25), "untold").flagged < 0.5


def test_the_report_prints_and_its_json_names_seeds_and_the_worst_class(capsys: pytest.CaptureFixture[str]) -> None:
    report = measured((SEED,), 20)
    print_report(report)
    said = json.loads(json.dumps(as_json(report, (SEED,), quick=True)))
    (worst,) = said["cheat_flagged_worst_class"]
    told = {name: seen["flagged"] for name, seen in said["classes"].items() if seen["group"] == "told"}
    assert told[worst] == min(told.values())
    assert len(told) == len(TOLD)
    assert said["seeds"] == [SEED]
    assert f"  {worst}" in capsys.readouterr().out
