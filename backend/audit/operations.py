"""Writing the audit book: one function, called inside the operation whose act it records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from backend.audit.models import AuditRow
from backend.core.actor import Actor
from backend.core.clock import SHANGHAI, now
from backend.core.ids import new_id

_INSERT = insert(AuditRow.__table__)


def record(
    session: Session,
    actor: Actor,
    *,
    action: str,
    object_type: str,
    object_id: UUID,
    county_id: UUID | None,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Append one row. `action` is dotted ("case.assigned"); `changes` maps a field to [old, new], in JSON values."""
    row = _row(actor, action, object_type, object_id=object_id, county_id=county_id, changes=changes or {})
    session.connection().execute(_INSERT, row)


def record_each(
    session: Session,
    actor: Actor,
    *,
    action: str,
    object_type: str,
    county_id: UUID | None,
    changes: Mapping[UUID, Mapping[str, Any]],
) -> None:
    """Append a row for each object of a bulk act, in one go; `changes` by object, as `record` takes them."""
    rows = [
        _row(actor, action, object_type, object_id=object_id, county_id=county_id, changes=its_changes)
        for object_id, its_changes in changes.items()
    ]
    if rows:
        session.connection().execute(_INSERT, rows)


def _row(
    actor: Actor,
    action: str,
    object_type: str,
    *,
    object_id: UUID,
    county_id: UUID | None,
    changes: Mapping[str, Any],
) -> dict[str, Any]:
    at = now()
    return {
        "id": new_id(),
        "at": at,
        "segment": f"{at.astimezone(SHANGHAI):%Y-%m}",
        "actor_kind": actor.kind,
        "actor_id": actor.account_id,
        "action": action,
        "object_type": object_type,
        "object_id": object_id,
        "county_id": county_id,
        "changes": dict(changes),
    }
