"""A county's own values: they overrule the site's, which overrule the program's, and remember who changed them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core import settings
from backend.core.actor import SYSTEM
from backend.core.db import Database
from backend.core.ids import new_id
from backend.core.settings import SETTING, SITE
from tests.builders import an_actor


def test_what_nobody_set_is_the_default(session: Session) -> None:
    assert settings.get(session, new_id(), "messages.digest_at", 15) == 15


def test_a_countys_value_is_its_own(session: Session) -> None:
    ours, theirs = new_id(), new_id()
    settings.put(session, ours, "messages.digest_at", 5, actor=SYSTEM)
    assert settings.get(session, ours, "messages.digest_at", 15) == 5
    assert settings.get(session, theirs, "messages.digest_at", 15) == 15
    assert settings.get(session, ours, "messages.other", 15) == 15


def test_the_sites_value_holds_until_a_county_has_its_own(session: Session) -> None:
    ours = new_id()
    settings.put(session, SITE, "patrol.grace_min", 10, actor=SYSTEM)
    assert settings.get(session, ours, "patrol.grace_min", 30) == 10
    settings.put(session, ours, "patrol.grace_min", 20, actor=SYSTEM)
    assert settings.get(session, ours, "patrol.grace_min", 30) == 20


@pytest.mark.parametrize("value", [0, False, "", None, [], {"from": "22:00", "to": "06:30"}, ["违规", 1.5]])
def test_any_json_value_comes_back_as_it_was(session: Session, value: Any) -> None:
    county = new_id()
    settings.put(session, county, "x", value, actor=SYSTEM)
    assert settings.get(session, county, "x", "default") == value


def test_setting_again_returns_the_old_value_and_says_who_changed_it(session: Session) -> None:
    county, officer = new_id(), an_actor(session)
    assert settings.put(session, county, "x", 1, actor=SYSTEM) is None
    assert settings.put(session, county, "x", 2, actor=officer) == 1
    row = session.execute(select(SETTING).where(SETTING.c.county_id == county)).one()
    assert (row.value, row.changed_by) == (2, officer.account_id)


def test_two_who_set_the_same_name_at_once_both_succeed(committed_database: Database) -> None:
    county = new_id()

    def set_to(value: int) -> None:
        with committed_database.work() as session:
            settings.put(session, county, "x", value, actor=SYSTEM)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(set_to, range(8)))
    with committed_database.work(write=False) as session:
        assert settings.get(session, county, "x", None) in range(8)
        assert len(session.execute(select(SETTING).where(SETTING.c.county_id == county)).all()) == 1
