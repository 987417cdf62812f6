"""Reading indicators: one school's standing on each, and a county's rates and gaps, in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.people.models import Account
from backend.people.scopes import ScopeColumns, scope_condition
from backend.places.models import DIVISION, ORGANISATION, SCHOOL
from backend.protection.models import DECLARATION, URBAN, VERIFICATION
from backend.protection.rules import Declared, SchoolKind

_COLUMNS = ScopeColumns(
    county_id=SCHOOL.c.county_id,
    school_id=SCHOOL.c.id,
    precinct_id=SCHOOL.c.precinct_id,
    township_id=SCHOOL.c.township_id,
    parent_school_id=SCHOOL.c.parent_school_id,
)
_ACCOUNT = Account.__table__
_VERIFIER = _ACCOUNT.alias("verifier")


@dataclass(frozen=True)
class CountedSchool:
    """A school in the denominators, with the names that a list of gaps needs."""

    id: UUID
    name: str
    township_id: UUID
    township: str
    kind: SchoolKind


def counted_schools(session: Session, actor: Actor, *, on: date) -> list[CountedSchool]:
    """Return the open schools (not the campuses) on which the actor may read indicators, by code."""
    statement = (
        select(SCHOOL.c.id, ORGANISATION.c.name, SCHOOL.c.township_id, DIVISION.c.name.label("township"))
        .add_columns(SCHOOL.c.school_type, URBAN.c.school_id.is_not(None).label("urban"))
        .join(ORGANISATION, ORGANISATION.c.id == SCHOOL.c.id)
        .join(DIVISION, DIVISION.c.id == SCHOOL.c.township_id)
        .outerjoin(URBAN, URBAN.c.school_id == SCHOOL.c.id)
        .where(scope_condition(actor, "indicator.read", _COLUMNS), SCHOOL.c.parent_school_id.is_(None))
        .where((SCHOOL.c.closed_on.is_(None)) | (SCHOOL.c.closed_on > on))
        .order_by(SCHOOL.c.school_code)
    )
    rows = session.execute(statement)
    return [CountedSchool(r.id, r.name, r.township_id, r.township, SchoolKind(r.school_type, r.urban)) for r in rows]


def kind_of(session: Session, school_id: UUID) -> SchoolKind:
    """Return what decides which indicators are counted for the school."""
    statement = select(SCHOOL.c.school_type, URBAN.c.school_id.is_not(None).label("urban")).where(
        SCHOOL.c.id == school_id
    )
    row = session.execute(statement.outerjoin(URBAN, URBAN.c.school_id == SCHOOL.c.id)).one()
    return SchoolKind(row.school_type, row.urban)


def newest_declaration(session: Session, school_id: UUID, atom: str) -> UUID | None:
    """Return the declaration that counts for the school's indicator."""
    of_atom = (DECLARATION.c.school_id == school_id, DECLARATION.c.atom == atom)
    newest = (DECLARATION.c.declared_at.desc(), DECLARATION.c.id.desc())
    return session.execute(select(DECLARATION.c.id).where(*of_atom).order_by(*newest).limit(1)).scalar_one_or_none()


def newest_lines(session: Session, school_ids: Iterable[UUID]) -> dict[tuple[UUID, str], Row[Any]]:
    """Return the newest declaration of each indicator with its newest verification, by (school, atom)."""
    of_atom = (DECLARATION.c.school_id, DECLARATION.c.atom)
    rank = func.row_number().over(
        partition_by=of_atom, order_by=(DECLARATION.c.declared_at.desc(), DECLARATION.c.id.desc())
    )
    ranked = select(DECLARATION, rank.label("rank")).where(DECLARATION.c.school_id.in_(list(school_ids))).subquery()
    look = func.row_number().over(
        partition_by=VERIFICATION.c.declaration_id,
        order_by=(VERIFICATION.c.verified_at.desc(), VERIFICATION.c.id.desc()),
    )
    looks = select(VERIFICATION, look.label("look")).subquery()
    statement = (
        select(ranked, _ACCOUNT.c.display_name.label("declarer"), looks.c.outcome, looks.c.verified_at)
        .add_columns(looks.c.note.label("found"), _VERIFIER.c.display_name.label("verifier"))
        .add_columns(ORGANISATION.c.name.label("verifying_unit"))
        .join(_ACCOUNT, _ACCOUNT.c.id == ranked.c.declared_by)
        .outerjoin(looks, and_(looks.c.declaration_id == ranked.c.id, looks.c.look == 1))
        .outerjoin(_VERIFIER, _VERIFIER.c.id == looks.c.verified_by)
        .outerjoin(ORGANISATION, ORGANISATION.c.id == looks.c.unit_id)
        .where(ranked.c.rank == 1)
    )
    return {(row.school_id, row.atom): row for row in session.execute(statement)}


def by_school(lines: dict[tuple[UUID, str], Row[Any]]) -> dict[UUID, dict[str, Declared]]:
    """Put what the rules ask for in order: school → atom → declaration."""
    found: dict[UUID, dict[str, Declared]] = defaultdict(dict)
    for (school_id, atom), row in lines.items():
        found[school_id][atom] = declared_of(row)
    return found


def declared_of(row: Row[Any]) -> Declared:
    """Turn a row of `newest_lines` into what the rules ask for; days are local."""
    verified_on = local_date(row.verified_at) if row.verified_at else None
    return Declared(row.answers, local_date(row.declared_at), row.outcome, verified_on)
