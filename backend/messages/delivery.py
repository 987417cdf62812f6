"""The worker's part: what channels owe goes out at least once, in order, within each channel's pace and quiet hours.

A worker leases a channel (the UPDATE decides who), makes one call outside any transaction, and writes down how it ended.
One that dies half-way leaves its lease to run out: then the same messages go out again, twice at worst, never not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.db import Database, rows_changed
from backend.core.ids import new_id
from backend.messages.adapters import DeliveryError, Outgoing, post
from backend.messages.models import CHANNEL, DELIVERY, MESSAGE
from backend.messages.pace import is_quiet_now, pace_of
from backend.messages.rules import (
    Waiting,
    gives_up,
    next_call,
    pause_after,
    recent,
)
from backend.messages.templates import address_of, digest_text, single_text

LEASE = timedelta(seconds=120)  # longer than any one call can take
MAX_ROWS = 500
log = structlog.get_logger()
_ABOUT = (MESSAGE.c.kind, MESSAGE.c.urgency, MESSAGE.c.subject_type, MESSAGE.c.subject_id, MESSAGE.c.facts)


@dataclass(frozen=True)
class Site:
    """What a message's link begins with, and the mail server."""

    public_url: str
    smtp_url: str | None = None


@dataclass(frozen=True)
class Call:
    """One call of a leased channel: the rows it carries, and the text."""

    lease: UUID
    channel_id: UUID
    kind: str
    rows: Sequence[Any]
    outgoing: Outgoing


def deliver_messages(database: Database, site: Site) -> int:
    """Call every channel that may be called now, once; returns how many messages were tried."""
    with database.work(write=False) as session:
        ready = [channel_id for channel_id in _owing(session) if _due(session, _channel(session, channel_id))]
    return sum(_deliver_one(database, site, channel_id) for channel_id in ready)


def _deliver_one(database: Database, site: Site, channel_id: UUID) -> int:
    with database.work() as session:
        call = lease_call(session, site, channel_id)
    if call is None:
        return 0
    failure = _try(call)
    with database.work() as session:
        _write_down(session, call, failure)
    return len(call.rows)


def lease_call(session: Session, site: Site, channel_id: UUID) -> Call | None:
    """Take the channel and return what to send, or nothing if another worker has it or nothing may go out now."""
    at, lease = now(), new_id()
    free = or_(CHANNEL.c.leased_until.is_(None), CHANNEL.c.leased_until <= at)
    taking = update(CHANNEL).where(CHANNEL.c.id == channel_id, CHANNEL.c.disabled_at.is_(None), free)
    if not rows_changed(session, taking.values(leased_by=lease, leased_until=at + LEASE)):
        return None
    channel = _channel(session, channel_id)
    rows = _due(session, channel)
    # Written before the call: one that killed its worker counts too.
    calls = [*recent(_calls_of(channel), now=at), *([at] if rows else [])]
    leased_until = at + LEASE if rows else None
    values = {"calls": [call.isoformat() for call in calls], "leased_until": leased_until}
    session.execute(update(CHANNEL).where(CHANNEL.c.id == channel_id).values(values))
    return Call(lease, channel_id, channel.kind, rows, _outgoing(site, channel, rows)) if rows else None


def _owing(session: Session) -> Sequence[UUID]:
    waiting = exists().where(DELIVERY.c.channel_id == CHANNEL.c.id, DELIVERY.c.state == "waiting")
    free = or_(CHANNEL.c.leased_until.is_(None), CHANNEL.c.leased_until <= now())
    found = session.execute(select(CHANNEL.c.id).where(waiting, free, CHANNEL.c.disabled_at.is_(None)))
    return found.scalars().all()


def _channel(session: Session, channel_id: UUID) -> Any:
    return session.execute(select(CHANNEL).where(CHANNEL.c.id == channel_id)).one()


def _due(session: Session, channel: Any) -> Sequence[Any]:
    """Return the rows that go out in one call now."""
    at = now()
    rows = session.execute(
        select(DELIVERY.c.id, DELIVERY.c.tries, DELIVERY.c.next_try_at, *_ABOUT)
        .join(MESSAGE, MESSAGE.c.id == DELIVERY.c.message_id)
        .where(DELIVERY.c.channel_id == channel.id, DELIVERY.c.state == "waiting")
        .order_by(DELIVERY.c.id)
        .limit(MAX_ROWS)
    ).all()
    waiting = [Waiting(row.id, row.kind, row.urgency, row.tries, row.next_try_at) for row in rows]
    chosen = next_call(
        waiting,
        now=at,
        quiet=is_quiet_now(session, channel.county_id, at),
        calls=_calls_of(channel),
        pace=pace_of(session, channel.county_id),
    )
    ids = {one.id for one in chosen}
    return [row for row in rows if row.id in ids]


def _calls_of(channel: Any) -> list[datetime]:
    return [datetime.fromisoformat(call) for call in channel.calls]


def _outgoing(site: Site, channel: Any, rows: Sequence[Any]) -> Outgoing:
    if len(rows) == 1:
        link = site.public_url + address_of(rows[0].subject_type, rows[0].subject_id)
        text = single_text(rows[0].kind, rows[0].facts, link=link, urgent=rows[0].urgency == "urgent")
    else:
        urgent = sum(row.urgency == "urgent" for row in rows)
        text = digest_text((row.kind for row in rows), link=f"{site.public_url}/app/inbox", urgent=urgent)
    return Outgoing(rows[0].id, channel.target, text, channel.secret, site.smtp_url)


def _try(call: Call) -> DeliveryError | None:
    """Make the call; whatever an adapter raises is a failure of this channel, not of the worker."""
    try:
        post(call.kind, call.outgoing)
    except DeliveryError as error:
        return error
    except Exception as error:
        return DeliveryError(f"unexpected: {type(error).__name__}")
    return None


def _write_down(session: Session, call: Call, failure: DeliveryError | None) -> None:
    at, mine = now(), (CHANNEL.c.id == call.channel_id) & (CHANNEL.c.leased_by == call.lease)
    session.execute(update(CHANNEL).where(mine).values(leased_by=None, leased_until=None))
    ended = {"delivered_at": at} if failure is None else {"failed_at": at, "failure": failure.reason[:120]}
    session.execute(update(CHANNEL).where(CHANNEL.c.id == call.channel_id).values(ended))
    if failure is None:
        done = (DELIVERY.c.id.in_([row.id for row in call.rows])) & (DELIVERY.c.state == "waiting")
        session.execute(update(DELIVERY).where(done).values(state="sent", changed_at=at))
        return
    log.warning("channel failed", channel=str(call.channel_id), kind=call.kind, reason=failure.reason)
    for tries in {row.tries + 1 for row in call.rows}:
        _put_off(session, call, tries=tries, until=at + pause_after(tries, asked_s=failure.wait_s))


def _put_off(session: Session, call: Call, *, tries: int, until: datetime) -> None:
    """Write down the failed try of those rows that have as many, or give them up."""
    ids = [row.id for row in call.rows if row.tries + 1 == tries]
    state = "failed" if gives_up(tries) else "waiting"
    values = {"tries": tries, "next_try_at": until, "state": state, "changed_at": now()}
    session.execute(update(DELIVERY).where(DELIVERY.c.id.in_(ids), DELIVERY.c.state == "waiting").values(values))
