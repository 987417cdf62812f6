"""Enrolling a second factor, with the password and a first code; and the reset when phone and recovery codes are gone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pyotp
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import Database
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.core.sealing import seal
from backend.core.throttle import Throttle
from backend.people import passwords
from backend.people import second_factor as factors
from backend.people import second_factor_rules as rules
from backend.people.accounts import demand_account
from backend.people.models import RECOVERY_CODE, SECOND_FACTOR, SIGN_IN, Account
from backend.people.sign_in import revoke_sessions

ISSUER = "校安码"


@dataclass(frozen=True)
class Enrolment:
    """A new secret, shown this once: as text and as the link that a QR symbol carries."""

    secret: str
    uri: str


def check_own_password(database: Database, throttle: Throttle, *, actor: Actor, password: str) -> None:
    """Ask for the password again before a factor is enrolled: a phone left lying about must not enrol its finder's."""
    throttle.hit("sign_in", f"password of {actor.account_id}")
    with database.work(write=False) as session:
        stored = session.execute(select(Account.password_hash).where(Account.id == actor.account_id)).scalar_one()
    if not passwords.is_right(password, stored):
        raise Problem("password_wrong", fields={"password": ["密码不对。"]})
    throttle.forget("sign_in", f"password of {actor.account_id}")


def start_enrolment(session: Session, actor: Actor, *, secret: bytes) -> Enrolment:
    """Make a secret that waits for its first code. Somebody who has a factor must prove it before taking another."""
    account_id = factors.own_account(actor)
    if factors.factor_of(session, account_id) is not None and not rules.is_stepped_up(actor, at=now()):
        raise Problem("second_factor_required")
    _lock(session, account_id)
    shown = pyotp.random_base32()
    session.execute(
        delete(SECOND_FACTOR).where(SECOND_FACTOR.c.account_id == account_id, SECOND_FACTOR.c.confirmed_at.is_(None))
    )
    sealed = seal(factors.sealing_key(secret), shown.encode(), about=account_id.bytes)
    row = {"id": new_id(), "account_id": account_id, "secret": sealed, "created_at": now()}
    session.execute(insert(SECOND_FACTOR), row)
    factors.record_act(session, actor, "second_factor.enrolment_started", account_id)
    uri = pyotp.TOTP(shown).provisioning_uri(name=actor.display_name, issuer_name=ISSUER)
    return Enrolment(shown, uri)


def confirm_enrolment(database: Database, throttle: Throttle, *, actor: Actor, code: str, secret: bytes) -> list[str]:
    """Put the waiting secret in force by its first code; returns ten recovery codes, shown this once."""
    account_id = factors.own_account(actor)
    throttle.hit("second_factor", str(account_id))
    with database.work() as session:
        _lock(session, account_id)
        waiting = factors.factor_of(session, account_id, confirmed=False)
        if waiting is None:
            raise Problem("second_factor_not_started")
        step = factors.step_of(waiting, code, secret=secret)
        codes = [] if step is None else _put_in_force(session, account_id, waiting.id, step=step, secret=secret)
        if codes:
            factors.note_proof(session, actor)
        factors.record_act(session, actor, "second_factor.enrolled" if codes else "second_factor.failed", account_id)
    if not codes:
        raise factors.wrong_code()
    throttle.forget("second_factor", str(account_id))
    return codes


def reset_second_factor(session: Session, actor: Actor, *, account_id: UUID) -> None:
    """Take away a lost second factor and sign the account out everywhere; only a security administrator may."""
    account = demand_account(session, actor, account_id=account_id, verb="account.reset_factor")
    session.execute(delete(SECOND_FACTOR).where(SECOND_FACTOR.c.account_id == account.id))
    session.execute(delete(RECOVERY_CODE).where(RECOVERY_CODE.c.account_id == account.id))
    session.execute(update(SIGN_IN).where(SIGN_IN.c.account_id == account.id).values(second_factor_at=None))
    revoke_sessions(session, account_id=account.id)
    factors.record_act(session, actor, "second_factor.reset", account.id)


def _put_in_force(session: Session, account_id: UUID, factor_id: UUID, *, step: int, secret: bytes) -> list[str]:
    """Replace the factor before this one and its recovery codes."""
    session.execute(
        delete(SECOND_FACTOR).where(SECOND_FACTOR.c.account_id == account_id, SECOND_FACTOR.c.id != factor_id)
    )
    session.execute(delete(RECOVERY_CODE).where(RECOVERY_CODE.c.account_id == account_id))
    values = {"confirmed_at": now(), "last_step": step}
    session.execute(update(SECOND_FACTOR).where(SECOND_FACTOR.c.id == factor_id).values(**values))
    codes = [rules.new_recovery_code() for _ in range(rules.RECOVERY_CODES)]
    rows = [{"code_hash": factors.recovery_hash(secret, account_id, code), "account_id": account_id} for code in codes]
    session.execute(insert(RECOVERY_CODE), rows)
    return codes


def _lock(session: Session, account_id: UUID) -> None:
    """Two enrolments of one account at once go one after the other."""
    session.execute(select(Account.id).where(Account.id == account_id).with_for_update(key_share=True))
