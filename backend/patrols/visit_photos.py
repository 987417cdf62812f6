"""Photos of visits: their arrival makes the verdict anew, and who may see them is judged by the visit they belong to."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.evidence import operations as evidence
from backend.evidence.models import Photo
from backend.evidence.queries import missing_hashes
from backend.evidence.rules import Viewer
from backend.evidence.storage import Storage
from backend.patrols import judging, proof_state
from backend.patrols.counting import locked
from backend.patrols.visit_models import VISIT
from backend.people.rules import may
from backend.places.queries import place_scopes, where_at

_NOBODY = Viewer(reads_record=False, handles_record=False, reads_originals=False)


def receive_visit_photo(
    session: Session, actor: Actor, *, storage: Storage, visit_id: UUID, stored: evidence.StoredPhoto
) -> list[str]:
    """Take a photo of a visit from the store into its record; returns the hashes still missing."""
    run_id = proof_state.run_of(session, visit_id)
    if run_id is not None:
        locked(session, run_id)
    received = evidence.claim_photo(session, actor, storage=storage, stored=stored)
    if received.first and proof_state.proof_came(session, visit_id):
        judging.rejudge(session, visit_id)
    return missing_hashes(session, "visit", visit_id)


def viewer_of(session: Session, actor: Actor, photo: Photo) -> Viewer:
    """Return what this actor may do with a visit's photo: whoever walked sees it, and those who review there."""
    visit = session.execute(
        select(VISIT.c.account_id, VISIT.c.checkpoint_id).where(VISIT.c.id == photo.record_id)
    ).first()
    place = None if visit is None else where_at(session, visit.checkpoint_id)
    if visit is None or place is None:
        return _NOBODY
    scopes, own = place_scopes(session, place), visit.account_id == actor.account_id
    return Viewer(
        reads_record=own or may(actor, "patrol.read", scopes),
        handles_record=own or may(actor, "patrol.review", scopes),
        reads_originals=False,
    )
