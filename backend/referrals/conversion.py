"""T09: a report about a person, filed as a hazard: its words and photos are sealed at once and handed to who is in charge.

One transaction: the case's move, the referral, the sealed copy, the emptied report, the deleted contents, the tombstones.
The plain files are queued in it and removed by the worker once it is committed, so that nothing is lost by a failure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.evidence.erasing import ErasedPhoto, take_photos_out
from backend.evidence.storage import Storage
from backend.hazards.erasing import ErasedReport, erase_reports
from backend.rectifications.commands import Command
from backend.rectifications.models import CASE_REPORT, Case
from backend.rectifications.moves import Move, begin, finish
from backend.rectifications.queries import names_of
from backend.rectifications.withdrawn_contents import ErasedEntry, erase_contents, write_tombstone
from backend.referrals.categories import kind_of
from backend.referrals.models import REFERRAL, SEALED
from backend.referrals.operations import NewReferral, Outcome, choose_unit, insert_referral
from backend.referrals.sealed import seal_report


@dataclass(frozen=True)
class Asked:
    """To what a report is converted."""

    category: str
    to_unit: UUID | None = None
    phoned_at: datetime | None = None


@dataclass(frozen=True)
class _Taken:
    """Everything that was taken out of the open tables."""

    reports: list[ErasedReport]
    entries: list[ErasedEntry]
    photos: list[ErasedPhoto]

    @property
    def files(self) -> list[str]:
        return [photo.storage_key for photo in self.photos if photo.storage_key]


def convert_case(
    session: Session, actor: Actor, case_id: UUID, *, command: Command, asked: Asked, storage: Storage, secret: bytes
) -> Outcome:
    """Convert a case; `command` brings id, version and time only: nothing of the kind may stand in the ledger.

    A retry of the same command answers as the first time.
    """
    silent = Command(command.id, command.version, command.occurred_at)
    move = begin(session, actor, case_id, action="convert", command=silent)
    if move is None:
        return _earlier(session, case_id)
    to_unit = _receiver(session, actor, move, asked)
    new = NewReferral(new_id(), asked.category, phoned_at=asked.phoned_at)
    from_unit = actor.unit_id or to_unit
    outcome = insert_referral(
        session, actor, new=new, county_id=move.case.county_id, from_unit=from_unit, to_unit=to_unit
    )
    cases = _with_duplicates(session, move.case)
    taken = _take_out(session, cases)
    _seal(session, actor, move.case, taken, referral_id=new.id, storage=storage, secret=secret)
    finish(session, actor, move, command=silent, changes={"closed_at": move.at, "quarantined": False})
    for case in cases:
        gone = [str(entry.id) for entry in taken.entries if entry.case_id == case.id]
        write_tombstone(session, actor, case, action="seal", content={"withdrawn": gone})
    return outcome


def _receiver(session: Session, actor: Actor, move: Move, asked: Asked) -> UUID:
    """Choose the receiving unit. What outsiders say of a school must not go to that school by its own hand."""
    case, kind = move.case, kind_of(asked.category)
    to_unit = choose_unit(session, kind, county_id=case.county_id, school_id=case.school_id, asked=asked.to_unit)
    of_school = {case.school_id, move.place.parent_school_id} - {None}
    if case.external and actor.unit_id in of_school and to_unit in of_school:
        raise Problem("referral_own_report")
    return to_unit


def _with_duplicates(session: Session, case: Case) -> list[Case]:
    """The case and those merged into it: they say the same."""
    merged = session.execute(select(Case).where(Case.master_case_id == case.id).order_by(Case.id)).scalars()
    return [case, *merged]


def _take_out(session: Session, cases: Sequence[Case]) -> _Taken:
    ids = [case.id for case in cases]
    hazard_ids = list(session.execute(select(CASE_REPORT.c.hazard_id).where(CASE_REPORT.c.case_id.in_(ids))).scalars())
    reports, entries = erase_reports(session, hazard_ids), erase_contents(session, ids)
    photos = take_photos_out(session, [*hazard_ids, *(entry.id for entry in entries)])
    for case in cases:
        case.lat = case.lng = None
    return _Taken(reports, entries, photos)


def _seal(
    session: Session, actor: Actor, case: Case, taken: _Taken, *, referral_id: UUID, storage: Storage, secret: bytes
) -> None:
    report_id = new_id()
    document = _document(session, taken)
    sealed = seal_report(
        document, taken.files, report_id=report_id, county_id=case.county_id, storage=storage, secret=secret
    )
    where = {"id": report_id, "county_id": case.county_id, "referral_id": referral_id, "case_id": case.id}
    session.execute(insert(SEALED), where | vars(sealed) | {"sealed_at": now()})
    record(
        session,
        actor,
        action="sealed_report.sealed",
        object_type="referral",
        object_id=referral_id,
        county_id=case.county_id,
        changes={"reports": [None, len(taken.reports)], "photos": [None, len(taken.files)]},
    )


def _document(session: Session, taken: _Taken) -> dict[str, Any]:
    """What an officer reads: the reports, what was written on the case, and of which kind each photo is."""
    accounts = {str(report.reporter_id) for report in taken.reports if report.reporter_id}
    names = names_of(session, accounts | {entry.actor for entry in taken.entries})
    return {
        "reports": [
            {
                "received_at": report.received_at.isoformat(),
                "reporter": names.get(str(report.reporter_id), "群众"),
                "note": report.note,
                "place_text": report.place_text,
                "lat": report.lat,
                "lng": report.lng,
                "accuracy_m": report.accuracy_m,
            }
            for report in taken.reports
        ],
        "entries": [
            {
                "action": entry.action,
                "at": entry.at.isoformat(),
                "actor": names.get(entry.actor, "群众" if entry.actor == "public" else "系统"),
                "content": dict(entry.content),
            }
            for entry in taken.entries
        ],
        "photos": [photo.media_type or "image/jpeg" for photo in taken.photos if photo.storage_key],
    }


def _earlier(session: Session, case_id: UUID) -> Outcome:
    """The answer to a retry; once the referral is purged there is only the case left to show."""
    columns = (REFERRAL.c.id, REFERRAL.c.ref_no, REFERRAL.c.status)
    found = session.execute(
        select(*columns).join(SEALED, SEALED.c.referral_id == REFERRAL.c.id).where(SEALED.c.case_id == case_id)
    ).first()
    return Outcome(case_id, "", "") if found is None else Outcome(*found)
