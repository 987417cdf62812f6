"""UUID version 7 (RFC 9562 §5.7): ids that sort by their time of making, made on a phone or here."""

from __future__ import annotations

import os
import time
from uuid import UUID


def new_id(at_ms: int | None = None) -> UUID:
    """Make a UUIDv7 for `at_ms` (Unix milliseconds; now when omitted)."""
    milliseconds = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    random = int.from_bytes(os.urandom(10), "big")
    value = (
        (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | (random >> 68) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    )
    return UUID(int=value)
