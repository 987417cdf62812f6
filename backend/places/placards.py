"""Plates to print: which points, with which codes, drawn as PDF or SVG. Drawing needs no database and holds no lock."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.places.access import ensure_may
from backend.places.queries import place_scopes, where
from backend.places.schools import checkpoints_of
from backend.places.site_codes import issue_site_codes, note_printed
from qr_codes.placard import Kind, Plate
from qr_codes.sheet import LAYOUTS, write_sheet
from qr_codes.svg import plate_svg
from qr_codes.token import SigningKey

MEDIA_TYPES = {"pdf": "application/pdf", "svg": "image/svg+xml"}


def plates_of(
    session: Session,
    actor: Actor,
    *,
    school_id: UUID,
    signing_key: SigningKey,
    host: str,
    checkpoint_ids: Iterable[UUID] | None = None,
) -> list[Plate]:
    """Return the plates of a school's points (all in use, or those named), making missing codes and noting the print."""
    place = where(session, school_id)
    if place is None:
        raise Problem("not_found")
    ensure_may(actor, "placard.print", place_scopes(session, place))
    points = {row["id"]: row for row in checkpoints_of(session, school_id)}
    chosen = list(points if checkpoint_ids is None else dict.fromkeys(checkpoint_ids))
    if any(checkpoint_id not in points for checkpoint_id in chosen):
        raise Problem("not_found")
    if not chosen:
        raise Problem("placards_nothing_to_print")
    codes = issue_site_codes(session, actor, chosen, signing_key=signing_key)
    note_printed(session, actor, codes)
    return [
        Plate(place.school_name, points[point]["name"], code, host, cast("Kind", points[point]["kind"]))
        for point, code in codes.items()
    ]


def draw(plates: list[Plate], *, layout: str, file_format: str) -> bytes:
    """Return the file; an SVG holds one plate."""
    if file_format == "svg":
        if len(plates) != 1:
            raise Problem("placards_svg_one_only")
        return plate_svg(plates[0]).encode()
    out = BytesIO()
    write_sheet(plates, out, LAYOUTS[layout], created_at=now())
    return out.getvalue()
