from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

import backend
from backend.config import Config
from backend.core import clock
from backend.core.db import Database
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.demo import fill
from backend.models import metadata
from backend.places.models import Division
from backend.rectifications.models import Case, LedgerEntry
from backend.rectifications.states import State
from tests.demo.conftest import Filled


def _everything(database: Database) -> dict[str, list[Any]]:
    with database.work(write=False) as session:
        return {table.name: sorted(map(repr, session.execute(select(table)).all())) for table in metadata.sorted_tables}


def test_a_second_fill_says_so_and_changes_nothing(filled: Filled) -> None:
    before = _everything(filled.database)

    again = fill(filled.database, filled.config)

    assert (filled.summary.made, again.made) == (True, False)
    assert _everything(filled.database) == before
    assert replace(again, made=True) == filled.summary
    assert "没有改动" in again.as_text()


def test_a_database_with_another_county_is_refused(database: Database, config: Config) -> None:
    with database.work() as session:
        session.add(
            Division(
                id=new_id(), level="county", code="990199", name="别县", parent_id=None, valid_from=date(2020, 1, 1)
            )
        )

    with pytest.raises(Problem, match="demo_among_real_data"):
        fill(database, config)

    with database.work(write=False) as session:
        assert session.scalar(select(func.count()).select_from(Division)) == 1


def test_a_fill_that_breaks_leaves_nothing(database: Database, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("backend.demo.operations.play", broken)
    with pytest.raises(KeyboardInterrupt):
        fill(database, config)

    with database.work(write=False) as session:
        assert session.scalar(select(func.count()).select_from(Division)) == 0


@pytest.mark.parametrize(
    "present",
    [
        datetime(2026, 12, 31, 16, 5, tzinfo=UTC),  # 00:05 on New Year's Day in Shanghai
        datetime(2028, 2, 29, 15, 58, tzinfo=UTC),  # 23:58 on a leap day
        datetime(2031, 5, 4, 4, 0, tzinfo=UTC),  # a Sunday of a year without its notice
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_county_lives_around_any_day(database: Database, config: Config, present: datetime) -> None:
    with time_machine.travel(present, tick=False):
        fill(database, config)

        with database.work(write=False) as session:
            assert set(session.scalars(select(Case.state))) == {state.value for state in State}
            assert set(session.scalars(select(Case.escalation_level))) == {0, 1, 2, 3, 4}
            assert session.scalar(select(func.max(LedgerEntry.at))) <= present


def test_another_day_can_be_named(database: Database, config: Config) -> None:
    fill(database, config, today=date(2027, 3, 3))

    with database.work(write=False) as session:
        assert clock.local_date(session.scalar(select(func.max(LedgerEntry.at)))) == date(2027, 3, 3)


def test_what_is_printed_says_how_to_get_in(filled: Filled) -> None:
    text = filled.summary.as_text()

    assert filled.summary.password in text
    assert "10000000001" in text
    assert str(filled.summary.sheet) in text
    assert filled.summary.as_dict()["accounts"][0]["phone"] == "10000000001"


def test_nobody_but_the_demo_turns_the_clock_back() -> None:
    root = Path(backend.__file__).parent
    callers = [
        path.relative_to(root).parts[0]
        for path in root.rglob("*.py")
        if "clock.at(" in path.read_text("utf-8") or "import at\n" in path.read_text("utf-8")
    ]

    assert set(callers) == {"demo"}


def test_the_clock_told_another_time_goes_on_afterwards() -> None:
    then = datetime(2020, 1, 1, tzinfo=UTC)
    with clock.at(then):
        assert clock.now() == then

    assert clock.now() > then
    with pytest.raises(ValueError, match="naive"), clock.at(datetime(2020, 1, 1)):  # noqa: DTZ001
        pass
