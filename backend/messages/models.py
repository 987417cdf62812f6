"""The outbox, the inbox that each account has, the channels to the outside, and what each channel still owes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime, one_of
from backend.messages.rules import CHANNEL_KINDS, URGENCIES

DELIVERY_STATES = ("waiting", "sent", "failed")
_UNREAD, _OWED = text("read_at IS NULL"), text("state = 'waiting'")


class Message(Base):
    """One notice as it was given, written in the transaction of the change it tells of; `dedupe_key` makes it once."""

    __tablename__ = "message"
    __table_args__ = (CheckConstraint(one_of("urgency", URGENCIES), name="urgency"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    kind: Mapped[str] = mapped_column(String(40))
    urgency: Mapped[str] = mapped_column(String(8))
    subject_type: Mapped[str | None] = mapped_column(String(24))
    subject_id: Mapped[UUID | None]
    facts: Mapped[dict[str, str]] = mapped_column(Json)
    dedupe_key: Mapped[str | None] = mapped_column(String(160), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class InboxItem(Base):
    """A message as one account has it."""

    __tablename__ = "inbox_item"
    __table_args__ = (
        Index("ix_inbox_item_account", "account_id", "created_at", "id"),
        Index("ix_inbox_item_unread", "account_id", "created_at", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Channel(Base):
    """A robot or address of a county or one of its units. `leased_by` calls it now; `calls` are the last minute's."""

    __tablename__ = "message_channel"
    __table_args__ = (CheckConstraint(one_of("kind", CHANNEL_KINDS), name="kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(60))
    target: Mapped[str] = mapped_column(String(500))
    secret: Mapped[str | None] = mapped_column(String(200))
    takes: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leased_by: Mapped[UUID | None]
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    calls: Mapped[list[str]] = mapped_column(Json)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str | None] = mapped_column(String(120))


class Delivery(Base):
    """One message that one channel owes, until it is sent or given up."""

    __tablename__ = "message_delivery"
    __table_args__ = (
        CheckConstraint(one_of("state", DELIVERY_STATES), name="state"),
        UniqueConstraint("channel_id", "message_id"),
        Index("ix_message_delivery_waiting", "channel_id", "id", sqlite_where=_OWED, postgresql_where=_OWED),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("message_channel.id"))
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), index=True)
    state: Mapped[str] = mapped_column(String(8))
    tries: Mapped[int]
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


MESSAGE = Message.__table__
INBOX = InboxItem.__table__
CHANNEL = Channel.__table__
DELIVERY = Delivery.__table__
