"""The steps of an import as the screen takes them: upload and preview, then confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core import imports
from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.spreadsheets import CellMistake, Row, read_rows, write_template
from backend.people import passwords
from backend.people.account_import import Person, judge
from backend.people.accounts import NewAccount, insert_account
from backend.people.grants import insert_grant
from backend.people.import_columns import COLUMNS, EXAMPLES
from backend.people.role_table import ROLES
from backend.people.rules import verbs_anywhere

KIND = "accounts"


@dataclass(frozen=True)
class FirstPassword:
    """A new account's first password, shown this once."""

    row: int
    display_name: str
    identifier: str
    password: str


@dataclass(frozen=True)
class Preview:
    """A list as read and judged, not kept yet."""

    county_id: UUID
    kept: list[dict[str, Any]]
    people: list[Person]


@dataclass
class Written:
    """What a confirmed import did."""

    created: int = 0
    updated: int = 0
    first_passwords: list[FirstPassword] = field(default_factory=list)


def template() -> bytes:
    """Return the .xlsx to fill in."""
    return write_template(COLUMNS, EXAMPLES, title="人员")


def read_list(session: Session, actor: Actor, *, data: bytes, county_id: UUID | None) -> Preview:
    """Read an uploaded list and judge it; writes nothing, so a reading session will do."""
    county = county_id or _own_county(actor)
    rows = read_rows(data, COLUMNS)
    kept = [asdict(row) for row in rows]
    return Preview(county, kept, judge(session, actor, rows, county_id=county))


def keep(session: Session, actor: Actor, *, preview: Preview) -> UUID:
    """Keep a judged list for its confirmation."""
    return imports.keep(session, actor, county_id=preview.county_id, kind=KIND, rows=preview.kept)


def confirm(
    session: Session, actor: Actor, *, import_id: UUID, only_clean: bool, ready: Sequence[tuple[str, str]]
) -> Written:
    """Judge the list again as things are now and write it. `ready`: first passwords with their hashes, made beforehand."""
    county_id, kept = imports.take(session, actor, batch_id=import_id, kind=KIND)
    people = judge(session, actor, _rows(kept), county_id=county_id)
    failed = sum(person.status == "error" for person in people)
    if failed and not only_clean:
        raise Problem("account_import_not_clean", failed=failed)
    spare = list(ready)
    written = Written()
    made: dict[str, UUID] = {}
    for person in people:
        if person.status != "ok":
            continue
        person.account_id = person.account_id or made.get(person.identifier)
        if person.account_id is None:
            made[person.identifier] = _create(session, actor, person, county_id=county_id, spare=spare, written=written)
        else:
            given = [insert_grant(session, actor, account_id=person.account_id, grant=g) for g in person.grants]
            written.updated += any(given) and person.identifier not in made
    return written


def how_many_new(session: Session, actor: Actor, *, import_id: UUID) -> int:
    """Return for how many rows a first password may be needed, before the write lock is taken."""
    batch = imports.ImportBatch
    mine = (batch.id == import_id, batch.kind == KIND, batch.uploaded_by == actor.account_id)
    found = session.execute(select(batch.county_id, batch.rows).where(*mine)).one_or_none()
    if found is None:
        return 0
    people = judge(session, actor, _rows(found.rows), county_id=found.county_id)
    return len({person.identifier for person in people if person.status == "ok" and person.account_id is None})


def first_passwords(count: int) -> list[tuple[str, str]]:
    """Make `count` first passwords with their hashes."""
    made = [passwords.first_password() for _ in range(count)]
    return [(password, passwords.hashed_random(password)) for password in made]


def _create(
    session: Session,
    actor: Actor,
    person: Person,
    *,
    county_id: UUID,
    spare: list[tuple[str, str]],
    written: Written,
) -> UUID:
    password, password_hash = spare.pop() if spare else first_passwords(1)[0]
    name = person.row.values["display_name"]
    account = NewAccount(
        display_name=name,
        identifier=person.identifier,
        password_hash=password_hash,
        unit_id=person.unit.id if person.unit else None,
        county_id=county_id,
    )
    written.created += 1
    written.first_passwords.append(FirstPassword(person.row.row_number, name, person.identifier, password))
    return insert_account(session, actor, account=account, grants=person.grants)


def _rows(kept: list[dict[str, Any]]) -> list[Row]:
    return [
        Row(
            row_number=row["row_number"],
            values=row["values"],
            errors=[CellMistake(**error) for error in row["errors"]],
        )
        for row in kept
    ]


def _own_county(actor: Actor) -> UUID:
    """Return the county that the actor imports for when they do not say."""
    if "account.import" not in verbs_anywhere(actor):
        raise Problem("not_permitted", whom="县联席会议办公室")
    counties = {
        grant.scope_id
        for grant in actor.grants
        if grant.scope_type == "county" and "account.import" in ROLES[grant.role].verbs
    }
    if actor.county_id is not None and (not counties or actor.county_id in counties):
        return actor.county_id
    if len(counties) != 1:
        raise Problem("import_county_unknown", fields={"county_id": ["请选择县。"]})
    return counties.pop()
