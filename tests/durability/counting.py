"""Counting after the kills: every acknowledged thing is there whole and once, and nothing stands half."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit.models import AuditRow
from backend.evidence.models import Photo
from backend.evidence.storage import Storage
from backend.hazards.models import Hazard
from backend.rectifications.ledger import verify_all
from backend.rectifications.models import Case, CaseReport, LedgerContent, LedgerEntry, LedgerNumber
from tests.durability.writers import Notes

_Rows = Any


def faults(session: Session, storage: Storage, notes: Iterable[Notes]) -> list[str]:
    """Every fault found, in words; an empty list means that all promises were kept."""
    every = list(notes)
    return [
        *(f"refused: {text}" for phone in every for text in phone.refused),
        *_lost(session, every),
        *_invented(session, every),
        *_half(session),
        *_twice(session),
        *_photos(session, storage),
        *number_gaps(session),
        *(f"chain {fault.chain_id} entry {fault.seq} {fault.what}" for fault in verify_all(session)[1]),
    ]


def _lost(session: Session, every: list[Notes]) -> Iterable[str]:
    reports = set(session.scalars(select(Hazard.id)))
    entries = dict(_rows(session, select(LedgerEntry.id, LedgerEntry.case_id)))
    arrived = set(_rows(session, select(Photo.record_id, Photo.sha256_sent).where(Photo.received_at.is_not(None))))
    declared = set(_rows(session, select(Photo.record_id, Photo.sha256_sent)))
    for phone in every:
        yield from (f"report {i} was acknowledged and is lost" for i in phone.reports.keys() - reports)
        claims = {(i, sha256) for i, hashes in phone.reports.items() for sha256 in hashes}
        yield from (f"photo {claim} was announced and is lost" for claim in claims - declared)
        yield from (f"photo {photo} was acknowledged and is lost" for photo in phone.photos - arrived)
        yield from (
            f"move {i} was acknowledged and is lost" for i, case in phone.moves.items() if entries.get(i) != case
        )


def _invented(session: Session, every: list[Notes]) -> Iterable[str]:
    tried_reports = {i for phone in every for i in phone.tried_reports}
    tried_moves = {i for phone in every for i in phone.tried_moves}
    yield from (f"report {i} was never sent" for i in set(session.scalars(select(Hazard.id))) - tried_reports)
    moves = select(LedgerContent.entry_id).where(LedgerContent.command_hash.is_not(None))
    yield from (f"move {i} was never sent" for i in set(session.scalars(moves)) - tried_moves)


def _half(session: Session) -> Iterable[str]:
    """A report, its case, the link, the first entry and its content are one transaction; so are a move and its version."""
    without_link = select(Hazard.id).outerjoin(CaseReport, CaseReport.hazard_id == Hazard.id)
    yield from _named(session, "report {} has no case", without_link.where(CaseReport.case_id.is_(None)))
    first = select(LedgerEntry.case_id).where(LedgerEntry.action == "report")
    yield from _named(session, "case {} has no first entry", select(Case.id).where(Case.id.not_in(first)))
    bare = select(LedgerEntry.id).outerjoin(LedgerContent, LedgerContent.entry_id == LedgerEntry.id)
    yield from _named(session, "entry {} has no content", bare.where(LedgerContent.entry_id.is_(None)))
    moves = select(LedgerEntry.case_id, func.count().label("moves")).join(LedgerContent)
    moved = moves.where(LedgerContent.command_hash.is_not(None)).group_by(LedgerEntry.case_id).subquery()
    unlike = select(Case.id).outerjoin(moved, moved.c.case_id == Case.id)
    unlike = unlike.where(Case.version != 1 + func.coalesce(moved.c.moves, 0))
    yield from _named(session, "case {} has another version than moves", unlike)
    yield from _unaudited(session)


def _unaudited(session: Session) -> Iterable[str]:
    acts = "case." + LedgerEntry.action
    written = {
        (case, act): n
        for case, act, n in _rows(
            session, select(LedgerEntry.case_id, acts, func.count()).group_by(LedgerEntry.case_id, acts)
        )
    }
    told = select(AuditRow.object_id, AuditRow.action, func.count()).where(AuditRow.object_type == "case")
    audited = {(case, act): n for case, act, n in _rows(session, told.group_by(AuditRow.object_id, AuditRow.action))}
    yield from (f"entries and audit rows differ for {act}" for act in set(written.items()) ^ set(audited.items()))


def _twice(session: Session) -> Iterable[str]:
    firsts = select(LedgerEntry.case_id).where(LedgerEntry.action == "report").group_by(LedgerEntry.case_id)
    yield from _named(session, "case {} began twice", firsts.having(func.count() > 1))
    rows = _rows(session, select(LedgerEntry.case_id, LedgerEntry.photos).where(LedgerEntry.action == "photo_received"))
    arrivals = sorted((str(case), photos[0]["sent"]) for case, photos in rows)
    for photo, entries in groupby(arrivals):
        if len(list(entries)) > 1:
            yield f"photo {photo} arrived twice in the ledger"


def _photos(session: Session, storage: Storage) -> Iterable[str]:
    """The bytes lie in the store under their own hash, and the ledger tells of their arrival."""
    in_ledger = {
        (photo["sent"], photo["stored"])
        for photos in session.scalars(select(LedgerEntry.photos).where(LedgerEntry.action == "photo_received"))
        for photo in photos
    }
    rows = select(Photo.sha256_sent, Photo.sha256_stored, Photo.storage_key).where(Photo.received_at.is_not(None))
    for sent, stored, key in _rows(session, rows):
        if (sent, stored) not in in_ledger:
            yield f"photo {sent} arrived without an entry"
        if _hash_in(storage, key) != stored:
            yield f"photo {sent} is not in the store"


def _hash_in(storage: Storage, key: str) -> str | None:
    try:
        return hashlib.sha256(storage.get(key)).hexdigest()
    except FileNotFoundError:
        return None


def number_gaps(session: Session) -> Iterable[str]:
    """Every assigned case has a number, and a county's numbers of a year run from 1 to the last one given."""
    unnumbered = select(Case.id).where(Case.assigned_at.is_not(None), Case.ledger_no.is_(None))
    yield from _named(session, "case {} was assigned without a number", unnumbered)
    for county_id, year, last in _rows(session, select(LedgerNumber.county_id, LedgerNumber.year, LedgerNumber.last)):
        numbers = select(Case.ledger_no).where(Case.county_id == county_id, Case.ledger_no.contains(f"-{year}-"))
        given = sorted(int(number[-6:]) for number in session.scalars(numbers))
        if given != list(range(1, last + 1)):
            yield f"numbers of {year} have gaps: {len(given)} given, {last} the last"


def _named(session: Session, words: str, statement: Any) -> Iterable[str]:
    return [words.format(i) for i in session.scalars(statement)]


def _rows(session: Session, statement: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in session.execute(statement)]
