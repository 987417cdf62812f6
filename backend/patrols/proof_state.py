"""The fresh photo of a visit: whether it was to be given, and what becomes of it when it arrives."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.core import settings
from backend.core.db import rows_changed
from backend.patrols import proofs
from backend.patrols.rounds_of import Candidate
from backend.patrols.said import Said
from backend.patrols.visit_models import VISIT

SETTING = "patrols.proof_shares"


def shares_of(session: Session, county_id: UUID) -> proofs.Shares:
    """Return the county's shares: the setting `patrols.proof_shares` is {"all": 0.05, "blind": 0.5}."""
    plain = proofs.Shares()
    chosen = settings.get(session, county_id, SETTING, {})
    return proofs.Shares(float(chosen.get("all", plain.all)), float(chosen.get("blind", plain.blind)))


def ask_of(session: Session, run: Candidate, checkpoint_id: UUID, *, county_id: UUID, secret: bytes) -> proofs.Ask:
    """Return what the draw says for this point of this round; the county is asked only where something is drawn."""
    point = proofs.Point(run.id, checkpoint_id, run.on_date, run.photo_rule)
    drawn = run.photo_rule == "sometimes"
    return proofs.asked(secret, point, shares_of(session, county_id) if drawn else proofs.Shares())


def first_proof(
    session: Session, said: Said, run: Candidate | None, checkpoint_id: UUID, *, county_id: UUID, secret: bytes
) -> str:
    """Return the state in which a visit begins: a photo on its way counts, asked for or not."""
    if said.photos:
        return "waiting"
    if run is None:
        return "not_asked"
    accuracy = None if said.position is None else said.position.accuracy_m
    usable = proofs.is_usable(said.position_state, accuracy, said.position_age_s)
    ask = ask_of(session, run, checkpoint_id, county_id=county_id, secret=secret)
    return "missing" if proofs.is_due(ask, mode=said.mode, usable=usable) else "not_asked"


def proof_came(session: Session, visit_id: UUID) -> bool:
    """Note that a photo of the visit is there; False where it was known before."""
    waiting = update(VISIT).where(VISIT.c.id == visit_id, VISIT.c.proof == "waiting").values(proof="given")
    return rows_changed(session, waiting) == 1


def run_of(session: Session, visit_id: UUID) -> UUID | None:
    """Return the round of a visit, whose lock goes first."""
    run_id: UUID | None = session.execute(select(VISIT.c.run_id).where(VISIT.c.id == visit_id)).scalar()
    return run_id
