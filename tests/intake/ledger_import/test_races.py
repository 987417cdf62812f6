"""Two people confirm at once, for real: one file never makes a case twice, and the chain stays whole."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from backend.core.actor import Actor
from backend.core.db import Database
from backend.core.errors import Problem
from backend.intake.ledger_import import steps
from backend.rectifications.ledger import verify_all
from backend.rectifications.models import Case
from tests.cases import Scene, a_case, a_scene
from tests.intake.ledger_import.workbooks import a_ledger, a_row

ROWS = [a_row(隐患内容=f"第{number}处围栏松动", 学校名称=f"第{number % 2}小学") for number in range(40)]


@pytest.fixture
def scene(committed_database: Database) -> Scene:
    with committed_database.work() as session:
        scene = a_scene(session, name="示范县第0小学")
        a_scene(session, county=scene.county, name="示范县第1小学")
        scene.actor(session, "joint_office")
    return scene


def _upload(database: Database, actor: Actor, *rows: dict[str, Any]) -> UUID:
    assert actor.county_id is not None
    found = steps.read_upload(a_ledger(*rows), file_name="台账.xlsx")
    with database.work() as session:
        return steps.keep(session, actor, steps.kept_of(found), county_id=actor.county_id)


def _at_once(database: Database, actor: Actor, batches: list[UUID]) -> list[dict[str, int] | str]:
    def confirmed(batch_id: UUID) -> dict[str, int] | str:
        try:
            with database.work() as session:
                return steps.confirm(session, actor, batch_id=batch_id, only_clean=True)
        except Problem as problem:
            return problem.code

    with ThreadPoolExecutor(len(batches)) as threads:
        return list(threads.map(confirmed, batches))


def _cases(database: Database) -> tuple[int, list[Any]]:
    with database.work(write=False) as session:
        return session.execute(select(func.count()).select_from(Case)).scalar_one(), verify_all(session)[1]


def test_of_two_confirmations_of_one_upload_one_wins(committed_database: Database, scene: Scene) -> None:
    with committed_database.work() as session:
        actor = scene.actor(session, "joint_office")
    batch = _upload(committed_database, actor, *ROWS)
    answers = _at_once(committed_database, actor, [batch, batch])
    assert sorted(map(str, answers)) == ["import_confirmed", "{'created': 40, 'existing': 0, 'failed': 0}"]
    assert _cases(committed_database) == (40, [])


def test_two_uploads_of_one_file_confirmed_at_once_add_it_once(committed_database: Database, scene: Scene) -> None:
    with committed_database.work() as session:
        actor = scene.actor(session, "joint_office")
    batches = [_upload(committed_database, actor, *rows) for rows in (ROWS, ROWS[::-1], ROWS)]
    answers = _at_once(committed_database, actor, batches)
    assert sum(answer["created"] for answer in answers if isinstance(answer, dict)) == 40
    assert sum(answer["existing"] for answer in answers if isinstance(answer, dict)) == 80
    assert _cases(committed_database) == (40, [])


def test_reports_go_on_while_a_ledger_comes_in(committed_database: Database, scene: Scene) -> None:
    with committed_database.work() as session:
        actor = scene.actor(session, "joint_office")
    batch = _upload(committed_database, actor, *ROWS)

    def reporting(_: int) -> None:
        with committed_database.work() as session:
            a_case(session, scene)

    with ThreadPoolExecutor(3) as threads:
        coming = threads.submit(_at_once, committed_database, actor, [batch])
        list(threads.map(reporting, range(6)))
        assert coming.result() == [{"created": 40, "existing": 0, "failed": 0}]
    assert _cases(committed_database) == (46, [])
