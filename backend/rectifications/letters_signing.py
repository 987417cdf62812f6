"""文书签发: a drafted letter becomes one when a person signs it under a number; or it is voided. Nothing is sent by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.errors import Problem
from backend.core.pages import Page, cursor_of, page_of
from backend.people.rules import may
from backend.places.models import Organisation
from backend.rectifications.letters import draft_letter
from backend.rectifications.models import Case
from backend.rectifications.moves import locked_case
from backend.rectifications.scopes import place_of_case, readable
from backend.rectifications.supervision_models import Letter

PAGE = 30
SIGNS = "case.escalate"
"""Who lifts a case to a higher level signs the letters that say so."""


def list_letters(
    session: Session, actor: Actor, *, state: str | None, case_id: UUID | None, cursor: str | None
) -> Page:
    """Return a page of letters about cases that the actor may read, newest first, as (Letter, ledger number) rows."""
    statement = select(Letter, Case.ledger_no).join(Case, Case.id == Letter.case_id).where(readable(actor))
    if state is not None:
        statement = statement.where(Letter.state == state)
    if case_id is not None:
        statement = statement.where(Letter.case_id == case_id)
    if cursor is not None:
        at, letter_id = cursor_of(cursor)
        older = (Letter.drafted_at < at) | ((Letter.drafted_at == at) & (Letter.id < letter_id))
        statement = statement.where(older)
    rows = session.execute(statement.order_by(Letter.drafted_at.desc(), Letter.id.desc()).limit(PAGE + 1)).all()
    return page_of(rows, size=PAGE, key=lambda row: (row.Letter.drafted_at, row.Letter.id))


def read_letter(session: Session, actor: Actor, letter_id: UUID) -> Letter:
    """Return a letter about a case that the actor may read."""
    statement = select(Letter).join(Case, Case.id == Letter.case_id).where(Letter.id == letter_id, readable(actor))
    letter = session.execute(statement).scalar_one_or_none()
    if letter is None:
        raise Problem("letter_not_found")
    return letter


def draft_by_hand(session: Session, actor: Actor, case_id: UUID, *, kind: str) -> Letter:
    """Draft a letter because somebody wants it now, not because a clock rang."""
    case = locked_case(session, actor, case_id)
    if not may(actor, SIGNS, place_of_case(session, case)):
        raise Problem("letter_not_yours")
    letter_id = draft_letter(session, case, kind, None, actor=actor)
    if letter_id is None:
        raise Problem("letter_waits_already")
    return session.get_one(Letter, letter_id)


def sign_letter(session: Session, actor: Actor, letter_id: UUID, *, document_no: str, signed_name: str) -> Letter:
    """Sign a draft: its number and the person who signs on paper; who records that stands beside it."""
    letter = _locked_draft(session, actor, letter_id)
    letter.state, letter.document_no, letter.signed_name = "signed", document_no, signed_name
    letter.signed_at, letter.signed_by = now(), actor.account_id
    _record(session, actor, letter, "letter.signed", document_no=[None, document_no])
    return letter


def void_letter(session: Session, actor: Actor, letter_id: UUID) -> Letter:
    """Put a draft aside; it stays on record."""
    letter = _locked_draft(session, actor, letter_id)
    letter.state = "voided"
    _record(session, actor, letter, "letter.voided", state=["drafted", "voided"])
    return letter


def printed_row(session: Session, letter: Letter) -> tuple[dict[str, Any], str]:
    """Return the letter as its page takes it, and the office that signs."""
    row = {name: getattr(letter, name) for name in ("kind", "state", "document_no", "signed_name", "body")}
    row["signed_on"] = _on(letter.signed_at)
    office = select(Organisation.name).where(Organisation.county_id == letter.county_id, Organisation.kind == "JMO")
    return row, session.execute(office.order_by(Organisation.name).limit(1)).scalar() or "联席会议办公室"


def _on(moment: datetime | None) -> str | None:
    return local_date(moment).isoformat() if moment else None


def _locked_draft(session: Session, actor: Actor, letter_id: UUID) -> Letter:
    letter = read_letter(session, actor, letter_id)
    session.refresh(letter, with_for_update=True)
    case = session.get_one(Case, letter.case_id)
    if not may(actor, SIGNS, place_of_case(session, case)):
        raise Problem("letter_not_yours")
    if letter.state != "drafted":
        raise Problem("letter_not_a_draft")
    return letter


def _record(session: Session, actor: Actor, letter: Letter, action: str, **changes: list[str | None]) -> None:
    about: Any = {"object_type": "letter", "object_id": letter.id, "county_id": letter.county_id}
    record(session, actor, action=action, changes=changes, **about)
