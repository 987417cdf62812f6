"""Cases as people read them: summaries for lists, the whole case with its timeline, photos and what may be done next."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem, body_of
from backend.evidence.queries import PhotoView, missing_counts, photos_of
from backend.hazards.rules import FOUND_VIA
from backend.hazards.taxonomy import category_label, tile_label
from backend.rectifications import callbacks, queries, rules
from backend.rectifications.deadlines import is_overdue
from backend.rectifications.facts import CaseFacts
from backend.rectifications.models import Case
from backend.rectifications.particulars import flags, particulars
from backend.rectifications.recurrence import recurrence_links
from backend.rectifications.scopes import place_of_case
from backend.rectifications.standing import facts_of, person_at
from backend.rectifications.states import LABELS, State
from backend.rectifications.timing import timing_of
from backend.rectifications.wording import Names, ids_in, words_of

Photos = Mapping[UUID, list[PhotoView]]
_BEFORE = frozenset({"report", "join"})
_FIXED = frozenset({"submit", "fix_on_spot"})


def summaries(session: Session, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Return what a list shows of each case; two queries more for the photos of all of them."""
    cases = [row.Case for row in rows]
    photos = photos_of(session, "hazard", [case.hazard_id for case in cases])
    missing = missing_counts(session, "ledger_entry", [case.last_entry_id for case in cases])
    return [_summary(row, photos[row.Case.hazard_id], missing[row.Case.last_entry_id]) for row in rows]


def detail(session: Session, actor: Actor, row: Any) -> dict[str, Any]:
    """Return a case whole, for somebody who may read it."""
    case: Case = row.Case
    entries = queries.timeline(session, case.id)
    photos = photos_of(session, "ledger_entry", [entry.id for entry, _ in entries])
    reports = queries.reports_of(session, case.id)
    before = photos_of(session, "hazard", reports)
    names = queries.names_of(session, {entry.actor for entry, _ in entries})
    missing = sum(photo.missing for photo in photos.get(case.last_entry_id, []))
    submitted = [entry.id for entry, _ in entries if entry.action in _FIXED]
    said = [_said(content) for _, content in entries]
    named = queries.names_by_id(session, _ids(case).union(*(ids_in(each) for each in said)))
    told = [(entry.action, content) for (entry, _), content in zip(entries, said, strict=True)]
    return {
        **_summary(row, before[case.hazard_id], missing),
        "note": row.note,
        "danger": case.danger,
        "quarantined": case.quarantined,
        "external": case.external,
        "criteria_item": case.criteria_item,
        "master_case_id": case.master_case_id,
        "position": None if case.lat is None else {"lat": case.lat, "lng": case.lng},
        "photos_before": [shown(photo) for report in reports for photo in before[report]],
        "photos_after": [shown(photo) for photo in (photos[submitted[-1]] if submitted else [])],
        "timeline": [
            _step(entry, content, names=names, named=named, photos=photos | before) for entry, content in entries
        ],
        "joined_reports": len(reports) - 1,
        **recurrence_links(session, actor, case),
        **particulars(case, told, names=named, co_units=queries.co_units_of(session, case.id)),
        **_actions(session, actor, row, photos_missing=missing, reports=reports),
    }


def shown(photo: PhotoView) -> dict[str, Any]:
    """Return a photo as a reader of its record sees it."""
    names = ("id", "url", "url_small", "width", "height", "orientation", "missing", "taken_at", "privacy")
    return {name: getattr(photo, name) for name in (*names, "url_redacted", "released")}


def _summary(row: Any, photos: list[PhotoView], missing_after: int) -> dict[str, Any]:
    case: Case = row.Case
    thumbnail = next((photo.url_small for photo in photos if photo.url_small), None)
    return {
        "id": case.id,
        "ledger_no": case.ledger_no,
        "school": {"id": case.school_id, "name": row.school_name} if case.school_id else None,
        "place": queries.place_words(row),
        "state": case.state,
        "state_label": LABELS[State(case.state)],
        "severity": case.severity,
        "category": case.category,
        "category_label": category_label(case.category) or tile_label(case.tile),
        "handling": case.handling,
        "lead_unit": {"id": case.lead_unit_id, "name": row.lead_name} if case.lead_unit_id else None,
        "due_at": case.due_at,
        "overdue": is_overdue(case.state, case.due_at, at=now()),
        "reported_at": case.reported_at,
        "photos_missing": sum(photo.missing for photo in photos) + missing_after,
        "version": case.version,
        "thumbnail": thumbnail,
        **timing_of(case, at=now()),
        **flags(case),
    }


def _step(entry: Any, content: str | None, *, names: dict[str, str], named: Names, photos: Photos) -> dict[str, Any]:
    """Show an entry; the photos of a report belong to the report, which is older than its entry."""
    said = _said(content)
    record = UUID(said["hazard_id"]) if entry.action in _BEFORE and "hazard_id" in said else entry.id
    label = rules.ENTRY_LABELS.get(entry.action, entry.action)
    if entry.action == "report" and (channel := FOUND_VIA.get(said.get("found_via", ""))):
        label = f"{label}（{channel}）"
    anonymous = "群众" if entry.actor == "public" else "系统"
    return {
        "id": entry.id,
        "seq": entry.seq,
        "action": entry.action,
        "action_label": label,
        "actor_name": names.get(entry.actor, anonymous),
        "at": entry.at,
        "note": words_of(entry.action, said, names=named),
        "from_state": said.get("from_state"),
        "to_state": said.get("to_state"),
        "withdrawn": content is None,
        "hash": entry.hash,
        "photos": [shown(photo) for photo in photos.get(record, [])],
    }


def _said(content: str | None) -> dict[str, Any]:
    return {} if content is None else json.loads(content)


def _ids(case: Case) -> set[UUID]:
    return {each for each in (case.tracker_id, case.transfer_to_id) if each is not None}


def _actions(session: Session, actor: Actor, row: Any, *, photos_missing: int, reports: list[UUID]) -> dict[str, Any]:
    case: Case = row.Case
    place = place_of_case(session, case)
    person, facts = person_at(session, actor, place, case=case), facts_of(case, place, photos_missing=photos_missing)
    allowed, refused = rules.allowed_actions(facts, person)
    typed = rules.allowed_in_place_of_unit(facts, person)
    return {
        "callbacks": callbacks.offered(session, reports, facts, person),
        "may_release_photos": "photo.release" in person.verbs,
        "allowed_actions": [_allowed(each) for each in allowed] + [_allowed(each, typed_in=True) for each in typed],
        "refused_actions": [
            {"action": each.action, "label": each.label, "main": each.main, "reason": reason}
            | _why(reason, facts, row.lead_name)
            for each, reason in refused
        ],
    }


def _allowed(row: rules.Transition, *, typed_in: bool = False) -> dict[str, Any]:
    shown = {"action": row.action, "label": row.label, "needs": list(row.needs)}
    return shown | {"main": row.main and not typed_in, "typed_in": typed_in}


def _why(reason: str, facts: CaseFacts, lead_unit: str | None) -> dict[str, str]:
    """Say in the error catalogue's own words why an act is refused, and what to do instead."""
    label = LABELS[facts.state]
    problem = Problem(reason, state_label=label, missing=facts.photos_missing, lead_unit=lead_unit or "")
    told = body_of(problem, language="zh")
    return {"reason_label": told["title"], "reason_detail": told["detail"]}
