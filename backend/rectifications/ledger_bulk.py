"""Writing many entries at once: the same seals as one by one, in a hundredth of the statements."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from backend.audit import operations as audit
from backend.core.actor import Actor
from backend.core.clock import SHANGHAI
from backend.core.db import insert_once
from backend.rectifications.chain import SealedEntry, canonical, content_hash, entry_hash
from backend.rectifications.ledger import Entry, entry_row, locked_head
from backend.rectifications.models import CHAIN, CONTENT, ENTRY, NUMBER

_INSERT_ENTRY, _INSERT_CONTENT = insert(ENTRY), insert(CONTENT)
_MOVE_HEAD = (
    update(CHAIN)
    .where(CHAIN.c.id == bindparam("chain_id"))
    .values(head_seq=bindparam("seq"), head_hash=bindparam("hash"))
)


@dataclass
class _Head:
    id: UUID
    seq: int
    hash: str


def append_each(session: Session, actor: Actor, entries: Sequence[Entry]) -> None:
    """Append the entries in their order and record each in the audit book; their ids must be new.

    Whoever writes to several chains locks them first (`ledger.lock_heads`), so that two such writers do not cross.
    """
    heads: dict[UUID | None, _Head] = {}
    rows, contents = [], []
    for entry in entries:
        head = heads.get(entry.school_id) or heads.setdefault(entry.school_id, _head_of(session, entry))
        salt = secrets.token_bytes(16)
        sealed = _sealed(actor, entry, head, salt=salt)
        head.seq, head.hash = sealed.seq, entry_hash(sealed)
        rows.append(entry_row(entry, sealed, head.hash))
        content = {"entry_id": entry.id, "salt": salt, "content": canonical(entry.content).decode()}
        contents.append(content | {"command_hash": entry.command_hash})
    if not rows:
        return
    connection = session.connection()
    connection.execute(_INSERT_ENTRY, rows)
    connection.execute(_INSERT_CONTENT, contents)
    connection.execute(
        _MOVE_HEAD, [{"chain_id": head.id, "seq": head.seq, "hash": head.hash} for head in heads.values()]
    )
    _record(session, actor, entries)


def next_numbers(session: Session, county_id: UUID, count: int, *, prefix: str, at: datetime) -> list[str]:
    """Give the county's next `count` numbers of the year, without a gap; the chains must be locked already."""
    year = at.astimezone(SHANGHAI).year
    insert_once(session, NUMBER, {"county_id": county_id, "year": year, "last": 0})
    statement = (
        update(NUMBER)
        .where(NUMBER.c.county_id == county_id, NUMBER.c.year == year)
        .values(last=NUMBER.c.last + count)
        .returning(NUMBER.c.last)
    )
    last: int = session.execute(statement).scalar_one()
    return [f"{prefix}-ZG-{year}-{number:06d}" for number in range(last - count + 1, last + 1)]


def _head_of(session: Session, entry: Entry) -> _Head:
    row = locked_head(session, entry.county_id, entry.school_id)
    return _Head(row.id, row.head_seq, row.head_hash)


def _sealed(actor: Actor, entry: Entry, head: _Head, *, salt: bytes) -> SealedEntry:
    return SealedEntry(
        chain=head.id,
        seq=head.seq + 1,
        case=entry.case_id,
        action=entry.action,
        actor=str(actor.account_id or actor.kind),
        at=entry.at,
        content_hash=content_hash(salt, entry.content),
        photos=tuple(dict(photo) for photo in entry.photos),
        prev_hash=head.hash,
    )


def _record(session: Session, actor: Actor, entries: Sequence[Entry]) -> None:
    by_action: dict[tuple[str, UUID], dict[UUID, Any]] = {}
    for entry in entries:
        by_action.setdefault((entry.action, entry.county_id), {})[entry.case_id] = dict(entry.changes or {})
    for (action, county_id), changes in by_action.items():
        audit.record_each(
            session, actor, action=f"case.{action}", object_type="case", county_id=county_id, changes=changes
        )
