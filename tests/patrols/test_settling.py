"""The worker settles rounds: once, in bounded batches, after any stop, with a broken one among them, on either database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.config import Config
from backend.core.db import Database
from backend.messages.models import MESSAGE
from backend.patrols import settling
from backend.patrols.models import PatrolRun
from backend.patrols.settling import Settling, settle_rounds
from backend.worker import chores
from tests.cases import Scene, a_scene
from tests.patrols.builders_rounds import MORNING, Way, a_run, a_way, minutes, visit_all


def states(database: Database, *runs: PatrolRun) -> list[str]:
    with database.work(write=False) as session:
        return [session.get_one(PatrolRun, run.id, populate_existing=True).state for run in runs]


def a_week(session: Session, scene: Scene, way: Way) -> list[PatrolRun]:
    """Three days' rounds: all points, four fifths, some, none."""
    guard, runs = scene.account(session, "guard"), []
    for day, seen in enumerate([5, 4, 3, 0]):
        runs.append(a_run(session, way, starts_at=MORNING - timedelta(days=day)))
        visit_all(session, runs[-1], way.checkpoints[:seen], guard)
    return runs


def test_days_without_a_worker_are_made_good_in_one_go(database: Database) -> None:
    with database.work() as session:
        scene = a_scene(session)
        runs = a_week(session, scene, a_way(session, scene.school, points=5))
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        chore = settle_rounds(database)
        assert chore() == 4
        assert states(database, *runs) == ["done", "done", "partial", "missed"]
        assert chore() == 0
        assert states(database, *runs) == ["done", "done", "partial", "missed"]


def test_rounds_open_when_their_window_opens_and_not_before(database: Database) -> None:
    with database.work() as session:
        way = a_way(session, a_scene(session).school)
        now, later, far = (a_run(session, way, starts_at=MORNING + minutes(wait)) for wait in (0, 60, 60 * 24 * 30))
    with time_machine.travel(MORNING - minutes(11), tick=False):
        assert settle_rounds(database)() == 0
    with time_machine.travel(MORNING - minutes(10), tick=False):
        assert settle_rounds(database)() == 1
        assert states(database, now, later, far) == ["open", "planned", "planned"]


def test_a_round_is_settled_at_its_time_and_not_a_second_before(database: Database) -> None:
    with database.work() as session:
        run = a_run(session, a_way(session, a_scene(session).school))
    with time_machine.travel(MORNING + minutes(50) - timedelta(seconds=1), tick=False):
        settle_rounds(database)()
        assert states(database, run) == ["open"]
    with time_machine.travel(MORNING + minutes(50), tick=False):
        settle_rounds(database)()
        assert states(database, run) == ["missed"]


def test_batches_are_bounded_and_the_rest_is_found_next_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "BATCH", 3)
    with database.work() as session:
        way = a_way(session, a_scene(session).school)
        runs = [a_run(session, way) for _ in range(7)]
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        chore = settle_rounds(database)
        assert [chore(), chore(), chore(), chore()] == [3, 3, 1, 0]
    assert states(database, *runs) == ["missed"] * 7


def test_a_worker_killed_half_way_leaves_nothing_half_done(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.work() as session:
        run = a_run(session, a_way(session, a_scene(session).school))
    tell = settling.tell_of_outcome

    def killed(session: Session, run_id: Any) -> None:
        tell(session, run_id)
        raise KeyboardInterrupt

    with time_machine.travel(MORNING + timedelta(hours=2), tick=False):
        monkeypatch.setattr(settling, "tell_of_outcome", killed)
        with pytest.raises(KeyboardInterrupt):
            settle_rounds(database)()
        assert (states(database, run), messages(database)) == (["planned"], 0)
        monkeypatch.setattr(settling, "tell_of_outcome", tell)
        assert settle_rounds(database)() == 1
        assert (states(database, run), messages(database)) == (["missed"], 1)


def messages(database: Database) -> int:
    with database.work(write=False) as session:
        return session.execute(select(func.count()).select_from(MESSAGE)).scalar_one()


def test_a_broken_round_rests_and_never_keeps_the_others_waiting(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "BATCH", 1)
    with database.work() as session:
        way = a_way(session, a_scene(session).school)
        broken, sound = a_run(session, way), a_run(session, way, starts_at=MORNING + minutes(1))
    honest = settling.recount

    def fails(session: Session, run_id: Any, **how: Any) -> Any:
        if run_id == broken.id:
            raise RuntimeError("broken")
        return honest(session, run_id, **how)

    monkeypatch.setattr(settling, "recount", fails)
    with time_machine.travel(MORNING + timedelta(hours=2), tick=False):
        chore = Settling()
        assert [chore(database), chore(database)] == [0, 1]
        assert states(database, broken, sound) == ["planned", "missed"]


def test_two_workers_that_found_the_same_rounds_settle_each_once(committed_database: Database) -> None:
    database = committed_database
    with database.work() as session:
        way = a_way(session, a_scene(session).school)
        runs = [a_run(session, way) for _ in range(3)]
    with time_machine.travel(MORNING + timedelta(hours=2), tick=False):
        with database.work(write=False) as session:
            ids = settling.due_rounds(session)
        first, second = Settling(), Settling()
        assert [first._apart(database, run_id) for run_id in ids] == [1, 1, 1]
        assert [second._apart(database, run_id) for run_id in ids] == [0, 0, 0]
    assert states(database, *runs) == ["missed"] * 3


def test_the_worker_does_it(database: Database, config: Config) -> None:
    with database.work() as session:
        run = a_run(session, a_way(session, a_scene(session).school))
    with time_machine.travel(MORNING + timedelta(hours=2), tick=False):
        assert chores(config, database)["settle_rounds"]() == 1
    assert states(database, run) == ["missed"]
