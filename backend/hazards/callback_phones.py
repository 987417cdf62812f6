"""The number that a passer-by may leave with a report: encrypted in the database, read one at a time, taken back by code."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.db import insert_once, rows_changed
from backend.core.sealing import derived_key, open_seal, seal
from backend.hazards.models import CALLBACK_PHONE

PURPOSE = "callback-phone"


def keep(session: Session, hazard_id: UUID, county_id: UUID, *, phone: str, secret: bytes) -> None:
    """Remember the number of a report, once."""
    sealed = seal(derived_key(secret, PURPOSE), phone.encode(), about=hazard_id.bytes)
    row = {"hazard_id": hazard_id, "county_id": county_id, "sealed": sealed, "given_at": now()}
    insert_once(session, CALLBACK_PHONE, row)


def read(session: Session, hazard_id: UUID, *, secret: bytes) -> str | None:
    """Return the number in clear, or None; the caller has asked its permission and writes the reading down."""
    statement = select(CALLBACK_PHONE.c.sealed).where(CALLBACK_PHONE.c.hazard_id == hazard_id)
    sealed = session.execute(statement).scalar_one_or_none()
    return None if sealed is None else open_seal(derived_key(secret, PURPOSE), sealed, about=hazard_id.bytes).decode()


def forget(session: Session, hazard_id: UUID) -> bool:
    """Erase the number of a report; False if there was none."""
    return rows_changed(session, delete(CALLBACK_PHONE).where(CALLBACK_PHONE.c.hazard_id == hazard_id)) > 0


def reports_with_phone(session: Session, hazard_ids: Collection[UUID]) -> list[UUID]:
    """Return those of these reports whose number is still kept."""
    statement = select(CALLBACK_PHONE.c.hazard_id).where(CALLBACK_PHONE.c.hazard_id.in_(hazard_ids))
    return list(session.execute(statement).scalars())
