"""Checklists by key: the built-in ones (`checklists.json`, versioned with the release) and a county's or school's own."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.patrols.models import CHECKLIST
from backend.patrols.planning_access import place_to_read

BUILT_IN = Path(__file__).with_name("checklists.json")


@cache
def built_in() -> dict[str, dict[str, Any]]:
    """Return the release's lists by key: {key, name, suits, items: [{key, text, category}]}."""
    return {each["key"]: each for each in json.loads(BUILT_IN.read_text("utf-8"))["lists"]}


def suggested(kind: str, name: str) -> str | None:
    """Return the key of the built-in list that suits a checkpoint of this kind and name best; None if none does."""
    fitting = ((max(map(name.find, each["suits"])), key) for key, each in built_in().items())
    place, key = max(fitting)
    if place >= 0:
        return key
    return {"gate": "base-v1.gate", "surroundings": "base-v1.surroundings"}.get(kind)


def checklists_by_key(
    session: Session, keys: Collection[str], county_ids: Collection[UUID]
) -> dict[tuple[UUID, str], dict[str, Any]]:
    """Return {key, name, items} by county and key, own ones as last revised; a key that nobody knows is left out."""
    lists = {
        (county_id, key): {name: built_in()[key][name] for name in ("key", "name", "items")}
        for county_id in county_ids
        for key in keys
        if key in built_in()
    }
    if own := [key for key in keys if key not in built_in()]:
        statement = (
            select(CHECKLIST.c.county_id, CHECKLIST.c.key, CHECKLIST.c.name, CHECKLIST.c["items"])
            .where(CHECKLIST.c.key.in_(own), CHECKLIST.c.county_id.in_(county_ids))
            .order_by(CHECKLIST.c.revision)
        )
        for row in session.execute(statement).mappings():
            lists[row["county_id"], row["key"]] = {name: row[name] for name in ("key", "name", "items")}
    return lists


def items_of(session: Session, county_id: UUID, key: str | None) -> list[dict[str, Any]]:
    """Return the lines of one list; none where there is no such list."""
    if key is None:
        return []
    found = checklists_by_key(session, [key], [county_id]).get((county_id, key))
    return list(found["items"]) if found else []


def known_keys(session: Session, county_id: UUID, keys: Collection[str]) -> frozenset[str]:
    """Return those of `keys` that a point may name: built in, or the county's own and in use."""
    own = [key for key in keys if key not in built_in()]
    in_use = (CHECKLIST.c.key.in_(own), CHECKLIST.c.county_id == county_id, CHECKLIST.c.retired_at.is_(None))
    found = session.execute(select(CHECKLIST.c.key).where(*in_use)).scalars() if own else ()
    return frozenset(found) | (frozenset(keys) & built_in().keys())


def checklists_for(session: Session, actor: Actor, school_id: UUID) -> list[dict[str, Any]]:
    """Return every list that a school's points may name: the built-in ones, the county's, its own."""
    place = place_to_read(session, actor, school_id)
    mine = or_(CHECKLIST.c.school_id.is_(None), CHECKLIST.c.school_id.in_([school_id, place.parent_school_id]))
    in_use = (CHECKLIST.c.county_id == place.county_id, CHECKLIST.c.retired_at.is_(None), mine)
    rows = session.execute(select(CHECKLIST).where(*in_use).order_by(CHECKLIST.c.key, CHECKLIST.c.revision)).mappings()
    own = {row["key"]: own_shown(row) for row in rows}
    shown = [
        {name: each[name] for name in ("key", "name", "items")}
        | {"revision": None, "school_id": None, "built_in": True}
        for each in built_in().values()
    ]
    return [*shown, *own.values()]


def own_shown(row: Any) -> dict[str, Any]:
    """Show a row of the table."""
    return {name: row[name] for name in ("key", "name", "items", "revision", "school_id")} | {"built_in": False}
