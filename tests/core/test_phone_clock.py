"""When something happened by the server's time, whatever the phone's clock shows (tests/hazards covers the reports' side)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backend.core.phone_clock import UPLOAD_NOISE_S, read_phone_clock

NOW = datetime(2026, 3, 9, 4, tzinfo=UTC)
YEAR_S = 365 * 86_400.0


@pytest.mark.parametrize("off_s", [-YEAR_S, -7_200.0, 61.0, YEAR_S])
def test_a_phone_that_says_its_time_at_the_upload_is_corrected_by_what_it_is_off(off_s: float) -> None:
    truly = NOW - timedelta(hours=5)
    reading = read_phone_clock(
        truly + timedelta(seconds=off_s), "device", seconds_since=None, received_at=NOW, upload_skew_s=off_s
    )
    assert (reading.happened_at, reading.skew_s, reading.late) == (truly, round(off_s), False)


def test_a_minute_of_network_is_not_a_wrong_clock() -> None:
    said = NOW - timedelta(hours=1)
    reading = read_phone_clock(said, "device", seconds_since=None, received_at=NOW, upload_skew_s=-UPLOAD_NOISE_S)
    assert (reading.happened_at, reading.skew_s) == (said, 0)


def test_nothing_happens_after_it_was_received() -> None:
    said = NOW + timedelta(hours=1)
    reading = read_phone_clock(said, "device", seconds_since=None, received_at=NOW, upload_skew_s=-600.0)
    assert reading.happened_at == NOW


def test_seconds_of_the_same_page_win_over_what_the_phone_says_at_the_upload() -> None:
    reading = read_phone_clock(NOW, "page_session", seconds_since=30.0, received_at=NOW, upload_skew_s=9_000.0)
    assert reading.happened_at == NOW - timedelta(seconds=30)
