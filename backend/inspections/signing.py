"""Signing: name and unit typed, by each inspector who took part and one person of the school; then the sheet is closed.

A signature covers what stood when it was given. What is written afterwards needs new ones, until all of them cover the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core import settings
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.inspections import rules
from backend.inspections.models import CORRECTION, RECORD, SIGNATURE
from backend.inspections.queries import OF_SCHOOLS, is_inspector
from backend.inspections.sheets import Sheet, demand_inspector, locked_sheet
from backend.messages.operations import Notice, send
from backend.people.rules import roles_at
from backend.places.queries import place_scopes, where
from backend.rectifications.clock_settings import rulebook_of

REPLY_DAYS = ("inspections.reply_days", 7)


@dataclass(frozen=True)
class NewSignature:
    """A signature as typed; `digest` names the content that was on the signer's screen."""

    id: UUID
    side: str
    name: str
    unit_name: str
    digest: str


@dataclass(frozen=True)
class NewCorrection:
    """Words added to a signed sheet, perhaps to one of its lines."""

    id: UUID
    item: str | None
    words: str


def sign_record(session: Session, actor: Actor, record_id: UUID, new: NewSignature) -> None:
    """Sign what stands on the sheet; the last signature that was wanted closes it and sets when the school replies."""
    found = locked_sheet(session, actor, record_id)
    if _is_there(session, SIGNATURE, new.id, actor, record_id):
        return
    if found.record.signed_at is not None:
        raise Problem("inspection_signed")
    _demand_signer(session, actor, found, side=new.side)
    refused = rules.why_not_signed(found.lines, {item for item, _ in found.findings})
    if refused is not None:
        code, keys = refused
        raise Problem(code, shown={"lines": list(keys)}, lines="、".join(found.items[key].text for key in keys[:5]))
    if new.digest != found.digest:
        raise Problem("inspection_sheet_changed", shown={"digest": found.digest})
    _write(session, actor, found, new)
    if not any(_wanted(session, found)):
        _close(session, actor, found)


def _demand_signer(session: Session, actor: Actor, found: Sheet, *, side: str) -> None:
    """The school's signature is typed on an inspector's phone, or by its own principal or security office."""
    if side == "school" and is_of_school(session, actor, found.record):
        if found.record.state != "open":
            raise Problem("inspection_not_open")
        return
    demand_inspector(session, actor, found.record, at=now())
    if found.record.state != "open":
        raise Problem("inspection_not_open")


def is_of_school(session: Session, actor: Actor, row: Any) -> bool:
    """Say whether somebody is principal or security office of the school of this sheet."""
    school = where(session, row.school_id)
    return school is not None and not OF_SCHOOLS.isdisjoint(roles_at(actor, place_scopes(session, school)))


def _write(session: Session, actor: Actor, found: Sheet, new: NewSignature) -> None:
    row = vars(new) | {
        "record_id": found.record.id,
        "account_id": actor.account_id,
        "open_lines": sum(each.status == "open" for each in found.lines.values()),
        "signed_at": now(),
    }
    if not insert_once(session, SIGNATURE, row):
        raise Problem("inspection_id_taken")
    changes = {"side": [None, new.side], "digest": [None, new.digest]}
    _record(session, actor, "inspection.signed", found, changes)


def _wanted(session: Session, found: Sheet) -> tuple[frozenset[UUID], bool]:
    """Return whose signatures are still wanted: inspectors, and whether the school's is."""
    query = select(SIGNATURE.c.account_id, SIGNATURE.c.side, SIGNATURE.c.digest).where(
        SIGNATURE.c.record_id == found.record.id
    )
    signatures = [rules.Signed(*row) for row in session.execute(query)]
    return rules.missing_signatures(found.took_part, signatures, digest=found.digest)


def wanted_signatures(session: Session, found: Sheet) -> tuple[frozenset[UUID], bool]:
    """The same for screens; nothing is wanted of a sheet that is closed."""
    return (frozenset(), False) if found.record.signed_at is not None else _wanted(session, found)


def _close(session: Session, actor: Actor, found: Sheet) -> None:
    at = now()
    due = reply_due(session, found.record.county_id, at) if found.findings else None
    values: dict[str, Any] = {"signed_at": at}
    if due is not None:
        values |= {"reply_due_at": due.at, "reply_guessed_year": due.guessed_year}
    session.execute(update(RECORD).where(RECORD.c.id == found.record.id).values(**values))
    _record(session, actor, "inspection.record_closed", found, {"signed_at": [None, at.isoformat()]})
    facts = {"school": found.record.short_name} | ({"due": due.at.isoformat()} if due else {})
    send(
        session,
        Notice(
            kind="inspection_list_ready",
            county_id=found.record.county_id,
            unit_ids=(found.record.school_id,),
            roles=OF_SCHOOLS,
            subject_type="inspection_record",
            subject_id=found.record.id,
            values=facts,
        ),
    )


def reply_due(session: Session, county_id: UUID, at: datetime) -> Any:
    """Reckon when a school's reply is wanted: calendar days rolled to a working day, as the ledger reckons its deadlines."""
    days = int(settings.get(session, county_id, *REPLY_DAYS))
    return rulebook_of(session, county_id).reckoner.after_calendar_days(at, days)


def add_correction(session: Session, actor: Actor, record_id: UUID, new: NewCorrection) -> None:
    """Add words to a signed sheet: by an inspector of it or the school's own people, also after the inspection has closed."""
    found = locked_sheet(session, actor, record_id)
    if _is_there(session, CORRECTION, new.id, actor, record_id):
        return
    if not is_inspector(session, actor.account_id, found.record) and not is_of_school(session, actor, found.record):
        raise Problem("inspection_not_inspector")
    if found.record.signed_at is None:
        raise Problem("inspection_not_signed")
    if new.item is not None and new.item not in found.items:
        raise Problem("inspection_line_unknown", fields={"item": ["inspection_line_unknown"]})
    row = vars(new) | {"record_id": record_id, "account_id": actor.account_id, "added_at": now()}
    if not insert_once(session, CORRECTION, row):
        raise Problem("inspection_id_taken")
    _record(session, actor, "inspection.corrected", found, {"item": [None, new.item]})


def _is_there(session: Session, table: Any, row_id: UUID, actor: Actor, record_id: UUID) -> bool:
    row = session.execute(select(table.c.account_id, table.c.record_id).where(table.c.id == row_id)).first()
    if row is not None and row != (actor.account_id, record_id):
        raise Problem("inspection_id_taken")
    return row is not None


def _record(session: Session, actor: Actor, action: str, found: Sheet, changes: dict[str, Any]) -> None:
    about: Any = {"object_type": "inspection_record", "object_id": found.record.id, "county_id": found.record.county_id}
    record(session, actor, action=action, changes=changes, **about)
