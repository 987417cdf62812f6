"""`xiaoanma clocks …` as a person types it, on a database of its own."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from backend.audit.models import AuditRow
from backend.cli import main
from backend.core.db import Database
from backend.places.models import Division
from backend.rectifications.clock_settings import rulebook_of
from tests.builders import a_county
from tests.cases import a_case, a_scene, assigned
from tests.rectifications.clock_scenes import at


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("XIAOANMA_HOME", str(tmp_path))
    assert CliRunner().invoke(main, ["migrate"]).exit_code == 0
    return Database(f"sqlite:///{tmp_path / 'xiaoanma.sqlite3'}")


def county_of(site: Database) -> tuple[UUID, str]:
    with site.work() as session:
        county = a_county(session)
        return county.id, session.get_one(Division, county.id).code


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, ["clocks", *words])


def test_a_county_sets_its_own_values_and_takes_them_back(site: Database) -> None:
    county_id, code = county_of(site)
    assert typed("set", "--county", code, "acknowledge.general=2wd", "hours=08:00-12:00 14:30-18:00").exit_code == 0
    with site.work(write=False) as session:
        book = rulebook_of(session, county_id).book
        assert [row.changes for row in session.query(AuditRow).filter_by(action="clocks.set")] == [
            {"acknowledge.general": [None, "2wd"], "hours": [None, "08:00-12:00 14:30-18:00"]}
        ]
    assert book.spans["acknowledge.general"].words == "2 个工作日"  # type: ignore[union-attr]
    assert str(book.hours.closing) == "18:00:00"
    shown = json.loads(typed("show", "--county", code, "--json").output)
    assert shown["own"] == {"acknowledge.general": "2wd", "hours": "08:00-12:00 14:30-18:00"}
    assert shown["values"]["verify.general"] == "3wd"
    assert typed("set", "--county", code, "acknowledge.general=default", "hours=default").exit_code == 0
    assert json.loads(typed("show", "--county", code, "--json").output)["own"] == {}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("assess.general=soon", "assess.general"),
        ("no.such=1d", "no.such"),
        ("no.such=default", "no.such"),
        ("hours", "名称=值"),
    ],
)
def test_nonsense_is_refused_in_words_and_nothing_is_kept(site: Database, wrong: str, said: str) -> None:
    _, code = county_of(site)
    answer = typed("set", "--county", code, "verify.general=5wd", wrong)
    assert answer.exit_code == 1
    assert said in answer.output
    assert json.loads(typed("show", "--county", code, "--json").output)["own"] == {}


def test_one_countys_values_are_not_anothers(site: Database) -> None:
    _, code = county_of(site)
    other_id, _ = county_of(site)
    assert typed("set", "--county", code, "archive=365d").exit_code == 0
    with site.work(write=False) as session:
        assert rulebook_of(session, other_id).book.spans["archive"].amount == 180  # type: ignore[union-attr]


def test_one_pass_rings_what_is_due_and_a_second_one_nothing(site: Database) -> None:
    with site.work() as session, at(datetime(2026, 10, 12, 2, tzinfo=UTC)):
        scene = a_scene(session)
        case = assigned(session, scene, a_case(session, scene))
    first, second = (json.loads(typed("run", "--json").output) for _ in range(2))
    assert (first["cases"], second["cases"]) == (1, 0)
    with site.work(write=False) as session:
        assert session.get_one(type(case), case.id).escalation_level == 4


def test_a_lower_rung_set_by_the_county_is_the_one_that_rings(site: Database) -> None:
    moment = datetime(2026, 10, 12, 2, tzinfo=UTC)
    with site.work() as session, at(moment):
        scene = a_scene(session)
        case = assigned(session, scene, a_case(session, scene))
        code = session.get_one(Division, scene.county.id).code
    words = ["ladder.general.fourth.after=900d", "ladder.general.third.after=800d", "ladder.general.second.letter=none"]
    assert typed("set", "--county", code, *words).exit_code == 0
    assert json.loads(typed("run", "--json").output)["cases"] == 1
    with site.work(write=False) as session:
        assert session.get_one(type(case), case.id).escalation_level == 2
