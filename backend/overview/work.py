"""我的事: the open cases in which the next step is mine, by what that step is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.rectifications import queries, views
from backend.rectifications.models import Case
from backend.rectifications.rules import State
from backend.rectifications.scopes import readable

LIMIT = 50


def my_work(session: Session, actor: Actor) -> dict[str, Any]:
    """Return the sections in the order of urgency; each lists at most 50 cases and says how many it shows."""
    sections = []
    for key, label, condition in _sections(actor):
        rows = queries.open_cases(session, actor, condition, limit=LIMIT)
        if rows:
            sections.append({"key": key, "label": label, "items": views.summaries(session, rows)})
    return {"sections": sections, "counts": {section["key"]: len(section["items"]) for section in sections}}


def _sections(actor: Actor) -> list[tuple[str, str, ColumnElement[bool]]]:
    mine = Case.lead_unit_id == actor.unit_id
    not_mine = and_(Case.submitted_by != actor.account_id, Case.lead_unit_id != actor.unit_id)
    inside_school = and_(Case.external.is_(False), Case.submitted_by != actor.account_id)
    reported = and_(Case.state == State.REPORTED, Case.quarantined.is_(False))
    verifies = (readable(actor, "case.verify_external") & not_mine) | (readable(actor, "case.verify") & inside_school)
    second = and_(Case.verified_by != actor.account_id, Case.verified_unit_id != actor.unit_id)
    return [
        ("to_assess", "待我研判", reported & readable(actor, "case.assign")),
        ("to_acknowledge", "待我签收", and_(Case.state == State.ASSIGNED, mine)),
        ("to_rectify", "待我整改", and_(Case.state == State.RECTIFYING, mine)),
        ("to_verify", "待我验收", and_(Case.state == State.PENDING_VERIFICATION, verifies)),
        ("to_close", "待我销号", and_(Case.state == State.VERIFIED, second, readable(actor, "case.close"))),
        ("quarantined", "待甄别", and_(Case.quarantined.is_(True), readable(actor, "case.assess"))),
    ]
