"""What the clock of a phone is worth: when something happened by the server's time, and how far the phone is off. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

ClockBasis = Literal["device", "page_session"]
LATE_AFTER = timedelta(hours=72)
UPLOAD_NOISE_S = 60.0


@dataclass(frozen=True)
class ClockReading:
    """How far the phone's clock is off (seconds, positive when it is ahead), and whether the fact comes late."""

    skew_s: int
    happened_at: datetime
    late: bool


def read_phone_clock(
    occurred_at: datetime,
    clock_basis: str,
    *,
    seconds_since: float | None,
    received_at: datetime,
    upload_skew_s: float | None = None,
) -> ClockReading:
    """Judge the phone's clock. Seconds counted within one page session do not depend on the clock, so they win.

    `upload_skew_s`: the phone's clock minus the server's while uploading, where the phone said its time. Beyond a minute
    (less is the network) what it recorded by that clock is moved by as much.
    """
    if clock_basis == "page_session" and seconds_since is not None:
        happened_at = received_at - timedelta(seconds=max(0.0, seconds_since))
        skew = (occurred_at - happened_at).total_seconds()
        return ClockReading(skew_s=round(skew), happened_at=happened_at, late=received_at - happened_at > LATE_AFTER)
    if upload_skew_s is not None and abs(upload_skew_s) > UPLOAD_NOISE_S:
        happened_at = min(occurred_at - timedelta(seconds=upload_skew_s), received_at)
        return ClockReading(round(upload_skew_s), happened_at, late=received_at - happened_at > LATE_AFTER)
    ahead = (occurred_at - received_at).total_seconds()
    late = received_at - occurred_at > LATE_AFTER
    return ClockReading(skew_s=max(0, round(ahead)), happened_at=min(occurred_at, received_at), late=late)
