"""Following a report by its pickup code: public words only, the photos released to the public, and what the reporter may say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.errors import Problem
from backend.evidence.queries import photos_of
from backend.evidence.tokens import issue_view_token
from backend.hazards.callback_phones import reports_with_phone
from backend.hazards.models import Hazard
from backend.hazards.queries import by_pickup_digest
from backend.hazards.rules import pickup_digest
from backend.intake import public_words as words
from backend.places.queries import where, where_at
from backend.rectifications import rules
from backend.rectifications.facts import Person
from backend.rectifications.models import Case, LedgerEntry
from backend.rectifications.queries import case_of_hazard, timeline
from backend.rectifications.scopes import place_of_case
from backend.rectifications.standing import facts_of
from backend.rectifications.states import PUBLIC_STATUS, STRUCK_OFF, State

ANSWER_WITHIN = timedelta(days=3)
REPORTER = Person(None, None, None, frozenset({"report.create"}), reporter=True)
ACTIONS = ("supplement", "appeal", "dispute", "confirm_solved")
_ANSWERABLE = frozenset(state for row in rules.TRANSITIONS if row.action in ACTIONS for state in row.sources)
_MAX_HOPS = 5
_SAID = {"dispute": "not_solved", "confirm_solved": "solved"}
_FRESH_ROUND = frozenset({"reopen", "fail_look_back"})


@dataclass(frozen=True)
class Followed:
    """A report, its own case, the case that answers it (the last master), and that case's entries with their content."""

    report: Hazard
    own: Case
    case: Case
    entries: list[tuple[LedgerEntry, dict[str, Any]]]

    @property
    def asked_here(self) -> bool:
        """Whether a question about the case goes to this reporter: who founded it, not those who joined."""
        return self.case.hazard_id == self.report.id


def follow(session: Session, code: str, *, secret: bytes) -> dict[str, Any]:
    """Return status, place and the public steps of the report behind `code`, and what its reporter may do now."""
    found = _followed(session, report_of_code(session, code, secret=secret))
    state = State(found.case.state)
    key, label = words.status(state, asked_here=found.asked_here)
    return {
        "status": {"key": key, "label": label},
        "place": _place(session, found.report) or found.report.place_text,
        "reported_at": found.report.received_at,
        "timeline": _timeline(found),
        "expected_at": found.case.due_at if key in ("in_progress", "handed_over") else None,
        "merged": found.own is not found.case,
        "reason": words.reason(state, reject_reason=found.case.reject_reason, referred_to=found.case.referred_to),
        "call": words.call(state, found.case.referred_to),
        **_question(found),
        **_after_closing(session, found, secret=secret),
        "round": found.case.reopen_count,
        "allowed": allowed(session, found.case, asked_here=found.asked_here),
        "phone_kept": bool(reports_with_phone(session, [found.report.id])),
    }


def report_of_code(session: Session, code: str, *, secret: bytes) -> Hazard:
    """Return the report behind a pickup code, or refuse in words that say what to check."""
    report = by_pickup_digest(session, pickup_digest(secret, code))
    if report is None:
        raise Problem("pickup_unknown")
    return report


def allowed(session: Session, case: Case, *, asked_here: bool) -> list[str]:
    """Return what the reporter may do now; the state machine decides."""
    if State(case.state) not in _ANSWERABLE:
        return []
    facts = facts_of(case, place_of_case(session, case), photos_missing=0)
    offered = ACTIONS if asked_here else ACTIONS[1:]
    return [action for action in offered if rules.refusal(action, facts, REPORTER) is None]


def master_of(session: Session, case: Case) -> Case:
    """Return the case that answers for this one: the last master, however far."""
    for _ in range(_MAX_HOPS):
        if case.master_case_id is None:
            return case
        case = session.get_one(Case, case.master_case_id)
    return case


def _followed(session: Session, report: Hazard) -> Followed:
    own = case_of_hazard(session, report.id)
    case = master_of(session, own)
    entries = [(entry, json.loads(content) if content else {}) for entry, content in timeline(session, case.id)]
    return Followed(report, own, case, entries)


def _timeline(found: Followed) -> list[dict[str, Any]]:
    begun = [{"at": found.report.received_at, "label": PUBLIC_STATUS[State.REPORTED][1]}]
    if found.own is not found.case:
        merged_at = found.own.closed_at or found.report.received_at
        begun.append({"at": merged_at, "label": PUBLIC_STATUS[State.DUPLICATE][1]})
    told = [
        (entry.at, said)
        for entry, said in found.entries
        if entry.action not in ("report", "join", "photo_received") and "to_state" in said
    ]
    return begun + words.steps(told, since=begun[-1]["at"], asked_here=found.asked_here)


def _question(found: Followed) -> dict[str, Any]:
    asked = [entry.at for entry, _ in found.entries if entry.action == "ask_info"]
    if found.case.question is None or not found.asked_here or not asked:
        return {"question": None, "answer_until": None}
    until = found.case.step_due_at or asked[-1] + ANSWER_WITHIN
    return {"question": found.case.question, "answer_until": until}


def _after_closing(session: Session, found: Followed, *, secret: bytes) -> dict[str, Any]:
    """Return what became of the reporter's word since the last closing, and the released photos of the fix."""
    said = reply = submitted = None
    for entry, content in found.entries:
        if entry.action in _FRESH_ROUND:
            said = reply = submitted = None
        elif entry.action == "submit":
            submitted = entry.id
        elif entry.action in _SAID and content.get("hazard_id") == str(found.report.id):
            said = _SAID[entry.action]
        elif entry.action == "keep_closed":
            reply = content.get("reason")
    closed = State(found.case.state) in STRUCK_OFF
    return {
        "said": said if closed else None,
        "reply": reply if closed else None,
        "under_review": closed and found.case.disputed_at is not None,
        "photos": _released(session, submitted, secret=secret) if closed and submitted else [],
    }


def _released(session: Session, entry_id: UUID, *, secret: bytes) -> list[dict[str, str]]:
    return [
        {"url": f"/api/v1/pickups/photos/{issue_view_token(secret, photo.id)}"}
        for photo in photos_of(session, "ledger_entry", [entry_id])[entry_id]
        if photo.released and photo.url_redacted
    ]


def _place(session: Session, report: Hazard) -> str | None:
    if report.checkpoint_id:
        place = where_at(session, report.checkpoint_id)
    else:
        place = where(session, report.school_id) if report.school_id else None
    return "·".join(filter(None, [place.school_name, place.checkpoint_name])) if place else None
