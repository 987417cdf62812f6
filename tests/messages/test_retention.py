"""What is forgotten of messages, when, and what is not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.messages.models import DELIVERY, INBOX, MESSAGE
from backend.messages.operations import send
from backend.messages.retention import forget_messages
from tests.builders import a_county, an_account
from tests.messages.sinks import a_channel, a_notice


@pytest.fixture
def told(session: Session) -> Session:
    """One message in one inbox, owed to one channel."""
    county = a_county(session)
    an_account(session, unit_id=county.offices["SAMR"])
    a_channel(session, county, "http://127.0.0.1:9/?key=k")
    assert send(session, a_notice(county, dedupe_key="once"))
    return session


def left(session: Session) -> tuple[int, ...]:
    return tuple(session.execute(select(func.count()).select_from(t)).scalar_one() for t in (INBOX, DELIVERY, MESSAGE))


def age(session: Session, days: int, *, read: bool, state: str = "sent") -> None:
    then: dict[str, Any] = {"created_at": now() - timedelta(days=days)}
    session.execute(update(INBOX).values(then | {"read_at": now() if read else None}))
    session.execute(update(MESSAGE).values(then))
    session.execute(update(DELIVERY).values(state=state, changed_at=now() - timedelta(days=days)))


@pytest.mark.parametrize(
    ("days", "read", "state", "kept"),
    [
        (179, True, "sent", (1, 1, 1)),
        (181, True, "sent", (0, 0, 1)),
        (181, False, "failed", (1, 0, 1)),
        (399, False, "waiting", (1, 1, 1)),
        (401, False, "waiting", (0, 1, 1)),
        (401, False, "sent", (0, 0, 0)),
        (401, True, "failed", (0, 0, 0)),
    ],
)
def test_read_ones_go_after_half_a_year_unread_ones_after_400_days(
    told: Session, days: int, read: bool, state: str, kept: tuple[int, ...]
) -> None:
    age(told, days, read=read, state=state)
    while forget_messages(told):
        pass
    assert left(told) == kept
