"""The worker's delivery against a robot that fails, stalls, says no or is down: in order, at least once, within its pace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM
from backend.core.db import Database
from backend.messages.channels import disable_channel, list_channels
from backend.messages.delivery import LEASE, deliver_messages, lease_call
from backend.messages.models import DELIVERY
from backend.messages.pace import set_pace
from tests.builders import County, a_county
from tests.messages.sinks import SITE, SMTP, Answer, Sink, a_channel, tell

NOON = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)  # 23:00 in the county


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Noon, until a test says otherwise."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def county(session: Session, clock: time_machine.Traveller, sink: Sink) -> County:
    """A county whose one robot is the sink."""
    county = a_county(session)
    a_channel(session, county, sink.url())
    session.commit()
    return county


def tell_later(database: Database, county: County, count: int = 1, **about: Any) -> None:
    with database.work() as session:
        tell(session, county, count, **about)


def rows(database: Database) -> list[tuple[str, int]]:
    with database.work(write=False) as session:
        found = session.execute(select(DELIVERY.c.state, DELIVERY.c.tries).order_by(DELIVERY.c.id))
        return [(row.state, row.tries) for row in found]


def the_channel(database: Database) -> dict[str, Any]:
    with database.work(write=False) as session:
        return list_channels(session)[0]


def test_a_message_goes_out_once_with_a_link_to_its_case(database: Database, county: County, sink: Sink) -> None:
    tell_later(database, county)
    assert [deliver_messages(database, SITE) for _ in range(3)] == [1, 0, 0]
    (text,) = sink.texts
    assert text.startswith("【校安码】有新的隐患交办到您的单位")
    assert "\n登录查看：https://xam.example/app/cases/" in text
    assert rows(database) == [("sent", 0)]


def test_a_few_go_one_by_one_in_the_order_they_were_given(
    database: Database, county: County, sink: Sink, clock: time_machine.Traveller
) -> None:
    for number in range(4):
        clock.shift(0.01)
        tell_later(database, county, values={"number": f"SF-{number}"})
    while deliver_messages(database, SITE):
        pass
    assert [text.split("\n")[1] for text in sink.texts] == [f"SF-{number}" for number in range(4)]


def test_many_go_as_one_digest(database: Database, county: County, sink: Sink) -> None:
    tell_later(database, county, 9)
    tell_later(database, county, 3, kind="case_overdue", urgency="urgent")
    assert deliver_messages(database, SITE) == 12
    assert sink.texts == [
        "【校安码】待办 12 件（紧急 3 件）：逾期 3 件，待签收 9 件\n登录查看：https://xam.example/app/inbox"
    ]
    assert {state for state, _ in rows(database)} == {"sent"}


def test_a_robot_is_called_fifteen_times_a_minute_at_most_however_fast_messages_come(
    database: Database, county: County, sink: Sink, clock: time_machine.Traveller
) -> None:
    at: list[datetime] = []
    for _ in range(240):  # two a second for two minutes
        clock.shift(0.5)
        tell_later(database, county)
        before = len(sink.received)
        deliver_messages(database, SITE)
        at += [datetime.now(UTC)] * (len(sink.received) - before)
    busiest = max(sum(timedelta(0) <= call - first < timedelta(minutes=1) for call in at) for first in at)
    assert busiest == 15
    clock.shift(60)
    deliver_messages(database, SITE)
    assert {state for state, _ in rows(database)} == {"sent"}


def test_a_county_can_ask_for_a_slower_pace(database: Database, county: County, sink: Sink, session: Session) -> None:
    set_pace(session, SYSTEM, county.id, per_minute=2, digest_after=2)
    session.commit()
    tell_later(database, county, 2)
    assert [deliver_messages(database, SITE) for _ in range(3)] == [1, 1, 0]
    tell_later(database, county)
    assert deliver_messages(database, SITE) == 0


def test_the_night_holds_back_all_but_urgent_ones_until_the_morning(
    database: Database, county: County, sink: Sink, clock: time_machine.Traveller
) -> None:
    clock.move_to(NIGHT)
    tell_later(database, county, 2)
    tell_later(database, county, kind="case_urged", urgency="urgent")
    assert [deliver_messages(database, SITE) for _ in range(2)] == [1, 0]
    assert "【紧急】" in sink.texts[0]
    clock.move_to(datetime(2026, 11, 26, 22, 29, 59, tzinfo=UTC))
    assert deliver_messages(database, SITE) == 0
    clock.move_to(datetime(2026, 11, 26, 22, 30, tzinfo=UTC))
    assert [deliver_messages(database, SITE) for _ in range(3)] == [1, 1, 0]


def test_a_county_without_quiet_hours_is_told_at_night(
    database: Database, county: County, session: Session, clock: time_machine.Traveller
) -> None:
    set_pace(session, SYSTEM, county.id, quiet=None)
    session.commit()
    clock.move_to(NIGHT)
    tell_later(database, county)
    assert deliver_messages(database, SITE) == 1


NO = Answer({"errcode": 93000})


def test_a_failure_rests_longer_each_time_and_then_it_goes(
    database: Database, county: County, sink: Sink, clock: time_machine.Traveller
) -> None:
    sink.answers.extend([NO, Answer(status=500), Answer(breaks=True)])
    tell_later(database, county)
    for pause in (30, 60, 120):
        assert deliver_messages(database, SITE) == 1
        clock.shift(pause - 1)
        assert deliver_messages(database, SITE) == 0
        clock.shift(1)
    assert the_channel(database)["failure"] == "connection broke"
    assert deliver_messages(database, SITE) == 1
    assert rows(database) == [("sent", 3)]
    assert (the_channel(database)["state"], the_channel(database)["failure"]) == ("active", None)


def test_a_robot_that_is_called_too_often_is_left_alone_for_its_minute(
    database: Database, county: County, sink: Sink, clock: time_machine.Traveller
) -> None:
    sink.answers.append(Answer({"errcode": 45009}))
    tell_later(database, county)
    assert deliver_messages(database, SITE) == 1
    clock.shift(59)
    assert deliver_messages(database, SITE) == 0
    clock.shift(1)
    assert deliver_messages(database, SITE) == 1
    assert rows(database) == [("sent", 1)]


def test_later_messages_wait_behind_one_that_failed(
    database: Database, county: County, sink: Sink, clock: time_machine.Traveller
) -> None:
    sink.answers.append(NO)
    tell_later(database, county, values={"number": "first"})
    deliver_messages(database, SITE)
    clock.shift(1)
    tell_later(database, county, values={"number": "second"})
    assert deliver_messages(database, SITE) == 0
    clock.shift(30)
    assert [deliver_messages(database, SITE) for _ in range(2)] == [1, 1]
    assert [text.split("\n")[1] for text in sink.texts] == ["first", "first", "second"]


def test_after_twenty_tries_a_message_is_given_up_and_the_list_says_so(
    database: Database, county: County, sink: Sink, clock: time_machine.Traveller
) -> None:
    sink.answers.extend([NO] * 20)
    tell_later(database, county)
    for _ in range(25):
        deliver_messages(database, SITE)
        clock.shift(1800)
    assert len(sink.received) == 20
    assert rows(database) == [("failed", 20)]
    about = the_channel(database)
    assert (about["state"], about["failed"], about["waiting"]) == ("failing", 1, 0)
    assert about["failure"] == "errcode 93000"


def test_a_broken_channel_does_not_keep_the_others_waiting(
    database: Database, county: County, sink: Sink, session: Session
) -> None:
    a_channel(session, county, "http://127.0.0.1:1/?key=down")
    a_channel(session, county, "office@county.example", kind="email")
    session.commit()
    tell_later(database, county)
    assert deliver_messages(database, SITE) == 3
    assert len(sink.received) == 1
    assert sorted(rows(database)) == [("sent", 0), ("waiting", 1), ("waiting", 1)]


def test_an_adapter_that_raises_something_unheard_of_is_a_failure_of_its_channel(
    database: Database, county: County, session: Session
) -> None:
    from sqlalchemy import update

    from backend.messages.models import CHANNEL

    session.execute(update(CHANNEL).values(target="http://[broken"))
    session.commit()
    tell_later(database, county)
    assert deliver_messages(database, SITE) == 1
    assert the_channel(database)["failure"] == "unexpected: ValueError"


def test_a_channel_added_later_is_not_told_of_what_was(
    database: Database, county: County, sink: Sink, session: Session
) -> None:
    tell_later(database, county)
    a_channel(session, county, sink.url())
    session.commit()
    deliver_messages(database, SITE)
    assert len(sink.received) == 1


def test_a_disabled_channel_sends_nothing_more_and_forgets_its_secret(
    database: Database, county: County, sink: Sink, session: Session
) -> None:
    tell_later(database, county)
    channel_id = UUID(the_channel(database)["id"])
    disable_channel(session, SYSTEM, channel_id)
    session.commit()
    tell_later(database, county)
    assert deliver_messages(database, SITE) == 0
    assert rows(database) == [("failed", 0)]
    assert the_channel(database)["state"] == "disabled"
    assert "key-of-tests" not in str(the_channel(database))


def test_a_leased_channel_is_left_to_its_worker_until_the_lease_runs_out(
    database: Database, county: County, sink: Sink, clock: time_machine.Traveller
) -> None:
    tell_later(database, county)
    with database.work() as session:
        taken = lease_call(session, SITE, UUID(the_channel(database)["id"]))
    assert taken is not None  # and here its worker dies
    clock.shift(LEASE - timedelta(seconds=1))
    assert deliver_messages(database, SITE) == 0
    clock.shift(1)
    assert deliver_messages(database, SITE) == 1
    assert (len(sink.received), rows(database)) == (1, [("sent", 0)])


def test_mail_uses_the_sites_server(database: Database, county: County, session: Session) -> None:
    a_channel(session, county, "office@county.example", kind="email")
    session.commit()
    assert SMTP
    tell_later(database, county)
    deliver_messages(database, SITE)
    with database.work(write=False) as reading:
        mail = next(item for item in list_channels(reading) if item["kind"] == "email")
    assert mail["failure"] == "no mail server is set (XIAOANMA_SMTP_URL)"
