"""Both databases behave alike: times, one insert, one commit, and a fair queue for SQLite's only pen."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from backend.audit.models import AuditRow
from backend.core.calendar import CalendarYear
from backend.core.db import Database, insert_once
from backend.core.ids import new_id


def an_audit_row(**about: object) -> AuditRow:
    fields = {"id": new_id(), "at": datetime(2026, 3, 1, tzinfo=UTC), "segment": "2026-03", "actor_kind": "system"}
    fields |= {"action": "a.b", "object_type": "x", "object_id": new_id(), "changes": {}}
    return AuditRow(**(fields | about))


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-5))])
def test_a_time_comes_back_aware_in_utc_to_the_microsecond(session: Session, zone: timezone) -> None:
    moment = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=zone)
    row = an_audit_row(at=moment)
    session.add(row)
    session.flush()
    session.expire(row)
    assert (row.at, row.at.utcoffset()) == (moment, timedelta(0))


def test_a_time_without_a_zone_is_refused(session: Session) -> None:
    session.add(an_audit_row(at=datetime(2026, 3, 1)))  # noqa: DTZ001
    with pytest.raises(StatementError, match="naive"):
        session.flush()


def test_times_sort_by_time_whatever_zone_they_were_written_in(session: Session) -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    offsets = [9, -3, 0, 5, -8, 1]
    for hours in offsets:
        session.add(an_audit_row(at=(start + timedelta(hours=hours)).astimezone(timezone(timedelta(hours=hours)))))
    session.flush()
    found = session.execute(select(AuditRow.at).order_by(AuditRow.at)).scalars().all()
    assert found == [start + timedelta(hours=hours) for hours in sorted(offsets)]


def test_json_keeps_chinese_and_nested_values(session: Session) -> None:
    row = an_audit_row(changes={"状态": ["待研判", None], "数": {"a": [1, True]}})
    session.add(row)
    session.flush()
    session.expire(row)
    assert row.changes == {"状态": ["待研判", None], "数": {"a": [1, True]}}


def test_the_second_insert_of_the_same_key_says_no_and_changes_nothing(session: Session) -> None:
    table = CalendarYear.__table__
    assert insert_once(session, table, {"year": 2031, "source": "first"})  # type: ignore[arg-type]
    assert not insert_once(session, table, {"year": 2031, "source": "second"})  # type: ignore[arg-type]
    assert session.get_one(CalendarYear, 2031).source == "first"


def test_of_sixteen_inserts_at_once_one_wins(committed_database: Database) -> None:
    gate = threading.Barrier(16, timeout=20)

    def insert(number: int) -> bool:
        gate.wait()
        with committed_database.work() as session:
            return insert_once(session, CalendarYear.__table__, {"year": 2031, "source": str(number)})  # type: ignore[arg-type]

    with ThreadPoolExecutor(16) as pool:
        assert sorted(pool.map(insert, range(16))) == [False] * 15 + [True]


def test_a_unit_of_work_that_raises_leaves_nothing(committed_database: Database) -> None:
    def half() -> None:
        with committed_database.work() as session:
            session.add(an_audit_row())
            session.flush()
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        half()
    with committed_database.work(write=False) as session:
        assert session.execute(select(func.count()).select_from(AuditRow)).scalar_one() == 0


def test_writers_that_read_first_lose_no_update(committed_database: Database) -> None:
    """A deferred BEGIN that reads and then writes fails or loses on SQLite; a writing unit takes the pen at once."""
    with committed_database.work() as session:
        session.add(CalendarYear(year=2031, source="0"))

    def add_one(_number: int) -> None:
        with committed_database.work() as session:
            row = session.execute(select(CalendarYear).where(CalendarYear.year == 2031).with_for_update()).scalar_one()
            row.source = str(int(row.source) + 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(40)))
    with committed_database.work(write=False) as session:
        assert session.get_one(CalendarYear, 2031).source == "40"


def test_a_reader_does_not_wait_for_a_writer(committed_database: Database) -> None:
    writer = committed_database.open(write=True)
    writer.add(an_audit_row())
    writer.flush()
    with committed_database.work(write=False) as session:
        assert session.execute(select(func.count()).select_from(AuditRow)).scalar_one() == 0
    committed_database.close(writer)


@pytest.mark.parametrize("committed_database", ["sqlite"], indirect=True)
def test_what_sqlite_acknowledged_survives_a_power_cut(committed_database: Database) -> None:
    with committed_database.work(write=False) as session:
        asked = {name: session.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")}
        guarded = [session.execute(text(f"PRAGMA {name}")).scalar() for name in ("foreign_keys", "recursive_triggers")]
    assert (asked, guarded) == ({"journal_mode": "wal", "synchronous": 2}, [1, 1])


def test_ids_sort_by_their_time_of_making() -> None:
    ids = [new_id(at_ms) for at_ms in range(1_700_000_000_000, 1_700_000_000_050)]
    assert ids == sorted(ids)
    assert {(each.version, each.variant) for each in ids} == {(7, "specified in RFC 4122")}
