"""The bare insert: one prepared statement that writes the hazard row alone, as durable as the site writes it."""

from __future__ import annotations

import multiprocessing
import secrets
import sqlite3
import time
from typing import Any

import psycopg
from sqlalchemy import URL

from backend.core.db import Database
from backend.core.ids import new_id
from backend.core.sqlite_setup import PRAGMAS

_ONE = "SELECT * FROM hazard LIMIT 1"


def settings(database: Database) -> str:
    """How durable a commit is here, as the database itself says."""
    if database.is_sqlite:
        return "; ".join(PRAGMAS)
    names = ("fsync", "synchronous_commit", "wal_sync_method")
    with _postgresql(database.url) as connection:
        shown = [connection.execute(f"SHOW {name}").fetchone() for name in names]
    return "; ".join(f"{name}={row[0]}" for name, row in zip(names, shown, strict=True) if row)


def bare_inserts_per_second(database: Database, *, seconds: float) -> float:
    """Copy one report of the server's again and again, one commit each: one writer on SQLite, two on PostgreSQL."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    run = _run_sqlite if database.is_sqlite else _run_postgresql
    writers = [
        context.Process(target=lambda: theirs.send(run(database.url, seconds)))
        for _ in range(1 if database.is_sqlite else 2)
    ]
    for writer in writers:
        writer.start()
    total = sum(ours.recv() for _ in writers)
    for writer in writers:
        writer.join()
    return float(total)


def _run_sqlite(url: URL, seconds: float) -> float:
    connection = sqlite3.connect(str(url.database), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    cursor = connection.execute(_ONE)
    names, row = [column[0] for column in cursor.description], list(cursor.fetchone())
    statement = f"INSERT INTO hazard ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    count, began = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - began) < seconds:
        _renew(names, row, report_id=new_id().hex)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(statement, row)
        connection.execute("COMMIT")
        count += 1
    return count / elapsed


def _run_postgresql(url: URL, seconds: float) -> float:
    with _postgresql(url) as connection:
        cursor = connection.execute(_ONE)
        names = [column.name for column in cursor.description or ()]
        row = list(cursor.fetchone() or ())
        statement = f"INSERT INTO hazard ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
        count, began = 0, time.perf_counter()
        while (elapsed := time.perf_counter() - began) < seconds:
            _renew(names, row, report_id=new_id())
            connection.execute(statement, row, prepare=True)
            count += 1
    return count / elapsed


def _renew(names: list[str], row: list[Any], *, report_id: Any) -> None:
    row[names.index("id")], row[names.index("pickup_digest")] = report_id, secrets.token_hex(32)


def _postgresql(url: URL) -> psycopg.Connection[Any]:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)
