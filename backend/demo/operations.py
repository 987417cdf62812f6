"""Filling an empty database with the demo county, once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.config import Config
from backend.core import clock
from backend.core.db import Database
from backend.core.errors import Problem
from backend.demo import county
from backend.demo.inspections import inspect
from backend.demo.patrols import set_up_patrols
from backend.demo.playing import play
from backend.demo.protection import declare_all
from backend.demo.roster import PASSWORD
from backend.demo.setting_up import set_up
from backend.demo.stage import Stage
from backend.demo.summary import DemoSummary, print_sheet, summarise
from backend.demo.times import Times
from backend.evidence.storage import open_storage
from backend.evidence.versions import make_pending_versions
from backend.people import passwords
from backend.places.models import Division


def fill(database: Database, config: Config, *, today: date | None = None) -> DemoSummary:
    """Write the demo county as if its last weeks had led up to `today`; an already filled database stays as it is.

    All in one transaction: an interrupted fill leaves nothing. Everybody shares one printed password that need not be
    changed: this county is there to be tried out by role after role, and it refuses to live beside a real one.
    """
    password_hash = passwords.hashed(PASSWORD)
    with database.work() as session:
        made = not _is_there(session)
        if made:
            _write(session, config, password_hash=password_hash, times=Times.around(today))
    storage = open_storage(config.storage_url)
    while made and make_pending_versions(database, storage):
        pass
    with database.work(write=False) as session:
        print_sheet(session, config)
        return summarise(session, config, made=made)


def _is_there(session: Session) -> bool:
    """Say whether the demo county is in the database; refuse one that holds any other."""
    rows = session.execute(select(Division.code, Division.name).where(Division.level == "county")).all()
    others = [row.name for row in rows if row.code != county.CODE]
    if others:
        raise Problem("demo_among_real_data", county="、".join(others[:3]))
    return bool(rows)


def _write(session: Session, config: Config, *, password_hash: str, times: Times) -> None:
    with clock.at(times.founding):
        cast = set_up(session, secrets=config.secrets, password_hash=password_hash, year=times.day(0).year)
    with clock.at(times.present):
        set_up_patrols(session, cast, secrets=config.secrets)
    stage = Stage(session, open_storage(config.storage_url), config.secrets, cast, times)
    play(stage)
    declare_all(stage)
    inspect(stage)
