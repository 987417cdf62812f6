"""The counting can fail: every kind of fault, planted, is found and named; an unharmed site has none."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from backend.audit import operations as audit
from backend.core.actor import PUBLIC
from backend.core.clock import now
from backend.core.ids import new_id
from backend.evidence.models import Photo
from backend.evidence.storage import Storage
from backend.hazards.models import Hazard
from backend.rectifications import ledger
from backend.rectifications.models import Case, CaseReport, LedgerChain, LedgerContent, LedgerEntry, LedgerNumber
from tests.durability.counting import faults
from tests.durability.sites import a_county_at_work
from tests.durability.writers import CaseWorkers, Notes, Phone

Plant = Callable[[Session, Storage, Notes], object]


class InProcess(CaseWorkers):
    """The same phone, talking to the application without a server between."""

    def __init__(self, app: Flask) -> None:
        database = app.extensions["xiaoanma.database"]
        super().__init__(0, a_county_at_work(database)[0], seed="here", acknowledged=threading.Event())
        self._client = app.test_client()

    def _try(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        sent = {"Content-Type": "application/json"} | headers
        answer = self._client.open(path, method=method, data=body, headers=sent)
        return answer.status_code, answer.data


@pytest.fixture
def phone(app: Flask) -> Phone:
    """A phone that has carried one case from report to struck off, and one more report."""
    phone = InProcess(app)
    phone._one_unit()
    phone._one_unit()
    return phone


def counted(app: Flask, notes: Notes, plant: Plant = lambda *_: None) -> list[str]:
    storage = app.extensions["xiaoanma.storage"]
    with app.extensions["xiaoanma.database"].work() as session:
        plant(session, storage, notes)
        session.flush()
        return faults(session, storage, [notes])


def test_an_unharmed_site_has_no_faults(app: Flask, phone: Phone) -> None:
    assert counted(app, phone.notes) == []
    assert (len(phone.notes.reports), len(phone.notes.photos), len(phone.notes.moves)) == (2, 4, 8)


def again_in_the_ledger(session: Session) -> None:
    entry = session.scalars(select(LedgerEntry).where(LedgerEntry.action == "photo_received")).first()
    assert entry is not None
    school_id = session.scalars(select(LedgerChain.school_id)).first()
    words = {"id": new_id(), "case_id": entry.case_id, "county_id": entry.county_id, "school_id": school_id}
    repeated = ledger.Entry(**words, action=entry.action, at=now(), content={}, photos=entry.photos)
    ledger.append(session, PUBLIC, repeated)


def told_twice(session: Session) -> None:
    case = session.scalars(select(Case)).first()
    assert case is not None
    about = {"object_type": "case", "object_id": case.id, "county_id": case.county_id}
    audit.record(session, PUBLIC, action="case.assign", **about)


def a_case_without_beginning(session: Session) -> None:
    """A report and its case, linked, but nothing in the ledger."""
    case = session.scalars(select(Case)).first()
    assert case is not None
    hazard_id, case_id = new_id(), new_id()
    session.add(Hazard(**columns_of(session.get_one(Hazard, case.hazard_id)) | {"id": hazard_id, "pickup_digest": "x"}))
    session.flush()
    session.add(Case(**columns_of(case) | {"id": case_id, "hazard_id": hazard_id, "ledger_no": None}))
    session.flush()
    link = {
        "hazard_id": hazard_id,
        "case_id": case_id,
        "county_id": case.county_id,
        "joined": False,
        "linked_at": now(),
    }
    session.add(CaseReport(**link))


def columns_of(row: Hazard | Case) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


def first_key(session: Session) -> str:
    return session.scalars(select(Photo.storage_key).where(Photo.storage_key.is_not(None))).first() or ""


PLANTS: dict[str, tuple[str, Plant]] = {
    "a lost report": ("was acknowledged and is lost", lambda s, f, n: n.reports.update({new_id(): []})),
    "a lost photo": ("was acknowledged and is lost", lambda s, f, n: n.photos.add((new_id(), "0" * 64))),
    "a lost move": ("was acknowledged and is lost", lambda s, f, n: n.moves.update({new_id(): new_id()})),
    "a refusal": ("refused: POST", lambda s, f, n: n.refused.append("POST /api/v1/reports → 500")),
    "a report of nobody": ("was never sent", lambda s, f, n: n.tried_reports.clear()),
    "a move of nobody": ("was never sent", lambda s, f, n: n.tried_moves.clear()),
    "a report without case": ("has no case", lambda s, f, n: s.execute(delete(CaseReport))),
    "a case unbegun": ("has no first entry", lambda s, f, n: a_case_without_beginning(s)),
    "an entry without content": ("has no content", lambda s, f, n: s.execute(delete(LedgerContent))),
    "a half move": ("another version", lambda s, f, n: s.execute(update(Case).values(version=4))),
    "an act told twice": ("audit rows differ", lambda s, f, n: told_twice(s)),
    "a photo twice": ("arrived twice", lambda s, f, n: again_in_the_ledger(s)),
    "a photo gone": ("is not in the store", lambda s, f, n: f.delete(first_key(s))),
    "a photo replaced": ("is not in the store", lambda s, f, n: f.put(first_key(s), b"other bytes")),
    "a photo untold": ("arrived without an entry", lambda s, f, n: s.execute(update(Photo).values(sha256_sent="0"))),
    "a number left out": ("have gaps", lambda s, f, n: s.execute(update(LedgerNumber).values(last=9))),
    "no number": ("without a number", lambda s, f, n: s.execute(update(Case).values(ledger_no=None))),
    "a broken chain": ("head of the chain", lambda s, f, n: s.execute(update(LedgerChain).values(head_seq=1))),
}


@pytest.mark.parametrize("planted", PLANTS)
def test_a_planted_fault_is_found(app: Flask, phone: Phone, planted: str) -> None:
    words, plant = PLANTS[planted]
    assert any(words in fault for fault in counted(app, phone.notes, plant))
