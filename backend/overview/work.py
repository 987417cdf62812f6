"""我的事: the cases in which the next step is mine, by what that step is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import end_of_local_day, local_date, now
from backend.people.rules import verbs_anywhere
from backend.rectifications import queries, views
from backend.rectifications.look_back_queries import cases_to_look_back
from backend.rectifications.models import CO_UNIT, Case
from backend.rectifications.scopes import readable
from backend.rectifications.states import WORKING, State

LIMIT = 50
WEEK = timedelta(days=7)


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
    decides = or_(
        and_(Case.extension_to.is_not(None), Case.state == State.RECTIFYING, readable(actor, "case.extend")),
        and_(Case.transfer_to_id.is_not(None), Case.state.in_(WORKING), readable(actor, "case.transfer")),
    )
    asked = and_(Case.state == State.NEED_INFO, Case.reporter_id == actor.account_id)
    protects = and_(_unprotected(), or_(mine, Case.school_id == actor.unit_id), readable(actor, "case.submit"))
    helps = Case.id.in_(select(CO_UNIT.c.case_id).where(CO_UNIT.c.unit_id == actor.unit_id))
    called = and_(Case.whistled_at.is_not(None), Case.school_id != actor.unit_id, or_(mine, helps))
    called &= readable(actor, "case.acknowledge")
    second = and_(Case.verified_by != actor.account_id, Case.verified_unit_id != actor.unit_id, not_mine)
    return [
        ("to_assess", "待我研判", reported & readable(actor, "case.assign")),
        ("to_decide", "待我批准", decides),
        ("to_answer", "待我报到", called),
        ("to_supplement", "等我补充", asked),
        ("to_acknowledge", "待我签收", and_(Case.state == State.ASSIGNED, mine)),
        ("to_rectify", "待我整改", and_(Case.state == State.RECTIFYING, mine)),
        ("to_check_interim", "临时防护待复查", protects),
        ("to_verify", "待我验收", and_(Case.state == State.PENDING_VERIFICATION, verifies)),
        ("to_close", "待我销号", and_(Case.state == State.VERIFIED, second, readable(actor, "case.close"))),
        ("quarantined", "待甄别", and_(Case.quarantined.is_(True), readable(actor, "case.assess"))),
    ]


def _unprotected() -> ColumnElement[bool]:
    """Protection that has run out, ends within a day, or was not looked at when it had to be: daily, weekly at long works."""
    today = end_of_local_day(local_date(now()) - timedelta(days=1))
    daily = and_(Case.severity == "major", Case.government_document_no.is_(None), Case.interim_checked_at < today)
    weekly = and_(Case.government_document_no.is_not(None), Case.interim_checked_at < now() - WEEK)
    ending = Case.interim_until < now() + timedelta(days=1)
    return and_(Case.interim_until.is_not(None), Case.state.in_(WORKING), or_(ending, daily, weekly))
