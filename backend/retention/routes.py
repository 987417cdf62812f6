"""The address of retention: how long what is kept, and what was purged."""

from __future__ import annotations

from typing import Any

from backend.core.api import Blueprint, current_actor, current_session
from backend.retention import errors as _errors  # noqa: F401  registers the room's codes
from backend.retention import queries, schemas

retention = Blueprint("retention", __name__, url_prefix="/api/v1/retention", description="保存期限")
BLUEPRINTS = [retention]


@retention.get("")
@retention.arguments(schemas.RetentionQuerySchema(), location="query")
@retention.response(200, schemas.RetentionSchema())
def read_retention(query: dict[str, Any]) -> dict[str, Any]:
    """Return how long each class of record is kept, and what each run of the purges took away."""
    session, actor = current_session(), current_actor()
    queries.demand_reader(actor)
    page = queries.runs_for(session, actor, cursor=query["cursor"])
    return {"rules": queries.rules_for(session, actor), "items": page.items, "next": page.next}
