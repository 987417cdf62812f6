"""One morning's rounds of 2,000 schools, against the bare bulk insert of the same rows: `python -m benchmarks.rounds`."""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from backend.core import calendar
from backend.core.clock import local_date, now
from backend.core.db import Database
from backend.core.ids import new_id
from backend.core.sqlite_setup import PRAGMAS
from backend.patrols.making import DAYS_AHEAD, any_due
from backend.patrols.models import PLAN, POINT, ROUTE, RUN
from backend.patrols.upkeep import one_batch
from backend.places.models import CHECKPOINT, ORGANISATION, SCHOOL
from benchmarks.intake import commit
from tests import builders, databases

ROUTES = (("internal", 10, (450, 590, 730, 850, 990)), ("surroundings", 6, (930,)))
"""Of each school: kind, points, and its rounds of a day (minutes after midnight)."""
COUNTIES = 20


def main() -> None:
    """Measure both databases and print a table, then one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three turns instead of seven, no first filling")
    parser.add_argument("--database", choices=databases.KINDS, action="append", help="only this one (repeatable)")
    parser.add_argument("--schools", type=int, default=2_000)
    asked = parser.parse_args()
    said = {kind: measure(kind, schools=asked.schools, quick=asked.quick) for kind in asked.database or databases.KINDS}
    print(
        json.dumps({"benchmark": "rounds", "commit": commit(), "quick": asked.quick, "schools": asked.schools} | said)
    )


def measure(kind: str, *, schools: int, quick: bool) -> dict[str, Any]:
    """Let the chore and the bare insert take turns with one morning; then, unless quick, with fifteen days at once."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        database = Database(stack.enter_context(databases.migrated(kind, folder, "xiaoanma_benchmark_rounds")))
        stack.callback(database.engine.dispose)
        with database.work() as session:
            fill(session, schools)
        analyse(database)
        until = a_school_day()
        said = {"morning": _turns(database, until - timedelta(days=1), until, turns=3 if quick else 7)}
        if not quick:
            said["first filling"] = _turns(database, None, until, turns=1)
        said["nothing to do"] = {"ours_ms": round(1000 * _timed(lambda: _idle(database, until)), 1)}
    _print(kind, said)
    return said


def fill(session: Session, schools: int) -> None:
    """Counties of a hundred schools, each with its routes and plans, by bulk inserts."""
    for year in (now().year, now().year + 1):
        calendar.mark_year_known(session, year, source="benchmark")
    for number in range(COUNTIES):
        county = builders.a_county(session, name=f"示范{number}县")
        rows: dict[Any, list[dict[str, Any]]] = {
            table: [] for table in (ORGANISATION, SCHOOL, CHECKPOINT, ROUTE, POINT, PLAN)
        }
        for place in range(number, schools, COUNTIES):
            _school(rows, county, place)
        for table, found in rows.items():
            session.execute(insert(table), found)


def analyse(database: Database) -> None:
    """Let the planner know the sizes, as autovacuum and the worker's daily chore do."""
    if database.is_sqlite:
        database.refresh_statistics()
        return
    with psycopg.connect(_address(database), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _school(rows: dict[Any, list[dict[str, Any]]], county: builders.County, number: int) -> None:
    school_id, named = new_id(), f"第{number}小学"
    of = {"county_id": county.id, "school_id": school_id}
    unit = {"id": school_id, "county_id": county.id, "kind": "SCH", "name": named, "short_name": named, "initials": ""}
    rows[ORGANISATION].append(unit | {"division_id": county.township_id})
    about = {"county_id": county.id, "township_id": county.township_id, "precinct_id": county.precinct_id}
    rows[SCHOOL].append({"id": school_id, "school_code": f"21{number:08d}", "school_type": "primary"} | about)
    for kind, points, starts in ROUTES:
        route_id, at = new_id(), now()
        about = {"name": kind, "kind": kind, "ordered": True, "est_minutes": 20, "revision": 1, "changed_at": at}  # type: ignore[dict-item]
        rows[ROUTE].append({"id": route_id, **of, **about})
        for position in range(points):
            checkpoint_id = new_id()
            rows[CHECKPOINT].append({"id": checkpoint_id, **of, "name": f"{kind}{position}", "kind": "internal"})
            point = {"route_id": route_id, "revision": 1, "position": position, "checkpoint_id": checkpoint_id}
            rows[POINT].append(point | {"photo_rule": "never", "min_dwell_s": 0})
        rows[PLAN].append(_plan(of, route_id, kind, starts))


def _plan(of: dict[str, UUID], route_id: UUID, name: str, starts: tuple[int, ...]) -> dict[str, Any]:
    plan = {"id": new_id(), **of, "route_id": route_id, "name": name, "rrule": "FREQ=DAILY", "day_rule": "school_day"}
    plan |= {"starts_on": local_date(now()), "start_times": list(starts), "before_min": 10, "after_min": 20}
    plan |= {"grace_min": 60, "assignee_kind": "role", "assignee_role": "guard", "joint_units": [], "version": 1}
    return plan | {"changed_at": now()}


def a_school_day() -> date:
    """The first weekday at the chore's horizon."""
    day = local_date(now()) + timedelta(days=DAYS_AHEAD)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def _turns(database: Database, made: date | None, until: date, *, turns: int) -> dict[str, Any]:
    ours, bare, count = [], [], 0
    for _ in range(turns):
        _reset(database, made)
        ours.append(_timed(lambda: _work(database, until)))
        rows = _take(database)
        count = len(rows[1])
        bare.append(_timed(lambda rows=rows: _bare(database, *rows)))
    mine, least = statistics.median(ours), statistics.median(bare)
    return {
        "rounds": count,
        "ours_s": round(mine, 3),
        "bare_s": round(least, 3),
        "to_bare": round(mine / least, 2),
        "rounds_a_second": round(count / mine),
    }


def _reset(database: Database, made: date | None) -> None:
    """No rounds yet; the plans as they stand on the morning: made until the day before the new one (None: never)."""
    with database.work() as session:
        session.execute(RUN.delete())
        stamp = session.execute(select(func.sum(calendar.VERSION.c.version))).scalar()
        session.execute(update(PLAN).values(made_until=made, calendar_stamp=stamp))


def _work(database: Database, until: date) -> None:
    while one_batch(database, until).plans:
        pass


def _idle(database: Database, until: date) -> None:
    with database.work(write=False) as session:
        assert not any_due(session, until)


def _take(database: Database) -> tuple[list[str], list[Any]]:
    """Read the rounds that were made by the bare driver, and delete them."""
    if database.is_sqlite:
        with sqlite3.connect(str(database.url.database)) as connection:
            cursor = connection.execute("SELECT * FROM patrol_run")
            found = [column[0] for column in cursor.description], cursor.fetchall()
            connection.execute("DELETE FROM patrol_run")
        return found
    with _postgresql(database) as connection:
        cursor = connection.execute("SELECT * FROM patrol_run")
        names = [column.name for column in cursor.description or ()]
        rows = [[_jsonb(value) for value in row] for row in cursor.fetchall()]
        connection.execute("DELETE FROM patrol_run")
        return names, rows


def _bare(database: Database, names: list[str], rows: list[Any]) -> None:
    """Insert the same rows by one prepared statement in one transaction."""
    if database.is_sqlite:
        connection = sqlite3.connect(str(database.url.database), isolation_level=None)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        connection.execute("BEGIN IMMEDIATE")
        marks = ", ".join("?" * len(names))
        connection.executemany(f"INSERT INTO patrol_run ({', '.join(names)}) VALUES ({marks})", rows)
        connection.execute("COMMIT")
        connection.close()
        return
    with _postgresql(database) as server, server.cursor() as cursor:
        marks = ", ".join(["%s"] * len(names))
        cursor.executemany(f"INSERT INTO patrol_run ({', '.join(names)}) VALUES ({marks})", rows)


def _postgresql(database: Database) -> psycopg.Connection[Any]:
    return psycopg.connect(_address(database))


def _address(database: Database) -> str:
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


def _jsonb(value: Any) -> Any:
    from psycopg.types.json import Jsonb

    return Jsonb(value) if isinstance(value, list) else value


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _print(kind: str, said: dict[str, dict[str, Any]]) -> None:
    print(f"\n{kind}\n  {'':16}{'rounds':>9}{'s':>9}{'bare s':>9}{'÷ bare':>9}")
    for name, row in said.items():
        if "rounds" in row:
            print(f"  {name:16}{row['rounds']:>9,}{row['ours_s']:>9.2f}{row['bare_s']:>9.2f}{row['to_bare']:>9.2f}")
        else:
            print(f"  {name:16}{row['ours_ms']:>18.1f} ms")


if __name__ == "__main__":
    main()
