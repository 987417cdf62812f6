"""The life of plates: making codes, replacing lost or worn ones, noting what was printed and put up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.core.geo import Position
from backend.places.checkpoints import CheckpointEdit, changeable, edit_checkpoint
from backend.places.kinds import LIVE_CODE_STATES
from backend.places.models import CODE
from backend.places.queries import where_at, who_and_where
from backend.places.rules import SitePlace, ensure_code_move
from qr_codes.token import SigningKey, new_code

_LIVE = CODE.c.state.in_(LIVE_CODE_STATES)
_TRIES = 20


def issue_site_codes(
    session: Session, actor: Actor, checkpoint_ids: Iterable[UUID], *, signing_key: SigningKey
) -> dict[UUID, str]:
    """Return the live code of each checkpoint, in the given order, making those that are missing."""
    wanted = {
        checkpoint_id: changeable(session, actor, checkpoint_id, verb="placard.print")
        for checkpoint_id in checkpoint_ids
    }
    query = select(CODE.c.checkpoint_id, CODE.c.code).where(CODE.c.checkpoint_id.in_(list(wanted)), _LIVE)
    live = {row.checkpoint_id: row.code for row in session.execute(query)}
    return {
        checkpoint_id: live.get(checkpoint_id) or _issue(session, actor, place, signing_key=signing_key)
        for checkpoint_id, place in wanted.items()
    }


def replace_site_code(
    session: Session,
    actor: Actor,
    *,
    checkpoint_id: UUID,
    signing_key: SigningKey,
    because: Literal["replaced", "lost"] = "replaced",
) -> str:
    """Make a new code for the checkpoint. A worn plate works for its days of grace, a lost one stops at once."""
    place = changeable(session, actor, checkpoint_id, verb="placard.print")
    live = (CODE.c.checkpoint_id == checkpoint_id, _LIVE)
    old = session.execute(
        update(CODE).where(*live).values(state=because, changed_at=now()).returning(CODE.c.code)
    ).scalar()
    new = _issue(session, actor, place, signing_key=signing_key)
    if old is not None:
        session.execute(update(CODE).where(CODE.c.code == old).values(replaced_by=new))
        _record(session, actor, place, action=f"site_code.{because}", code=old)
    return new


def mark_site_code(
    session: Session,
    actor: Actor,
    *,
    code: str,
    state: Literal["printed", "mounted", "lost", "retired"],
    position: Position | None = None,
) -> None:
    """Note what became of a plate; where it was put up (`position`, taken on the spot) is where the checkpoint is."""
    found = who_and_where(session, code)
    if found is None or found.code_state is None:
        raise Problem("not_found")
    place = changeable(session, actor, found.point_id, verb="placard.print" if state == "printed" else "place.edit")
    ensure_code_move(found.code_state, state)
    session.execute(update(CODE).where(CODE.c.code == code).values(state=state, changed_at=now()))
    _record(session, actor, place, action=f"site_code.{state}", code=code)
    if state == "mounted" and position is not None:
        measured: CheckpointEdit = {"lat": position.lat, "lng": position.lng, "accuracy_m": position.accuracy_m}
        edit_checkpoint(session, actor, checkpoint_id=found.point_id, **measured)


def note_printed(session: Session, actor: Actor, codes: Mapping[UUID, str]) -> None:
    """Note that plates (codes by checkpoint) not printed before now are; a reprint changes nothing."""
    fresh = (CODE.c.code.in_(list(codes.values())), CODE.c.state == "issued")
    done = session.execute(
        update(CODE).where(*fresh).values(state="printed", changed_at=now()).returning(CODE.c.checkpoint_id)
    )
    for checkpoint_id in done.scalars().all():
        place = where_at(session, checkpoint_id)
        if place is not None:
            _record(session, actor, place, action="site_code.printed", code=codes[checkpoint_id])


def _issue(session: Session, actor: Actor, place: SitePlace, *, signing_key: SigningKey) -> str:
    """Insert a fresh code; on the rare collision try another, and if somebody was quicker here, take theirs."""
    at = now()
    for _ in range(_TRIES):
        code = new_code(signing_key)
        values = {"county_id": place.county_id, "checkpoint_id": place.checkpoint_id, "state": "issued"}
        if insert_once(session, CODE, {"code": code, "issued_at": at, "changed_at": at} | values):
            _record(session, actor, place, action="site_code.issued", code=code)
            return code
        quicker = select(CODE.c.code).where(CODE.c.checkpoint_id == place.checkpoint_id, _LIVE)
        theirs: str | None = session.execute(quicker).scalar()
        if theirs is not None:
            return theirs
    raise RuntimeError("no free code found: is the random source broken?")


def _record(session: Session, actor: Actor, place: SitePlace, *, action: str, code: str) -> None:
    """A code has no UUID of its own, so the audit row is about its checkpoint and names the code."""
    record(
        session,
        actor,
        action=action,
        object_type="checkpoint",
        object_id=place.point_id,
        county_id=place.county_id,
        changes={"code": [None, code]},
    )
