"""Uploads wait for their confirmation, not for ever, and keep nothing once it came."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core import imports
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.core.imports import ImportBatch


def an_uploader() -> Actor:
    return Actor(kind="account", display_name="测试·教育局", account_id=new_id())


def test_what_was_kept_comes_back_once_and_is_then_forgotten(session: Session) -> None:
    actor, county = an_uploader(), new_id()
    rows = [{"name": "㛃小学", "lat": 38.9}]
    batch_id = imports.keep(session, actor, county_id=county, kind="places", rows=rows)
    assert imports.take(session, actor, batch_id=batch_id, kind="places") == (county, rows)
    assert session.scalars(select(ImportBatch.rows)).one() == []
    with pytest.raises(Problem, match="import_confirmed"):
        imports.take(session, actor, batch_id=batch_id, kind="places")


def test_another_person_or_another_kind_finds_nothing(session: Session) -> None:
    actor = an_uploader()
    batch_id = imports.keep(session, actor, county_id=new_id(), kind="places", rows=[])
    for who, kind in ((an_uploader(), "places"), (actor, "accounts")):
        with pytest.raises(Problem, match="import_unknown"):
            imports.take(session, who, batch_id=batch_id, kind=kind)


def test_what_nobody_confirmed_in_time_is_forgotten_and_nothing_else(session: Session) -> None:
    actor, began = an_uploader(), now()

    def keep_at(moment: datetime) -> UUID:
        with time_machine.travel(moment, tick=False):
            return imports.keep(session, actor, county_id=new_id(), kind="places", rows=[])

    _, confirmed, fresh = keep_at(began - timedelta(days=3)), keep_at(began - timedelta(days=3)), keep_at(began)
    imports.take(session, actor, batch_id=confirmed, kind="places")
    assert imports.forget_unconfirmed(session) == 1
    assert set(session.scalars(select(ImportBatch.id))) == {confirmed, fresh}
