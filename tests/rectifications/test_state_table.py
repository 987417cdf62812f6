"""The page about the states is generated from the rules, stands in docs/ as generated, and leaves nothing out."""

from __future__ import annotations

import backend.rectifications  # noqa: F401  the room's codes are in the catalogue
from backend.rectifications.conflicts import REASONS, WORDS
from backend.rectifications.rules import TRANSITIONS
from backend.rectifications.state_table import drawing, page, table
from backend.rectifications.states import State
from tests.house.checks import ROOT


def test_the_page_in_the_docs_is_the_one_that_the_rules_make() -> None:
    assert (ROOT / "docs" / "ledger-states.zh-CN.md").read_text("utf-8") == page(), (
        "run: xiaoanma ledger states --out …"
    )


def test_every_row_of_the_machine_is_a_line_of_the_table() -> None:
    lines = table().splitlines()[2:]
    assert [line.split("|")[1].strip() for line in lines] == [row.number for row in TRANSITIONS]


def test_every_state_is_drawn_and_reached() -> None:
    drawn = drawing()
    for state in State:
        assert f"{state.value}: " in drawn
        assert f"--> {state.value}:" in drawn


def test_every_reason_has_words_and_an_error_that_says_what_to_do() -> None:
    from backend.core.errors import CATALOGUE

    assert set(WORDS) == set(REASONS)
    assert {f"case_{name}" for name in REASONS} <= set(CATALOGUE)
