"""A sheet as phones see it: every line with who answered what, where people disagree, the hazards, and who has signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.evidence.queries import PhotoView, photos_of
from backend.hazards.taxonomy import category_label
from backend.hazards.taxonomy import load as taxonomy
from backend.inspections.answers import tally
from backend.inspections.findings import findings_of
from backend.inspections.kinds import FOUND_VIA, SIDES, STATES, TYPES
from backend.inspections.models import CORRECTION, SIGNATURE
from backend.inspections.queries import team_of
from backend.inspections.sheets import Sheet, sheet_of
from backend.inspections.signing import is_of_school, wanted_signatures
from backend.inspections.templates import condition_of, templates
from backend.inspections.views import counted, deadlines, inspector, school
from backend.people.models import ACCOUNT
from backend.places.kinds import SCHOOL_TYPES
from backend.rectifications.states import LABELS, State

Photos = Mapping[UUID, list[PhotoView]]


def shown(session: Session, actor: Actor, record: Any, *, answers: list[Any] | None = None) -> dict[str, Any]:
    """Return a sheet whole, for somebody who may read it."""
    found = sheet_of(session, record, answers)
    team, hazards = team_of(session, record), findings_of(session, [record.id])
    mine = any(each.account_id == actor.account_id for each in team)
    return {
        "id": record.id,
        "school": school(record) | {"type_label": SCHOOL_TYPES[record.school_type][0]},
        "inspection": _inspection(record),
        "team": [inspector(each) for each in team],
        "groups": _groups(found, photos_of(session, "inspection_answer", [row.id for row in found.answers]), hazards),
        "tally": counted(tally(found.lines)),
        "digest": found.digest,
        **deadlines(record, hazards),
        **_signing(session, found, team),
        "corrections": _corrections(session, record.id),
        **_rights(session, actor, record, mine=mine),
    }


def _inspection(record: Any) -> dict[str, Any]:
    return {
        "id": record.inspection_id,
        **{
            name: getattr(record, name)
            for name in ("type", "title", "phase", "template", "starts_on", "ends_on", "state")
        },
        "type_label": TYPES[record.type][0],
        "state_label": STATES[record.state],
        "found_via": FOUND_VIA[record.type],
    }


def _rights(session: Session, actor: Actor, record: Any, *, mine: bool) -> dict[str, Any]:
    in_time = record.starts_on <= local_date(now()) <= record.ends_on and record.state == "open"
    of_school = is_of_school(session, actor, record)
    unsigned = record.signed_at is None
    return {
        "may_answer": mine and in_time and unsigned,
        "may_sign": unsigned and record.state == "open" and ((mine and in_time) or of_school),
        "may_sign_as_inspector": mine and in_time and unsigned,
        "may_correct": not unsigned and (mine or of_school),
    }


def _groups(found: Sheet, photos: Photos, hazards: Sequence[Any]) -> list[dict[str, Any]]:
    template = templates()[found.record.template]
    groups = [
        {
            "key": group.key,
            "label": group.zh,
            "label_en": group.en,
            "items": [_item(found, item, photos, hazards) for item in group.items if item.key in found.items],
        }
        for group in template.groups
    ]
    return [group for group in groups if group["items"]]


def _item(found: Sheet, item: Any, photos: Photos, hazards: Sequence[Any]) -> dict[str, Any]:
    standing, category = found.lines[item.key], taxonomy().categories[item.category]
    rows = {row.id: row for row in found.answers if row.item == item.key}
    return {
        "key": item.key,
        "text": item.text,
        "condition": condition_of(item, found.record.school_type),
        "category": item.category,
        "category_label": category.zh,
        "tile": category.tile,
        "photo_rule": category.photo,
        "severity": category.severity,
        "status": standing.status,
        "answer": standing.answer,
        "heads": [_answer(rows[fact.id], photos) for fact in standing.heads],
        "late": [_answer(row, photos) for row in rows.values() if row.after_signing],
        "photos": [_photo(each) for row in rows.values() for each in photos.get(row.id, [])],
        "answers": len(rows),
        "findings": [finding(each) for each in hazards if each.item == item.key],
    }


def _answer(row: Any, photos: Photos) -> dict[str, Any]:
    return {
        "id": row.id,
        "answer": row.answer,
        "note": row.note,
        "account_id": row.account_id,
        "author": row.display_name,
        "unit": row.unit_name,
        "at": row.happened_at,
        "photos": [_photo(each) for each in photos.get(row.id, [])],
    }


def _photo(view: PhotoView) -> dict[str, Any]:
    address = f"/api/v1/inspection_photos/{view.id}"
    got = not view.missing
    return {
        "id": view.id,
        "missing": view.missing,
        "url": f"{address}/large" if got else None,
        "url_small": f"{address}/small" if got else None,
    }


def finding(row: Any) -> dict[str, Any]:
    """Return a hazard of a sheet as the ledger has it now."""
    return {
        "hazard_id": row.hazard_id,
        "case_id": row.case_id,
        "ledger_no": row.ledger_no,
        "category_label": category_label(row.category),
        "state": row.state,
        "state_label": LABELS[State(row.state)],
        "note": row.note,
        "after_signing": row.after_signing,
    }


def _signing(session: Session, found: Sheet, team: Sequence[Any]) -> dict[str, Any]:
    query = (
        select(SIGNATURE)
        .where(SIGNATURE.c.record_id == found.record.id)
        .order_by(SIGNATURE.c.signed_at, SIGNATURE.c.id)
    )
    rows = session.execute(query).all()
    people, school_too = wanted_signatures(session, found)
    names = {each.account_id: f"{each.unit_name} {each.display_name}" for each in team}
    for row in found.answers:
        names.setdefault(row.account_id, f"{row.unit_name} {row.display_name}")
    signed = [
        {
            "side": row.side,
            "side_label": SIDES[row.side],
            "name": row.name,
            "unit_name": row.unit_name,
            "at": row.signed_at,
            "open_lines": row.open_lines,
            "covers": row.digest == found.digest,
        }
        for row in rows
    ]
    return {
        "signatures": signed,
        "wanted_signers": sorted(names[each] for each in people),
        "wants_me": sorted(people),
        "wants_school": school_too,
    }


def _corrections(session: Session, record_id: UUID) -> list[dict[str, Any]]:
    query = (
        select(CORRECTION, ACCOUNT.c.display_name)
        .join(ACCOUNT, ACCOUNT.c.id == CORRECTION.c.account_id)
        .where(CORRECTION.c.record_id == record_id)
        .order_by(CORRECTION.c.added_at, CORRECTION.c.id)
    )
    return [
        {"item": row.item, "words": row.words, "author": row.display_name, "at": row.added_at}
        for row in session.execute(query)
    ]
