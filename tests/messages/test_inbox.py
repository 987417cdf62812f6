"""The inbox over HTTP: one's own messages, newest first, unread until opened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.core.db import Database
from backend.core.ids import new_id
from backend.messages.operations import send
from backend.people.models import Account
from tests.builders import County, a_county, an_account, sign_in
from tests.messages.sinks import a_notice, tell

INBOX = "/api/v1/inbox"


@pytest.fixture
def county(session: Session) -> County:
    return a_county(session)


@pytest.fixture
def handler(session: Session, county: County) -> Account:
    return an_account(session, role="dept_handler", unit_id=county.offices["SAMR"], county_id=county.id)


def test_a_message_says_what_it_is_and_where_it_leads(
    session: Session, client: FlaskClient, county: County, handler: Account
) -> None:
    notice = a_notice(county, urgency="urgent")
    send(session, notice)
    session.commit()
    answer = sign_in(client, handler).get(INBOX).json
    (item,) = answer["items"]
    assert (answer["unread"], answer["next"], item["read_at"], item["urgency"]) == (1, None, None, "urgent")
    assert item["title"] == "有新的隐患交办到您的单位，请签收"
    assert item["line"] == "启明小学 · SF-ZG-2026-000123"
    assert item["address"] == f"/app/cases/{notice.subject_id}"


def test_a_reader_of_english_reads_english(
    session: Session, client: FlaskClient, county: County, handler: Account
) -> None:
    tell(session, county, 1)
    session.commit()
    answer = sign_in(client, handler).get(INBOX, headers={"Accept-Language": "en"}).json
    assert answer["items"][0]["title"] == "A case was assigned to your unit"


def test_pages_hold_every_message_once_newest_first(
    session: Session, client: FlaskClient, county: County, handler: Account
) -> None:
    for minute in range(65):
        with time_machine.travel(datetime(2026, 11, 26, tzinfo=UTC) + timedelta(minutes=minute // 3), tick=False):
            tell(session, county, 1)
    session.commit()
    sign_in(client, handler)
    seen, cursor, pages = [], "", 0
    while cursor is not None:
        page = client.get(INBOX, query_string={"cursor": cursor} if cursor else {}).json
        seen += [(item["created_at"], item["id"]) for item in page["items"]]
        cursor, pages = page["next"], pages + 1
    assert (len(seen), len(set(seen)), pages) == (65, 65, 3)
    assert seen == sorted(seen, reverse=True)


def test_opening_a_message_reads_it_and_again_is_no_mistake(
    session: Session, client: FlaskClient, county: County, handler: Account
) -> None:
    tell(session, county, 2)
    session.commit()
    sign_in(client, handler)
    first = client.get(INBOX).json["items"][0]["id"]
    assert client.post(f"{INBOX}/{first}/read").json == {"unread": 1}
    read_at = client.get(INBOX).json["items"][0]["read_at"]
    assert client.post(f"{INBOX}/{first}/read").json == {"unread": 1}
    assert client.get(INBOX).json["items"][0]["read_at"] == read_at is not None
    assert client.get(f"{INBOX}/unread").json == {"unread": 1}


def test_nobody_reads_or_marks_a_colleagues_message(
    session: Session, client: FlaskClient, county: County, handler: Account
) -> None:
    tell(session, county, 1)
    stranger = an_account(session)
    session.commit()
    item = sign_in(client, handler).get(INBOX).json["items"][0]["id"]
    sign_in(client, stranger)
    assert client.get(INBOX).json == {"items": [], "next": None, "unread": 0}
    hidden, absent = client.post(f"{INBOX}/{item}/read"), client.post(f"{INBOX}/{new_id()}/read")
    assert (hidden.status_code, hidden.json["code"]) == (404, "message_not_found")
    assert hidden.json == absent.json
    until = {"until": "2027-01-01T00:00:00Z"}
    assert client.post(f"{INBOX}/read_all", json=until).json == {"unread": 0}
    assert sign_in(client, handler).get(f"{INBOX}/unread").json == {"unread": 1}


def test_reading_all_leaves_what_came_after_the_last_look(
    client: FlaskClient, database: Database, session: Session, county: County, handler: Account
) -> None:
    with time_machine.travel("2026-11-26T01:00:00Z", tick=False):
        tell(session, county, 3)
    session.commit()
    sign_in(client, handler)
    seen = client.get(INBOX).json["items"][0]["created_at"]
    with time_machine.travel("2026-11-26T01:00:01Z", tick=False), database.work() as later:
        tell(later, county, 1)
    assert client.post(f"{INBOX}/read_all", json={"until": seen}).json == {"unread": 1}
    assert [item["read_at"] is None for item in client.get(INBOX).json["items"]] == [True, False, False, False]


@pytest.mark.parametrize("query", [{"cursor": "made up"}, {"cursor": "x" * 201}])
def test_a_made_up_page_is_refused(
    client: FlaskClient, session: Session, handler: Account, query: dict[str, str]
) -> None:
    session.commit()
    assert sign_in(client, handler).get(INBOX, query_string=query).status_code in {400, 422}


def test_a_stranger_has_no_inbox(client: FlaskClient) -> None:
    assert client.get(INBOX).status_code == client.get(f"{INBOX}/unread").status_code == 401
