"""The checklists as versioned data (<key>.json): a version that has been inspected with is never changed, a new one is added."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LATEST = "base-v1"
ASKED = {"boarding": "寄宿制学校", "urban_kindergarten": "城区幼儿园"}
"""Audiences that no school's record tells: who inspects sees on the spot whether the line is for this school."""


@dataclass(frozen=True)
class Item:
    """One line. `category`: the hazard code that a "no" is prefilled with. `applies_to`: for which schools it counts."""

    key: str
    text: str
    category: str
    applies_to: tuple[str, ...]
    only_where: str | None


@dataclass(frozen=True)
class Group:
    """A part of the sheet; `follows`: prefixes of the taxonomy of which every code has its line here."""

    key: str
    zh: str
    en: str
    follows: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Template:
    """One version of a checklist."""

    key: str
    title: str
    en: str
    groups: tuple[Group, ...]

    @property
    def items(self) -> dict[str, Item]:
        """Every line by its key, in the order of the sheet."""
        return {item.key: item for group in self.groups for item in group.items}


@cache
def templates() -> dict[str, Template]:
    """Return every version shipped with this release."""
    found = (json.loads(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.glob("*-v*.json")))
    return {data["key"]: _template(data) for data in found}


def lines_for(template: Template, school_type: str) -> dict[str, Item]:
    """Return the lines that may be for a school of this type: what surely is not for it is left out."""
    return {key: item for key, item in template.items.items() if may_apply(item, school_type)}


def may_apply(item: Item, school_type: str) -> bool:
    """Say whether the line can be for a school of this type at all."""
    kindergarten = school_type == "kindergarten"
    mine = {"all", "kindergarten", "urban_kindergarten"} if kindergarten else {"all", "school", "boarding"}
    return not mine.isdisjoint(item.applies_to)


def condition_of(item: Item, school_type: str) -> str | None:
    """Return for whom alone the line is, where only somebody on the spot can tell; None where it is for this school."""
    kindergarten = school_type == "kindergarten"
    sure = not {"all", "kindergarten" if kindergarten else "school"}.isdisjoint(item.applies_to)
    told = [] if sure else [ASKED["urban_kindergarten" if kindergarten else "boarding"]]
    return "；".join([*told, *filter(None, [item.only_where])]) or None


def _template(data: dict[str, Any]) -> Template:
    groups = tuple(
        Group(
            **row
            | {
                "follows": tuple(row["follows"]),
                "items": tuple(Item(**each | {"applies_to": tuple(each["applies_to"])}) for each in row["items"]),
            }
        )
        for row in data["groups"]
    )
    return Template(data["key"], data["title"], data["en"], groups)
