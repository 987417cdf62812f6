"""A county's own numbers for rounds over the release's; set by one operation that refuses nonsense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core import settings
from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.patrols.settlement import RoundRules

NAME = "patrols.rounds"
_RANGES: dict[str, tuple[float, float]] = {
    "done_share": (0.01, 1.0),
    "excuse_hours": (0, 168),
    "to_principal": (0, 100),
    "to_joint_office": (0, 100),
    "grace_min": (0, 1440),
}
_KINDS: dict[str, Any] = {name: float if name == "done_share" else int for name in _RANGES}
log = structlog.get_logger()


def rules_of(session: Session, county_id: UUID) -> RoundRules:
    """Read the county's rules; values that this release no longer understands must not stop anybody's round."""
    values = settings.get(session, county_id, NAME, {})
    try:
        return checked(values)
    except Problem as problem:
        log.error("round settings not understood, using the release's", county_id=str(county_id), why=problem.values)
        return RoundRules()


def checked(values: Mapping[str, Any]) -> RoundRules:
    """Return the rules with `values` over the release's; unknown names and numbers out of range are refused."""
    for name, value in values.items():
        low, high = _RANGES.get(name, (1, 0))
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise Problem("round_rule_wrong", name=name, low=low, high=high)
    return replace(RoundRules(), **{name: _KINDS[name](value) for name, value in values.items()})


def set_rules(session: Session, actor: Actor, county_id: UUID, *, values: Mapping[str, float]) -> RoundRules:
    """Set some of the county's numbers; rounds settled before stay as they were counted until a late visit comes."""
    before = rules_of(session, county_id)
    own = dict(settings.get(session, county_id, NAME, {})) | dict(values)
    after = checked(own)
    settings.put(session, county_id, NAME, own, actor=actor)
    changes = {name: [asdict(before)[name], asdict(after)[name]] for name in values}
    about: Any = {"object_type": "county", "object_id": county_id, "county_id": county_id}
    record(session, actor, action="patrol_rules.set", changes=changes, **about)
    return after
