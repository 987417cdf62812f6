"""Who is told what about a case: one table for the moves, one function for everything else that gives notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.messages.operations import Notice, send
from backend.places.models import Organisation
from backend.rectifications.audiences import GROUPS, Audience, Subject, known
from backend.rectifications.models import Case

if TYPE_CHECKING:
    from backend.rectifications.moves import Move

_PRESSING = frozenset({"case_assigned", "case_overdue", "case_acknowledge_overdue", "case_reported", "case_urged"})


# A general hazard is struck off by the verification itself; of a major one its reporters read when that is done.
_AFTER_VERIFYING = {"closed": "case_to_close", "verified": "report_answered"}


@dataclass(frozen=True)
class Told:
    """What a move gives notice of: the kind of message and whom; only if it changed the responsible unit, where asked."""

    kind: str
    groups: tuple[str, ...]
    new_unit_only: bool = False


MOVES: dict[str, tuple[Told, ...]] = {
    "reject": (Told("report_answered", ("reporter",)),),
    "merge": (Told("report_answered", ("reporter",)),),
    "refer_out": (Told("report_answered", ("reporter",)),),
    "keep_closed": (Told("report_answered", ("reporter",)),),
    "fix_on_spot": (Told("report_answered", ("reporter",)),),
    "close_out": (Told("report_answered", ("reporter",)),),
    "supplement": (Told("question_answered", ("assessors",)),),
    "ask_info": (Told("question_asked", ("reporter",)),),
    "restore": (Told("case_reported", ("assessors",)),),
    "appeal": (Told("case_reported", ("assessors",)),),
    "unmerge": (Told("case_reported", ("assessors",)),),
    "assign": (Told("case_assigned", ("unit",)), Told("case_tracked", ("tracker",))),
    "set_tracker": (Told("case_tracked", ("tracker",)),),
    "correct": (Told("case_assigned", ("unit",), new_unit_only=True),),
    "ask_transfer": (Told("transfer_asked", ("joint_office",)),),
    "approve_transfer": (Told("case_assigned", ("unit",)), Told("transfer_decided", ("unit_before",))),
    "refuse_transfer": (Told("transfer_decided", ("unit",)),),
    "ask_extension": (Told("extension_asked", ("joint_office",)),),
    "grant_extension": (Told("extension_decided", ("unit",)),),
    "refuse_extension": (Told("extension_decided", ("unit",)),),
    "submit": (Told("case_to_verify", ("verifiers",)),),
    "fail": (Told("case_returned", ("unit",)),),
    "verify": (Told("case_to_close", ("closers",)), Told("report_answered", ("reporter",))),
    "object": (Told("case_returned", ("unit",)),),
    "fail_look_back": (Told("case_reopened", ("unit",)),),
    "reopen": (Told("case_reopened", ("unit",)),),
    "dispute": (Told("dispute_raised", ("joint_office",)),),
    "urge": (Told("case_urged", ("unit", "tracker")),),
    "escalate": (Told("case_escalated", ("unit_head",)),),
    "whistle": (Told("whistle_blown", ("whistled", "joint_office")),),
    "answer_whistle": (Told("whistle_answered", ("school",)),),
    "raise_severity": (Told("case_made_major", ("unit", "joint_office")),),
}
"""Every move that somebody is told of; the others are read in the case. What the clock tells of is in ringing.py."""


def tell_of_move(session: Session, actor: Actor, move: Move, *, details: Mapping[str, Any]) -> None:
    """Give notice of a move that was just written, except to whoever made it."""
    case, before = move.case, move.facts.lead_unit_id
    for told in MOVES.get(move.transition.action, ()):
        if told.new_unit_only and case.lead_unit_id == before:
            continue
        if told.kind == _AFTER_VERIFYING.get(case.state):
            continue
        subject = Subject(case, move.place, unit_before_id=before, details=details)
        for each in _with_merged(session, subject) if told.kind == "report_answered" else (subject,):
            tell(session, each, told.kind, groups=told.groups, except_id=actor.account_id)


def _with_merged(session: Session, subject: Subject) -> list[Subject]:
    """An answer is the answer to those too whose report was merged into this case; each reads of their own."""
    merged = select(Case).where(Case.master_case_id == subject.case.id).order_by(Case.id)
    return [subject, *(Subject(case, subject.place) for case in session.execute(merged).scalars())]


def tell(
    session: Session,
    subject: Subject,
    kind: str,
    *,
    groups: tuple[str, ...],
    except_id: UUID | None = None,
    dedupe_key: str | None = None,
) -> bool:
    """Give one notice about a case to some groups; somebody who belongs to several of them reads it once."""
    audience = Audience()
    for group in groups:
        audience |= GROUPS[group](session, subject)
    if not audience.unit_ids and not audience.account_ids:
        return False
    case = subject.case
    notice = Notice(
        kind=kind,
        county_id=case.county_id,
        urgency="urgent" if kind in _PRESSING and (case.severity == "major" or case.danger) else "normal",
        account_ids=tuple(sorted(audience.account_ids)),
        unit_ids=tuple(sorted(audience.unit_ids)),
        roles=audience.roles,
        except_ids=(except_id,) if except_id else (),
        subject_type="case",
        subject_id=case.id,
        values=_values(session, case),
        dedupe_key=dedupe_key,
    )
    return send(session, notice)


def _values(session: Session, case: Case) -> dict[str, str]:
    ids = known(case.school_id, case.lead_unit_id)
    rows = session.execute(select(Organisation.id, Organisation.short_name).where(Organisation.id.in_(ids)))
    names: dict[UUID | None, str] = {row[0]: row[1] for row in rows}
    values = {
        "school": names.get(case.school_id),
        "unit": names.get(case.lead_unit_id),
        "number": case.ledger_no,
        "due": case.due_at.isoformat() if case.due_at else None,
        "level": str(case.escalation_level) if case.escalation_level else None,
    }
    return {name: value for name, value in values.items() if value}
