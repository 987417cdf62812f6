"""`xiaoanma calendar …` as a person types it, on a database of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backend.cli import main
from backend.core import calendar
from backend.core.db import Database


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("XIAOANMA_HOME", str(tmp_path))
    runner = CliRunner()
    assert runner.invoke(main, ["migrate"]).exit_code == 0
    return runner


def _calendar(runner: CliRunner, *words: str) -> Result:
    return runner.invoke(main, ["calendar", *words])


def test_a_day_and_a_year_entered_by_hand_are_believed(typed: CliRunner, tmp_path: Path) -> None:
    assert _calendar(typed, "day", "2031-02-08", "--kind", "work", "--name", "调休").exit_code == 0
    assert _calendar(typed, "year", "2031", "--source", "测试").exit_code == 0
    with Database(f"sqlite:///{tmp_path / 'xiaoanma.sqlite3'}").work(write=False) as session:
        days = calendar.load(session, calendar.NATIONAL)
    assert days.is_working_day(date(2031, 2, 8))  # a Saturday


def test_an_unknown_county_and_a_term_that_ends_first_are_refused_in_words(typed: CliRunner) -> None:
    term = ["term", "--county", "990199", "--name", "秋季学期", "--from", "2026-09-01", "--to"]
    unknown, backwards = _calendar(typed, *term, "2027-01-22"), _calendar(typed, *term, "2026-08-01")
    assert (unknown.exit_code, backwards.exit_code) == (1, 1)
    assert "990199" in unknown.output
    assert "学期结束早于开始" in backwards.output
