"""Reading inspections: every list filtered in the query by what the reader's scopes reach, or where they are named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.pages import Page, cursor_of, page_of
from backend.inspections.answers import Fact
from backend.inspections.coverage import covers
from backend.inspections.kinds import UNANNOUNCED
from backend.inspections.models import ANSWER, INSPECTION, INSPECTOR, RECORD, UNIT
from backend.people.models import ACCOUNT
from backend.people.scopes import ScopeColumns, scope_condition
from backend.places.models import DIVISION, ORGANISATION, SCHOOL

PAGE = 30
MOST_SHEETS = 60
OF_SCHOOLS = frozenset({"school_safety", "principal"})
_OF_RECORD = ScopeColumns(
    county_id=RECORD.c.county_id,
    school_id=RECORD.c.school_id,
    linked_units=(RECORD.c.inspection_id, UNIT.c.inspection_id, UNIT.c.unit_id),
)
_OF_COUNTY = ScopeColumns(county_id=INSPECTION.c.county_id)
_UNIT_NAME = ORGANISATION.alias("unit_name")


def readable_record(actor: Actor) -> ColumnElement[bool]:
    """Keep the sheets that `actor` may read; the query must join RECORD and INSPECTION.

    A school's own people see its sheet once the inspection is open, of an unannounced one only when it has been signed.
    """
    outsiders = replace(actor, grants=tuple(grant for grant in actor.grants if grant.role not in OF_SCHOOLS))
    told = or_(INSPECTION.c.type.not_in(sorted(UNANNOUNCED)), RECORD.c.signed_at.is_not(None))
    seen = or_(
        scope_condition(outsiders, "inspection.read", _OF_RECORD),
        and_(told, scope_condition(actor, "inspection.read", _OF_RECORD)),
    )
    return or_(plannable(actor), and_(INSPECTION.c.state != "draft", or_(seen, _named(actor))))


def plannable(actor: Actor) -> ColumnElement[bool]:
    """Keep the inspections that `actor` may plan."""
    return scope_condition(actor, "inspection.plan", _OF_COUNTY)


def _named(actor: Actor) -> ColumnElement[bool]:
    """Whether somebody is named for it; of a cross inspection they then see, in the list, what their grants reach."""
    mine = and_(
        INSPECTOR.c.inspection_id == INSPECTION.c.id,
        INSPECTOR.c.account_id == actor.account_id,
        INSPECTOR.c.removed_at.is_(None),
    )
    return and_(INSPECTION.c.type != "cross", exists().where(mine))


def list_inspections(session: Session, actor: Actor, *, state: str | None, cursor: str | None) -> Page:
    """Return a page of inspections, newest first: those that the reader may plan, or of which they may read a sheet."""
    of_it = select(RECORD.c.inspection_id).join(INSPECTION).where(readable_record(actor))
    query = select(INSPECTION).where(or_(plannable(actor), INSPECTION.c.id.in_(of_it)))
    if state is not None:
        query = query.where(INSPECTION.c.state == state)
    if cursor is not None:
        at, row_id = cursor_of(cursor)
        older = and_(INSPECTION.c.created_at == at, INSPECTION.c.id < row_id)
        query = query.where(or_(INSPECTION.c.created_at < at, older))
    query = query.order_by(INSPECTION.c.created_at.desc(), INSPECTION.c.id.desc()).limit(PAGE + 1)
    return page_of(session.execute(query).all(), size=PAGE, key=lambda row: (row.created_at, row.id))


def read_inspection(session: Session, actor: Actor, inspection_id: UUID) -> Any:
    """Return one inspection, or `inspection_not_found`."""
    of_it = select(RECORD.c.inspection_id).join(INSPECTION).where(readable_record(actor))
    query = select(INSPECTION).where(
        INSPECTION.c.id == inspection_id, or_(plannable(actor), INSPECTION.c.id.in_(of_it))
    )
    row = session.execute(query).first()
    if row is None:
        raise Problem("inspection_not_found")
    return row


def _records() -> Select[Any]:
    """Select sheets with their inspection and school."""
    return (
        select(RECORD)
        .add_columns(*(SCHOOL.c[name] for name in ("school_type", "school_code", "parent_school_id", "township_id")))
        .add_columns(*(INSPECTION.c[name] for name in ("type", "title", "phase", "template", "starts_on", "ends_on")))
        .add_columns(INSPECTION.c.state, INSPECTION.c.draw, INSPECTION.c.created_by)
        .add_columns(ORGANISATION.c.name.label("school_name"), ORGANISATION.c.short_name)
        .add_columns(DIVISION.c.name.label("township_name"), DIVISION.c.code.label("township_code"))
        .join(INSPECTION, INSPECTION.c.id == RECORD.c.inspection_id)
        .join(SCHOOL, SCHOOL.c.id == RECORD.c.school_id)
        .join(ORGANISATION, ORGANISATION.c.id == RECORD.c.school_id)
        .join(DIVISION, DIVISION.c.id == SCHOOL.c.township_id)
    )


def records_of(session: Session, inspection_id: UUID, *, actor: Actor | None = None) -> Sequence[Any]:
    """Return the sheets of an inspection by township and school: all of them, or those that `actor` may read."""
    query = _records().where(RECORD.c.inspection_id == inspection_id)
    if actor is not None:
        query = query.where(or_(readable_record(actor), RECORD.c.id.in_(_mine(session, actor, inspection_id))))
    return session.execute(query.order_by(DIVISION.c.code, SCHOOL.c.school_code)).all()


def read_record(session: Session, actor: Actor, record_id: UUID) -> Any:
    """Return one sheet that the actor may read or is sent to fill in; another school's is not found."""
    row = session.execute(_records().where(RECORD.c.id == record_id)).first()
    if row is not None and is_inspector(session, actor.account_id, row):
        return row
    allowed = session.execute(_records().where(RECORD.c.id == record_id, readable_record(actor))).first()
    if allowed is None:
        raise Problem("inspection_record_not_found")
    return allowed


def is_inspector(session: Session, account_id: UUID | None, row: Any) -> bool:
    """Say whether this account is named for this sheet of an inspection that has been opened."""
    if account_id is None or row.state == "draft":
        return False
    return any(each.account_id == account_id for each in team_of(session, row))


def my_records(session: Session, actor: Actor) -> list[Any]:
    """Return the sheets of open inspections that the actor is sent to, soonest last day first."""
    named = select(INSPECTOR.c.inspection_id, INSPECTOR.c.group_code).where(
        INSPECTOR.c.account_id == actor.account_id, INSPECTOR.c.removed_at.is_(None)
    )
    groups = {row.inspection_id: row.group_code for row in session.execute(named)}
    query = _records().where(RECORD.c.inspection_id.in_(groups), INSPECTION.c.state == "open")
    rows = session.execute(query.order_by(INSPECTION.c.ends_on, DIVISION.c.code, SCHOOL.c.school_code)).all()
    mine = [row for row in rows if covers(row.type, row.draw, groups[row.inspection_id], row.group_code)]
    return mine[:MOST_SHEETS]


def _mine(session: Session, actor: Actor, inspection_id: UUID) -> list[UUID]:
    return [row.id for row in my_records(session, actor) if row.inspection_id == inspection_id]


def inspectors_of(session: Session, inspection_ids: Collection[UUID]) -> Sequence[Any]:
    """Return who is named for these inspections now, with names and units."""
    query = (
        select(INSPECTOR, ACCOUNT.c.display_name, _UNIT_NAME.c.name.label("unit_name"))
        .join(ACCOUNT, ACCOUNT.c.id == INSPECTOR.c.account_id)
        .join(_UNIT_NAME, _UNIT_NAME.c.id == INSPECTOR.c.unit_id)
        .where(INSPECTOR.c.inspection_id.in_(inspection_ids), INSPECTOR.c.removed_at.is_(None))
        .order_by(_UNIT_NAME.c.name, ACCOUNT.c.display_name)
    )
    return session.execute(query).all()


def team_of(session: Session, row: Any) -> list[Any]:
    """Return the inspectors who are sent to this sheet's school."""
    named = inspectors_of(session, [row.inspection_id])
    return [each for each in named if covers(row.type, row.draw, each.group_code, row.group_code)]


def answers_of(session: Session, record_ids: Collection[UUID]) -> dict[UUID, list[Any]]:
    """Return every answer of each sheet, with who gave it, oldest first."""
    found: dict[UUID, list[Any]] = {record_id: [] for record_id in record_ids}
    query = (
        select(ANSWER, ACCOUNT.c.display_name, _UNIT_NAME.c.name.label("unit_name"))
        .join(ACCOUNT, ACCOUNT.c.id == ANSWER.c.account_id)
        .join(_UNIT_NAME, _UNIT_NAME.c.id == ANSWER.c.unit_id)
        .where(ANSWER.c.record_id.in_(record_ids))
        .order_by(ANSWER.c.received_at, ANSWER.c.id)
    )
    for row in session.execute(query):
        found[row.record_id].append(row)
    return found


def fact_of(row: Any) -> Fact:
    """Turn an answer's row into the fact that the rules judge."""
    return Fact(row.id, row.item, row.answer, frozenset(map(UUID, row.supersedes)), row.received_at, row.note)
