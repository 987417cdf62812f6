"""From what a story says of a move to what its form would send: names become ids, told days become moments."""

from __future__ import annotations

from typing import Any

from backend.demo.stage import Stage
from backend.demo.stories.shape import Act, Story
from backend.hazards.taxonomy import load as taxonomy

_DAYS = frozenset({"new_due_at", "valid_until", "planned_until", "milestone_at"})


def details_of(stage: Stage, story: Story, act: Act) -> dict[str, Any]:
    """Return the details of the command that carries out `act`."""
    if act.does == "merge":
        return {"master_case_id": stage.cases[act.details["master"]]}
    if act.does == "assign":
        return _assignment(stage, story, act)
    return dict(_translated(stage, name, value) for name, value in act.details.items())


def _translated(stage: Stage, name: str, value: Any) -> tuple[str, Any]:
    if name in _DAYS:
        return name, stage.times.deadline(value)
    if name == "unit":
        return "unit_id", stage.cast.units[value]
    if name == "to":
        return "to_unit_id", stage.cast.units[value]
    if name == "tracker":
        return "tracker_id", stage.cast.people[value]
    return name, stage.times.in_words(value) if isinstance(value, str) else value


def _assignment(stage: Stage, story: Story, act: Act) -> dict[str, Any]:
    told = act.details
    category = taxonomy().categories[told.get("category") or story.category or "OTH99"]
    lead, due, tracker, earlier = told["lead"], told.get("due"), told.get("tracker"), told.get("recurrence_of")
    return {
        "category": category.code,
        "severity": category.severity,
        "handling": category.handling,
        "lead_unit_id": stage.cast.school_id(story.school) if lead == "SCH" else stage.cast.units[lead],
        "due_at": stage.times.deadline(due) if due else None,
        "tracker_id": stage.cast.people[tracker] if tracker else None,
        "criteria_item": told.get("criteria"),
        "recurrence_of_id": stage.cases[earlier] if earlier else None,
    }
