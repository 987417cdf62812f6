"""Signing in and out. argon2 runs on a reading unit of work, so that it never holds the database's write lock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, insert, or_, select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import Database, rows_changed
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.core.throttle import Throttle
from backend.people import passwords
from backend.people.models import SIGN_IN, Account
from backend.people.queries import actor_of
from backend.people.rules import MAX_PASSWORD, MIN_PASSWORD, password_objection, plain_identifier
from backend.people.tokens import new_token, token_hash

SIGN_IN_LASTS = timedelta(days=30)
_OBJECTIONS = {
    "short": f"至少 {MIN_PASSWORD} 位。",
    "long": f"最多 {MAX_PASSWORD} 位。",
    "monotonous": "重复的字符太多。",
    "contains_identifier": "不能包含手机号或用户名。",
}


@dataclass(frozen=True)
class Opened:
    """A fresh sign-in: the token, shown this once, and the person."""

    token: str
    actor: Actor


@dataclass(frozen=True)
class PasswordChange:
    """A new password that has passed every check; the old hash tells whether somebody was quicker."""

    old_hash: str
    new_hash: str


@dataclass(frozen=True)
class OpenSession:
    """One sign-in as its owner sees it in the list of devices."""

    id: UUID
    device_label: str
    transport: str
    created_at: datetime
    last_seen_at: datetime
    is_current: bool


def check_password(database: Database, throttle: Throttle, *, identifier: str, password: str, source: str) -> UUID:
    """Check who is signing in, before anything is written; unknown, wrong and throttled look and last the same.

    The attempt is counted before it is judged, so that many at once cannot all slip by; a right one is forgiven.
    """
    plain = plain_identifier(identifier)
    throttle.check("sign_in_source", source)
    throttle.hit("sign_in", plain)
    with database.work(write=False) as session:
        found = session.execute(
            select(Account.id, Account.county_id, Account.password_hash, Account.disabled_at).where(
                or_(Account.phone == plain, Account.username == plain)
            )
        ).one_or_none()
    if not passwords.is_right(password, found.password_hash if found else None) or found is None:
        throttle.hit("sign_in_source", source)
        raise Problem("sign_in_wrong")
    throttle.forget("sign_in", plain)
    if found.disabled_at is not None:
        raise Problem("account_disabled")
    return UUID(str(found.id))


def open_session(session: Session, *, account_id: UUID, transport: str, device_label: str) -> Opened:
    """Sign in an account whose password has been checked; only the token's hash is kept. Nobody acts before it."""
    person = actor_of(session, account_id)
    if person is None:
        raise Problem("account_disabled")
    token, moment = new_token(), now()
    person = replace(person, session_id=new_id())
    row = {
        "id": person.session_id,
        "account_id": account_id,
        "token_hash": token_hash(token),
        "transport": transport,
        "created_at": moment,
        "last_seen_at": moment,
        "expires_at": moment + SIGN_IN_LASTS,
        "device_label": device_label[:60],
    }
    session.execute(insert(SIGN_IN), row)
    _record(session, person, action="session.opened")
    return Opened(token, person)


def sign_out(session: Session, actor: Actor) -> None:
    """End the sign-in that this request came with."""
    if actor.account_id is not None and actor.session_id is not None:
        revoke_session(session, actor, session_id=actor.session_id)


def revoke_session(session: Session, actor: Actor, *, session_id: UUID) -> None:
    """End one of the actor's own sign-ins (a lost phone); anybody else's is not found."""
    statement = update(SIGN_IN).where(_open_of(actor.account_id), SIGN_IN.c.id == session_id)
    if rows_changed(session, statement.values(revoked_at=now())) == 0:
        raise Problem("not_found")
    _record(session, actor, action="session.revoked", session_id=session_id)


def revoke_sessions(session: Session, *, account_id: UUID, but: UUID | None = None) -> None:
    """End all sign-ins of an account, `but` one."""
    statement = update(SIGN_IN).where(_open_of(account_id))
    if but is not None:
        statement = statement.where(SIGN_IN.c.id != but)
    session.execute(statement.values(revoked_at=now()))


def list_sessions(session: Session, actor: Actor) -> list[OpenSession]:
    """Return where the actor is signed in, the latest first."""
    columns = SIGN_IN.c
    rows = session.execute(
        select(columns.id, columns.device_label, columns.transport, columns.created_at, columns.last_seen_at)
        .where(_open_of(actor.account_id), columns.expires_at > now())
        .order_by(columns.id.desc())
    )
    return [OpenSession(*row, is_current=row.id == actor.session_id) for row in rows]


def check_new_password(
    database: Database, throttle: Throttle, *, actor: Actor, current_password: str, new_password: str
) -> PasswordChange:
    """Check the present password and the new one's strength, and hash it, before anything is written."""
    throttle.hit("sign_in", f"password of {actor.account_id}")
    with database.work(write=False) as session:
        account = session.execute(
            select(Account.phone, Account.username, Account.password_hash).where(Account.id == actor.account_id)
        ).one()
    if not passwords.is_right(current_password, account.password_hash):
        raise Problem("password_wrong", fields={"current_password": ["原密码不对。"]})
    throttle.forget("sign_in", f"password of {actor.account_id}")
    demand_strong(new_password, identifiers=(account.phone or "", account.username or ""))
    if new_password == current_password:
        raise Problem("password_too_weak", fields={"new_password": ["不能与原密码相同。"]})
    return PasswordChange(old_hash=account.password_hash, new_hash=passwords.hashed(new_password))


def change_password(session: Session, actor: Actor, *, change: PasswordChange) -> None:
    """Set the checked new password and end the actor's other sign-ins; refused if it was changed in between."""
    statement = update(Account).where(Account.id == actor.account_id, Account.password_hash == change.old_hash)
    if rows_changed(session, statement.values(password_hash=change.new_hash, must_change_password=False)) == 0:
        raise Problem("password_wrong", fields={"current_password": ["原密码不对。"]})
    if actor.account_id is not None:
        revoke_sessions(session, account_id=actor.account_id, but=actor.session_id)
    _record(session, actor, action="account.password_changed")


def demand_strong(password: str, *, identifiers: tuple[str, ...], field: str = "new_password") -> None:
    """Refuse a password that is too easy, and say why."""
    objection = password_objection(password, identifiers=identifiers)
    if objection is not None:
        raise Problem("password_too_weak", fields={field: [_OBJECTIONS[objection]]})


def _open_of(account_id: UUID | None) -> ColumnElement[bool]:
    return and_(SIGN_IN.c.account_id == account_id, SIGN_IN.c.revoked_at.is_(None))


def _record(session: Session, actor: Actor, *, action: str, session_id: UUID | None = None) -> None:
    """Note who signed in, out or changed their password, under the sign-in or the account it happened to."""
    by_session = action.startswith("session.")
    object_id = (session_id or actor.session_id) if by_session else actor.account_id
    if object_id is None:
        return
    object_type = "session" if by_session else "account"
    record(session, actor, action=action, object_type=object_type, object_id=object_id, county_id=actor.county_id)
