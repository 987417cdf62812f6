"""`xiaoanma retention …` as a person types it, on a database of its own."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update

from backend.cli import main
from backend.core.clock import now
from backend.core.db import Database
from backend.hazards.models import HAZARD
from backend.places.models import Division
from tests.cases import a_case, a_scene


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("XIAOANMA_HOME", str(tmp_path))
    assert CliRunner().invoke(main, ["migrate"]).exit_code == 0
    return Database(f"sqlite:///{tmp_path / 'xiaoanma.sqlite3'}")


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, ["retention", *words])


def an_old_report(site: Database) -> str:
    """A report of eight days ago; its county's code."""
    with site.work() as session:
        case = a_case(session, a_scene(session))
        session.execute(update(HAZARD).values(received_at=now() - timedelta(days=8)))
        return session.get_one(Division, case.county_id).code


def marks(site: Database) -> list[str | None]:
    with site.work(write=False) as session:
        return list(session.execute(select(HAZARD.c.device_hash)).scalars())


def test_a_dry_run_says_what_a_run_then_does(site: Database) -> None:
    an_old_report(site)
    foreseen = json.loads(typed("run", "--dry-run", "--json").output)
    assert marks(site) != [None]
    done = json.loads(typed("run", "--json").output)
    assert marks(site) == [None]
    shown = [[(line["record_class"], line["count"]) for line in said["items"]] for said in (foreseen, done)]
    assert shown == [[("device_hash", 1)]] * 2
    assert (foreseen["dry_run"], done["dry_run"]) == (True, False)
    assert "没有到期的记录" in typed("run").output


def test_show_lists_every_number_and_what_was_purged(site: Database) -> None:
    assert "还没有清除过" in typed("show").output
    an_old_report(site)
    typed("run")
    words = typed("show").output
    assert "photo_closed = 730" in words
    assert "ledger = 1825  整改台账，自销号起；至少 1825，本版本不清除" in words
    assert "匿名上报的手机标记 1 条" in words
    said = json.loads(typed("show", "--json").output)
    assert [line["record_class"] for line in said["items"]] == ["device_hash"]


def test_a_county_sets_its_own_and_takes_it_back(site: Database) -> None:
    code = an_old_report(site)
    assert typed("set", "--county", code, "photo_closed=365", "position=30").exit_code == 0
    words = typed("show").output
    assert "photo_closed = 365（" in words
    assert "photo_closed = 730  " in words
    assert typed("set", "--county", code, "photo_closed=default").exit_code == 0
    assert "photo_closed = 365" not in typed("show").output


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("device_hash=70", "最长 7 天"),
        ("audit_log=30", "至少保存 180 天"),
        ("gossip=1", "gossip"),
        ("position", "名称=天数"),
    ],
)
def test_nonsense_is_refused_in_words_and_nothing_is_kept(site: Database, asked: str, said: str) -> None:
    before = typed("show", "--json").output
    answer = typed("set", "photo_closed=400", asked)
    assert answer.exit_code == 1
    assert said in answer.output
    assert typed("show", "--json").output == before
