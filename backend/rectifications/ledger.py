"""Writing the ledger: the only code that appends entries and gives numbers. Each act is written to the audit book too."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from backend.audit import operations as audit
from backend.core.actor import Actor
from backend.core.clock import SHANGHAI
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.rectifications.chain import (
    GENESIS,
    Fault,
    SealedEntry,
    canonical,
    check,
    content_hash,
    entry_hash,
)
from backend.rectifications.models import CHAIN, CONTENT, ENTRY, NUMBER, LedgerChain, LedgerContent, LedgerEntry

# Made once: SQLAlchemy knows a statement that it has compiled by the object, which halves the cost of an entry.
_INSERT_CONTENT = insert(CONTENT)
_HEAD = select(CHAIN.c.id, CHAIN.c.head_seq, CHAIN.c.head_hash).with_for_update(key_share=True)
_HEAD_OF_SCHOOL = _HEAD.where(CHAIN.c.school_id == bindparam("school_id"))
_HEAD_OF_COUNTY = _HEAD.where(CHAIN.c.county_id == bindparam("county_id"), CHAIN.c.school_id.is_(None))
_MOVE_HEAD = update(CHAIN).where(CHAIN.c.id == bindparam("chain_id"))


@dataclass(frozen=True)
class Entry:
    """What is to be written: `content` is JSON (numbers as text where they could be floats), `photos` sent and stored."""

    id: UUID
    case_id: UUID
    county_id: UUID
    school_id: UUID | None
    action: str
    at: datetime
    content: Mapping[str, Any]
    photos: Sequence[Mapping[str, str | None]] = ()
    command_hash: str | None = None
    changes: Mapping[str, Any] | None = None


def append(session: Session, actor: Actor, entry: Entry) -> None:
    """Lock the chain's head, seal the entry behind it, move the head, and record the act in the audit book."""
    head = locked_head(session, entry.county_id, entry.school_id)
    salt = secrets.token_bytes(16)
    sealed = SealedEntry(
        chain=head.id,
        seq=head.head_seq + 1,
        case=entry.case_id,
        action=entry.action,
        actor=str(actor.account_id or actor.kind),
        at=entry.at,
        content_hash=content_hash(salt, entry.content),
        photos=tuple(dict(photo) for photo in entry.photos),
        prev_hash=head.head_hash,
    )
    sealed_hash = entry_hash(sealed)
    content = {"entry_id": entry.id, "salt": salt, "content": canonical(entry.content).decode()}
    connection = session.connection()
    if not insert_once(session, ENTRY, entry_row(entry, sealed, sealed_hash)):
        raise Problem("case_command_id_taken")  # another case took this client-made id in the same moment
    connection.execute(_INSERT_CONTENT, content | {"command_hash": entry.command_hash})
    connection.execute(_MOVE_HEAD, {"chain_id": head.id, "head_seq": sealed.seq, "head_hash": sealed_hash})
    audit.record(
        session,
        actor,
        action=f"case.{entry.action}",
        object_type="case",
        object_id=entry.case_id,
        county_id=entry.county_id,
        changes=entry.changes,
    )


def next_number(session: Session, county_id: UUID, school_id: UUID | None, *, prefix: str, at: datetime) -> str:
    """Give the county's next number of the year, such as SF-ZG-2026-000123; gap-free, because a rollback returns it.

    Locks go case → chain → number, always: who has reported and takes over in one go holds the chain already.
    """
    locked_head(session, county_id, school_id)
    year = at.astimezone(SHANGHAI).year
    insert_once(session, NUMBER, {"county_id": county_id, "year": year, "last": 0})
    statement = (
        update(NUMBER)
        .where(NUMBER.c.county_id == county_id, NUMBER.c.year == year)
        .values(last=NUMBER.c.last + 1)
        .returning(NUMBER.c.last)
    )
    return f"{prefix}-ZG-{year}-{session.execute(statement).scalar_one():06d}"


@dataclass(frozen=True)
class Link:
    """Where an entry stands: its chain, its number there and its hash, as another chain may quote it."""

    chain: str
    seq: int
    hash: str


def link_of(session: Session, entry_id: UUID) -> Link:
    """Return where an entry that was just written stands."""
    row = session.execute(select(ENTRY.c.chain_id, ENTRY.c.seq, ENTRY.c.hash).where(ENTRY.c.id == entry_id)).one()
    return Link(str(row.chain_id), row.seq, row.hash)


def lock_heads(session: Session, county_id: UUID, school_ids: Sequence[UUID | None]) -> None:
    """Lock the heads of several chains in one order, so that two moves between them do not wait for each other."""
    for school_id in sorted(set(school_ids), key=str):
        locked_head(session, county_id, school_id)


@dataclass(frozen=True)
class ChainFault:
    """A break and the chain it is in."""

    chain_id: UUID
    seq: int
    what: str


def verify_all(session: Session) -> tuple[int, list[ChainFault]]:
    """Check every chain; returns how many there are and every break."""
    ids = list(session.execute(select(CHAIN.c.id)).scalars())
    return len(ids), [ChainFault(i, fault.seq, fault.what) for i in ids for fault in verify_chain(session, i)]


def verify_chain(session: Session, chain_id: UUID) -> list[Fault]:
    """Check one chain in the database, contents included; an empty list means whole."""
    chain = session.get_one(LedgerChain, chain_id)
    rows = session.execute(
        select(LedgerEntry, LedgerContent)
        .outerjoin(LedgerContent, LedgerContent.entry_id == LedgerEntry.id)
        .where(LedgerEntry.chain_id == chain_id)
        .order_by(LedgerEntry.seq)
    ).all()
    faults = check(((sealed_of(entry), entry.hash) for entry, _ in rows), head=(chain.head_seq, chain.head_hash))
    return faults + [
        Fault(entry.seq, "its content was changed")
        for entry, content in rows
        if content is not None and content_hash(content.salt, json.loads(content.content)) != entry.content_hash
    ]


def sealed_of(entry: Any) -> SealedEntry:
    """Return what the chain covers of an entry (or of a row of its table)."""
    return SealedEntry(
        chain=entry.chain_id,
        seq=entry.seq,
        case=entry.case_id,
        action=entry.action,
        actor=entry.actor,
        at=entry.at,
        content_hash=entry.content_hash,
        photos=tuple(entry.photos),
        prev_hash=entry.prev_hash,
    )


def locked_head(session: Session, county_id: UUID, school_id: UUID | None) -> Any:
    """Lock the head of a chain until the transaction ends, making it where there is none yet."""
    statement = _HEAD_OF_COUNTY if school_id is None else _HEAD_OF_SCHOOL
    whose = {"county_id": county_id} if school_id is None else {"school_id": school_id}
    head = session.connection().execute(statement, whose).first()
    if head is None:
        first = {"id": new_id(), "county_id": county_id, "school_id": school_id, "head_seq": 0, "head_hash": GENESIS}
        insert_once(session, CHAIN, first)
        head = session.connection().execute(statement, whose).one()
    return head


def entry_row(entry: Entry, sealed: SealedEntry, sealed_hash: str) -> dict[str, Any]:
    """Return the row of a sealed entry."""
    return {
        "id": entry.id,
        "chain_id": sealed.chain,
        "seq": sealed.seq,
        "case_id": entry.case_id,
        "county_id": entry.county_id,
        "action": sealed.action,
        "actor": sealed.actor,
        "at": sealed.at,
        "content_hash": sealed.content_hash,
        "photos": [dict(photo) for photo in sealed.photos],
        "prev_hash": sealed.prev_hash,
        "hash": sealed_hash,
    }
