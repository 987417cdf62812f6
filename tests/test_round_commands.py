"""`xiaoanma rounds …` as a person types it, on a database of its own."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from backend.audit.models import AuditRow
from backend.cli import main
from backend.core.db import Database
from backend.patrols.models import PatrolRun
from backend.places.models import Division
from tests.cases import a_scene
from tests.patrols.builders_rounds import MORNING, a_run, a_way


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("XIAOANMA_HOME", str(tmp_path))
    assert CliRunner().invoke(main, ["migrate"]).exit_code == 0
    return Database(f"sqlite:///{tmp_path / 'xiaoanma.sqlite3'}")


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, ["rounds", *words])


def test_a_county_sets_its_numbers_and_nonsense_is_refused(site: Database) -> None:
    with site.work() as session:
        code = session.get_one(Division, a_scene(session).county.id).code
    assert typed("set", "--county", code, "done_share=0.9", "to_principal=3").exit_code == 0
    shown = json.loads(typed("show", "--county", code, "--json").output)["values"]
    assert (shown["done_share"], shown["to_principal"], shown["excuse_hours"]) == (0.9, 3, 24)
    with site.work(write=False) as session:
        changes = session.query(AuditRow).filter_by(action="patrol_rules.set").one().changes
    assert changes == {"done_share": [0.8, 0.9], "to_principal": [2, 3]}
    for words in ("done_share=2", "nonsense=1", "done_share=much", "done_share"):
        refused = typed("set", "--county", code, words)
        assert refused.exit_code == 1
        assert refused.output.startswith("Error: ")
    assert json.loads(typed("show", "--county", code, "--json").output)["values"] == shown


def test_all_rounds_whose_time_is_over_are_settled_in_one_go(site: Database) -> None:
    with site.work() as session:
        run = a_run(session, a_way(session, a_scene(session).school))
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        assert json.loads(typed("settle", "--json").output) == {"rounds": 1}
        assert json.loads(typed("settle", "--json").output) == {"rounds": 0}
    with site.work(write=False) as session:
        assert session.get_one(PatrolRun, run.id).state == "missed"
