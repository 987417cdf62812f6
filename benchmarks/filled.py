"""A county with years of cases, filled past the door by bulk inserts: five years, one in twenty-five still open."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import insert

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import Database
from backend.core.ids import new_id
from backend.hazards.models import HAZARD
from backend.hazards.rules import FOUND_VIA
from backend.hazards.taxonomy import load as taxonomy
from backend.places.models import CHECKPOINT, ORGANISATION, SCHOOL
from backend.rectifications.models import CASE
from tests import builders
from tests.cases import Scene, a_scene

YEARS = 5
TOWNSHIPS = 50
SCHOOLS_A_PRECINCT = 400
OPEN_SHARES = ((60, 0.5), (365, 0.1), (10_000, 0.01))
"""Share of the cases still open by their age in days, up to each bound."""
_SAID = ("围栏松动", "插座烧黑", "消防栓无水", "路灯不亮", "井盖缺失", "门口堆放杂物", "监控离线", "台阶破损")
_BATCH = 20_000
SQLITE_TIME = "%Y-%m-%d %H:%M:%S.%f"


@dataclass(frozen=True)
class Filled:
    """The county as the readers of the benchmark know it: who asks, and what they ask for."""

    county_id: UUID
    office: Actor
    school: Actor
    school_id: UUID
    cases: int


@dataclass
class _World:
    county_id: UUID
    schools: list[UUID]
    checkpoints: list[UUID]
    departments: list[UUID]
    account_id: UUID
    rng: random.Random
    today: datetime


def fill(database: Database, *, cases: int, schools: int) -> Filled:
    """Fill an empty, migrated database; the secondary indexes are built after the rows, as a restore does."""
    with database.work() as session:
        scene = a_scene(session)
        office = scene.actor(session, "joint_office")
        keeper = scene.actor(session, "school_safety")
        world = _places(session, scene, schools=schools, account_id=scene.account(session, "joint_office").id)
    with _without_indexes(database):
        _write(database, _rows(world, cases))
    _settle(database)
    return Filled(world.county_id, office, keeper, scene.school.id, cases)


def _places(session: Any, scene: Scene, *, schools: int, account_id: UUID) -> _World:
    county = scene.county
    ids = [new_id() for _ in range(schools - 1)]
    townships = [builders.a_division(session, level="township", parent=county.id) for _ in range(TOWNSHIPS)]
    station = [
        builders.an_organisation(session, county.id, kind="PCS") for _ in range(1 + schools // SCHOOLS_A_PRECINCT)
    ]
    session.execute(
        insert(ORGANISATION), [_organisation(each, number, county.id, townships) for number, each in enumerate(ids)]
    )
    session.execute(
        insert(SCHOOL), [_school(each, number, county.id, townships, station) for number, each in enumerate(ids)]
    )
    points = [new_id() for _ in ids]
    session.execute(
        insert(CHECKPOINT), [_point(point, each, county.id) for point, each in zip(points, ids, strict=True)]
    )
    return _World(
        county_id=county.id,
        schools=[scene.school.id, *ids],
        checkpoints=[scene.checkpoint.id, *points],
        departments=list(county.offices.values()),
        account_id=account_id,
        rng=random.Random(20260901),
        today=now(),
    )


def _organisation(school_id: UUID, number: int, county_id: UUID, townships: list[UUID]) -> dict[str, Any]:
    names = {"name": f"示范县第{number + 2}小学", "short_name": f"第{number + 2}小学", "initials": f"d{number + 2}xx"}
    return names | {
        "id": school_id,
        "county_id": county_id,
        "kind": "SCH",
        "parent_id": None,
        "division_id": townships[number % TOWNSHIPS],
    }


def _school(
    school_id: UUID, number: int, county_id: UUID, townships: list[UUID], stations: list[UUID]
) -> dict[str, Any]:
    return {
        "id": school_id,
        "county_id": county_id,
        "township_id": townships[number % TOWNSHIPS],
        "precinct_id": stations[number % len(stations)],
        "school_code": f"{2_199_500_000 + number}",
        "school_type": "primary",
        "lat": 38.5 + number % 997 / 1000,
        "lng": 83.0 + number % 883 / 1000,
    }


def _point(point_id: UUID, school_id: UUID, county_id: UUID) -> dict[str, Any]:
    about = {"name": "南大门", "kind": "gate", "lat": 38.9, "lng": 83.1, "radius_m": 50.0}
    return {"id": point_id, "county_id": county_id, "school_id": school_id} | about


def _rows(world: _World, cases: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield (hazard, case), oldest first, as they would have been written."""
    span = timedelta(days=365 * YEARS)
    categories = list(taxonomy().categories.values())
    for number in range(cases):
        reported_at = world.today - span + span * ((number + 1) / (cases + 1))
        place = world.rng.randrange(len(world.schools))
        hazard = _hazard(world, number, place, reported_at)
        category = world.rng.choice(categories)
        hazard |= {"category": category.code, "tile": category.tile}
        yield hazard, _case(world, number, place, hazard)


def _hazard(world: _World, number: int, place: int, reported_at: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "county_id": world.county_id,
        "school_id": world.schools[place],
        "checkpoint_id": world.checkpoints[place],
        "found_via": world.rng.choice(list(FOUND_VIA)),
        "taxonomy_version": taxonomy().version,
        "danger": False,
        "note": f"{world.rng.choice(_SAID)}，第 {number} 次巡查时看到，请尽快处理",
        "place_text": "",
        "maybe_gcj02": False,
        "occurred_at": reported_at,
        "happened_at": reported_at,
        "received_at": reported_at,
        "clock_basis": "device",
        "clock_skew_s": 0,
        "late": False,
        "quarantined": False,
        "pickup_digest": f"{number:064x}",
        "pickup_attempt": 1,
        "content_hash": "0" * 64,
    }


def _case(world: _World, number: int, place: int, hazard: dict[str, Any]) -> dict[str, Any]:
    rng, reported_at = world.rng, hazard["received_at"]
    age = (world.today - reported_at).days
    still_open = rng.random() < next(share for days, share in OPEN_SHARES if age <= days)
    case = {
        "id": new_id(),
        "county_id": world.county_id,
        "school_id": world.schools[place],
        "hazard_id": hazard["id"],
        "checkpoint_id": world.checkpoints[place],
        "version": 1,
        "tile": hazard["tile"],
        "category": hazard["category"],
        "severity": "major" if rng.random() < 0.05 else "general",
        "handling": "deadline",
        "external": True,
        "danger": False,
        "quarantined": False,
        "reported_at": reported_at,
        "fail_count": 0,
        "last_entry_id": new_id(),
    }
    return case | (_open(world, number, case) if still_open else _closed(world, number, case))


def _listed(world: _World, number: int, case: dict[str, Any]) -> dict[str, Any]:
    lead = case["school_id"] if world.rng.random() < 0.7 else world.rng.choice(world.departments)
    due = (case["reported_at"] + timedelta(days=world.rng.randint(1, 30))).replace(hour=15, minute=59, second=59)
    return {
        "ledger_no": f"SF-ZG-{case['reported_at'].year}-{number % 999_999:06d}" + ("-R1" if number >= 999_999 else ""),
        "lead_unit_id": lead,
        "due_at": due,
        "first_due_at": due,
        "moved_at": case["reported_at"] + timedelta(hours=5),
    }


def _open(world: _World, number: int, case: dict[str, Any]) -> dict[str, Any]:
    states = ["reported", "assigned", "rectifying", "pending_verification", "verified"]
    state = world.rng.choices(states, (20, 20, 40, 15, 5))[0]
    if state == "reported":
        return {"state": state}
    marks = {"whistled_at": case["reported_at"]} if world.rng.random() < 0.005 else {}
    by = {"submitted_by": world.account_id, "submitted_at": case["reported_at"], "verified_by": world.account_id}
    return {"state": state} | _listed(world, number, case) | by | marks


def _closed(world: _World, number: int, case: dict[str, Any]) -> dict[str, Any]:
    closed_at = min(world.today, case["reported_at"] + timedelta(days=world.rng.randint(1, 40)))
    state = world.rng.choices(["closed", "archived", "rejected"], (55, 40, 5))[0]
    if state == "rejected":
        return {"state": state, "closed_at": closed_at, "reject_reason": "not_found"}
    submitted = {"submitted_by": world.account_id, "submitted_at": closed_at - timedelta(hours=9)}
    return {"state": state, "closed_at": closed_at} | _listed(world, number, case) | submitted


@contextmanager
def _without_indexes(database: Database) -> Iterator[None]:
    indexes = [index for table in (HAZARD, CASE) for index in table.indexes]
    with database.work() as session:
        for index in indexes:
            index.drop(session.connection())
    yield
    with database.work() as session:
        connection = session.connection()
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA cache_size=-400000")
        for index in indexes:
            index.create(connection)
    database.engine.dispose()


def _write(database: Database, rows: Iterator[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    write = _into_sqlite if database.is_sqlite else _into_postgresql
    batch: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            write(database, batch)
            batch = []
    write(database, batch)


_NUMBERS = ("reopen_count", "extension_count", "transfer_count", "escalation_level")


def _into_sqlite(database: Database, batch: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    connection = sqlite3.connect(str(database.url.database), isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-200000")
    connection.execute("BEGIN")
    for table, place in ((HAZARD, 0), (CASE, 1)):
        names = [column.name for column in table.columns if column.name not in _NUMBERS]
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
        connection.executemany(statement, ([_plain(pair[place].get(name)) for name in names] for pair in batch))
    connection.execute("COMMIT")
    connection.close()


def _plain(value: Any) -> Any:
    """Write a value as SQLAlchemy writes it into SQLite."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime(SQLITE_TIME)
    return value


def _into_postgresql(database: Database, batch: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")  # foreign keys: these rows are known to be right
        for table, place in ((HAZARD, 0), (CASE, 1)):
            names = [column.name for column in table.columns if column.name not in _NUMBERS]
            with connection.cursor().copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
                for pair in batch:
                    copy.write_row([pair[place].get(name) for name in names])


def _settle(database: Database) -> None:
    """What a site that has grown over years has had: statistics, and on PostgreSQL a vacuum."""
    if database.is_sqlite:
        database.refresh_statistics()
        database.engine.dispose()
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
