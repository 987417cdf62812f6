"""Hard deletion of what may not be kept, by two people: one asks on a document, another approves, a tombstone stays."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from backend.audit import operations as audit
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once, overwrite_deleted
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.evidence.erasing import erase_photos
from backend.hazards.erasing import erase_words
from backend.people.models import ACCOUNT, GRANT
from backend.people.role_table import ROLES
from backend.people.rules import may, roles_at
from backend.rectifications import ledger
from backend.rectifications.erasure_models import ERASURE, REASONS, ErasureRequest
from backend.rectifications.erasure_rules import Approver, Asked, approval_refusal
from backend.rectifications.erasure_targets import arrivals_of, entries_with_words, photos_of_case
from backend.rectifications.models import CONTENT, Case
from backend.rectifications.moves import locked_case
from backend.rectifications.scopes import place_of_case

VERB = "case.erase"
_ROLES = sorted(role for role, about in ROLES.items() if VERB in about.verbs)


@dataclass(frozen=True)
class Erasure:
    """What is to be erased: entries' words and photos of one case, why, and the document it rests on."""

    id: UUID
    entry_ids: tuple[UUID, ...]
    photo_ids: tuple[UUID, ...]
    reason: str
    document_no: str


def ask_erasure(session: Session, actor: Actor, case_id: UUID, *, erasure: Erasure) -> None:
    """Ask for it; nothing is erased yet. The same id with the same content again changes nothing."""
    case = _case(session, actor, case_id)
    entry_ids, photo_ids = [str(each) for each in erasure.entry_ids], [str(each) for each in erasure.photo_ids]
    row = {
        "case_id": case_id,
        "entry_ids": entry_ids,
        "photo_ids": photo_ids,
        "reason": erasure.reason,
        "document_no": erasure.document_no,
        "asked_by": actor.account_id,
    }
    earlier = session.get(ErasureRequest, erasure.id)
    if earlier is not None:
        if any(getattr(earlier, name) != value for name, value in row.items()):
            raise Problem("erasure_id_taken")
        return
    entries = entries_with_words(session, case_id, entry_ids)
    photos = photos_of_case(session, case_id, photo_ids)
    if len(entries) != len(entry_ids) or len(photos) != len(photo_ids) or not (entries or photos):
        raise Problem("erasure_target_unknown", fields={"entry_ids": ["erasure_target_unknown"]})
    row |= {"id": erasure.id, "county_id": case.county_id, "asked_unit_id": actor.unit_id, "asked_at": now()}
    if not insert_once(session, ERASURE, row):
        raise Problem("erasure_id_taken")
    _record(session, actor, "erasure.asked", erasure.id, county_id=case.county_id)


def approve_erasure(session: Session, actor: Actor, request_id: UUID) -> None:
    """Erase what was asked for and leave a tombstone in the case's chain, all at once; photos' bytes go after the commit."""
    request, case = _locked(session, actor, request_id)
    if _decided_before(request, actor, "approved"):
        return
    if refused := approval_refusal(asked_of(session, request), _approver(session, actor, case)):
        raise Problem(refused)
    _erase(session, actor, request, case=case)
    _decide(session, actor, request, decision="approved")


def refuse_erasure(session: Session, actor: Actor, request_id: UUID) -> None:
    """Let the content stand; who asked may withdraw the request in the same way."""
    request, _ = _locked(session, actor, request_id)
    if not _decided_before(request, actor, "refused"):
        _decide(session, actor, request, decision="refused")


def why_not_approved(session: Session, actor: Actor, request: ErasureRequest, *, case: Case) -> str | None:
    """Say why this reader could not approve, as an error code, or None."""
    return approval_refusal(asked_of(session, request), _approver(session, actor, case))


def asked_of(session: Session, request: ErasureRequest) -> Asked:
    """Return the facts of a request that the rule looks at."""
    others = (
        select(ACCOUNT.c.id)
        .join(GRANT, GRANT.c.account_id == ACCOUNT.c.id)
        .where(
            GRANT.c.role.in_(_ROLES),
            GRANT.c.scope_type == "county",
            GRANT.c.scope_id == request.county_id,
            GRANT.c.revoked_at.is_(None),
            or_(GRANT.c.valid_to.is_(None), GRANT.c.valid_to > now()),
            ACCOUNT.c.disabled_at.is_(None),
            ACCOUNT.c.unit_id.is_not(None),
            ACCOUNT.c.unit_id.is_distinct_from(request.asked_unit_id),
        )
        .limit(1)
    )
    return Asked(request.asked_by, request.asked_unit_id, session.execute(others).first() is not None)


def _case(session: Session, actor: Actor, case_id: UUID) -> Case:
    case = locked_case(session, actor, case_id)
    if not may(actor, VERB, place_of_case(session, case)):
        raise Problem("case_not_permitted")
    return case


def _locked(session: Session, actor: Actor, request_id: UUID) -> tuple[ErasureRequest, Case]:
    """Lock the case first, as everybody does; of two who decide at once the second reads what the first has written."""
    case_id = session.execute(select(ERASURE.c.case_id).where(ERASURE.c.id == request_id)).scalar()
    if case_id is None:
        raise Problem("not_found")
    try:
        case = _case(session, actor, case_id)
    except Problem as problem:
        raise Problem("not_found") from problem
    return session.get_one(ErasureRequest, request_id, populate_existing=True), case


def _approver(session: Session, actor: Actor, case: Case) -> Approver:
    roles = roles_at(actor, place_of_case(session, case))
    return Approver(actor.account_id, actor.unit_id, joint_office="joint_office" in roles)


def _decided_before(request: ErasureRequest, actor: Actor, decision: str) -> bool:
    if request.decision is None:
        return False
    if (request.decision, request.decided_by) != (decision, actor.account_id):
        raise Problem("erasure_decided")
    return True


def _decide(session: Session, actor: Actor, request: ErasureRequest, *, decision: str) -> None:
    request.decision, request.decided_at = decision, now()
    request.decided_by, request.decided_unit_id = actor.account_id, actor.unit_id
    _record(session, actor, f"erasure.{decision}", request.id, county_id=request.county_id)
    session.flush()


def _erase(session: Session, actor: Actor, request: ErasureRequest, *, case: Case) -> None:
    entries = entries_with_words(session, case.id, request.entry_ids)
    photos = photos_of_case(session, case.id, request.photo_ids)
    if not entries and not photos:
        raise Problem("erasure_nothing_left")
    overwrite_deleted(session)
    for entry in entries:
        _erase_copies(session, actor, entry, case=case)
    arrivals = arrivals_of(session, case.id, photos)
    gone = sorted({(entry.seq, entry.id) for entry in [*entries, *arrivals]})
    session.execute(delete(CONTENT).where(CONTENT.c.entry_id.in_([entry_id for _, entry_id in gone])))
    sent = erase_photos(session, actor, photos)
    _bury(session, actor, request, case=case, seqs=[seq for seq, _ in gone], photos=sent)


def _erase_copies(session: Session, actor: Actor, entry: Any, *, case: Case) -> None:
    """Words that a case or a report repeats from the entry go with it."""
    said = json.loads(entry.content)
    if "hazard_id" in said:
        erase_words(session, actor, UUID(said["hazard_id"]))
    if said.get("responsible_name") == case.responsible_name:
        case.responsible_name = None


def _bury(
    session: Session, actor: Actor, request: ErasureRequest, *, case: Case, seqs: list[int], photos: list[str]
) -> None:
    """Append the tombstone: which entries and photos, why, on which document, by which two; not what they said."""
    numbers = "、".join(map(str, seqs))
    note = f"撤除第 {numbers} 条的内容，照片 {len(photos)} 张；事由：{REASONS[request.reason]}；文号：{request.document_no}"
    content = {
        "note": note,
        "erased": seqs,
        "photos": photos,
        "reason": request.reason,
        "document_no": request.document_no,
        "request_id": str(request.id),
        "asked_by": str(request.asked_by),
        "approved_by": str(actor.account_id),
    }
    ledger.append(
        session,
        actor,
        ledger.Entry(
            id=new_id(),
            case_id=case.id,
            county_id=case.county_id,
            school_id=case.school_id,
            action="erase",
            at=now(),
            content=content,
            changes={"erased": [None, seqs], "document_no": [None, request.document_no]},
        ),
    )


def _record(session: Session, actor: Actor, action: str, request_id: UUID, *, county_id: UUID) -> None:
    audit.record(session, actor, action=action, object_type="erasure", object_id=request_id, county_id=county_id)
