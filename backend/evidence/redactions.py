"""遮盖: what somebody covers in a photo before others see it. The original stays as it came; the worker renders the result."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.evidence.models import REDACTION, Photo, PhotoRedaction
from backend.evidence.rules import CoverBox, Redaction, why_not_redacted


def record_redaction(session: Session, actor: Actor, photo: Photo, *, redaction_id: UUID, redaction: Redaction) -> None:
    """Let this redaction take the place of the last; the same one sent again changes nothing."""
    session.execute(select(Photo.id).where(Photo.id == photo.id).with_for_update())
    earlier = session.get(PhotoRedaction, redaction_id)
    if earlier is not None:
        _check_same(earlier, photo, redaction)
        return
    refused = why_not_redacted(photo.privacy, redaction) or _outside(photo, redaction)
    if refused is not None:
        raise Problem(refused, fields={"boxes": [refused]})
    last = current_redaction(session, photo.id)
    session.execute(
        update(REDACTION)
        .where(REDACTION.c.photo_id == photo.id, REDACTION.c.superseded_at.is_(None))
        .values(superseded_at=now())
    )
    if not insert_once(session, REDACTION, _row(actor, photo, redaction_id, redaction)):
        raise Problem("photo_redaction_id_taken")
    record(
        session,
        actor,
        action="photo.released" if redaction.released else "photo.redacted",
        object_type="photo",
        object_id=photo.id,
        county_id=photo.county_id,
        changes={
            "boxes": [len(last.boxes) if last else 0, len(redaction.boxes)],
            "checked": [bool(last and last.checked), redaction.checked],
            "released": [bool(last and last.released), redaction.released],
        },
    )


def current_redaction(session: Session, photo_id: UUID) -> PhotoRedaction | None:
    """Return what holds now for this photo, rendered or not."""
    statement = select(PhotoRedaction).where(
        PhotoRedaction.photo_id == photo_id, PhotoRedaction.superseded_at.is_(None)
    )
    return session.execute(statement).scalar_one_or_none()


def redacted_key(photo: Photo) -> str:
    """Return where the rendered redaction lies."""
    return f"{photo.storage_key}-redacted"


def _row(actor: Actor, photo: Photo, redaction_id: UUID, redaction: Redaction) -> dict[str, object]:
    at = now()
    return {
        "id": redaction_id,
        "photo_id": photo.id,
        "county_id": photo.county_id,
        "boxes": [asdict(box) for box in redaction.boxes],
        "checked": redaction.checked,
        "released": redaction.released,
        "sha256": None,
        "redacted_at": at,
        "redacted_by": actor.account_id,
        "rendered_at": None if redaction.shows_something else at,
        "superseded_at": None,
    }


def _check_same(earlier: PhotoRedaction, photo: Photo, redaction: Redaction) -> None:
    boxes = tuple(CoverBox(**box) for box in earlier.boxes)
    if earlier.photo_id != photo.id or Redaction(boxes, earlier.checked, earlier.released) != redaction:
        raise Problem("photo_redaction_id_taken")


def _outside(photo: Photo, redaction: Redaction) -> str | None:
    width, height = upright_size(photo)
    outside = any(box.x + box.width > width or box.y + box.height > height for box in redaction.boxes)
    return "photo_box_outside" if outside else None


def upright_size(photo: Photo) -> tuple[int, int]:
    """Return width and height in pixels as people see the picture."""
    width, height = photo.width or 0, photo.height or 0
    return (height, width) if (photo.orientation or 1) >= 5 else (width, height)
