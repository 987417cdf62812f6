"""回头看: which closed cases are looked at again and when, drawn by rule and seed, and what came of it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.ids import new_id
from backend.rectifications.clock_settings import recent_rulebook, seed_of
from backend.rectifications.models import Case
from backend.rectifications.supervision_models import LookBack

_FULL = 2**32
_KINDS = {30: "d30", 90: "d90"}


def is_drawn(case_id: UUID, *, seed: str, rate: int) -> bool:
    """Draw by rule: the first eight digits of SHA-256("seed|case id"), read as a share of ffffffff, lie below the rate.

    Anybody can repeat it: `printf 'SEED|CASE_ID' | sha256sum`. `rate` is in percent.
    """
    digest = hashlib.sha256(f"{seed}|{case_id}".encode()).hexdigest()
    return int(digest[:8], 16) * 100 < rate * _FULL


def plan(session: Session, case: Case, *, at: datetime) -> None:
    """Plan the look-backs of a case that was just struck off: all major ones, of the others those that are drawn."""
    rules = recent_rulebook(session, case.county_id)
    rule = rules.book.look_back[case.severity]
    seed = seed_of(session, case.county_id, rules.book)
    if not is_drawn(case.id, seed=seed, rate=rule.rate):
        return
    for days in rule.days:
        due = rules.reckoner.after_calendar_days(at, days)
        planned = {"round": case.reopen_count, "kind": _KINDS[days], "planned_at": at, "due_at": due.at}
        drawn = {"seed": seed, "rate": rule.rate}
        where = {"case_id": case.id, "county_id": case.county_id, "school_id": case.school_id}
        session.add(LookBack(id=new_id(), **where, **planned, **drawn))
    session.flush()


def record_result(session: Session, actor: Actor, case: Case, *, result: str, entry_id: UUID) -> int:
    """Write the result to the look-back that is due next (to one ad hoc where none is); returns how many are left."""
    open_ones = list(
        session.execute(
            select(LookBack)
            .where(LookBack.case_id == case.id, LookBack.round == case.reopen_count, LookBack.result.is_(None))
            .order_by(LookBack.due_at)
        ).scalars()
    )
    row = open_ones[0] if open_ones else _ad_hoc(session, case)
    row.result, row.done_at, row.done_by, row.entry_id = result, now(), actor.account_id, entry_id
    session.flush()
    if result == "fail":
        cancel_rest(session, case)
        return 0
    return max(0, len(open_ones) - 1)


def cancel_rest(session: Session, case: Case) -> None:
    """Take the planned look-backs of this round away: the case is open again, the next closing plans new ones."""
    session.execute(
        update(LookBack)
        .where(LookBack.case_id == case.id, LookBack.result.is_(None))
        .values(result="void", done_at=now())
    )


def _ad_hoc(session: Session, case: Case) -> LookBack:
    at = now()
    row = LookBack(
        id=new_id(),
        case_id=case.id,
        county_id=case.county_id,
        school_id=case.school_id,
        round=case.reopen_count,
        kind="ad_hoc",
        planned_at=at,
        due_at=at,
    )
    session.add(row)
    return row
