"""SQLite's planner learns what lies where once a database is worth counting; PostgreSQL looks after itself."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect

from backend.core import sqlite_setup
from backend.core.db import Database


def test_a_small_database_is_not_counted(committed_database: Database) -> None:
    assert committed_database.refresh_statistics() is False


def test_a_large_one_is_counted_where_nothing_else_does(
    committed_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_setup, "WORTH_ANALYSING_PAGES", 1)
    assert committed_database.refresh_statistics() is committed_database.is_sqlite
    with committed_database.engine.connect() as connection:
        counted = not committed_database.is_sqlite or inspect(connection).has_table("sqlite_stat1")
    assert counted
