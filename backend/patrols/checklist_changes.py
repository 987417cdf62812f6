"""Writing a checklist of one's own, for a county or one school. A changed list is a new row; visits answered the old one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.patrols.models import CHECKLIST
from backend.patrols.planning_access import PLANNING, WHOM, place_to_plan
from backend.patrols.sent_again import content_hash
from backend.people.rules import may
from backend.places.queries import county_scopes

Items = Sequence[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class ListFacts:
    """A list as somebody writes it; `items` are {key, text, category}."""

    name: str
    items: Items


def create_checklist(
    session: Session, actor: Actor, *, list_id: UUID, county_id: UUID | None, school_id: UUID | None, facts: ListFacts
) -> tuple[dict[str, Any], bool]:
    """Add a list under an id made by the caller; returns its row and whether this call made it."""
    county = _county_to_write(session, actor, county_id=county_id, school_id=school_id)
    _check(facts)
    said = content_hash({"school": school_id, "county": county, "name": facts.name, "items": list(facts.items)})
    row: dict[str, Any] = {
        "id": list_id,
        "county_id": county,
        "school_id": school_id,
        "key": f"own-{list_id.hex}",
        "revision": 1,
    }
    row |= {
        "name": facts.name,
        "items": list(facts.items),
        "changed_at": now(),
        "retired_at": None,
        "content_hash": said,
    }
    if insert_once(session, CHECKLIST, row):
        _record(session, actor, "checklist.created", row, {"name": [None, facts.name], "items": [None, row["items"]]})
        return row, True
    held = session.execute(select(CHECKLIST).where(CHECKLIST.c.id == list_id)).mappings().one()
    if held["content_hash"] != said:
        raise Problem("patrol_id_taken")
    return dict(held), False


def change_checklist(session: Session, actor: Actor, *, key: str, revision: int, facts: ListFacts) -> dict[str, Any]:
    """Write the list's next revision, seen from `revision`."""
    held = _newest(session, actor, key)
    _check(facts)
    if held["revision"] != revision:
        raise Problem("patrol_stale", shown={"revision": held["revision"]})
    new = {"name": facts.name, "items": list(facts.items)}
    changes = {name: [held[name], value] for name, value in new.items() if held[name] != value}
    if not changes:
        return held
    row = held | new | {"id": new_id(), "revision": revision + 1, "changed_at": now(), "content_hash": None}
    if not insert_once(session, CHECKLIST, row):
        raise Problem("patrol_stale")
    _record(session, actor, "checklist.changed", row, changes)
    return row


def retire_checklist(session: Session, actor: Actor, *, key: str) -> None:
    """Take a list out of use; points that name it keep it until their route is changed."""
    held = _newest(session, actor, key)
    session.execute(update(CHECKLIST).where(CHECKLIST.c.key == key).values(retired_at=now()))
    _record(session, actor, "checklist.retired", held, {"retired_at": [None, now().isoformat()]})


def _newest(session: Session, actor: Actor, key: str) -> dict[str, Any]:
    query = select(CHECKLIST).where(CHECKLIST.c.key == key).order_by(CHECKLIST.c.revision.desc()).limit(1)
    held = session.execute(query.with_for_update()).mappings().first()
    if held is None:
        raise Problem("not_found")
    _county_to_write(session, actor, county_id=held["county_id"], school_id=held["school_id"])
    return dict(held)


def _county_to_write(session: Session, actor: Actor, *, county_id: UUID | None, school_id: UUID | None) -> UUID:
    if school_id is not None:
        return place_to_plan(session, actor, school_id).county_id
    county = county_id or actor.county_id
    if county is None:
        raise Problem("checklist_unfit", fields={"county_id": ["请选择县或学校。"]})
    scopes = county_scopes(session, county)
    if not may(actor, PLANNING, scopes):
        raise Problem("not_permitted", whom=WHOM) if may(actor, "place.read", scopes) else Problem("not_found")
    return county


def _check(facts: ListFacts) -> None:
    keys = [item["key"] for item in facts.items]
    if len(set(keys)) < len(keys):
        raise Problem("checklist_unfit", fields={"items": ["有两行的编号相同，请删去一行。"]})


def _record(session: Session, actor: Actor, action: str, row: dict[str, Any], changes: dict[str, Any]) -> None:
    about = {"object_type": "checklist", "object_id": row["id"], "county_id": row["county_id"]}
    record(session, actor, action=action, changes=changes, **about)
