"""Giving notice: in the caller's transaction, to everybody it is for and nobody else, once a key."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.db import Database
from backend.core.ids import new_id
from backend.messages.models import DELIVERY, INBOX, MESSAGE
from backend.messages.operations import Notice, send
from backend.people.models import Account
from tests.builders import County, a_county, a_grant, an_account
from tests.messages.sinks import a_channel, a_notice
from tests.statements import counted


def told(session: Session) -> list[UUID]:
    return sorted(session.execute(select(INBOX.c.account_id)).scalars())


def count(session: Session, table: Any) -> int:
    return session.execute(select(func.count()).select_from(table)).scalar_one()


def a_handler(session: Session, county: County, *, role: str = "dept_handler") -> Account:
    return an_account(session, role=role, unit_id=county.offices["SAMR"], county_id=county.id)


def test_everybody_of_the_unit_is_told_and_nobody_else(session: Session) -> None:
    county = a_county(session)
    handlers = [a_handler(session, county) for _ in range(2)]
    an_account(session, unit_id=county.offices["UM"])
    assert send(session, a_notice(county))
    assert told(session) == sorted(handler.id for handler in handlers)


def test_only_the_roles_asked_for_are_told(session: Session) -> None:
    county = a_county(session)
    handler, _guard = a_handler(session, county), a_handler(session, county, role="guard")
    lost = a_handler(session, county, role="guard")
    a_grant(session, lost, role="dept_handler").revoked_at = now()
    send(session, a_notice(county, roles=frozenset({"dept_handler", "dept_manager"})))
    assert told(session) == [handler.id]


def test_whoever_did_it_is_not_told_of_it(session: Session) -> None:
    county = a_county(session)
    doer, other = a_handler(session, county), a_handler(session, county)
    send(session, a_notice(county, account_ids=(doer.id,), except_ids=(doer.id,)))
    assert told(session) == [other.id]


def test_somebody_named_who_is_of_the_unit_too_is_told_once(session: Session) -> None:
    county = a_county(session)
    handler = a_handler(session, county)
    send(session, a_notice(county, account_ids=(handler.id, handler.id)))
    assert told(session) == [handler.id]


def test_the_disabled_and_the_unknown_are_not_told(session: Session) -> None:
    county = a_county(session)
    handler = a_handler(session, county)
    handler.disabled_at = now()
    session.flush()
    assert send(session, a_notice(county, account_ids=(new_id(),)))
    assert told(session) == []


def test_the_same_key_is_told_once_whoever_asks_again(session: Session) -> None:
    county = a_county(session)
    a_handler(session, county)
    a_channel(session, county, "http://127.0.0.1:9/?key=x")
    said = [send(session, a_notice(county, dedupe_key="case-1:overdue:1")) for _ in range(3)]
    assert said == [True, False, False]
    assert (count(session, MESSAGE), count(session, INBOX), count(session, DELIVERY)) == (1, 1, 1)


def test_without_a_key_every_time_counts(session: Session) -> None:
    county = a_county(session)
    assert [send(session, a_notice(county)) for _ in range(2)] == [True, True]


def test_clock_jobs_that_run_at_the_same_time_tell_it_once(committed_database: Database) -> None:
    with committed_database.work() as session:
        county = a_county(session)
        a_handler(session, county)

    def job(_: int) -> bool:
        with committed_database.work() as session:
            return send(session, a_notice(county, dedupe_key="case-1:due-soon"))

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(job, range(8))) == 1
    with committed_database.work(write=False) as session:
        assert (count(session, MESSAGE), count(session, INBOX)) == (1, 1)


def test_what_is_taken_back_was_never_told(committed_database: Database) -> None:
    with committed_database.work() as session:
        county = a_county(session)
        a_handler(session, county)
        a_channel(session, county, "http://127.0.0.1:9/?key=x")

    def change_that_fails() -> None:
        with committed_database.work() as session:
            send(session, a_notice(county, dedupe_key="again"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_that_fails()
    with committed_database.work() as session:
        assert (count(session, MESSAGE), count(session, INBOX), count(session, DELIVERY)) == (0, 0, 0)
        assert send(session, a_notice(county, dedupe_key="again"))


def test_a_person_made_in_the_same_transaction_is_told(session: Session) -> None:
    county = a_county(session)
    newcomer = Account(id=new_id(), unit_id=county.offices["SAMR"], display_name="新", username="new", created_at=now())
    newcomer.password_hash = "x"
    session.add(newcomer)
    send(session, a_notice(county))
    assert told(session) == [newcomer.id]


def test_a_confidential_matter_never_reaches_a_channel(session: Session) -> None:
    county = a_county(session)
    handler = a_handler(session, county)
    a_channel(session, county, "http://127.0.0.1:9/?key=x")
    send(session, a_notice(county, kind="confidential_item", urgency="urgent"))
    assert (told(session), count(session, DELIVERY)) == ([handler.id], 0)
    assert session.execute(select(MESSAGE.c.facts)).scalar_one() == {}


def test_what_is_for_single_persons_does_not_go_to_a_group(session: Session) -> None:
    county = a_county(session)
    handler = a_handler(session, county)
    a_channel(session, county, "http://127.0.0.1:9/?key=x")
    send(session, a_notice(county, unit_ids=(), account_ids=(handler.id,)))
    assert (told(session), count(session, DELIVERY)) == ([handler.id], 0)


def test_channels_of_other_counties_and_units_are_not_told(session: Session) -> None:
    county, abroad = a_county(session), a_county(session)
    ours = a_channel(session, county, "http://127.0.0.1:9/?key=x", unit_id=county.offices["SAMR"])
    a_channel(session, county, "http://127.0.0.1:9/?key=x", unit_id=county.offices["UM"])
    a_channel(session, abroad, "http://127.0.0.1:9/?key=x")
    send(session, a_notice(county))
    assert session.execute(select(DELIVERY.c.channel_id)).scalars().all() == [ours]


def test_telling_a_large_unit_takes_as_many_statements_as_a_small_one(session: Session, database: Database) -> None:
    county = a_county(session)
    a_channel(session, county, "http://127.0.0.1:9/?key=x")
    taken = []
    for _ in range(2):
        for _ in range(9):
            a_handler(session, county)
        with counted(database) as statements:
            send(session, a_notice(county))
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 6


def test_a_notice_names_the_kind_and_the_county_at_least() -> None:
    with pytest.raises(TypeError):
        Notice(kind="case_assigned")  # type: ignore[call-arg]
