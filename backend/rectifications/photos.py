"""A case's photos: an arrival is told to the ledger, and who looks at one is judged by the case it belongs to."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.evidence.models import Photo
from backend.evidence.operations import ReceivedPhoto
from backend.evidence.rules import NEVER_PHOTOGRAPHED, Viewer
from backend.patrols import captures, visit_photos
from backend.people.rules import OPEN_VERBS, verbs_at
from backend.rectifications import ledger
from backend.rectifications.models import Case, CaseReport, LedgerEntry
from backend.rectifications.rules import TRANSITIONS
from backend.rectifications.scopes import place_of_case, readable

_HANDLING = frozenset(row.verb for row in TRANSITIONS) - OPEN_VERBS


def write_arrival(session: Session, actor: Actor, case: Case, received: ReceivedPhoto) -> None:
    """Write into the case's chain that the bytes of a photo have come, and under which hash they are kept."""
    entry = ledger.Entry(
        id=new_id(),
        case_id=case.id,
        county_id=case.county_id,
        school_id=case.school_id,
        action="photo_received",
        at=now(),
        content={"photo_id": str(received.photo_id)},
        photos=[{"sent": received.sha256_sent, "stored": received.sha256_stored}],
    )
    ledger.append(session, actor, entry)


def viewer_of(session: Session, actor: Actor, photo: Photo) -> Viewer:
    """Return what this actor may do with the photo's case (plate, visit); nothing when it is not theirs to read."""
    if photo.record_type == "checkpoint":
        return captures.viewer_of(session, actor, photo.record_id)
    if photo.record_type == "visit":
        return visit_photos.viewer_of(session, actor, photo)
    case = session.execute(_case_of(photo).where(readable(actor))).scalar_one_or_none()
    if case is None:
        return Viewer(reads_record=False, handles_record=False, reads_originals=False)
    verbs = verbs_at(actor, place_of_case(session, case))
    reporter = actor.account_id is not None and actor.account_id == case.reporter_id
    return Viewer(
        reads_record=True,
        handles_record=reporter or not verbs.isdisjoint(_HANDLING),
        reads_originals="photo.read_original" in verbs,
    )


def may_release(session: Session, actor: Actor, photo: Photo) -> bool:
    """Say whether this actor may redact and release the photo; not found when its case is not theirs to read."""
    case = session.execute(_case_of(photo).where(readable(actor))).scalar_one_or_none()
    if case is None or photo.privacy == NEVER_PHOTOGRAPHED:
        raise Problem("not_found")
    return "photo.release" in verbs_at(actor, place_of_case(session, case))


def _case_of(photo: Photo) -> Select[Case]:
    if photo.record_type == "hazard":
        return (
            select(Case).join(CaseReport, CaseReport.case_id == Case.id).where(CaseReport.hazard_id == photo.record_id)
        )
    return select(Case).join(LedgerEntry, LedgerEntry.case_id == Case.id).where(LedgerEntry.id == photo.record_id)
