"""How long each class of record is kept: one table that every purge reads its number from, and the frame purges run in.

The numbers are no county settings: each has a least that the law demands and a most that people were promised, which the
database holds against whoever changes it, and a purge that finds no number purges nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Integer,
    Select,
    String,
    Table,
    Uuid,
    and_,
    cast,
    delete,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core.clock import now
from backend.core.db import Base, UtcDateTime
from backend.core.settings import SITE


class RetentionRule(Base):
    """For how many days a class of record is kept: the site's rule (`SITE`), or a county's own; who changed it last."""

    __tablename__ = "retention_rule"
    __table_args__ = (
        CheckConstraint("days >= least_days", name="least"),
        CheckConstraint("most_days IS NULL OR days <= most_days", name="most"),
    )

    county_id: Mapped[UUID] = mapped_column(primary_key=True)
    record_class: Mapped[str] = mapped_column(String(24), primary_key=True)
    days: Mapped[int] = mapped_column(Integer)
    least_days: Mapped[int] = mapped_column(Integer)
    most_days: Mapped[int | None] = mapped_column(Integer)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[UUID | None]


RULE = RetentionRule.__table__


@dataclass(frozen=True)
class Purge:
    """One purge of a class. `due` selects what is past its time, oldest first, as `facts` names its columns; `act` takes a

    batch of that, deals with it in the caller's transaction and returns those rows that it really dealt with.
    """

    record_class: str
    due: Callable[[Session], Select[Any]]
    act: Callable[[Session, Sequence[Any]], Sequence[Any]]
    batch: int = 500


@dataclass(frozen=True)
class Tally:
    """How much of a county's was purged (or would be): things, their bytes where known, and from when to when they were."""

    county_id: UUID
    count: int
    bytes: int
    first_at: datetime
    last_at: datetime


def kept_for(session: Session, record_class: str, county_id: UUID = SITE) -> timedelta:
    """Return how long a class is kept in a county; a class without a rule raises, so that nothing is purged by a guess."""
    days = _days(session, record_class)
    return timedelta(days=days.get(county_id, days[SITE]))


def past(
    session: Session,
    record_class: str,
    at: ColumnElement[Any],
    *,
    county_id: ColumnElement[Any] | None = None,
    before: timedelta = timedelta(0),
) -> ColumnElement[bool]:
    """Return the condition that a record's time `at` lies longer ago than its class is kept, by each county's own rule.

    `before`: already so long before that.
    """
    days, moment = _days(session, record_class), now() + before
    general = at < moment - timedelta(days=days.pop(SITE))
    if county_id is None or not days:
        return general
    own = [and_(county_id == each, at < moment - timedelta(days=number)) for each, number in days.items()]
    return or_(and_(county_id.not_in(days), general), *own)


def facts(
    row_id: ColumnElement[Any],
    at: ColumnElement[Any],
    *,
    county_id: ColumnElement[Any] | None = None,
    size: ColumnElement[Any] | None = None,
) -> tuple[ColumnElement[Any], ...]:
    """Return the columns that `Purge.due` selects: what it is, since when it counts, whose county, how many bytes."""
    county = cast(null(), Uuid()) if county_id is None else county_id
    bytes_ = literal(0) if size is None else func.coalesce(size, 0)
    return row_id.label("id"), at.label("at"), county.label("county_id"), bytes_.label("bytes")


def deleting(table: Table, key: str = "id") -> Callable[[Session, Sequence[Any]], Sequence[Any]]:
    """Return the act of deleting the rows of a table; of two workers at once, each counts what it deleted itself."""

    def act(session: Session, rows: Sequence[Any]) -> Sequence[Any]:
        wanted = table.c[key].in_([row.id for row in rows])
        gone = set(session.execute(delete(table).where(wanted).returning(table.c[key])).scalars())
        return [row for row in rows if row.id in gone]

    return act


def carry_out(session: Session, purge: Purge) -> Sequence[Any]:
    """Purge one batch and return its rows; nothing is left half-done if the caller's transaction is."""
    rows = session.execute(purge.due(session).limit(purge.batch)).all()
    return purge.act(session, rows) if rows else ()


def tally(rows: Sequence[Any]) -> list[Tally]:
    """Count purged rows by county; what belongs to none is the site's."""
    by_county: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        by_county[row.county_id or SITE].append(row)
    return [
        Tally(
            county_id, len(own), sum(row.bytes for row in own), *(_moment(f(row.at for row in own)) for f in (min, max))
        )
        for county_id, own in by_county.items()
    ]


def foresee(session: Session, purge: Purge) -> list[Tally]:
    """Count what is past its time now, without touching it."""
    due = purge.due(session).order_by(None).subquery()
    counted = select(due.c.county_id, func.count(), func.sum(due.c.bytes), func.min(due.c.at), func.max(due.c.at))
    rows = session.execute(counted.group_by(due.c.county_id)).all()
    return [Tally(row[0] or SITE, row[1], int(row[2]), _moment(row[3]), _moment(row[4])) for row in rows]


def _days(session: Session, record_class: str) -> dict[UUID, int]:
    rows = session.execute(select(RULE.c.county_id, RULE.c.days).where(RULE.c.record_class == record_class))
    days = {row.county_id: row.days for row in rows}
    if SITE not in days:
        raise LookupError(f"no retention rule for {record_class}")
    return days


def _moment(value: datetime | int) -> datetime:
    """Times are aware; a throttle counts in Unix seconds."""
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) else value
