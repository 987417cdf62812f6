"""Builders with defaults: name what the test is about, leave the rest. Whoever acts is a named person."""

from __future__ import annotations

from functools import cache
from itertools import count
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.core.actor import PUBLIC, Actor
from backend.core.clock import now
from backend.core.ids import new_id
from backend.people import passwords, tokens
from backend.people import sign_in as signing_in
from backend.people.identify import COOKIE
from backend.people.models import Account, AccountGrant
from backend.people.queries import actor_of
from backend.people.role_table import ROLES

PASSWORD = "demo-password-of-tests"
_numbers = count(1)


@cache
def _password_hash() -> str:
    return passwords.hashed(PASSWORD)


def a_phone() -> str:
    """A phone number of nobody."""
    return f"1000{next(_numbers):07d}"


def an_account(
    session: Session,
    *,
    role: str | None = "joint_office",
    scope: tuple[str, UUID] | None = None,
    category_filter: list[str] | None = None,
    display_name: str | None = None,
    phone: str | None = None,
    username: str | None = None,
    unit_id: UUID | None = None,
    county_id: UUID | None = None,
    must_change_password: bool = False,
) -> Account:
    """A person with one role (none when `role` is None) on `scope` = (type, id), whose password is `PASSWORD`."""
    label = ROLES[role].label_zh if role else "无角色"
    account = Account(
        id=new_id(),
        county_id=county_id or (scope[1] if scope and scope[0] == "county" else None),
        unit_id=unit_id,
        display_name=display_name or f"测试·{label}{next(_numbers)}",
        phone=phone or (None if username else a_phone()),
        username=username,
        password_hash=_password_hash(),
        must_change_password=must_change_password,
        created_at=now(),
    )
    session.add(account)
    session.flush()
    if role:
        a_grant(session, account, role=role, scope=scope, category_filter=category_filter)
    return account


def a_grant(
    session: Session,
    account: Account,
    *,
    role: str,
    scope: tuple[str, UUID] | None = None,
    category_filter: list[str] | None = None,
) -> AccountGrant:
    """One more role for `account`; the scope defaults to one of the role's kind that holds nothing known."""
    scope_type, scope_id = scope or (ROLES[role].scope_types[0], new_id())
    grant = AccountGrant(
        id=new_id(),
        account_id=account.id,
        role=role,
        scope_type=scope_type,
        scope_id=scope_id,
        category_filter=category_filter,
        valid_from=now(),
    )
    session.add(grant)
    session.flush()
    return grant


def an_actor(session: Session, **about: object) -> Actor:
    """The actor of a new account (arguments as for `an_account`), for calling operations directly."""
    return the_actor(session, an_account(session, **about))  # type: ignore[arg-type]


def the_actor(session: Session, account: Account) -> Actor:
    """The actor of an account, with its grants of this moment."""
    session.flush()
    found = actor_of(session, account.id)
    assert found is not None
    return found


def sign_in(client: FlaskClient, account: Account) -> FlaskClient:
    """Sign `account` in on `client`: its cookie is set and every later request sends the CSRF token.

    The password is not asked for (46 ms each time); the true way is tested in tests/people/test_sign_in.py.
    """
    app = client.application
    with app.extensions["xiaoanma.database"].work() as session:
        opened = signing_in.open_session(
            session, PUBLIC, account_id=account.id, transport="cookie", device_label="测试"
        )
    assert opened.actor.session_id is not None
    client.set_cookie(COOKIE, opened.token)
    key = app.extensions["xiaoanma.config"].secrets.app
    client.environ_base["HTTP_X_CSRF_TOKEN"] = tokens.csrf_token(key, opened.actor.session_id)
    return client


def bearer(session: Session, account: Account) -> dict[str, str]:
    """The header of a program that signed in as `account`."""
    session.flush()
    opened = signing_in.open_session(session, PUBLIC, account_id=account.id, transport="bearer", device_label="测试")
    return {"Authorization": f"Bearer {opened.token}"}
