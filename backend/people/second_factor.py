"""The second factor (TOTP, RFC 6238): enrolled with the password, proved for half an hour, replaced by recovery codes or a reset.

The proof lies on the sign-in in the database, never in a cookie. Failures are counted and audited whatever is answered.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import Database, rows_changed
from backend.core.errors import Problem
from backend.core.sealing import SealBrokenError, derived_key, open_seal
from backend.core.throttle import Throttle
from backend.people import second_factor_rules as rules
from backend.people.models import RECOVERY_CODE, SECOND_FACTOR, SIGN_IN


@dataclass(frozen=True)
class Standing:
    """Whether an account has a second factor, until when this sign-in is proved, and how many recovery codes are left."""

    enrolled: bool
    until: datetime | None
    recovery_codes_left: int


def prove(database: Database, throttle: Throttle, *, actor: Actor, code: str, secret: bytes) -> None:
    """Prove the second factor for half an hour on this sign-in, by a fresh code of the phone or an unused recovery code."""
    account_id = own_account(actor)
    throttle.hit("second_factor", str(account_id))
    with database.work() as session:
        factor = factor_of(session, account_id)
        if factor is None:
            raise Problem("second_factor_missing")
        means = _use(session, factor, rules.plain_code(code), secret=secret)
        if means is not None:
            note_proof(session, actor)
        action = "second_factor.failed" if means is None else "second_factor.proved"
        record_act(session, actor, action, account_id, changes={"by": [None, means]} if means else None)
    if means is None:
        raise wrong_code()
    throttle.forget("second_factor", str(account_id))


def demand_stepped_up(session: Session, actor: Actor) -> None:
    """Refuse whoever has not proved a second factor on this sign-in within half an hour, and say what to do."""
    if rules.is_stepped_up(actor, at=now()):
        return
    enrolled = factor_of(session, own_account(actor)) is not None
    raise Problem("second_factor_required" if enrolled else "second_factor_missing")


def standing(session: Session, actor: Actor) -> Standing:
    """Return how the actor stands with a second factor."""
    account_id = own_account(actor)
    unused = (RECOVERY_CODE.c.account_id == account_id, RECOVERY_CODE.c.used_at.is_(None))
    left = session.execute(select(func.count()).select_from(RECOVERY_CODE).where(*unused)).scalar_one()
    until = rules.stepped_up_until(actor)
    return Standing(factor_of(session, account_id) is not None, until, left)


def _use(session: Session, factor: Any, code: str, *, secret: bytes) -> str | None:
    """Use a code up and say what kind it was; None if it is wrong or used. The database decides between two at once."""
    if not rules.is_totp(code):
        whose = (RECOVERY_CODE.c.account_id == factor.account_id, RECOVERY_CODE.c.used_at.is_(None))
        fits = RECOVERY_CODE.c.code_hash == recovery_hash(secret, factor.account_id, code)
        used = rows_changed(session, update(RECOVERY_CODE).where(*whose, fits).values(used_at=now()))
        return "recovery_code" if used else None
    step = step_of(factor, code, secret=secret)
    if step is None:
        return None
    unused = SECOND_FACTOR.c.last_step < step
    statement = update(SECOND_FACTOR).where(SECOND_FACTOR.c.id == factor.id, unused).values(last_step=step)
    return "totp" if rows_changed(session, statement) else None


def step_of(factor: Any, code: str, *, secret: bytes) -> int | None:
    """Return the time step whose code this is, if that may still be used."""
    try:
        shown = open_seal(sealing_key(secret), factor.secret, about=factor.account_id.bytes).decode()
    except SealBrokenError:
        raise Problem("second_factor_unreadable") from None
    totp = pyotp.TOTP(shown)
    steps = rules.steps_to_try(now(), last_step=factor.last_step)
    plain = rules.plain_code(code).encode()
    return next((step for step in steps if hmac.compare_digest(totp.generate_otp(step).encode(), plain)), None)


def factor_of(session: Session, account_id: UUID, *, confirmed: bool = True) -> Any:
    """Return the factor in force, or the one that waits for its first code."""
    state = SECOND_FACTOR.c.confirmed_at
    wanted = state.is_not(None) if confirmed else state.is_(None)
    return session.execute(select(SECOND_FACTOR).where(SECOND_FACTOR.c.account_id == account_id, wanted)).one_or_none()


def note_proof(session: Session, actor: Actor) -> None:
    """Write on this sign-in, and on no other, that the factor was proved just now."""
    session.execute(update(SIGN_IN).where(SIGN_IN.c.id == actor.session_id).values(second_factor_at=now()))


def own_account(actor: Actor) -> UUID:
    """Return the account that acts; a stranger has none."""
    if actor.account_id is None:
        raise Problem("sign_in_required")
    return actor.account_id


def sealing_key(secret: bytes) -> bytes:
    """Return the key under which TOTP secrets lie in the database."""
    return derived_key(secret, "second factor")


def recovery_hash(secret: bytes, account_id: UUID, code: str) -> str:
    """Return what is stored of a recovery code."""
    return rules.recovery_hash(derived_key(secret, "recovery codes"), account_id.bytes, code)


def wrong_code() -> Problem:
    """Make the refusal of a code, the same whether it is wrong, old or used."""
    return Problem("second_factor_wrong", fields={"code": ["动态口令不对或已用过。"]})


def record_act(
    session: Session, actor: Actor, action: str, account_id: UUID, *, changes: dict[str, Any] | None = None
) -> None:
    """Write the audit row of an act on somebody's second factor."""
    record(
        session,
        actor,
        action=action,
        object_type="account",
        object_id=account_id,
        county_id=actor.county_id,
        changes=changes,
    )
