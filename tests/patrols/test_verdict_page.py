"""The page about the verdict holds the tables that the code makes, and figures measured with the numbers that hold today."""

from __future__ import annotations

import re

import pytest

from backend.patrols.facts import VisitFacts
from backend.patrols.reasons import REASONS
from backend.patrols.thresholds import THRESHOLDS
from backend.patrols.verdict_page import ASPECTS, PAGE, TABLES, renewed
from benchmarks.verdict.classes import HELD_OUT, TOLD, UNTELLABLE, drawn

TEXT = PAGE.read_text("utf-8")


def test_the_tables_in_the_docs_are_those_that_the_code_makes() -> None:
    assert renewed(TEXT) == TEXT, "run: python -m backend.patrols.verdict_page"


@pytest.mark.parametrize("name", TABLES)
def test_a_page_without_a_place_for_a_table_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        renewed(TEXT.replace(f"<!-- {name} -->", ""))


def test_an_old_table_is_replaced_whole() -> None:
    assert renewed(TEXT.replace("定位离点位", "定位距点位")) == TEXT


def test_every_aspect_has_a_name() -> None:
    assert {reason.aspect for reason in REASONS.values()} == set(ASPECTS)


def test_the_figures_were_measured_with_todays_numbers_and_name_every_class() -> None:
    figures = re.search(r"<!-- figures (\S+) -->(.*?)<!-- /figures -->", TEXT, re.S)
    assert figures is not None
    assert figures[1] == THRESHOLDS.version, "run: python -m benchmarks.verdict, and write down what it says"
    for draw in (*TOLD, *HELD_OUT, *UNTELLABLE):
        assert f"| {next(drawn(draw, 0, 1)).name} |" in figures[2]


def test_a_visits_facts_hold_no_person() -> None:
    """Nothing by which a verdict could know somebody again: no names, no ids."""
    assert not [name for name in VisitFacts.__dataclass_fields__ if "person" in name or name.endswith("_id")]
