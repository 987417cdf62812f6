"""Taking the contents of ledger entries out while the chain stays whole; a tombstone entry says what was taken."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.ids import new_id
from backend.rectifications import ledger
from backend.rectifications.models import CONTENT, ENTRY, Case


@dataclass(frozen=True)
class ErasedEntry:
    """An entry whose content was taken out, and what that was."""

    id: UUID
    case_id: UUID
    action: str
    actor: str
    at: datetime
    content: Mapping[str, Any]


def erase_contents(session: Session, case_ids: Collection[UUID]) -> list[ErasedEntry]:
    """Delete what the entries of these cases say and return it: the law can demand it, and the database lets it be deleted."""
    columns = (ENTRY.c.id, ENTRY.c.case_id, ENTRY.c.action, ENTRY.c.actor, ENTRY.c.at, CONTENT.c.content)
    rows = session.execute(
        select(*columns)
        .join(CONTENT, CONTENT.c.entry_id == ENTRY.c.id)
        .where(ENTRY.c.case_id.in_(case_ids))
        .order_by(ENTRY.c.at, ENTRY.c.seq)
    ).all()
    session.execute(delete(CONTENT).where(CONTENT.c.entry_id.in_([row.id for row in rows])))
    return [ErasedEntry(*row[:-1], content=json.loads(row.content)) for row in rows]


def write_tombstone(session: Session, actor: Actor, case: Case, *, action: str, content: Mapping[str, Any]) -> None:
    """Append the entry that says what became of contents: "seal" when they were taken out, "purge" when they are gone."""
    entry = ledger.Entry(
        id=new_id(),
        case_id=case.id,
        county_id=case.county_id,
        school_id=case.school_id,
        action=action,
        at=now(),
        content=content,
    )
    ledger.append(session, actor, entry)
