"""我的事: the cases in which the next step is mine, by what that step is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.people.rules import verbs_anywhere
from backend.rectifications import queries, views
from backend.rectifications.look_back_queries import cases_to_look_back
from backend.rectifications.models import Case
from backend.rectifications.scopes import readable
from backend.rectifications.states import State

LIMIT = 50


def my_work(session: Session, actor: Actor) -> dict[str, Any]:
    """Return the sections in the order of urgency; each lists at most 50 cases and says how many it shows."""
    found = [
        (key, label, queries.open_cases(session, actor, condition, limit=LIMIT))
        for key, label, condition in _sections(actor)
    ]
    if "case.answer_dispute" in verbs_anywhere(actor):
        answers = readable(actor, "case.answer_dispute")
        found.insert(0, ("disputed", "群众反映没解决", queries.disputed_cases(session, actor, answers, limit=LIMIT)))
    found.append(("to_look_back", "待回头看", cases_to_look_back(session, actor, limit=LIMIT)))
    shown = {item["id"]: item for item in views.summaries(session, [row for _, _, rows in found for row in rows])}
    sections = [
        {"key": key, "label": label, "items": [shown[row.Case.id] for row in rows]}
        for key, label, rows in found
        if rows
    ]
    return {"sections": sections, "counts": {key: len(rows) for key, _, rows in found if rows}}


def _sections(actor: Actor) -> list[tuple[str, str, ColumnElement[bool]]]:
    mine = Case.lead_unit_id == actor.unit_id
    not_mine = and_(Case.submitted_by != actor.account_id, Case.lead_unit_id != actor.unit_id)
    major, general = Case.severity == "major", Case.severity == "general"
    own_house = or_(Case.lead_unit_id == Case.school_id, Case.lead_unit_id != actor.unit_id)
    inside_school = and_(Case.external.is_(False), Case.submitted_by != actor.account_id, own_house)
    reported = and_(Case.state == State.REPORTED, Case.quarantined.is_(False))
    verifies = or_(
        general & not_mine & readable(actor, "case.verify_external"),
        general & inside_school & readable(actor, "case.verify"),
        major & not_mine & readable(actor, "case.verify_major"),
    )
    second = and_(Case.verified_by != actor.account_id, Case.verified_unit_id != actor.unit_id, not_mine)
    return [
        ("to_assess", "待我研判", reported & readable(actor, "case.assign")),
        ("to_acknowledge", "待我签收", and_(Case.state == State.ASSIGNED, mine)),
        ("to_rectify", "待我整改", and_(Case.state == State.RECTIFYING, mine)),
        ("to_verify", "待我验收", and_(Case.state == State.PENDING_VERIFICATION, verifies)),
        ("to_close", "待我销号", and_(Case.state == State.VERIFIED, second, readable(actor, "case.close"))),
        ("quarantined", "待甄别", and_(Case.quarantined.is_(True), readable(actor, "case.assess"))),
    ]
