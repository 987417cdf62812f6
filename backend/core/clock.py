"""The one clock: aware UTC inside, Asia/Shanghai wherever people read or count days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def local_date(moment: datetime) -> date:
    """Return the calendar day of `moment` as the county counts it."""
    return moment.astimezone(SHANGHAI).date()


def end_of_local_day(day: date) -> datetime:
    """Return the last second of `day` in Asia/Shanghai, as UTC."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=SHANGHAI).astimezone(UTC)
