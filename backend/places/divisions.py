"""Making and renaming divisions, each with its line of ancestors."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.people.rules import PlaceScopes
from backend.places.access import ensure_may
from backend.places.changes import record_change
from backend.places.models import ANCESTOR, DIVISION


def create_division(
    session: Session, actor: Actor, *, level: str, code: str, name: str, parent_id: UUID | None, valid_from: date
) -> UUID:
    """Add a division below `parent_id` (None: the nation) with its line of ancestors."""
    above = select(ANCESTOR.c.ancestor_id).where(ANCESTOR.c.division_id == parent_id)
    ancestors = set(session.execute(above).scalars())
    ensure_may(actor, "place.edit", PlaceScopes(county_id=parent_id, division_ids=frozenset(ancestors)))
    division_id = new_id()
    values = {"level": level, "code": code, "name": name, "parent_id": parent_id, "valid_from": valid_from}
    session.execute(insert(DIVISION), {"id": division_id} | values)
    lines = [{"division_id": division_id, "ancestor_id": ancestor} for ancestor in (*ancestors, division_id)]
    session.execute(insert(ANCESTOR), lines)
    record_change(session, actor, "division.created", object_id=division_id, county_id=None, new=values)
    return division_id


def rename_division(session: Session, actor: Actor, *, division_id: UUID, name: str) -> None:
    """Give a division its new name; a new code is a new division, valid from a day."""
    above = select(ANCESTOR.c.ancestor_id).where(ANCESTOR.c.division_id == division_id)
    ancestors = frozenset(session.execute(above).scalars())
    old = session.execute(select(DIVISION).where(DIVISION.c.id == division_id)).mappings().first()
    if old is None:
        raise Problem("not_found")
    county_id = old["parent_id"] if old["level"] == "township" else division_id
    ensure_may(actor, "place.edit", PlaceScopes(county_id=county_id, division_ids=ancestors))
    session.execute(update(DIVISION).where(DIVISION.c.id == division_id).values(name=name))
    record_change(session, actor, "division.edited", object_id=division_id, county_id=None, new={"name": name}, old=old)
