"""Reading one's own inbox, page by page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.pages import Page, cursor_of, page_of
from backend.messages.models import INBOX, MESSAGE
from backend.messages.templates import address_of, text_of

PAGE = 30


def list_inbox(session: Session, actor: Actor, *, cursor: str | None) -> Page:
    """Return a page of the reader's own messages, newest first."""
    about = (MESSAGE.c.kind, MESSAGE.c.urgency, MESSAGE.c.subject_type, MESSAGE.c.subject_id, MESSAGE.c.facts)
    statement = (
        select(INBOX.c.id, INBOX.c.created_at, INBOX.c.read_at, *about)
        .join(MESSAGE, MESSAGE.c.id == INBOX.c.message_id)
        .where(INBOX.c.account_id == actor.account_id)
        .order_by(INBOX.c.created_at.desc(), INBOX.c.id.desc())
        .limit(PAGE + 1)
    )
    if cursor is not None:
        statement = statement.where(tuple_(INBOX.c.created_at, INBOX.c.id) < tuple_(*cursor_of(cursor)))
    rows = session.execute(statement).all()
    return page_of(rows, size=PAGE, key=lambda row: (row.created_at, row.id))


def count_unread(session: Session, actor: Actor) -> int:
    """Return how many of the reader's messages are unread."""
    unread = select(func.count()).where(INBOX.c.account_id == actor.account_id, INBOX.c.read_at.is_(None))
    return session.execute(unread).scalar_one()


def shown(row: Any, *, language: str) -> dict[str, Any]:
    """Return a message in the reader's language, with the address of what it is about."""
    text = text_of(row.kind, row.facts, language=language)
    return {
        "id": row.id,
        "kind": row.kind,
        "urgency": row.urgency,
        "title": text.title,
        "line": text.line,
        "address": address_of(row.subject_type, row.subject_id),
        "created_at": row.created_at,
        "read_at": row.read_at,
    }
