"""The database behind one URL: SQLite (WAL, FULL) or PostgreSQL; typed columns, and the unit of work that commits once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, cast

from sqlalchemy import (
    JSON,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Executable,
    MetaData,
    Table,
    create_engine,
    make_url,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator, TypeEngine

from backend.core import sqlite_setup

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
Json = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    """Every table of every room; constraint names are spelled out so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMING)
    __table__: ClassVar[Table]


def one_of(column: str, words: Iterable[str]) -> str:
    """Write the CHECK that allows only `words` in `column`."""
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in and out; a naive datetime is refused, because its zone would be a guess."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Use timestamptz on PostgreSQL and fixed-width text (which sorts by time) on SQLite."""
        return dialect.type_descriptor(self.impl_instance if dialect.name != "sqlite" else sqlite.DATETIME())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware value into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime: say which zone it is in")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the value back aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """One engine and its units of work. `url` is a SQLAlchemy URL: `sqlite:///FILE` or `postgresql+psycopg://…`."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        if self.url.drivername in {"postgresql", "postgres"}:
            self.url = self.url.set(drivername="postgresql+psycopg")
        self.engine = self._make_engine()
        self._turn = sqlite_setup.prepare(self.engine) if self.is_sqlite else None
        self._writing = self.engine.execution_options(**{sqlite_setup.WRITE_OPTION: True})

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is behind this URL."""
        return self.url.get_backend_name() == "sqlite"

    def open(self, *, write: bool) -> Session:
        """Open a session; a writing one takes SQLite's write lock at its first statement, not half-way."""
        bind = self._writing if write else self.engine
        return Session(bind, expire_on_commit=False, autoflush=True, info={"write": write})

    @contextmanager
    def work(self, *, write: bool = True) -> Iterator[Session]:
        """One unit of work outside a request (command line, worker): commit at the end, nothing if anything raised."""
        session = self.open(write=write)
        try:
            yield session
            session.commit()
        finally:
            self.close(session)

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """One reading unit of work whose every statement sees the same moment, whatever others write meanwhile."""
        engine = self.engine
        if not self.is_sqlite:  # where a reading transaction always is one
            engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with Session(engine, expire_on_commit=False, info={"write": False}) as session:
            yield session

    def close(self, session: Session) -> None:
        """End the session, roll back what was not committed and, after a writing one, let the next writer in."""
        try:
            session.close()
        finally:
            if self._turn is not None and session.info.get("write", True):
                self._turn.give_back()

    def refresh_statistics(self) -> bool:
        """Let SQLite's planner know the sizes of its indexes (PostgreSQL looks after that itself); connections learn of it

        when they are next opened, within the hour.
        """
        if not self.is_sqlite:
            return False
        with self.work() as session:
            return sqlite_setup.analyse(session.connection())

    def _make_engine(self) -> Engine:
        options: dict[str, Any] = {
            "hide_parameters": True,
            "pool_recycle": 1800,
            "json_serializer": lambda value: json.dumps(value, ensure_ascii=False),
        }
        if not self.is_sqlite:
            options |= {"pool_size": 4, "max_overflow": 4, "pool_pre_ping": True}
        return create_engine(self.url, **options)


def rows_changed(session: Session, statement: Executable) -> int:
    """Carry out an UPDATE or DELETE and return how many rows it met."""
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def overwrite_deleted(session: Session) -> None:
    """Let SQLite write zeros over what this connection deletes from now on; else the bytes stay in its free pages.

    PostgreSQL drops dead rows at its next VACUUM.
    """
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def insert_once(session: Session, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless a unique constraint already holds it; True if it was inserted. The database decides."""
    connection = session.connection()
    return connection.execute(_insert_once(table, connection.dialect.name), values).first() is not None


@cache
def _insert_once(table: Table, dialect: str) -> Executable:
    """One statement object a table: SQLAlchemy finds its compiled form by identity instead of walking thirty columns."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing().returning(next(iter(table.primary_key.columns)))
