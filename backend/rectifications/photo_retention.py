"""Photos whose time is over: those of closed cases, of reports set aside, and at last the covered copies of them.

A case's chain says so in one tombstone; the arrivals it told of are withdrawn, as the verifier knows them, and stay proved by
their hashes. What lies under a legal hold, or is disputed, or was merged into such a case, is not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, delete, exists, or_, select, union_all
from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM
from backend.core.clock import now
from backend.core.ids import new_id
from backend.core.retention import Purge, facts, past
from backend.evidence.erasing import erase_originals, erase_photos
from backend.evidence.models import PHOTO
from backend.rectifications import ledger
from backend.rectifications.erasure_targets import arrivals_of
from backend.rectifications.held import awaited_cases, held_cases
from backend.rectifications.models import CASE, CASE_REPORT, CONTENT, ENTRY, Case
from backend.rectifications.states import SET_ASIDE, STRUCK_OFF
from backend.rectifications.supervision_models import LETTER

_BATCH = 60
_SIGNED = exists().where(LETTER.c.case_id == CASE.c.id, LETTER.c.state == "signed")
_DOCUMENTED = or_(CASE.c.severity == "major", CASE.c.government_document_no.is_not(None), _SIGNED)
_WHOLE = PHOTO.c.original_gone_at.is_(None)
_Conditions = Callable[[Session], tuple[ColumnElement[bool], ...]]


def _closed(session: Session) -> tuple[ColumnElement[bool], ...]:
    return (*_struck_off(), ~_DOCUMENTED, _past(session, "photo_closed"), _WHOLE)


def _documented(session: Session) -> tuple[ColumnElement[bool], ...]:
    return (*_struck_off(), _DOCUMENTED, _past(session, "photo_document"), _WHOLE)


def _set_aside(session: Session) -> tuple[ColumnElement[bool], ...]:
    ended = CASE.c.state.in_([state.value for state in SET_ASIDE])
    return (ended, CASE.c.id.not_in(awaited_cases()), _past(session, "photo_set_aside"), _WHOLE)


def _covered(session: Session) -> tuple[ColumnElement[bool], ...]:
    return (CASE.c.id.not_in(awaited_cases()), _past(session, "photo_covered"), ~_WHOLE)


def _struck_off() -> tuple[ColumnElement[bool], ...]:
    struck = CASE.c.state.in_([state.value for state in STRUCK_OFF])
    return struck, CASE.c.disputed_at.is_(None), CASE.c.id.not_in(held_cases())


def _past(session: Session, record_class: str) -> ColumnElement[bool]:
    return past(session, record_class, CASE.c.closed_at, county_id=CASE.c.county_id)


def _due(conditions: _Conditions) -> Callable[[Session], Select[Any]]:
    """Photos that have come, of a case's reports and of its entries, case by case."""

    def due(session: Session) -> Select[Any]:
        columns = facts(PHOTO.c.id, CASE.c.closed_at, county_id=CASE.c.county_id, size=PHOTO.c.size_bytes)
        wanted = (PHOTO.c.received_at.is_not(None), *conditions(session))
        of_reports = (
            select(*columns, CASE.c.id.label("case_id"))
            .join(CASE_REPORT, CASE_REPORT.c.case_id == CASE.c.id)
            .join(PHOTO, and_(PHOTO.c.record_id == CASE_REPORT.c.hazard_id, PHOTO.c.record_type == "hazard"))
        )
        of_entries = (
            select(*columns, CASE.c.id.label("case_id"))
            .join(ENTRY, ENTRY.c.case_id == CASE.c.id)
            .join(PHOTO, and_(PHOTO.c.record_id == ENTRY.c.id, PHOTO.c.record_type == "ledger_entry"))
        )
        found = union_all(of_reports.where(*wanted), of_entries.where(*wanted)).subquery()
        return select(found).order_by(found.c.at, found.c.case_id, found.c.id)

    return due


def _purge(conditions: _Conditions) -> Callable[[Session, Sequence[Any]], Sequence[Any]]:
    """Lock the cases, then the chains, each in one order, and look again: somebody may have put a hold on one meanwhile."""
    due = _due(conditions)

    def act(session: Session, rows: Sequence[Any]) -> Sequence[Any]:
        cases = _locked(session, {row.case_id for row in rows})
        found = due(session).subquery()
        photos = select(found).where(found.c.id.in_([row.id for row in rows]))
        still = session.execute(photos.order_by(found.c.case_id, found.c.id)).all()
        for county_id in sorted({row.county_id for row in still}):
            schools = {cases[row.case_id].school_id for row in still if row.county_id == county_id}
            ledger.lock_heads(session, county_id, list(schools))
        for case_id in dict.fromkeys(row.case_id for row in still):
            _purge_case(session, cases[case_id], [row.id for row in still if row.case_id == case_id])
        return still

    return act


def _locked(session: Session, ids: set[UUID]) -> dict[UUID, Case]:
    statement = select(Case).where(Case.id.in_(ids)).order_by(Case.id).with_for_update(key_share=True)
    return {case.id: case for case in session.execute(statement.execution_options(populate_existing=True)).scalars()}


def _purge_case(session: Session, case: Case, photo_ids: list[UUID]) -> None:
    arrivals = arrivals_of(session, case.id, photo_ids)
    seqs = sorted(row.seq for row in arrivals)
    session.execute(delete(CONTENT).where(CONTENT.c.entry_id.in_([row.id for row in arrivals])))
    erase_originals(session, SYSTEM, photo_ids)
    content = {"note": f"保存期满，清除照片 {len(photo_ids)} 张", "erased": seqs, "reason": "retention"}
    entry = ledger.Entry(
        id=new_id(),
        case_id=case.id,
        county_id=case.county_id,
        school_id=case.school_id,
        action="erase",
        at=now(),
        content=content,
        changes={"erased": [None, seqs]},
    )
    ledger.append(session, SYSTEM, entry)


def _forget_covered(session: Session, rows: Sequence[Any]) -> Sequence[Any]:
    """The chain has told of the original already; the audit book tells of the copy."""
    _locked(session, {row.case_id for row in rows})
    found = _due(_covered)(session).subquery()
    still = session.execute(select(found).where(found.c.id.in_([row.id for row in rows]))).all()
    erase_photos(session, SYSTEM, [row.id for row in still])
    return still


PHOTOS_CLOSED = Purge("photo_closed", _due(_closed), _purge(_closed), _BATCH)
PHOTOS_DOCUMENTED = Purge("photo_document", _due(_documented), _purge(_documented), _BATCH)
PHOTOS_SET_ASIDE = Purge("photo_set_aside", _due(_set_aside), _purge(_set_aside), _BATCH)
COVERED_COPIES = Purge("photo_covered", _due(_covered), _forget_covered, _BATCH)
