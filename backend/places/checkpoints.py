"""Making, editing and retiring checkpoints: the school's own business, and the county's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict, Unpack
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.places.access import ensure_may
from backend.places.changes import differing, record_change
from backend.places.kinds import LIVE_CODE_STATES
from backend.places.models import CHECKPOINT, CODE, DEFAULT_RADIUS_M
from backend.places.queries import place_scopes, where, where_at
from backend.places.rules import SitePlace, position_objection


@dataclass(frozen=True, kw_only=True)
class CheckpointFacts:
    """What is known of a checkpoint when it is entered; degrees are WGS-84."""

    name: str
    kind: str
    lat: float | None = None
    lng: float | None = None
    accuracy_m: float | None = None
    radius_m: float = DEFAULT_RADIUS_M


class CheckpointEdit(TypedDict, total=False):
    """What may change of a checkpoint."""

    name: str
    kind: str
    lat: float | None
    lng: float | None
    accuracy_m: float | None
    radius_m: float


def create_checkpoint(session: Session, actor: Actor, *, school_id: UUID, facts: CheckpointFacts) -> UUID:
    """Add a checkpoint to a school; a name that is in use there is refused."""
    place = where(session, school_id)
    if place is None:
        raise Problem("not_found")
    ensure_may(actor, "place.edit", place_scopes(session, place))
    _check_position(facts.lat, facts.lng)
    values = {"county_id": place.county_id, "school_id": school_id, "retired_at": None} | vars(facts)
    checkpoint_id = new_id()
    if not insert_once(session, CHECKPOINT, {"id": checkpoint_id} | values):
        raise Problem("checkpoint_name_taken", name=facts.name)
    record_change(
        session, actor, "checkpoint.created", object_id=checkpoint_id, county_id=place.county_id, new=vars(facts)
    )
    return checkpoint_id


def edit_checkpoint(session: Session, actor: Actor, *, checkpoint_id: UUID, **edit: Unpack[CheckpointEdit]) -> None:
    """Change what `edit` names; nothing is written when nothing differs."""
    place = changeable(session, actor, checkpoint_id)
    old = dict(session.execute(select(CHECKPOINT).where(CHECKPOINT.c.id == checkpoint_id)).mappings().one())
    new = differing(old, dict(edit))
    merged = old | new
    _check_position(merged["lat"], merged["lng"])
    if "name" in new:
        _check_name(session, place.school_id, new["name"])
    if new.keys() & {"lat", "lng"}:
        new |= differing(old, {"captured_at": None, "captured_readings": None})  # from a map now, not from the spot
    if new:
        session.execute(update(CHECKPOINT).where(CHECKPOINT.c.id == checkpoint_id).values(**new))
        record_change(
            session, actor, "checkpoint.edited", object_id=checkpoint_id, county_id=place.county_id, new=new, old=old
        )


def retire_checkpoint(session: Session, actor: Actor, *, checkpoint_id: UUID) -> None:
    """Take a checkpoint out of use for good, and its plate with it."""
    place = changeable(session, actor, checkpoint_id)
    at = now()
    session.execute(update(CHECKPOINT).where(CHECKPOINT.c.id == checkpoint_id).values(retired_at=at))
    live = (CODE.c.checkpoint_id == checkpoint_id, CODE.c.state.in_(LIVE_CODE_STATES))
    session.execute(update(CODE).where(*live).values(state="retired", changed_at=at))
    record_change(
        session,
        actor,
        "checkpoint.retired",
        object_id=checkpoint_id,
        county_id=place.county_id,
        new={"retired_at": at},
    )


def changeable(session: Session, actor: Actor, checkpoint_id: UUID, *, verb: str = "place.edit") -> SitePlace:
    """Return the checkpoint's place, having asked that it is in use and that `actor` may do `verb` there."""
    place = where_at(session, checkpoint_id)
    if place is None:
        raise Problem("not_found")
    ensure_may(actor, verb, place_scopes(session, place))
    if place.checkpoint_retired_at is not None:
        raise Problem("checkpoint_retired")
    return place


def _check_position(lat: float | None, lng: float | None) -> None:
    if objection := position_objection(lat, lng):
        raise Problem("place_input_invalid", fields={"lat": [objection]})


def _check_name(session: Session, school_id: UUID, name: str) -> None:
    """Say it kindly before the unique index says it harshly (in a race the index still decides)."""
    taken = (CHECKPOINT.c.school_id == school_id, CHECKPOINT.c.name == name, CHECKPOINT.c.retired_at.is_(None))
    if session.execute(select(CHECKPOINT.c.id).where(*taken)).first() is not None:
        raise Problem("checkpoint_name_taken", name=name)
