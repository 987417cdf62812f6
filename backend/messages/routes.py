"""Addresses of the inbox; everybody reads only their own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.core.api import Blueprint, current_actor, current_session
from backend.core.error_pages import language
from backend.messages import operations, queries, schemas

inbox = Blueprint("inbox", __name__, url_prefix="/api/v1/inbox", description="消息")
BLUEPRINTS = [inbox]


@inbox.get("")
@inbox.arguments(schemas.InboxQuerySchema(), location="query")
@inbox.response(200, schemas.InboxPageSchema())
def list_inbox(query: dict[str, Any]) -> dict[str, Any]:
    """Return a page of my messages, newest first, and how many are unread."""
    page = queries.list_inbox(current_session(), current_actor(), cursor=query["cursor"])
    items = [queries.shown(row, language=language()) for row in page.items]
    return {"items": items, "next": page.next} | _unread()


@inbox.get("/unread")
@inbox.response(200, schemas.UnreadSchema())
def count_unread() -> dict[str, Any]:
    """Return how many of my messages are unread."""
    return _unread()


@inbox.post("/<uuid:item_id>/read")
@inbox.response(200, schemas.UnreadSchema())
def mark_read(item_id: UUID) -> dict[str, Any]:
    """Mark one of my messages as read."""
    operations.mark_read(current_session(), current_actor(), item_id)
    return _unread()


@inbox.post("/read_all")
@inbox.arguments(schemas.ReadAllSchema())
@inbox.response(200, schemas.UnreadSchema())
def mark_all_read(body: dict[str, Any]) -> dict[str, Any]:
    """Mark my messages up to the newest one I have seen as read."""
    operations.mark_all_read(current_session(), current_actor(), until=body["until"])
    return _unread()


def _unread() -> dict[str, Any]:
    return {"unread": queries.count_unread(current_session(), current_actor())}
