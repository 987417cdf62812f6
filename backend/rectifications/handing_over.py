"""Somebody leaves: their open work passes to a colleague of their unit, entry by entry, and then their account stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.people.accounts import demand_account, disable_account
from backend.people.models import Account
from backend.rectifications import ledger
from backend.rectifications.models import Case
from backend.rectifications.states import OPEN_STATES

VERB = "account.disable"
MOST_SUCCESSORS = 200


@dataclass(frozen=True)
class OpenWork:
    """How many open cases somebody tracks and is named responsible for, and which colleagues could take them over."""

    tracked: int
    responsible: int
    successors: list[Account]


def open_work(session: Session, actor: Actor, account_id: UUID) -> OpenWork:
    """Count what would be handed over; for whoever may stop the account."""
    leaver = demand_account(session, actor, account_id=account_id, verb=VERB)
    cases = session.execute(select(Case).where(_is_work_of(leaver))).scalars().all()
    successors = (
        select(Account).where(_may_succeed(leaver)).order_by(Account.display_name, Account.id).limit(MOST_SUCCESSORS)
    )
    return OpenWork(
        tracked=sum(case.tracker_id == leaver.id for case in cases),
        responsible=sum(_is_responsible(case, leaver) for case in cases),
        successors=list(session.scalars(successors)),
    )


def hand_over(session: Session, actor: Actor, account_id: UUID, *, to_id: UUID, disable: bool) -> int:
    """Hand all open work of one person to another of the same unit, then stop the account; returns how many cases.

    What a unit has to do (sign for, fix, verify) needs no handing over: it never was one person's.
    """
    leaver = demand_account(session, actor, account_id=account_id, verb=VERB)
    successor = session.execute(select(Account).where(Account.id == to_id, _may_succeed(leaver))).scalar_one_or_none()
    if successor is None:
        raise Problem("successor_unfit", fields={"to_account_id": ["successor_unfit"]})
    statement = select(Case).where(_is_work_of(leaver)).order_by(Case.id).with_for_update(key_share=True)
    cases = list(session.execute(statement).scalars())
    for case in sorted(
        cases, key=lambda case: (str(case.school_id), case.id)
    ):  # chains in one order, whoever hands over
        _pass_on(session, actor, case, leaver=leaver, successor=successor)
    if disable:
        disable_account(session, actor, account_id=account_id)
    return len(cases)


def _is_work_of(person: Account) -> ColumnElement[bool]:
    """A responsible person is a name that somebody typed: it is this one only in this one's unit."""
    named = and_(Case.responsible_name == person.display_name, Case.lead_unit_id == person.unit_id)
    return and_(Case.state.in_(sorted(OPEN_STATES)), or_(Case.tracker_id == person.id, named))


def _is_responsible(case: Case, person: Account) -> bool:
    return (case.responsible_name, case.lead_unit_id) == (person.display_name, person.unit_id)


def _may_succeed(leaver: Account) -> ColumnElement[bool]:
    return and_(
        Account.id != leaver.id,
        Account.unit_id == leaver.unit_id,
        Account.county_id == leaver.county_id,
        Account.disabled_at.is_(None),
    )


def _pass_on(session: Session, actor: Actor, case: Case, *, leaver: Account, successor: Account) -> None:
    changes: dict[str, Any] = {}
    words = []
    if case.tracker_id == leaver.id:
        case.tracker_id = successor.id
        changes["tracker_id"] = [str(leaver.id), str(successor.id)]
        words.append("盯办人")
    if _is_responsible(case, leaver):
        case.responsible_name = successor.display_name
        changes["responsible_name"] = [leaver.display_name, successor.display_name]
        words.append("责任人")
    session.flush()
    note = f"{'、'.join(words)}由 {leaver.display_name} 移交 {successor.display_name}"
    content = {"note": note, "from_account": str(leaver.id), "to_account": str(successor.id)}
    entry = ledger.Entry(
        id=new_id(),
        case_id=case.id,
        county_id=case.county_id,
        school_id=case.school_id,
        action="hand_over",
        at=now(),
        content=content,
        changes=changes,
    )
    ledger.append(session, actor, entry)
