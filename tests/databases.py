"""Real databases for tests, made from the real migrations: a SQLite file and, where PostgreSQL answers, a database of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from backend import migrations
from backend.core.db import Database

KINDS = ("sqlite", "postgresql")
SERVER = make_url(os.environ.get("XIAOANMA_TEST_POSTGRESQL_URL", "postgresql+psycopg://root@127.0.0.1:5432/postgres"))


class RolledBackDatabase(Database):
    """A database whose sessions all live in one outer transaction: commits are real to the code, gone after the test."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._outer: Connection = self._writing.connect()
        self._transaction = self._outer.begin()

    def open(self, *, write: bool) -> Session:
        """Join the outer transaction, to write through a savepoint; reading needs none, so it may overlap with a write."""
        mode = "create_savepoint" if write else "rollback_only"
        return Session(self._outer, expire_on_commit=False, join_transaction_mode=mode)  # type: ignore[arg-type]

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """Look at the outer transaction: there is no other moment to see. Real snapshots need `committed_database`."""
        with self.work(write=False) as session:
            yield session

    def close(self, session: Session) -> None:
        """Leave the write turn with the outer transaction."""
        session.close()

    def dispose(self) -> None:
        """Undo everything."""
        self._transaction.rollback()
        self._outer.close()
        if self._turn is not None:
            self._turn.give_back()
        self.engine.dispose()


@contextmanager
def migrated(kind: str, folder: Path, name: str) -> Iterator[str]:
    """Make an empty, migrated database of `kind` and yield its URL; it is dropped at the end."""
    with created(kind, folder, name) as url:
        _migrate(url)
        yield url


@contextmanager
def created(kind: str, folder: Path, name: str) -> Iterator[str]:
    """Make a database of `kind` with nothing in it, not even a table, and yield its URL; it is dropped at the end."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    _require_postgresql()
    with _server() as server:
        server.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        server.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield SERVER.set(database=name).render_as_string(hide_password=False)
    finally:
        with _server() as server:
            server.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


@contextmanager
def copied(template_url: str, folder: Path, name: str) -> Iterator[str]:
    """Copy a migrated database, for tests that need commits of their own (several processes, kills, races)."""
    template: URL = make_url(template_url)
    if template.get_backend_name() == "sqlite":
        target = folder / f"{name}.sqlite3"
        shutil.copy(str(template.database), target)
        yield f"sqlite:///{target}"
        return
    with _server() as server:
        server.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        server.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template.database}"'))
    try:
        yield SERVER.set(database=name).render_as_string(hide_password=False)
    finally:
        with _server() as server:
            server.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


def _migrate(url: str) -> None:
    database = Database(url)
    with database._writing.begin() as connection:
        migrations.upgrade(connection)
    if database._turn is not None:
        database._turn.give_back()
    database.engine.dispose()


@contextmanager
def _server() -> Iterator[Connection]:
    engine: Engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _require_postgresql() -> None:
    try:
        with _server():
            return
    except OperationalError:
        if os.environ.get("XIAOANMA_REQUIRE_POSTGRESQL") == "1":
            pytest.fail("PostgreSQL was expected and does not answer")
        pytest.skip("SKIPPED LOUDLY: no PostgreSQL answers here")
