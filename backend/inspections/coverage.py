"""Who inspects which school: everybody each one, in a cross inspection whom the draw says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def covers(kind: str, draw: Mapping[str, Any], inspector_group: str | None, school_group: str | None) -> bool:
    """Say whether an inspector who stands for one participant goes to a school that belongs to another."""
    if kind != "cross":
        return True
    goes_to = dict(draw.get("pairs", []))
    return inspector_group is not None and goes_to.get(inspector_group) == school_group and school_group is not None
