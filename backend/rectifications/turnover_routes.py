"""Addresses of a clerk's year: somebody leaves, a school closes into another; both touch the ledger."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.core.api import Blueprint, current_actor, current_session
from backend.rectifications import handing_over, merging, turnover_schemas

people = Blueprint("handing_over", __name__, url_prefix="/api/v1/accounts", description="人员变动")
schools = Blueprint("mergers", __name__, url_prefix="/api/v1/schools", description="学校并入")
BLUEPRINTS = [people, schools]


@people.get("/<uuid:account_id>/open_work")
@people.response(200, turnover_schemas.OpenWorkSchema())
def read_open_work(account_id: UUID) -> dict[str, Any]:
    """Say what somebody has in hand and who of their unit could take it over."""
    return vars(handing_over.open_work(current_session(), current_actor(), account_id))


@people.post("/<uuid:account_id>/hand_over")
@people.arguments(turnover_schemas.HandOverSchema())
@people.response(200, turnover_schemas.HandedOverSchema())
def hand_over(body: dict[str, Any], account_id: UUID) -> dict[str, Any]:
    """Hand all open work of one person to another of the same unit, and stop the account unless told not to."""
    to_id, disable = body["to_account_id"], body["disable"]
    cases = handing_over.hand_over(current_session(), current_actor(), account_id, to_id=to_id, disable=disable)
    return {"cases": cases, "disabled": disable}


@schools.post("/<uuid:school_id>/merger")
@schools.arguments(turnover_schemas.MergerSchema())
@schools.response(200, turnover_schemas.MergedSchema())
def merge_school(body: dict[str, Any], school_id: UUID) -> dict[str, Any]:
    """Close a school into another: its plates still take reports, its open cases pass to the other's people."""
    into_id = body["into_id"]
    return {"open_cases": merging.merge_school(current_session(), current_actor(), school_id, into_id=into_id)}
