"""The database itself refuses to rewrite the books: every act is tried after every migration, up and down+up."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, Table, create_engine, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backend import migrations
from backend.core.db import Database
from backend.migrations.guards import GUARDS
from backend.models import metadata
from tests.cases import a_case

BOOKS = ("ledger_entry", "ledger_content", "audit_row")
IMMUTABLE = ("ledger_entry", "audit_row")


@pytest.fixture(params=["migrated up", "migrated down and up again"])
def books(request: pytest.FixtureRequest, committed_database: Database) -> Database:
    """A database with one case: an entry, its content and its audit row."""
    if request.param != "migrated up":
        with committed_database.work() as session:
            migrations.downgrade(session.connection())
            migrations.upgrade(session.connection())
    with committed_database.work() as session:
        a_case(session)
    return committed_database


def _table(name: str) -> Table:
    return metadata.tables[name]


def _refused(database: Database, act: object) -> bool:
    """Whether `act` on a connection fails by the guard, and changed nothing."""
    before = {name: _rows(database, name) for name in BOOKS}
    with pytest.raises(DBAPIError, match="append-only"), database.work() as session:
        act(session.connection())  # type: ignore[operator]
    return before == {name: _rows(database, name) for name in BOOKS}


def _rows(database: Database, name: str) -> list[object]:
    with database.work(write=False) as session:
        return [tuple(map(str, row)) for row in session.execute(select(_table(name)))]


def _replace(connection: Connection, name: str) -> None:
    """Write the first row again over itself, as a clumsy upsert would."""
    row = dict(connection.execute(select(_table(name))).mappings().first() or {})
    if connection.dialect.name == "sqlite":
        connection.execute(insert(_table(name)).prefix_with("OR REPLACE"), row)
        return
    from sqlalchemy.dialects.postgresql import insert as upsert

    key = next(iter(_table(name).primary_key))
    connection.execute(upsert(_table(name)).values(row).on_conflict_do_update(index_elements=[key], set_={key: key}))


def test_every_guarded_table_is_tried_here() -> None:
    assert {guard.table for guard in GUARDS} == set(BOOKS)


@pytest.mark.parametrize("name", BOOKS)
def test_an_update_is_refused(books: Database, name: str) -> None:
    column = next(iter(_table(name).columns))
    assert _refused(books, lambda c: c.execute(update(_table(name)).values({column: column})))


@pytest.mark.parametrize("name", IMMUTABLE)
def test_a_delete_is_refused(books: Database, name: str) -> None:
    assert _refused(books, lambda c: c.execute(delete(_table(name))))


@pytest.mark.parametrize("name", BOOKS)
def test_a_replacing_insert_is_refused(books: Database, name: str) -> None:
    assert _refused(books, lambda c: _replace(c, name))


@pytest.mark.parametrize("committed_database", ["postgresql"], indirect=True)  # SQLite's is the DELETE tried above
@pytest.mark.parametrize("name", BOOKS)
def test_truncate_is_refused(books: Database, name: str) -> None:
    assert _refused(books, lambda c: c.execute(text(f"TRUNCATE {name} CASCADE")))


@pytest.mark.parametrize("committed_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", BOOKS)
def test_replacing_is_refused_in_a_strangers_shell_too(books: Database, name: str) -> None:
    """A plain sqlite3 has recursive_triggers off, so that REPLACE would delete without asking the DELETE trigger."""
    engine = create_engine(books.url)
    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        _replace(connection, name)
    engine.dispose()


def test_a_second_entry_cannot_take_the_place_of_the_first_in_its_chain(books: Database) -> None:
    forging = insert(_table("ledger_entry"))
    if books.is_sqlite:
        forging = forging.prefix_with("OR REPLACE")
    with books.work() as session:
        row = dict(session.execute(select(_table("ledger_entry"))).mappings().one())
    with pytest.raises(DBAPIError), books.work() as session:
        session.execute(forging, row | {"id": row["case_id"], "action": "forged"})
    assert "forged" not in str(_rows(books, "ledger_entry"))


def test_a_content_may_be_erased_by_law(books: Database) -> None:
    with books.work() as session:
        session.execute(delete(_table("ledger_content")))
    with books.work(write=False) as session:
        assert _count(session, "ledger_content") == 0
        assert _count(session, "ledger_entry") == 1


def _count(session: Session, name: str) -> int:
    return session.execute(select(func.count()).select_from(_table(name))).scalar_one()
