"""A time as a phone says it: any clock may be wrong, but a year that no clock shows would break what reckons with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from marshmallow import ValidationError, fields

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
"""A phone whose battery ran out says 1970; its report counts all the same."""
LATEST = datetime(2090, 1, 1, tzinfo=UTC)
"""Later ones would not fit the seconds by which a clock is off (32 bits)."""


class Moment(fields.AwareDateTime):
    """An aware time between 1970 and 2090."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        moment = super()._deserialize(value, attr, data, **kwargs)
        if not EARLIEST <= moment < LATEST:
            raise ValidationError("Must be a time between 1970 and 2090.")
        return moment
