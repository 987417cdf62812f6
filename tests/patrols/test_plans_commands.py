"""`xiaoanma patrols …`, and the worker's chore beside it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from backend.cli import main
from backend.config import Config
from backend.core.db import Database
from backend.patrols.models import PLAN, RUN
from backend.worker import chores
from tests.builders import a_school
from tests.patrols.plans_builders import a_plan, rounds


def _run(database: Database, *words: str) -> dict[str, object]:
    url = database.url.render_as_string(hide_password=False)
    done = CliRunner().invoke(main, ["patrols", *words, "--json"], env={"XIAOANMA_DATABASE_URL": url})
    assert done.exit_code == 0, done.output
    return json.loads(done.output)  # type: ignore[no-any-return]


def _forgotten(database: Database) -> object:
    with database.work() as session:
        plan_id = a_plan(session, a_school(session)).id
        session.execute(RUN.delete())
        session.execute(update(PLAN).values(made_until=None))
        return plan_id


def test_rounds_are_made_at_once_and_the_plans_listed(committed_database: Database) -> None:
    _forgotten(committed_database)
    assert _run(committed_database, "make", "--days", "3")["plans"] == 1
    again = _run(committed_database, "make", "--days", "3")
    assert (again["plans"], again["rounds"]) == (0, 0)
    plans = _run(committed_database, "plans")["plans"]
    assert isinstance(plans, list)
    assert [(plan["rrule_label"], plan["start_times"]) for plan in plans] == [("每天", ["08:00", "15:00"])]
    assert plans[0]["planned"] >= 6
    assert _run(committed_database, "plans", "--school", "nobody")["plans"] == []


@pytest.mark.parametrize("chore", ["make_rounds", "cancel_rounds"])
def test_the_worker_knows_the_chore(committed_database: Database, config: Config, chore: str) -> None:
    plan_id = _forgotten(committed_database)
    done = chores(config, committed_database)[chore]()
    with committed_database.work(write=False) as session:
        made = len(rounds(session, plan_id))  # type: ignore[arg-type]
    assert (done, made >= 30) == ((1, True) if chore == "make_rounds" else (0, False))
