"""What an edit changes: only the fields that differ, written into the audit book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor


def differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of `new` that says something else than `old`."""
    return {name: value for name, value in new.items() if old[name] != value}


def record_change(
    session: Session,
    actor: Actor,
    action: str,
    *,
    object_id: UUID,
    county_id: UUID | None,
    new: Mapping[str, Any],
    old: Any = None,
) -> None:
    """Record `action` ("school.edited": the first word is the kind of object) with {field: [old, new]} in JSON values."""
    changes = as_changes(new, old or {})
    kind = action.partition(".")[0]
    record(session, actor, action=action, object_type=kind, object_id=object_id, county_id=county_id, changes=changes)


def as_changes(new: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Write {field: [old, new]} in JSON values."""
    return {name: [_plain(old.get(name)), _plain(value)] for name, value in new.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime) else value
