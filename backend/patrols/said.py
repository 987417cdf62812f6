"""What a phone says of a visit, and what of it must stay the same when it is sent again. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.core.geo import Position
from backend.evidence.rules import PhotoClaim


@dataclass(frozen=True)
class Said:
    """A visit as the page sends it, form already checked. Times are aware, the position WGS-84 (converted at the door).

    `run_id`: the round it was made for, as the phone believes. `code`: what was scanned or typed. `recheck_of`: the visit
    that this one looks after a second time. `answers`: {"item", "answer"} of the point's checklist.
    """

    id: UUID
    run_id: UUID | None
    code: str | None
    checkpoint_id: UUID | None
    via: str
    mode: str
    result: str
    answers: tuple[Mapping[str, str], ...]
    note: str
    position: Position | None
    position_state: str
    position_age_s: float | None
    occurred_at: datetime
    clock_basis: str
    dwell_s: float | None
    photos: tuple[PhotoClaim, ...] = ()
    recheck_of: UUID | None = None


@dataclass(frozen=True)
class Arrival:
    """What came with it and is no part of it: counters and clocks of this very attempt, and the phone's mark, hashed."""

    received_at: datetime
    seconds_since: float | None = None
    phone_now: datetime | None = None
    device_hash: str | None = None

    @property
    def upload_skew_s(self) -> int | None:
        """The phone's clock minus the server's while sending; None where the phone did not say its time."""
        return None if self.phone_now is None else round((self.phone_now - self.received_at).total_seconds())


def content_hash(said: Said) -> str:
    """Hash everything that was said; the same id must always bring the same content."""
    words = vars(said) | {
        "position": None if said.position is None else vars(said.position),
        "answers": [dict(answer) for answer in said.answers],
        "photos": [vars(photo) for photo in said.photos],
    }
    content = json.dumps(words, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_as_text)
    return hashlib.sha256(content.encode()).hexdigest()


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
