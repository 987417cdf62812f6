"""Messages are forgotten: read ones after half a year, unread ones after 400 days, and what channels owed with them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Table, and_, delete, exists, or_, select
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.db import rows_changed
from backend.messages.models import DELIVERY, INBOX, MESSAGE

READ_KEPT, UNREAD_KEPT = timedelta(days=180), timedelta(days=400)
BATCH = 2000


def forget_messages(session: Session) -> int:
    """Delete a batch of what is past its time; returns how many rows there were. A dedupe key holds as long as its message."""
    at = now()
    read = and_(INBOX.c.created_at < at - READ_KEPT, INBOX.c.read_at.is_not(None))
    done = and_(DELIVERY.c.state != "waiting", DELIVERY.c.changed_at < at - READ_KEPT)
    bare = ~or_(
        exists().where(INBOX.c.message_id == MESSAGE.c.id), exists().where(DELIVERY.c.message_id == MESSAGE.c.id)
    )
    return (
        _delete(session, INBOX, or_(read, INBOX.c.created_at < at - UNREAD_KEPT))
        + _delete(session, DELIVERY, done)
        + _delete(session, MESSAGE, and_(MESSAGE.c.created_at < at - UNREAD_KEPT, bare))
    )


def _delete(session: Session, table: Table, over: object) -> int:
    """In batches: a long transaction would keep SQLite's other writers waiting."""
    batch = select(table.c.id).where(over).limit(BATCH)  # type: ignore[arg-type]
    return rows_changed(session, delete(table).where(table.c.id.in_(batch)))
