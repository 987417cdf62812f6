"""The worker's part: a school's reply that is due and still missing in the ledger rings, once a list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.inspections.findings import findings_of
from backend.inspections.models import INSPECTION, RECORD
from backend.inspections.queries import OF_SCHOOLS
from backend.inspections.rules import REPLIED, is_overdue
from backend.messages.operations import Notice, send
from backend.places.models import ORGANISATION

BATCH = 50


def ring_overdue_replies(session: Session) -> int:
    """Look at a batch of lists whose reply is due; returns how many were looked at."""
    query = (
        select(RECORD, INSPECTION.c.created_by, ORGANISATION.c.short_name)
        .join(INSPECTION, INSPECTION.c.id == RECORD.c.inspection_id)
        .join(ORGANISATION, ORGANISATION.c.id == RECORD.c.school_id)
        .where(RECORD.c.reply_due_at < now(), RECORD.c.reply_rung_at.is_(None))
        .order_by(RECORD.c.reply_due_at)
        .limit(BATCH)
        .with_for_update(of=RECORD, skip_locked=True)
    )
    rows = session.execute(query).all()
    for row in rows:
        findings = findings_of(session, [row.id])
        if is_overdue(each.state for each in findings):
            _tell(session, row, [each for each in findings if each.state not in REPLIED])
        session.execute(update(RECORD).where(RECORD.c.id == row.id).values(reply_rung_at=now()))
    return len(rows)


def _tell(session: Session, row: Any, silent: list[Any]) -> None:
    """Tell the school, the units whose word is missing, and whoever planned the inspection."""
    units: set[UUID] = {row.school_id} | {each.lead_unit_id for each in silent if each.lead_unit_id}
    send(
        session,
        Notice(
            kind="inspection_reply_overdue",
            county_id=row.county_id,
            unit_ids=tuple(sorted(units)),
            account_ids=(row.created_by,),
            roles=OF_SCHOOLS | {"dept_manager", "dept_handler", "precinct_officer", "township_officer", "edu_officer"},
            subject_type="inspection_record",
            subject_id=row.id,
            values={"school": row.short_name, "due": row.reply_due_at.isoformat()},
            dedupe_key=f"inspection-reply:{row.id}:{row.reply_due_at.isoformat()}",
        ),
    )
