"""Keyset pages: an opaque cursor made of the last row's (time, id), never an offset."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.core.errors import Problem


@dataclass(frozen=True)
class Page:
    """One page of rows and the cursor of the next; None after the last."""

    items: Sequence[Any]
    next: str | None


def page_of(rows: Sequence[Any], *, size: int, key: Callable[[Any], tuple[datetime, UUID]]) -> Page:
    """Cut `size` rows from `size` + 1 that were fetched; the one too many says that there is a next page."""
    if len(rows) <= size:
        return Page(rows, None)
    at, row_id = key(rows[size - 1])
    text = f"{at.isoformat()}|{row_id}"
    return Page(rows[:size], base64.urlsafe_b64encode(text.encode()).decode())


def cursor_of(cursor: str) -> tuple[datetime, UUID]:
    """Read a cursor back; a made-up one is a bad request."""
    try:
        at, _, row_id = base64.urlsafe_b64decode(cursor).decode().partition("|")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError(at)
        return moment.astimezone(UTC), UUID(row_id)
    except (ValueError, OverflowError, binascii.Error) as error:
        raise Problem("bad_request") from error
