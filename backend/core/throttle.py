"""Throttles that hold across processes and machines: counts lie in Redis where there is one, else in the database."""

from __future__ import annotations

import hashlib
import math
import time
from functools import cache
from typing import Any

from limits import RateLimitItem, parse
from limits.storage import RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import BigInteger, Executable, Integer, Select, String, bindparam, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core.db import Base, Database
from backend.core.errors import Problem
from backend.core.retention import Purge, carry_out, deleting, facts, kept_for


class ThrottleCount(Base):
    """How often a key was hit in its window; keys are hashes, so no address or number is readable here."""

    __tablename__ = "throttle_count"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    expires_at_s: Mapped[int] = mapped_column(BigInteger, index=True)


class Throttle:
    """Named limits such as {"sign_in": "5/15 minutes"}; each hit is its own short transaction, kept when the request fails."""

    def __init__(self, database: Database, *, redis_url: str | None, limits: dict[str, str]) -> None:
        storage: Storage = RedisStorage(redis_url) if redis_url else DatabaseStorage(database)
        self._limiter = FixedWindowRateLimiter(storage)
        self._limits: dict[str, RateLimitItem] = {name: parse(text) for name, text in limits.items()}

    def hit(self, name: str, key: str) -> None:
        """Count one attempt of `key`; over the limit raise `too_many_attempts` with the seconds to wait."""
        limit = self._limits[name]
        if not self._limiter.hit(limit, name, _hashed(key)):
            self._refuse(limit, name, key)

    def check(self, name: str, key: str) -> None:
        """Raise like `hit` when `key` has used up its attempts, without counting one."""
        limit = self._limits[name]
        if not self._limiter.test(limit, name, _hashed(key)):
            self._refuse(limit, name, key)

    def forget(self, name: str, key: str) -> None:
        """Forgive the attempts of `key` (a right password after wrong ones)."""
        self._limiter.clear(self._limits[name], name, _hashed(key))

    def _refuse(self, limit: RateLimitItem, name: str, key: str) -> None:
        raise too_many_attempts(self._limiter.get_window_stats(limit, name, _hashed(key)).reset_time)


def too_many_attempts(until_s: float) -> Problem:
    """Make the refusal of an attempt too many; `until_s`: when the window ends, in Unix seconds."""
    wait = max(1, math.ceil(until_s - time.time()))
    return Problem("too_many_attempts", shown={"retry_after": wait}, minutes=math.ceil(wait / 60))


class DatabaseStorage(Storage):
    """Counts for `limits` in table throttle_count; one upsert a hit, on a transaction of its own."""

    STORAGE_SCHEME = None

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    @property
    def base_exceptions(self) -> type[Exception]:
        """What this storage may raise."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to the count of `key`, starting anew when its window of `expiry` seconds is over; returns the new count."""
        with self._database.work() as session:
            return count_up(session, _hashed(key), expiry=expiry, amount=amount)[0]

    def get(self, key: str) -> int:
        """Return the count of `key` in its running window."""
        statement = select(ThrottleCount.count).where(
            ThrottleCount.key == _hashed(key), ThrottleCount.expires_at_s > int(time.time())
        )
        with self._database.work(write=False) as session:
            return session.execute(statement).scalar_one_or_none() or 0

    def get_expiry(self, key: str) -> float:
        """Return when the window of `key` ends, in Unix seconds."""
        with self._database.work(write=False) as session:
            found = session.execute(select(ThrottleCount.expires_at_s).where(ThrottleCount.key == _hashed(key)))
            return float(found.scalar_one_or_none() or time.time())

    def check(self) -> bool:
        """Say whether the database answers."""
        return self.get("check") >= 0

    def reset(self) -> int | None:
        """Forget every count; returns how many there were."""
        with self._database.work() as session:
            return session.query(ThrottleCount).delete()

    def clear(self, key: str) -> None:
        """Forget the count of `key`."""
        with self._database.work() as session:
            session.execute(delete(ThrottleCount).where(ThrottleCount.key == _hashed(key)))


def forget_expired(session: Session) -> int:
    """Delete counts whose window is over; returns how many there were."""
    return len(carry_out(session, EXPIRED))


def _expired(session: Session) -> Select[Any]:
    counts = ThrottleCount.__table__.c
    before = int(time.time()) - int(kept_for(session, "throttle_count").total_seconds())
    over = counts.expires_at_s < before
    return select(*facts(counts.key, counts.expires_at_s)).where(over).order_by(counts.expires_at_s)


EXPIRED = Purge("throttle_count", _expired, deleting(ThrottleCount.__table__, "key"), batch=2000)


def count_up(session: Session, key: str, *, expiry: int, amount: int = 1) -> tuple[int, int]:
    """Add to the count under a hashed `key` in the caller's transaction, starting anew when its window is over.

    Returns the new count and when its window ends, in Unix seconds.
    """
    now, connection = int(time.time()), session.connection()
    values = {"key": key, "count": amount, "expires_at_s": now + expiry, "now": now}
    counted = connection.execute(_count_up(connection.dialect.name), values).one()
    return int(counted[0]), int(counted[1])


@cache
def _count_up(dialect: str) -> Executable:
    """Made once: every report of a passer-by runs it, and SQLAlchemy knows a compiled statement by the object."""
    table = ThrottleCount.__table__
    insert: Any = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    fresh = table.c.expires_at_s > bindparam("now", type_=BigInteger)
    counts = {
        "count": case((fresh, table.c.count + insert.excluded.count), else_=insert.excluded.count),
        "expires_at_s": case((fresh, table.c.expires_at_s), else_=insert.excluded.expires_at_s),
    }
    upsert: Executable = insert.on_conflict_do_update(index_elements=["key"], set_=counts).returning(
        table.c.count, table.c.expires_at_s
    )
    return upsert


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
