"""What other rooms may know of a visit: whose it is, where, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.patrols.visit_models import VISIT

_OWN = select(VISIT.c.id, VISIT.c.checkpoint_id, VISIT.c.mode).where(
    VISIT.c.id == bindparam("visit"), VISIT.c.account_id == bindparam("account")
)


@dataclass(frozen=True)
class OwnVisit:
    """A person's own visit."""

    id: UUID
    checkpoint_id: UUID
    mode: str


def own_visit(session: Session, actor: Actor, visit_id: UUID | None) -> OwnVisit | None:
    """Return this person's visit of that id; None for a stranger, another's visit or one that has not come yet."""
    if visit_id is None or not actor.signed_in:
        return None
    row = session.connection().execute(_OWN, {"visit": visit_id, "account": actor.account_id}).first()
    return None if row is None else OwnVisit(*row)
