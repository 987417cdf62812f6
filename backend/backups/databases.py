"""One moment of the database, copied to a file while others write, and put back: SQLite itself, PostgreSQL by its tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import URL, create_engine, inspect, text
from sqlalchemy.orm import Session

from backend.core.db import Database
from backend.core.errors import Problem

FILE_NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
_ENVIRONMENT = {
    "host": "PGHOST",
    "port": "PGPORT",
    "username": "PGUSER",
    "password": "PGPASSWORD",
    "database": "PGDATABASE",
}


def kind_of(database: Database) -> str:
    """Return "sqlite" or "postgresql"."""
    return database.url.get_backend_name()


@contextmanager
def copied(database: Database, out: Path) -> Iterator[Session]:
    """Copy one moment of the database to the new file `out` and yield a session that reads that very moment."""
    with (_copied_sqlite if database.is_sqlite else _copied_postgresql)(database, out) as session:
        yield session


def revision_of(session: Session) -> str:
    """Return the migration at which the database stands; empty if it never was migrated."""
    return MigrationContext.configure(session.connection()).get_current_revision() or ""


def is_empty(database: Database) -> bool:
    """Say whether there is no table yet (and, for SQLite, no file)."""
    if database.is_sqlite:
        path = Path(database.url.database or "")
        return not path.exists() or path.stat().st_size == 0
    return inspect(database.engine).get_table_names() == []


def put_back(database: Database, file: Path) -> None:
    """Make the empty database what the file holds; a restore that breaks off leaves it empty."""
    if database.is_sqlite:
        target = Path(database.url.database or "")
        draft = target.with_name(f".{target.name}.restoring")
        shutil.copyfile(file, draft)
        draft.chmod(0o600)
        draft.replace(target)
        return
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run("pg_restore", *options, f"--dbname={database.url.database}", str(file), url=database.url)


@contextmanager
def _copied_sqlite(database: Database, out: Path) -> Iterator[Session]:
    """VACUUM INTO reads one snapshot without holding up the writers, and takes no deleted bytes along."""
    with closing(sqlite3.connect(str(database.url.database), timeout=60)) as connection:
        connection.execute("VACUUM INTO ?", (str(out),))
    out.chmod(0o600)
    engine = create_engine(f"sqlite:///file:{out}?mode=ro&immutable=1&uri=true")
    with Session(engine) as session:
        yield session
    engine.dispose()


@contextmanager
def _copied_postgresql(database: Database, out: Path) -> Iterator[Session]:
    connection = database.engine.connect().execution_options(isolation_level="REPEATABLE READ")
    with connection, Session(connection) as session:
        snapshot = session.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={out}"]
        _run("pg_dump", *options, url=database.url)
        out.chmod(0o600)
        yield session


def _run(tool: str, *arguments: str, url: URL, find: Callable[[str], str | None] = shutil.which) -> None:
    """Run a client tool of PostgreSQL; where to is said in its environment, which other users cannot read."""
    program = find(tool)
    if program is None:
        raise Problem("backup_tool_missing", tool=tool)
    said = {
        variable: str(value) for part, variable in _ENVIRONMENT.items() if (value := getattr(url, part)) is not None
    }
    said |= {
        f"PG{name.upper()}": str(value) for name, value in url.query.items() if name in ("host", "port", "sslmode")
    }
    done = subprocess.run([program, *arguments], env=os.environ | said, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Problem("backup_tool_failed", tool=tool, said=(done.stderr.strip().splitlines() or ["?"])[-1])
