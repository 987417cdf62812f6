"""Messages are forgotten: read ones after half a year, unread ones after 400 days, and what channels owed with them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from backend.core.retention import Purge, carry_out, deleting, facts, past
from backend.messages.models import DELIVERY, INBOX, MESSAGE

BATCH = 2000
READ, UNREAD = "message_read", "message_unread"


def forget_messages(session: Session) -> int:
    """Delete a batch of what is past its time; returns how many rows there were. A dedupe key holds as long as its message."""
    return sum(len(carry_out(session, purge)) for purge in MESSAGES)


def _read(session: Session) -> Select[Any]:
    return _inbox(session, READ).where(INBOX.c.read_at.is_not(None))


def _unread(session: Session) -> Select[Any]:
    return _inbox(session, UNREAD)


def _inbox(session: Session, record_class: str) -> Select[Any]:
    over = past(session, record_class, INBOX.c.created_at, county_id=MESSAGE.c.county_id)
    columns = facts(INBOX.c.id, INBOX.c.created_at, county_id=MESSAGE.c.county_id)
    joined = select(*columns).join(MESSAGE, MESSAGE.c.id == INBOX.c.message_id)
    return joined.where(over).order_by(INBOX.c.created_at)


def _done(session: Session) -> Select[Any]:
    over = past(session, READ, DELIVERY.c.changed_at, county_id=MESSAGE.c.county_id)
    columns = facts(DELIVERY.c.id, DELIVERY.c.changed_at, county_id=MESSAGE.c.county_id)
    joined = select(*columns).join(MESSAGE, MESSAGE.c.id == DELIVERY.c.message_id)
    return joined.where(DELIVERY.c.state != "waiting", over).order_by(DELIVERY.c.changed_at)


def _bare(session: Session) -> Select[Any]:
    over = past(session, UNREAD, MESSAGE.c.created_at, county_id=MESSAGE.c.county_id)
    needed = or_(
        exists().where(INBOX.c.message_id == MESSAGE.c.id), exists().where(DELIVERY.c.message_id == MESSAGE.c.id)
    )
    columns = facts(MESSAGE.c.id, MESSAGE.c.created_at, county_id=MESSAGE.c.county_id)
    return select(*columns).where(over, ~needed).order_by(MESSAGE.c.created_at)


# In batches: a long transaction would keep SQLite's other writers waiting.
MESSAGES = (
    Purge(READ, _read, deleting(INBOX), BATCH),
    Purge(UNREAD, _unread, deleting(INBOX), BATCH),
    Purge(READ, _done, deleting(DELIVERY), BATCH),
    Purge(UNREAD, _bare, deleting(MESSAGE), BATCH),
)
