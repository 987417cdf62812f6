"""Erasures as those who decide read them: what is asked for, on which document, by whom, and whether they may approve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from backend.core.actor import Actor
from backend.core.errors import Problem, body_of
from backend.people.models import Account
from backend.places.models import Organisation
from backend.rectifications.erasure import VERB, why_not_approved
from backend.rectifications.erasure_models import REASONS, ErasureRequest
from backend.rectifications.models import Case, LedgerEntry
from backend.rectifications.rules import ENTRY_LABELS
from backend.rectifications.scopes import readable

MOST_SHOWN = 100
_SCHOOL, _UNIT = aliased(Organisation), aliased(Organisation)


def pending_erasures(session: Session, actor: Actor, *, case_id: UUID | None) -> list[dict[str, Any]]:
    """Return what waits for a decision on the cases where the actor may erase, oldest first."""
    conditions: list[ColumnElement[bool]] = [ErasureRequest.decision.is_(None)]
    if case_id is not None:
        conditions.append(ErasureRequest.case_id == case_id)
    return _shown(session, actor, *conditions)


def one_erasure(session: Session, actor: Actor, request_id: UUID) -> dict[str, Any]:
    """Return one request, decided or not."""
    rows = _shown(session, actor, ErasureRequest.id == request_id)
    if not rows:
        raise Problem("not_found")
    return rows[0]


def _shown(session: Session, actor: Actor, *conditions: ColumnElement[bool]) -> list[dict[str, Any]]:
    statement = (
        select(
            ErasureRequest,
            Case,
            _SCHOOL.name.label("school_name"),
            Account.display_name.label("asked_by_name"),
            _UNIT.name.label("asked_unit_name"),
        )
        .join(Case, Case.id == ErasureRequest.case_id)
        .join(Account, Account.id == ErasureRequest.asked_by)
        .outerjoin(_SCHOOL, _SCHOOL.id == Case.school_id)
        .outerjoin(_UNIT, _UNIT.id == ErasureRequest.asked_unit_id)
        .where(readable(actor, VERB), *conditions)
        .order_by(ErasureRequest.asked_at, ErasureRequest.id)
        .limit(MOST_SHOWN)
    )
    rows = session.execute(statement).all()
    return [_one(session, actor, row) for row in rows]


def _one(session: Session, actor: Actor, row: Any) -> dict[str, Any]:
    request: ErasureRequest = row.ErasureRequest
    why = why_not_approved(session, actor, request, case=row.Case) if request.decision is None else None
    told = body_of(Problem(why), language="zh") if why else None
    return {
        "id": request.id,
        "case_id": request.case_id,
        "ledger_no": row.Case.ledger_no,
        "school_name": row.school_name or "",
        "reason": request.reason,
        "reason_label": REASONS[request.reason],
        "document_no": request.document_no,
        "asked_by_name": " ".join(filter(None, [row.asked_unit_name, row.asked_by_name])),
        "asked_at": request.asked_at,
        "entries": _entries(session, request.entry_ids),
        "photo_ids": request.photo_ids,
        "decision": request.decision,
        "may_approve": request.decision is None and why is None,
        "refusal_label": told["title"] if told else None,
        "refusal_detail": told["detail"] if told else None,
    }


def _entries(session: Session, ids: Sequence[str]) -> list[dict[str, Any]]:
    statement = select(LedgerEntry.id, LedgerEntry.seq, LedgerEntry.action, LedgerEntry.at).where(
        LedgerEntry.id.in_([UUID(each) for each in ids])
    )
    rows = session.execute(statement.order_by(LedgerEntry.seq))
    return [dict(row._mapping) | {"action_label": ENTRY_LABELS.get(row.action, row.action)} for row in rows]
