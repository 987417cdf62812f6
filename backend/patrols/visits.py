"""Recording a visit: one insert, decided by the database's unique constraint, with the verdict of what is known by now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.core.geo import Position, distance_m
from backend.core.phone_clock import read_phone_clock
from backend.evidence import operations as evidence
from backend.evidence.queries import missing_hashes
from backend.evidence.rules import SIGNED_IN_LIMIT
from backend.patrols import answers, judging, rechecks, rounds_of
from backend.patrols.checklists import items_of
from backend.patrols.counting import locked, recount
from backend.patrols.gathering import Visited, place_kept
from backend.patrols.proof_state import first_proof
from backend.patrols.rounds_of import Candidate
from backend.patrols.said import Arrival, Said, content_hash
from backend.patrols.visit_models import VISIT
from backend.people.rules import may, verbs_anywhere
from backend.places.queries import place_scopes
from backend.places.rules import SitePlace

_EARLIER = select(
    VISIT.c.content_hash, VISIT.c.account_id, VISIT.c.run_id, VISIT.c.verdict, VISIT.c.reasons, VISIT.c.remarks
).where(VISIT.c.id == bindparam("visit"))


@dataclass(frozen=True)
class Where:
    """The point that was visited, the state of the plate that said so, and what was odd about it (`remarks.REMARKS`)."""

    place: SitePlace
    code_state: str | None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """A visit as it stands in the database; `first` is False when this was a retry. `offers`: hazards that a "no" proposes."""

    id: UUID
    first: bool
    run_id: UUID | None
    verdict: str
    reasons: list[dict[str, Any]]
    remarks: list[str]
    offers: list[dict[str, Any]]
    photos_missing: list[str]


def ensure_walks(session: Session, actor: Actor, place: SitePlace) -> None:
    """Raise unless this person walks patrols anywhere in the place's county; which school's is no question here."""
    at_home = actor.county_id == place.county_id and "patrol.walk" in verbs_anywhere(actor)
    if not at_home and not may(actor, "patrol.walk", place_scopes(session, place)):
        raise Problem("visit_not_permitted")


def record_visit(
    session: Session, actor: Actor, *, said: Said, where: Where, arrival: Arrival, secret: bytes
) -> Recorded:
    """Write the visit once, judge it, and judge anew what it throws another light on.

    The same id with the same content finds what the first try wrote and changes nothing, with other content is refused.
    """
    run = _round_of(session, actor, said, where=where, arrival=arrival)
    items = items_of(session, where.place.county_id, run.checklist) if run and said.answers else []
    row = _row(session, actor, said, where=where, arrival=arrival, run=run, secret=secret)
    row["answers"] = answers.kept(said.answers, items)
    held = None if run is None else locked(session, run.id)
    mine, changed = judging.judge_with_neighbours(session, _as_visited(row, run, said))
    row |= {"verdict": mine.level, "reasons": mine.reasons, "thresholds": mine.version}
    if not insert_once(session, VISIT, row):
        return _replayed(session, row, offers=answers.offers(row["answers"], items))
    judging.store(session, changed)
    if held is not None:
        recount(session, held.id, held=held)
    missing = _declare_photos(session, said, where.place)
    if said.recheck_of is not None:
        row["remarks"] = rechecks.note_recheck(session, actor, said.recheck_of, by_visit=row)
    record(session, actor, action="visit.recorded", object_type="visit", object_id=said.id, county_id=row["county_id"])
    return _recorded(row, first=True, offers=answers.offers(row["answers"], items), photos_missing=missing)


def _round_of(session: Session, actor: Actor, said: Said, *, where: Where, arrival: Arrival) -> Candidate | None:
    at, place = _clock(said, arrival).happened_at, where.place
    found = rounds_of.candidates(
        session, actor, school_id=place.school_id, checkpoint_id=place.point_id, at=at, named=said.run_id
    )
    return rounds_of.fitting(found, at, said.run_id)


def _clock(said: Said, arrival: Arrival) -> Any:
    return read_phone_clock(
        said.occurred_at,
        said.clock_basis,
        seconds_since=arrival.seconds_since,
        received_at=arrival.received_at,
        upload_skew_s=arrival.upload_skew_s,
    )


def _row(
    session: Session,
    actor: Actor,
    said: Said,
    *,
    where: Where,
    arrival: Arrival,
    run: Candidate | None,
    secret: bytes,
) -> dict[str, Any]:
    clock, place = _clock(said, arrival), where.place
    return {
        "id": said.id,
        "county_id": place.county_id,
        "school_id": place.school_id,
        "checkpoint_id": place.point_id,
        "run_id": run.id if run else None,
        "account_id": actor.account_id,
        "unit_id": actor.unit_id,
        "site_code": place.code,
        "code_state": where.code_state,
        **{name: getattr(said, name) for name in ("via", "mode", "result", "note", "position_state", "dwell_s")},
        **_position_columns(said, place),
        "occurred_at": said.occurred_at,
        "happened_at": clock.happened_at,
        "received_at": arrival.received_at,
        "clock_basis": said.clock_basis,
        "clock_skew_s": clock.skew_s,
        "upload_skew_s": arrival.upload_skew_s,
        "late": clock.late,
        "device_hash": arrival.device_hash,
        "proof": first_proof(session, said, run, place.point_id, county_id=place.county_id, secret=secret),
        "judged_at": arrival.received_at,
        "settled_at": None,
        "recheck_wanted_at": None,
        "content_hash": content_hash(said),
        "place": place_kept(place, clock.happened_at),
        "remarks": [*where.remarks, *_remarks_on(run, said)],
    }


def _position_columns(said: Said, place: SitePlace) -> dict[str, Any]:
    phone = said.position
    names = ("lat", "lng", "accuracy_m", "source_datum", "provider")
    columns = {name: getattr(phone, name, None) for name in names}
    columns |= {"position_age_s": said.position_age_s, "distance_m": None}
    if phone is not None and place.lat is not None and place.lng is not None:
        columns["distance_m"] = round(distance_m(phone, Position(place.lat, place.lng)), 1)
    return columns


def _remarks_on(run: Candidate | None, said: Said) -> list[str]:
    if run is None:
        return ["no_run"]
    return ["other_run"] if said.run_id is not None and said.run_id != run.id else []


def _as_visited(row: dict[str, Any], run: Candidate | None, said: Said) -> Visited:
    """Take the row that will be written for a stored one, so that it is judged like its neighbours."""
    plan = {name: getattr(run, name, None) for name in ("on_date", "opens_at", "closes_at", "ordered")}
    plan |= {"point": getattr(run, "position", None)}
    plan |= {name: getattr(run, name, None) for name in ("not_before", "min_dwell_s")}
    taken = [photo.taken_at for photo in said.photos if photo.taken_at is not None]
    known = {"verdict": "", "reasons": (), "taken_at": min(taken, default=None)} | plan
    return Visited(**{name: value for name, value in row.items() if name in Visited.__dataclass_fields__}, **known)


def _replayed(session: Session, row: dict[str, Any], *, offers: list[dict[str, Any]]) -> Recorded:
    earlier = session.connection().execute(_EARLIER, {"visit": row["id"]}).mappings().first()
    if earlier is None:
        raise Problem("internal_error")
    if (earlier["content_hash"], earlier["account_id"]) != (row["content_hash"], row["account_id"]):
        raise Problem("visit_id_taken")
    missing = missing_hashes(session, "visit", row["id"])
    return _recorded(row | dict(earlier), first=False, offers=offers, photos_missing=missing)


def _recorded(row: dict[str, Any], **rest: Any) -> Recorded:
    return Recorded(**{name: row[name] for name in ("id", "run_id", "verdict", "reasons", "remarks")}, **rest)


def _declare_photos(session: Session, said: Said, place: SitePlace) -> list[str]:
    if not said.photos:
        return []
    whose = evidence.DeclaringRecord(
        record_type="visit", record_id=said.id, county_id=place.county_id, school_id=place.school_id, privacy="P1"
    )
    return evidence.declare_photos(session, whose, said.photos, limit=SIGNED_IN_LIMIT)
