"""What somebody asks of a case, and how it is written into the ledger: one way to JSON, one hash for a replay."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.core.geo import Position, haversine_m
from backend.evidence.rules import PhotoClaim
from backend.rectifications.chain import canonical

UNSEEN = 0


@dataclass(frozen=True)
class Command:
    """What somebody asks of a case: a client-made `id`, the `version` they saw, and what they say and show.

    A passer-by sees no version: theirs is `UNSEEN`, and the case's state alone decides whether the act still makes sense.

    `details` are the fields of this move alone. Among them `typed_in` = {source, name}: the joint office types what the
    responsible unit handed over on paper or in a spreadsheet, so the move is the unit's and is marked as typed in.
    `position` is where the phone said it stood: the ledger keeps the distance only, the position itself is kept nowhere.
    """

    id: UUID
    version: int
    occurred_at: datetime
    note: str = ""
    photos: tuple[PhotoClaim, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    position: Position | None = None

    @property
    def typed_in(self) -> bool:
        """Whether somebody types this for the responsible unit."""
        return self.details.get("typed_in") is not None

    def hash(self, action: str) -> str:
        """Return the SHA-256 of everything asked; the same id must always bring the same content."""
        asked = {name: value for name, value in asdict(self).items() if name != "position" or value is not None}
        content = {name: plain(value) for name, value in asked.items()} | {"action": action}
        return hashlib.sha256(canonical(content)).hexdigest()

    def content(self, from_state: str, to_state: str, *, place: Position | None = None) -> dict[str, Any]:
        """Return what the ledger keeps of it; `place` is where the hazard lies, where that is known."""
        details = {name: plain(value) for name, value in self.details.items() if value is not None}
        if self.position is not None and place is not None:
            away = haversine_m(self.position.lat, self.position.lng, place.lat, place.lng)
            details |= {"distance_m": round(away), "accuracy_m": round(self.position.accuracy_m or 0)}
        return {
            "note": self.note,
            "occurred_at": self.occurred_at.isoformat(),
            "from_state": from_state,
            "to_state": to_state,
            **details,
        }


def plain(value: Any) -> Any:
    """Turn a value into JSON that the ledger can hold: times and ids as text, no floats."""
    match value:
        case date():  # a datetime is one too
            return value.isoformat()
        case UUID() | float():
            return str(value)
        case Mapping():
            return {str(name): plain(item) for name, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in value]
    return value
