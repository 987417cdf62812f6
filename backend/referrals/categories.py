"""The ten kinds of confidential referral, read from categories.json."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from backend.core.errors import Problem
from backend.referrals.rules import Kind


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind by its code."""
    rows = json.loads((Path(__file__).parent / "categories.json").read_text("utf-8"))
    return {row["code"]: _kind(row) for row in rows}


def kind_of(code: str) -> Kind:
    """Return the kind of a code; an unknown one is refused."""
    found = kinds().get(code)
    if found is None:
        raise Problem("referral_category_unknown", fields={"category": ["没有这个类别。"]})
    return found


def _kind(row: dict[str, Any]) -> Kind:
    return Kind(
        code=row["code"],
        zh=row["zh"],
        en=row["en"],
        creators=tuple(row["creators"]),
        routed_to=tuple(row["routed_to"]),
        accept_within=timedelta(minutes=row["accept_within_min"]),
        urgency=row["urgency"],
        first=row["first"],
    )
