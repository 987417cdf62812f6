"""Giving notice: written in the caller's transaction, so that nothing is told that did not happen; and reading one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, String, Uuid, and_, column, false, insert, or_, select, table, update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once, rows_changed
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.messages.models import CHANNEL, DELIVERY, INBOX, MESSAGE
from backend.messages.rules import Urgency, channel_takes
from backend.messages.templates import TEMPLATES, checked

_NOTHING: Mapping[str, str] = MappingProxyType({})
# The tables of people are named here by hand: people lies above and may be the one who gives notice.
_ACCOUNT = table("account", column("id", Uuid()), column("unit_id", Uuid()), column("disabled_at", DateTime()))
_GRANT = table(
    "account_grant",
    column("account_id", Uuid()),
    column("role", String()),
    column("revoked_at", DateTime()),
)


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What is to be told to whom. `kind` names a template; `values` are its facts (templates.FACTS), never free text.

    `account_ids`: these people. `unit_ids`: everybody who can sign in there, or only those with one of `roles`, and the
    units' channels. `except_ids`: who is not told, usually whoever did it. `dedupe_key`: the same key is told only once
    (a year long); leave it out where every time counts. `subject_type` "case" makes the message open that case.
    """

    kind: str
    county_id: UUID
    urgency: Urgency = "normal"
    account_ids: tuple[UUID, ...] = ()
    unit_ids: tuple[UUID, ...] = ()
    roles: frozenset[str] = frozenset()
    except_ids: tuple[UUID, ...] = ()
    subject_type: str | None = None
    subject_id: UUID | None = None
    values: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    dedupe_key: str | None = None


def send(session: Session, notice: Notice) -> bool:
    """Write the message, an inbox item for everybody it is for, and what each channel owes; False if it was told before.

    The inbox is filled here and not by the worker: it is for those who are in the unit now, it needs no network, and the
    bell rings even while the worker is down. Raises ValueError for an unknown kind or value: a mistake of the program.
    """
    session.flush()
    message_id, at = new_id(), now()
    row = {
        "id": message_id,
        "county_id": notice.county_id,
        "kind": notice.kind,
        "urgency": notice.urgency,
        "subject_type": notice.subject_type,
        "subject_id": notice.subject_id,
        "facts": checked(notice.kind, notice.values),
        "dedupe_key": notice.dedupe_key,
        "created_at": at,
    }
    if not insert_once(session, MESSAGE, row):
        return False
    _fill_inboxes(session, notice, message_id=message_id, at=at)
    _owe_channels(session, notice, message_id=message_id, at=at)
    return True


def mark_read(session: Session, actor: Actor, item_id: UUID) -> None:
    """Mark one of the reader's own messages as read; again is no mistake."""
    mine = (INBOX.c.id == item_id) & (INBOX.c.account_id == actor.account_id)
    if session.execute(select(INBOX.c.id).where(mine)).first() is None:
        raise Problem("message_not_found")
    session.execute(update(INBOX).where(mine, INBOX.c.read_at.is_(None)).values(read_at=now()))


def mark_all_read(session: Session, actor: Actor, *, until: datetime) -> int:
    """Mark what the reader has up to `until` (the newest one seen) as read; what came since stays unread."""
    unread = and_(INBOX.c.account_id == actor.account_id, INBOX.c.read_at.is_(None), INBOX.c.created_at <= until)
    return rows_changed(session, update(INBOX).where(unread).values(read_at=now()))


def _fill_inboxes(session: Session, notice: Notice, *, message_id: UUID, at: datetime) -> None:
    items: list[dict[str, Any]] = [
        {"id": new_id(), "message_id": message_id, "account_id": account_id, "created_at": at}
        for account_id in _recipients(session, notice)
    ]
    if items:
        session.execute(insert(INBOX), items)


def _recipients(session: Session, notice: Notice) -> Iterable[UUID]:
    """Everybody it is for, once each: those named, and those of the units, if they can still sign in."""
    in_units: ColumnElement[bool] = _ACCOUNT.c.unit_id.in_(notice.unit_ids)
    if notice.roles:
        holders = select(_GRANT.c.account_id).where(_GRANT.c.role.in_(notice.roles), _GRANT.c.revoked_at.is_(None))
        in_units = and_(in_units, _ACCOUNT.c.id.in_(holders))
    named = _ACCOUNT.c.id.in_(notice.account_ids) if notice.account_ids else false()
    wanted = or_(named, in_units if notice.unit_ids else false())
    found = session.execute(select(_ACCOUNT.c.id).where(wanted, _ACCOUNT.c.disabled_at.is_(None)))
    return [account_id for account_id in found.scalars() if account_id not in notice.except_ids]


def _owe_channels(session: Session, notice: Notice, *, message_id: UUID, at: datetime) -> None:
    if not notice.unit_ids or TEMPLATES[notice.kind].inbox_only:
        return
    open_ones = session.execute(
        select(CHANNEL.c.id, CHANNEL.c.unit_id, CHANNEL.c.takes).where(
            CHANNEL.c.county_id == notice.county_id, CHANNEL.c.disabled_at.is_(None)
        )
    )
    about: Any = {"kind": notice.kind, "urgency": notice.urgency, "unit_ids": notice.unit_ids}
    owed: list[dict[str, Any]] = [
        {"id": new_id(), "channel_id": channel.id, "message_id": message_id, "next_try_at": at, "changed_at": at}
        for channel in open_ones
        if channel_takes(channel.takes, channel.unit_id, **about)
    ]
    if owed:
        session.execute(insert(DELIVERY), [row | {"state": "waiting", "tries": 0} for row in owed])
