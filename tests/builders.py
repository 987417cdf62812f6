"""Builders with defaults: name what the test is about, leave the rest. Whoever acts is a named person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import count
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.ids import new_id
from backend.people import passwords, tokens
from backend.people import sign_in as signing_in
from backend.people.identify import COOKIE
from backend.people.models import Account, AccountGrant
from backend.people.queries import actor_of
from backend.people.role_table import ROLES
from backend.places.initials import initials
from backend.places.kinds import ORGANISATION_KINDS
from backend.places.models import Checkpoint, Division, DivisionAncestor, Organisation, School, SiteCode
from qr_codes.token import SigningKey, new_code

PASSWORD = "demo-password-of-tests"
PLATE_KEY = SigningKey("T1", b"a key that only tests know")
_numbers = count(1)


@cache
def _password_hash() -> str:
    return passwords.hashed(PASSWORD)


def a_phone() -> str:
    """A phone number of nobody."""
    return f"1009{next(_numbers):07d}"


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
        opened = signing_in.open_session(session, account_id=account.id, transport="cookie", device_label="测试")
    assert opened.actor.session_id is not None
    client.set_cookie(COOKIE, opened.token)
    key = app.extensions["xiaoanma.config"].secrets.app
    client.environ_base["HTTP_X_CSRF_TOKEN"] = tokens.csrf_token(key, opened.actor.session_id)
    return client


def bearer(session: Session, account: Account) -> dict[str, str]:
    """The header of a program that signed in as `account`."""
    session.flush()
    opened = signing_in.open_session(session, account_id=account.id, transport="bearer", device_label="测试")
    return {"Authorization": f"Bearer {opened.token}"}


@dataclass(frozen=True)
class County:
    """A county of its own city, with a township, a precinct and the offices that tests assign work to."""

    id: UUID
    city_id: UUID
    township_id: UUID
    precinct_id: UUID
    offices: dict[str, UUID]


def a_division(session: Session, *, level: str, parent: UUID | None = None, name: str = "示范", code: str = "") -> UUID:
    """A division below `parent`, with its line of ancestors."""
    division = Division(
        id=new_id(),
        level=level,
        code=code or f"99{next(_numbers):04d}",
        name=name,
        parent_id=parent,
        valid_from=date(2026, 1, 1),
    )
    above = select(DivisionAncestor.ancestor_id).where(DivisionAncestor.division_id == parent)
    lines = [*session.execute(above).scalars(), division.id]
    session.add(division)
    session.flush()
    session.add_all([DivisionAncestor(division_id=division.id, ancestor_id=ancestor) for ancestor in lines])
    session.flush()
    return division.id


def an_organisation(session: Session, county_id: UUID, *, kind: str, name: str | None = None) -> UUID:
    """An office of the county."""
    called = name or f"示范{ORGANISATION_KINDS[kind][0]}{next(_numbers)}"
    organisation = Organisation(
        id=new_id(), county_id=county_id, kind=kind, name=called, short_name=called, initials="", division_id=county_id
    )
    session.add(organisation)
    session.flush()
    return organisation.id


def a_county(session: Session, *, name: str = "示范县") -> County:
    """A county with its city, one township 城关镇, one precinct 城关所, and an office of each usual kind."""
    city = a_division(session, level="city", name="示范市")
    county = a_division(session, level="county", parent=city, name=name)
    township = a_division(session, level="township", parent=county, name="城关镇")
    offices = {kind: an_organisation(session, county, kind=kind) for kind in ("JMO", "EDU", "PSB", "TRF", "SAMR", "UM")}
    precinct = an_organisation(session, county, kind="PCS", name="城关所")
    return County(county, city, township, precinct, offices)


def a_school(session: Session, county: County | None = None, *, name: str = "示范县启明小学", **about: Any) -> School:
    """An open primary school in `county` (a new one by default); `about` are fields of `School`."""
    county = county or a_county(session)
    school_id = new_id()
    organisation = Organisation(
        id=school_id,
        county_id=county.id,
        kind="SCH",
        name=name,
        short_name=about.pop("short_name", name.removeprefix("示范县")),
        initials=initials(name, name.removeprefix("示范县")),
        parent_id=about.get("parent_school_id"),
        division_id=county.township_id,
    )
    fields = {
        "county_id": county.id,
        "township_id": county.township_id,
        "precinct_id": county.precinct_id,
        "school_code": f"2199{next(_numbers):06d}",
        "school_type": "primary",
        "lat": 38.9,
        "lng": 83.1,
    }
    school = School(id=school_id, **(fields | about))
    session.add(organisation)
    session.flush()
    session.add(school)
    session.flush()
    return school


def a_checkpoint(session: Session, school: School | None = None, *, name: str = "", **about: Any) -> Checkpoint:
    """A checkpoint at the gate of `school` (a new one by default); `about` are fields of `Checkpoint`."""
    school = school or a_school(session)
    fields = {"kind": "gate", "lat": 38.9, "lng": 83.1, "radius_m": 50.0}
    checkpoint = Checkpoint(
        id=new_id(),
        county_id=school.county_id,
        school_id=school.id,
        name=name or f"{next(_numbers)}号门",
        **(fields | about),
    )
    session.add(checkpoint)
    session.flush()
    return checkpoint


def a_site_code(
    session: Session,
    checkpoint: Checkpoint | None = None,
    *,
    state: str = "mounted",
    key: SigningKey = PLATE_KEY,
    changed_at: datetime | None = None,
) -> str:
    """A plate on `checkpoint` (a new one by default), its code signed with `key`."""
    checkpoint = checkpoint or a_checkpoint(session)
    code = new_code(key)
    at = changed_at or now()
    session.add(
        SiteCode(
            code=code,
            county_id=checkpoint.county_id,
            checkpoint_id=checkpoint.id,
            state=state,
            issued_at=at,
            changed_at=at,
        )
    )
    session.flush()
    return code
