"""Reading cases: one by its report, what is open near a place, and a case's timeline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.geo import Position, box_around, haversine_m
from backend.evidence.models import Photo
from backend.hazards.models import Hazard
from backend.hazards.rules import NEARBY_M
from backend.people.models import Account
from backend.places.models import Checkpoint, Organisation
from backend.rectifications.filtering import IS_OPEN, SCHOOL_NAME
from backend.rectifications.models import Case, CaseCoUnit, CaseReport, LedgerContent, LedgerEntry
from backend.rectifications.scopes import readable
from backend.rectifications.states import STRUCK_OFF

LEAD = aliased(Organisation)
_CASE_OF_HAZARD = (
    select(Case).join(CaseReport, CaseReport.case_id == Case.id).where(CaseReport.hazard_id == bindparam("hazard_id"))
)


def case_of_hazard(session: Session, hazard_id: UUID) -> Case:
    """Return the case that answers a report."""
    case = session.execute(_CASE_OF_HAZARD, {"hazard_id": hazard_id}).scalar_one_or_none()
    if case is None:
        raise Problem("report_not_found")
    return case


def entry_awaiting(session: Session, case_id: UUID, sha256: str) -> UUID | None:
    """Return the entry of this case that announced a photo with this hash, one still missing first."""
    statement = (
        select(LedgerEntry.id)
        .join(Photo, and_(Photo.record_id == LedgerEntry.id, Photo.record_type == "ledger_entry"))
        .where(LedgerEntry.case_id == case_id, Photo.sha256_sent == sha256)
        .order_by(Photo.received_at.is_not(None), LedgerEntry.seq.desc())
        .limit(1)
    )
    return session.execute(statement).scalar_one_or_none()


def summaries() -> Select[*tuple[Any, ...]]:
    """Select a case with the names a list shows beside it."""
    return (
        select(
            Case,
            SCHOOL_NAME.name.label("school_name"),
            LEAD.name.label("lead_name"),
            Checkpoint.name.label("checkpoint_name"),
            Hazard.place_text,
            Hazard.note,
        )
        .join(Hazard, Hazard.id == Case.hazard_id)
        .outerjoin(SCHOOL_NAME, SCHOOL_NAME.id == Case.school_id)
        .outerjoin(LEAD, LEAD.id == Case.lead_unit_id)
        .outerjoin(Checkpoint, Checkpoint.id == Case.checkpoint_id)
    )


def place_words(row: Any) -> str:
    """Say where a case of `summaries` is."""
    return row.Case.place_text or row.checkpoint_name or row.place_text or "位置未说明"


def open_cases(session: Session, actor: Actor, *conditions: ColumnElement[bool], limit: int) -> Sequence[Any]:
    """Return open cases that the actor may read, those due first at the front."""
    return _first_due(session, actor, IS_OPEN, *conditions, limit=limit)


def disputed_cases(session: Session, actor: Actor, *conditions: ColumnElement[bool], limit: int) -> Sequence[Any]:
    """Return cases struck off of which a reporter says that they are not solved."""
    disputed = (Case.disputed_at.is_not(None), Case.state.in_(STRUCK_OFF))
    return _first_due(session, actor, *disputed, *conditions, limit=limit)


def _first_due(session: Session, actor: Actor, *conditions: ColumnElement[bool], limit: int) -> Sequence[Any]:
    statement = (
        summaries()
        .where(readable(actor), *conditions)
        .order_by(Case.due_at.is_(None), Case.due_at, Case.reported_at)
        .limit(limit)
    )
    return session.execute(statement).all()


def disputed_report(session: Session, case_id: UUID) -> UUID | None:
    """Return the report whose author disputed the closing last; None for a colleague's, who did so in the case itself."""
    content = session.execute(
        select(LedgerContent.content)
        .join(LedgerEntry, LedgerEntry.id == LedgerContent.entry_id)
        .where(LedgerEntry.case_id == case_id, LedgerEntry.action == "dispute")
        .order_by(LedgerEntry.at.desc(), LedgerEntry.seq.desc())
        .limit(1)
    ).scalar_one_or_none()
    said = json.loads(content).get("hazard_id") if content else None
    return UUID(said) if said else None


def read_case(session: Session, actor: Actor, case_id: UUID) -> Any:
    """Return one case with its names; another school's is not found."""
    row = session.execute(summaries().where(Case.id == case_id, readable(actor))).first()
    if row is None:
        raise Problem("case_not_found")
    return row


def timeline(session: Session, case_id: UUID) -> Sequence[Any]:
    """Return the entries of a case in order, with their content where it was not erased."""
    statement = (
        select(LedgerEntry, LedgerContent.content)
        .outerjoin(LedgerContent, LedgerContent.entry_id == LedgerEntry.id)
        .where(LedgerEntry.case_id == case_id)
        .order_by(LedgerEntry.at, LedgerEntry.seq)
    )
    return session.execute(statement).all()


def names_of(session: Session, actors: set[str]) -> dict[str, str]:
    """Return display names for the account ids among `actors`, as the ledger writes them."""
    ids = [UUID(text) for text in actors if "-" in text]
    rows = session.execute(
        select(Account.id, Account.display_name, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Account.unit_id)
        .where(Account.id.in_(ids))
    )
    return {str(row[0]): " ".join(filter(None, [row[2], row[1]])) for row in rows}


def names_by_id(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    """Return the names of units, schools and accounts among `ids`."""
    if not ids:
        return {}
    units = select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))
    people = select(Account.id, Account.display_name).where(Account.id.in_(ids))
    return {row.id: row[1] for row in session.execute(union_all(units, people))}


def co_units_of(session: Session, case_id: UUID) -> list[str]:
    """Return the names of the units that help the responsible one, or led the case before it."""
    statement = (
        select(Organisation.name)
        .join(CaseCoUnit, CaseCoUnit.unit_id == Organisation.id)
        .where(CaseCoUnit.case_id == case_id)
        .order_by(Organisation.name)
    )
    return list(session.execute(statement).scalars())


def reports_of(session: Session, case_id: UUID) -> list[UUID]:
    """Return the reports that a case answers: the founding one first, then those that said 就是这个."""
    statement = select(CaseReport.hazard_id).where(CaseReport.case_id == case_id)
    return list(session.execute(statement.order_by(CaseReport.joined, CaseReport.linked_at)).scalars())


def open_near(
    session: Session, *, school_id: UUID, at: Position, tile: str, category: str | None
) -> list[tuple[Case, float]]:
    """Return open cases of the same tile within 50 m of a point, nearest first, with their distance in metres."""
    south, north, west, east = box_around(at, NEARBY_M)
    statement = select(Case).where(
        IS_OPEN,
        Case.lat.between(south, north),
        Case.lng.between(west, east),
        Case.school_id == school_id,
        Case.tile == tile,
        Case.quarantined.is_(False),
    )
    if category is not None:
        statement = statement.where(or_(Case.category == category, Case.category.is_(None)))
    near = [
        (case, haversine_m(at.lat, at.lng, case.lat or 0.0, case.lng or 0.0))
        for case in session.execute(statement.limit(50)).scalars()
    ]
    return sorted(((case, m) for case, m in near if m <= NEARBY_M), key=lambda pair: pair[1])
