"""What of a case can be erased: its entries' words, its photos, and what told of their arrival."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from backend.evidence.models import PHOTO
from backend.rectifications.models import CONTENT, ENTRY, CaseReport

KEPT_ACTIONS = ("erase", "school_joined")
"""Tombstones and links between chains say no more than they must."""


def entries_with_words(session: Session, case_id: UUID, ids: Sequence[str]) -> list[Any]:
    """Return those entries of the case that still have words and may lose them."""
    statement = (
        select(ENTRY.c.id, ENTRY.c.seq, ENTRY.c.action, CONTENT.c.content)
        .join(CONTENT, CONTENT.c.entry_id == ENTRY.c.id)
        .where(
            ENTRY.c.case_id == case_id,
            ENTRY.c.action.not_in(KEPT_ACTIONS),
            ENTRY.c.id.in_([UUID(each) for each in ids]),
        )
    )
    return list(session.execute(statement).all())


def photos_of_case(session: Session, case_id: UUID, ids: Sequence[str]) -> list[UUID]:
    """Return those photos that belong to the case: to one of its reports or entries."""
    reports = select(CaseReport.hazard_id).where(CaseReport.case_id == case_id)
    entries = select(ENTRY.c.id).where(ENTRY.c.case_id == case_id)
    of_case = or_(
        and_(PHOTO.c.record_type == "hazard", PHOTO.c.record_id.in_(reports)),
        and_(PHOTO.c.record_type == "ledger_entry", PHOTO.c.record_id.in_(entries)),
    )
    statement = select(PHOTO.c.id).where(PHOTO.c.id.in_([UUID(each) for each in ids]), of_case)
    return list(session.execute(statement).scalars())


def arrivals_of(session: Session, case_id: UUID, photos: list[UUID]) -> list[Any]:
    """Return the entries that told of these photos' arrival: a bundle must no longer ask for them."""
    statement = (
        select(ENTRY.c.id, ENTRY.c.seq, CONTENT.c.content)
        .join(CONTENT, CONTENT.c.entry_id == ENTRY.c.id)
        .where(ENTRY.c.case_id == case_id, ENTRY.c.action == "photo_received")
    )
    wanted = {str(photo) for photo in photos}
    return [row for row in session.execute(statement) if json.loads(row.content).get("photo_id") in wanted]
