"""One clock: aware UTC inside, the county's own days outside."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from backend.core.clock import at, end_of_local_day, local_date, now


def test_now_is_aware_and_utc() -> None:
    assert now().tzinfo is UTC
    assert abs(now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 16, 0, 0, tzinfo=UTC), date(2026, 3, 2)),
    ],
)
def test_a_day_begins_at_midnight_in_shanghai(moment: datetime, day: date) -> None:
    assert local_date(moment) == day


def test_a_day_ends_with_its_last_second_in_shanghai() -> None:
    end = end_of_local_day(date(2026, 3, 1))
    assert end == datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)
    assert (local_date(end), local_date(end + timedelta(seconds=1))) == (date(2026, 3, 1), date(2026, 3, 2))


def test_a_told_time_holds_inside_its_block_only_and_must_say_its_zone() -> None:
    told = datetime(2020, 1, 1, tzinfo=UTC)
    with at(told):
        assert now() == told
    assert now() > told
    with pytest.raises(ValueError, match="zone"), at(told.replace(tzinfo=None)):
        pass
