"""The bare reads: one statement by the bare driver for the rows that a page of the ledger or the board shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

from backend.core.clock import local_date, now, start_of_local_day
from backend.core.db import Database
from backend.core.sqlite_setup import PRAGMAS
from benchmarks.filled import SQLITE_TIME, Filled

_NAMED = """SELECT c.*, s.name, l.name, p.name, h.place_text, h.note FROM rectification_case c
JOIN hazard h ON h.id = c.hazard_id LEFT JOIN organisation s ON s.id = c.school_id
LEFT JOIN organisation l ON l.id = c.lead_unit_id LEFT JOIN checkpoint p ON p.id = c.checkpoint_id"""
_OPEN = "state IN ('assigned', 'need_info', 'pending_verification', 'rectifying', 'reported', 'verified')"
_NEWEST = "ORDER BY c.reported_at DESC, c.id DESC LIMIT 31"
_LATE = "state IN ('assigned', 'rectifying') AND due_at"
_BOARD = f"""SELECT lead_unit_id, count(*), count(*) FILTER (WHERE {_LATE} >= ? AND due_at < ?),
count(*) FILTER (WHERE {_LATE} < ? AND due_at >= ?), count(*) FILTER (WHERE {_LATE} < ? AND due_at >= ?),
count(*) FILTER (WHERE {_LATE} < ?), count(*) FILTER (WHERE severity = 'major'),
count(*) FILTER (WHERE state = 'pending_verification'),
count(*) FILTER (WHERE {_LATE} IS NOT NULL AND coalesce(moved_at, reported_at) < ?)
FROM rectification_case WHERE county_id = ? AND {_OPEN} GROUP BY lead_unit_id"""
_CLOSED = """SELECT lead_unit_id, count(*), count(*) FILTER (WHERE submitted_at <= due_at) FROM rectification_case
WHERE county_id = ? AND state IN ('archived', 'closed') AND closed_at >= ? GROUP BY lead_unit_id"""

Ask = Callable[[str, tuple[Any, ...]], list[Any]]


class BareReads:
    """A connection of the bare driver, warm and with the site's settings."""

    def __init__(self, database: Database, filled: Filled) -> None:
        self._filled = filled
        self._ask = _sqlite(database) if database.is_sqlite else _postgresql(database)

    def school_page(self) -> int:
        """A school's open cases with their names, newest first."""
        where = f"WHERE c.school_id = ? AND c.{_OPEN} {_NEWEST}"
        return len(self._ask(f"{_NAMED} {where}", (self._filled.school_id,)))

    def board(self) -> int:
        """Counts of the open cases by unit, and of those struck off in thirty days."""
        at, today = now(), local_date(now())
        week, three, seven = (start_of_local_day(today + timedelta(days=days)) for days in (7, -3, -7))
        times = (at, week, at, three, three, seven, seven, at - timedelta(days=7))
        lines = self._ask(_BOARD, (*times, self._filled.county_id))
        since = start_of_local_day(today - timedelta(days=29))
        return len(lines) + len(self._ask(_CLOSED, (self._filled.county_id, since)))

    def search(self, words: str) -> int:
        """The newest open cases of the county whose note holds the words."""
        where = f"WHERE c.county_id = ? AND c.{_OPEN} AND h.note LIKE ? {_NEWEST}"
        return len(self._ask(f"{_NAMED} {where}", (self._filled.county_id, f"%{words}%")))

    def export(self, since: date) -> int:
        """Every case of the county reported since a day."""
        where = "WHERE c.county_id = ? AND c.reported_at >= ? ORDER BY c.reported_at"
        return len(self._ask(f"{_NAMED} {where}", (self._filled.county_id, start_of_local_day(since))))


def _sqlite(database: Database) -> Ask:
    connection = sqlite3.connect(str(database.url.database), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(pragma)

    def plain(value: Any) -> Any:
        if isinstance(value, datetime):
            return value.strftime(SQLITE_TIME)
        return value.hex if isinstance(value, UUID) else value

    return lambda statement, values: connection.execute(statement, [plain(value) for value in values]).fetchall()


def _postgresql(database: Database) -> Ask:
    url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = psycopg.connect(url, autocommit=True)
    return lambda statement, values: connection.execute(statement.replace("?", "%s"), values).fetchall()
