"""文书起草: a letter is filled in with facts and waits for a person; the system never signs or sends one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import SYSTEM, Actor
from backend.core.clock import local_date, now
from backend.core.ids import new_id
from backend.hazards.taxonomy import category_label, tile_label
from backend.places.models import Organisation
from backend.rectifications import queries
from backend.rectifications.clock_settings import recent_rulebook
from backend.rectifications.models import Case
from backend.rectifications.states import ESCALATION_LEVELS, LETTER_KINDS, SEVERITIES
from backend.rectifications.supervision_models import LETTER, Letter

TEMPLATE = "2026-11"
REPLY_WORKING_DAYS = 3
ASKS = {
    "rectification_notice": "请按期限完成整改，整改前落实临时防护措施，整改后提交照片并申请验收。",
    "advisory_letter": "该隐患逾期未整改。请说明原因，落实责任人和临时防护措施，尽快完成整改。",
    "supervision_notice": "该隐患列入督办。请由单位负责人牵头，限期完成整改，并书面报告整改情况。",
    "instant_consultation": "建议立即召集责任单位和有关部门会商，确定整改措施、责任单位、资金和时限。",
    "government_report": "该隐患逾期仍未整改。建议报告县人民政府，挂牌督办。",
    "summons_talk": "该隐患经提级督办仍未整改。建议约谈责任单位负责人。",
}
"""What each letter asks for; whoever signs may change it."""
_TO_UNIT = frozenset({"rectification_notice", "advisory_letter", "supervision_notice", "summons_talk"})
_OFFICE = {"instant_consultation": "JMO", "government_report": "GOV"}


def draft_letter(session: Session, case: Case, kind: str, rung: str | None, *, actor: Actor = SYSTEM) -> UUID | None:
    """Draft a letter of `kind` about the case; None if one of that kind waits for its signature already.

    `rung`: the rung of the overdue ladder that asked for it, None where a person did. `body` (JSON, dates as ISO text):
    template, kind_label, to, rung, level, level_label, ledger_no, school, place, category, severity, reported_on, due_on,
    overdue_days (None before the deadline), asks, reply_by.
    """
    waiting = select(LETTER.c.id).where(LETTER.c.case_id == case.id, LETTER.c.kind == kind, LETTER.c.state == "drafted")
    if session.execute(waiting).first() is not None:
        return None
    to_unit_id, to_name = _addressee(session, case, kind)
    at = now()
    letter = Letter(
        id=new_id(),
        county_id=case.county_id,
        case_id=case.id,
        kind=kind,
        state="drafted",
        to_unit_id=to_unit_id,
        body=_body(session, case, kind, rung, at=at) | {"to": to_name},
        drafted_at=at,
        drafted_by=actor.account_id,
    )
    session.add(letter)
    session.flush()
    changes = {"kind": [None, kind], "case_id": [None, str(case.id)]}
    about: Any = {"object_type": "letter", "object_id": letter.id, "county_id": case.county_id}
    record(session, actor, action="letter.drafted", changes=changes, **about)
    return letter.id


def _addressee(session: Session, case: Case, kind: str) -> tuple[UUID | None, str]:
    """Return to whom it goes: the responsible unit, the joint office or the government, where the county has entered it."""
    statement = select(Organisation.id, Organisation.name).order_by(Organisation.name).limit(1)
    if kind in _TO_UNIT:
        found = session.execute(statement.where(Organisation.id == case.lead_unit_id)).first()
    else:
        office = (Organisation.county_id == case.county_id, Organisation.kind == _OFFICE[kind])
        found = session.execute(statement.where(*office)).first()
    if found is not None:
        return found.id, found.name
    return None, {"GOV": "县人民政府", "JMO": "联席会议办公室"}.get(_OFFICE.get(kind, ""), "责任单位")


def _body(session: Session, case: Case, kind: str, rung: str | None, *, at: datetime) -> dict[str, Any]:
    row = session.execute(queries.summaries().where(Case.id == case.id)).one()
    reply = recent_rulebook(session, case.county_id).reckoner.after_working_days(at, REPLY_WORKING_DAYS)
    overdue = (local_date(at) - local_date(case.due_at)).days if case.due_at and case.due_at < at else None
    return {
        "template": TEMPLATE,
        "kind_label": LETTER_KINDS[kind],
        "rung": rung,
        "level": case.escalation_level,
        "level_label": ESCALATION_LEVELS[case.escalation_level],
        "ledger_no": case.ledger_no,
        "school": row.school_name,
        "place": case.place_text or row.checkpoint_name or row.place_text or "",
        "category": category_label(case.category) or tile_label(case.tile),
        "severity": SEVERITIES[case.severity],
        "lead_unit": row.lead_name,
        "reported_on": local_date(case.reported_at).isoformat(),
        "due_on": local_date(case.due_at).isoformat() if case.due_at else None,
        "overdue_days": overdue,
        "asks": ASKS[kind],
        "reply_by": local_date(reply.at).isoformat(),
    }
