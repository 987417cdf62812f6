"""A school closes into another: its chain goes on, its open cases pass to the other's people, both chains say so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.ids import new_id
from backend.people.accounts import move_people
from backend.places.mergers import lock_pair, write_merger
from backend.rectifications import ledger
from backend.rectifications.models import Case
from backend.rectifications.states import OPEN_STATES

_OPEN = sorted(OPEN_STATES)


def merge_school(session: Session, actor: Actor, school_id: UUID, *, into_id: UUID) -> int:
    """Merge a school into another of its county; returns how many open cases passed to it.

    Its plates still take reports and its cases stay in its chain. People of the unit belong to the other one now; what
    they may do stays as it was, on the old school.
    """
    school, into = lock_pair(session, actor, school_id, into_id=into_id)
    cases = _open_cases(session, school_id)
    carrier = _last_case(session, school_id)
    chains = {case.school_id for case in cases if case.school_id} | ({school_id, into_id} if carrier else set())
    for each in sorted(chains):  # several in one transaction: in one order, as who hands work over does
        ledger.locked_head(session, school.county_id, each)
    write_merger(session, actor, school, into=into)
    move_people(session, actor, from_unit=school_id, to_unit=into_id)
    for case in cases:
        _pass_on(session, actor, case, school=school, into=into)
    if carrier is not None:
        _link_chains(session, actor, carrier, school=school, into=into)
    return len(cases)


def _open_cases(session: Session, school_id: UUID) -> list[Case]:
    """Lock the open cases for which the school is responsible, wherever they are, in the order of their ids."""
    statement = select(Case).where(Case.lead_unit_id == school_id, Case.state.in_(_OPEN))
    return list(session.execute(statement.order_by(Case.id).with_for_update(key_share=True)).scalars())


def _last_case(session: Session, school_id: UUID) -> Case | None:
    """An entry hangs on a case; the link between the chains hangs on the last one of the school that closes."""
    statement = select(Case).where(Case.school_id == school_id).order_by(Case.reported_at.desc(), Case.id.desc())
    return session.execute(statement.limit(1)).scalar_one_or_none()


def _pass_on(session: Session, actor: Actor, case: Case, *, school: Any, into: Any) -> None:
    case.lead_unit_id = into.id
    session.flush()
    content = {
        "note": f"{school.name}并入{into.name}，责任单位随之改为{into.name}",
        "from_unit": str(school.id),
        "to_unit": str(into.id),
    }
    changes = {"lead_unit_id": [str(school.id), str(into.id)]}
    _append(session, actor, case, action="school_merged", content=content, school_id=case.school_id, changes=changes)


def _link_chains(session: Session, actor: Actor, case: Case, *, school: Any, into: Any) -> None:
    """First the old chain names the head of the other one, then that one names the head that follows from it."""
    pairs = (
        (school.id, into, "school_merged", f"{school.name}并入{into.name}。本链继续，对方链首如下"),
        (into.id, school, "school_joined", f"接收{school.name}。其链继续，链首如下"),
    )
    for own_id, other, action, note in pairs:
        head = ledger.locked_head(session, case.county_id, other.id)
        content = {
            "note": f"{note}：第 {head.head_seq} 条，{head.head_hash}",
            "school_code": other.school_code,
            "chain": str(head.id),
            "seq": head.head_seq,
            "hash": head.head_hash,
        }
        _append(session, actor, case, action=action, content=content, school_id=own_id)


def _append(
    session: Session,
    actor: Actor,
    case: Case,
    *,
    action: str,
    content: dict[str, Any],
    school_id: UUID | None,
    changes: dict[str, Any] | None = None,
) -> None:
    entry = ledger.Entry(
        id=new_id(),
        case_id=case.id,
        county_id=case.county_id,
        school_id=school_id,
        action=action,
        at=now(),
        content=content,
        changes=changes,
    )
    ledger.append(session, actor, entry)
