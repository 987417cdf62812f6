"""What a scan opens: the place for everybody, and for those signed in what is open here and what they may do."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.geo import Position
from backend.hazards.taxonomy import PERSON_TILE, load, tile_label
from backend.patrols.scan import patrol_context
from backend.people.rules import may, verbs_anywhere, verbs_at
from backend.places.queries import place_scopes
from backend.places.rules import SitePlace
from backend.rectifications import views
from backend.rectifications.models import Case
from backend.rectifications.queries import open_cases, open_near
from qr_codes.token import grouped

OPEN_HERE = 20


def scan_context(session: Session, actor: Actor, place: SitePlace, *, secret: bytes) -> dict[str, Any]:
    """Return the context of a scan: place, actor, the round that a walker is on, and the open cases that the actor may read."""
    context: dict[str, Any] = {
        "code": place.code,
        "grouped": grouped(place.code or ""),
        "state": place.code_state,
        "place": place_shown(place),
        "emergency": "110",
        "actor": None,
        "open_cases": [],
        "patrol": patrol_context(session, actor, place, secret=secret) if actor.signed_in else None,
    }
    if actor.signed_in:
        scopes = place_scopes(session, place)
        context["actor"] = {
            "display_name": actor.display_name,
            "may": sorted(verbs_at(actor, scopes)),
            "walks": "patrol.walk" in verbs_anywhere(actor),
        }
        if may(actor, "case.read", scopes):
            rows = open_cases(session, actor, Case.checkpoint_id == place.checkpoint_id, limit=OPEN_HERE)
            context["open_cases"] = views.summaries(session, rows)
    return context


def place_shown(place: SitePlace) -> dict[str, Any]:
    """Return the place as everybody may read it; it stands on the wall anyway."""
    school = {
        "id": place.school_id,
        "name": place.school_name,
        "short_name": place.short_name,
        "closed": place.closed_at(local_date(now())),
    }
    point = None
    if place.checkpoint_id is not None:
        names = {"id": place.checkpoint_id, "name": place.checkpoint_name, "kind": place.checkpoint_kind}
        point = names | {"lat": place.lat, "lng": place.lng}
    return {"school": school, "checkpoint": point}


def nearby(
    session: Session, actor: Actor, place: SitePlace, *, at: Position | None, tile: str, category: str | None
) -> list[dict[str, Any]]:
    """Return open reports of the same tile within 50 m. The public learns place and age only, of school defences nothing."""
    point = at or (Position(place.lat, place.lng) if place.lat is not None and place.lng is not None else None)
    if point is None or tile not in load().tiles or tile == PERSON_TILE:
        return []
    found = open_near(session, school_id=place.school_id, at=point, tile=tile, category=category)
    return [
        {"case_id": case.id, "tile_label": tile_label(case.tile), "distance_m": metres, "reported_at": case.reported_at}
        for case, metres in found
        if actor.signed_in or not _is_defence(case)
    ]


@cache
def taxonomy_shown() -> dict[str, Any]:
    """Return the whole taxonomy for the forms; made once, to be read only."""
    data = load()
    by_tile = {key: [c.code for c in data.categories.values() if c.tile == key] for key in data.tiles}
    return {
        "version": data.version,
        "tiles": [
            {
                "key": tile.key,
                "label": tile.zh,
                "hint": tile.hint_zh,
                "person_related": tile.person_related,
                "categories": by_tile[tile.key],
            }
            for tile in data.tiles.values()
        ],
        "categories": [_category_shown(code) for code in data.categories],
        "referral_phones": [{"label": phone["zh"], "tel": phone["tel"]} for phone in data.referral_phones],
    }


@cache
def public_taxonomy() -> dict[str, Any]:
    """Return the tiles and phones alone: all that the passer-by's page needs. Made once: it took a fifth of the page."""
    shown = taxonomy_shown()
    tiles = [{name: value for name, value in tile.items() if name != "categories"} for tile in shown["tiles"]]
    return {"tiles": tiles, "referral_phones": shown["referral_phones"]}


def _category_shown(code: str) -> dict[str, Any]:
    category = load().categories[code]
    names = ("code", "tile", "severity", "handling", "due_days", "photo", "privacy")
    shown = {name: getattr(category, name) for name in names}
    return shown | {"label": category.zh, "lead": [category.lead, *category.co]}


def _is_defence(case: Case) -> bool:
    """A wall or an alarm that fails is nobody's business outside; an unclassified report of those tiles counts as one."""
    data = load()
    if case.category is not None:
        return data.categories[case.category].is_school_defence
    return any(category.is_school_defence for category in data.categories.values() if category.tile == case.tile)
