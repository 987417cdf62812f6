"""The hazard taxonomy as versioned data (taxonomy.json): codes are stable for ever, labels and defaults may change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from backend.evidence.rules import Privacy

Severity = Literal["general", "major"]
Handling = Literal["immediate", "deadline"]
PhotoRule = Literal["required", "optional", "forbidden"]
PERSON_TILE = "person"
UNSURE_TILE = "unsure"
UNSURE_CODE = "OTH99"
DEFENCE_PREFIXES = ("PHY", "TEC", "STF")


@dataclass(frozen=True)
class Category:
    """One hazard code: who leads, how severe, how and until when it is handled, what photos and privacy it asks for.

    `lead` is an organisation kind (SCH, SAMR …) and `co` those that help; `due_days` counts calendar days, 0 is the same
    day; `privacy` is P0 facility, P1 third-party premises, P2 crowd or children likely, P3 count only.
    """

    code: str
    identifier: str
    zh: str
    en: str
    tile: str
    lead: str
    co: tuple[str, ...]
    severity: Severity
    handling: Handling
    due_days: int
    interim: bool
    stop_use: bool
    photo: PhotoRule
    privacy: Privacy

    @property
    def is_school_defence(self) -> bool:
        """Whether the public must not learn of it: walls, alarms, guards."""
        return self.code.startswith(DEFENCE_PREFIXES)


@dataclass(frozen=True)
class Tile:
    """One of the plain-word choices of the public form."""

    key: str
    zh: str
    hint_zh: str
    en: str
    person_related: bool


@dataclass(frozen=True)
class Taxonomy:
    """One version of the whole list."""

    version: str
    tiles: dict[str, Tile]
    categories: dict[str, Category]
    person_related: tuple[dict[str, str], ...]
    referral_phones: tuple[dict[str, str], ...]


@cache
def load() -> Taxonomy:
    """Read the list shipped with this release."""
    data: dict[str, Any] = json.loads((Path(__file__).parent / "taxonomy.json").read_text("utf-8"))
    categories = (Category(**row | {"co": tuple(row["co"])}) for row in data["categories"])
    tiles = (Tile(hint_zh=row.pop("hint_zh", ""), **row) for row in data["tiles"])
    return Taxonomy(
        version=data["version"],
        tiles={tile.key: tile for tile in tiles},
        categories={category.code: category for category in categories},
        person_related=tuple(data["person_related"]),
        referral_phones=tuple(data["referral_phones"]),
    )


def privacy_of(code: str | None) -> Privacy:
    """Return who may look at photos of such a hazard; while nobody has named it, as if there were children in them."""
    category = load().categories.get(code or "")
    return "P2" if category is None else category.privacy


def tile_label(key: str) -> str:
    """Return the Chinese words of a tile."""
    return load().tiles[key].zh


def category_label(code: str | None) -> str | None:
    """Return the Chinese name of a code; None while nobody has named the hazard."""
    return None if code is None else load().categories[code].zh
