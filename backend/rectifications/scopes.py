"""Who may see which case: the SQL condition for lists and the place of one case for the rules."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.people.rules import PlaceScopes
from backend.people.scopes import ScopeColumns, scope_condition
from backend.places.queries import county_scopes, place_scopes, where
from backend.rectifications.models import CO_UNIT, Case

CASE_COLUMNS = ScopeColumns(
    county_id=Case.county_id,
    school_id=Case.school_id,
    unit_ids=(Case.lead_unit_id, Case.finder_unit_id),
    category=Case.category,
    own_ids=(Case.reporter_id, Case.tracker_id),
    linked_units=(Case.id, CO_UNIT.c.case_id, CO_UNIT.c.unit_id),
)


def readable(actor: Actor, verb: str = "case.read") -> ColumnElement[bool]:
    """Return the condition that keeps the cases on which `actor` may do `verb`."""
    return scope_condition(actor, verb, CASE_COLUMNS)


def place_of_case(session: Session, case: Case) -> PlaceScopes:
    """Return where the case belongs, its units, category and people included; the Python twin of `CASE_COLUMNS`."""
    school = where(session, case.school_id) if case.school_id else None
    place = place_scopes(session, school) if school else county_scopes(session, case.county_id)
    helping = session.execute(select(CO_UNIT.c.unit_id).where(CO_UNIT.c.case_id == case.id)).scalars()
    units = frozenset(filter(None, [case.lead_unit_id, case.finder_unit_id, *helping]))
    own: frozenset[UUID] = frozenset(filter(None, [case.reporter_id, case.tracker_id]))
    return replace(place, unit_ids=place.unit_ids | units, category=case.category, own_ids=own)
