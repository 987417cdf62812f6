"""Letting in a whole list of people: read, judged row by row, written only when confirmed; a second time adds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import end_of_local_day, now
from backend.core.errors import Problem
from backend.core.spreadsheets import CellError, Row
from backend.people.grants import NewGrant, demand_givable, is_in_term
from backend.people.import_columns import NAME, PHONE, ROLE, SCOPE, UNIT, UNTIL
from backend.people.import_scopes import CountyNames, Unit
from backend.people.models import Account, AccountGrant

_IN_ONE_QUERY = 500


@dataclass
class Person:
    """One row, judged: what it means, and whether it is new, adds to an account, or changes nothing."""

    row: Row
    unit: Unit | None = None
    grants: list[NewGrant] = field(default_factory=list)
    account_id: UUID | None = None

    @property
    def identifier(self) -> str:
        """What they sign in with."""
        return str(self.row.values.get("phone") or self.row.values.get("username") or "")

    @property
    def status(self) -> str:
        """Return "error", "unchanged" or "ok"."""
        if self.row.errors:
            return "error"
        return "ok" if self.account_id is None or self.grants else "unchanged"


def judge(session: Session, actor: Actor, rows: Iterable[Row], *, county_id: UUID) -> list[Person]:
    """Work out what every row means and what is wrong with it; writes nothing."""
    names = CountyNames(session, county_id)
    people = [Person(row) for row in rows]
    known = _known_accounts(session, {person.identifier for person in people if person.identifier})
    judges = _Judge(session, actor, names=names, known=known)
    for person in people:
        judges.judge(person)
    return people


class _Judge:
    """What has been seen and asked so far in one list."""

    def __init__(self, session: Session, actor: Actor, *, names: CountyNames, known: Mapping[str, Account]) -> None:
        self._session, self._actor = session, actor
        self._names, self._known = names, known
        self._in_force = _grants_in_force(session, [account.id for account in known.values()])
        self._givable: dict[tuple[str, str, UUID], Problem | None] = {}
        self._first_rows: dict[str, Person] = {}
        self._listed: dict[tuple[str, str, str, UUID], int] = {}

    def judge(self, person: Person) -> None:
        """Judge one row after those above it."""
        row = person.row
        if not person.identifier and not any(error.column == PHONE.title for error in row.errors):
            row.refuse(PHONE.title, "手机号和用户名至少填一项。")
        self._find_unit(person)
        self._find_grants(person)
        self._check_dates(row)
        if person.identifier:
            self._compare_with_account(person)
            self._compare_with_rows_above(person)

    def _find_unit(self, person: Person) -> None:
        if "unit" in person.row.values:
            try:
                person.unit = self._names.unit(person.row.values["unit"])
            except CellError as error:
                person.row.refuse(UNIT.title, str(error))

    def _find_grants(self, person: Person) -> None:
        values = person.row.values
        if person.unit is None or "role" not in values:
            return
        try:
            scopes = self._names.scopes(values["role"], person.unit, values.get("scope", []))
        except CellError as error:
            person.row.refuse(SCOPE.title, str(error))
            return
        codes = values.get("category_filter")
        until = values.get("valid_to")
        for scope_type, scope_id in scopes:
            grant = NewGrant(
                values["role"],
                scope_type,
                scope_id,
                category_filter=tuple(codes) if codes else None,
                valid_to=end_of_local_day(date.fromisoformat(until)) if until else None,
            )
            if self._may_give(person.row, grant):
                person.grants.append(grant)

    def _may_give(self, row: Row, grant: NewGrant) -> bool:
        key = (grant.role, grant.scope_type, grant.scope_id)
        if key not in self._givable:
            self._givable[key] = _objection(self._session, self._actor, grant)
        if self._givable[key] is not None:
            row.refuse(ROLE.title, "您不能授予这个角色，请联系上级或安全管理员办理。")
        return self._givable[key] is None

    def _check_dates(self, row: Row) -> None:
        until = row.values.get("valid_to")
        if until and end_of_local_day(date.fromisoformat(until)) <= now():
            row.refuse(UNTIL.title, "有效期已过，请改为以后的日期。")

    def _compare_with_account(self, person: Person) -> None:
        """Never rename, move or take over an account by a list; only add roles to it."""
        account = self._known.get(person.identifier)
        if account is None:
            return
        if account.county_id != self._names.county_id or account.display_name != person.row.values.get("display_name"):
            person.row.refuse(PHONE.title, "这个手机号或用户名已登记给另一位用户，请核对姓名和号码。")
        elif account.disabled_at is not None:
            person.row.refuse(PHONE.title, "这个账号已停用，请先恢复账号。")
        elif person.unit is not None and account.unit_id != person.unit.id:
            person.row.refuse(UNIT.title, "与账号现在的单位不一致，请核对。")
        person.account_id = account.id
        held = self._in_force.get(account.id, [])
        person.grants = [grant for grant in person.grants if grant not in held]

    def _compare_with_rows_above(self, person: Person) -> None:
        row = person.row
        above = self._first_rows.setdefault(person.identifier, person)
        if above.row.values.get("display_name") != row.values.get("display_name"):
            row.refuse(NAME.title, f"与第 {above.row.row_number} 行账号相同，姓名却不同，请核对。")
        elif above.unit is not None and person.unit is not None and above.unit != person.unit:
            row.refuse(UNIT.title, f"与第 {above.row.row_number} 行账号相同，单位却不同，请核对。")
        for grant in person.grants:
            key = (person.identifier, grant.role, grant.scope_type, grant.scope_id)
            first = self._listed.setdefault(key, row.row_number)
            if first != row.row_number:
                row.refuse(ROLE.title, f"与第 {first} 行重复，请删去一行。")


def _objection(session: Session, actor: Actor, grant: NewGrant) -> Problem | None:
    try:
        demand_givable(session, actor, grant, verb="account.import")
    except Problem as problem:
        return problem
    return None


def _known_accounts(session: Session, identifiers: set[str]) -> dict[str, Account]:
    """Return existing accounts by phone and by user name."""
    known: dict[str, Account] = {}
    ordered = sorted(identifiers)
    for start in range(0, len(ordered), _IN_ONE_QUERY):
        some = ordered[start : start + _IN_ONE_QUERY]
        for account in session.scalars(select(Account).where(or_(Account.phone.in_(some), Account.username.in_(some)))):
            known |= {name: account for name in (account.phone, account.username) if name}
    return known


def _grants_in_force(session: Session, account_ids: list[UUID]) -> dict[UUID, list[NewGrant]]:
    """Return what each account holds now; one with another term or filter counts as another grant, and replaces it."""
    held: dict[UUID, list[NewGrant]] = defaultdict(list)
    for start in range(0, len(account_ids), _IN_ONE_QUERY):
        some = account_ids[start : start + _IN_ONE_QUERY]
        grants = select(AccountGrant).where(AccountGrant.account_id.in_(some), AccountGrant.revoked_at.is_(None))
        for grant in filter(is_in_term, session.scalars(grants)):
            codes = None if grant.category_filter is None else tuple(grant.category_filter)
            held[grant.account_id].append(
                NewGrant(grant.role, grant.scope_type, grant.scope_id, category_filter=codes, valid_to=grant.valid_to)
            )
    return held
