"""Taking a checkpoint's position on the spot, with the phone and the photo of the mounted plate."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.geo import Position, haversine_m, maybe_other_datum
from backend.evidence.models import PHOTO
from backend.evidence.operations import DeclaringRecord, StoredPhoto, claim_photo, declare_photos
from backend.evidence.queries import missing_hashes
from backend.evidence.rules import PhotoClaim, Viewer
from backend.evidence.storage import Storage
from backend.patrols.positioning import Fix, Reading, combine
from backend.people.rules import verbs_at
from backend.places.checkpoints import changeable
from backend.places.models import CHECKPOINT
from backend.places.queries import place_scopes, where, where_at
from backend.places.rules import SitePlace, position_objection

FAR_FROM_SCHOOL_M = 1_000.0
IMPRECISE_M = 50.0
MOST_PHOTOS = 3
_COLUMNS = ("lat", "lng", "accuracy_m", "captured_at", "captured_readings")


@dataclass(frozen=True)
class Captured:
    """The position as it now stands, what a person should look at again, and the photos still to come."""

    checkpoint_id: UUID
    fix: Fix
    warnings: tuple[tuple[str, str], ...]
    photos_missing: list[str]


def capture_position(
    session: Session,
    actor: Actor,
    *,
    checkpoint_id: UUID,
    readings: Sequence[tuple[Position, Reading]],
    photos: Sequence[PhotoClaim] = (),
) -> Captured:
    """Set the position from readings taken there; one that looks odd is taken all the same, with a warning that says so.

    `readings`: each as the phone's (converted) position and as the rules take it.
    """
    place = changeable(session, actor, checkpoint_id)
    for position, _ in readings:
        if objection := position_objection(position.lat, position.lng):
            raise Problem("place_input_invalid", fields={"readings": [objection]})
    fix = combine([reading for _, reading in readings])
    _write(session, actor, place, fix)
    _declare(session, place, photos)
    warnings = tuple(_warnings(place, _school_of(session, place), fix, datums={p.source_datum for p, _ in readings}))
    return Captured(checkpoint_id, fix, warnings, missing_hashes(session, "checkpoint", checkpoint_id))


def receive_checkpoint_photo(
    session: Session, actor: Actor, *, storage: Storage, checkpoint_id: UUID, stored: StoredPhoto
) -> list[str]:
    """Take a photo of a mounted plate from the store into the checkpoint's record; returns the hashes still missing."""
    claim_photo(session, actor, storage=storage, stored=stored)
    return missing_hashes(session, "checkpoint", checkpoint_id)


def viewer_of(session: Session, actor: Actor, checkpoint_id: UUID) -> Viewer:
    """Return what this actor may do with the photo of a plate: whoever may see the place, and those who look after it."""
    place = where_at(session, checkpoint_id)
    verbs = frozenset[str]() if place is None else verbs_at(actor, place_scopes(session, place))
    return Viewer(
        reads_record="place.read" in verbs,
        handles_record="place.edit" in verbs,
        reads_originals="photo.read_original" in verbs,
    )


def _write(session: Session, actor: Actor, place: SitePlace, fix: Fix) -> None:
    mine = CHECKPOINT.c.id == place.point_id
    held = session.execute(select(*(CHECKPOINT.c[name] for name in _COLUMNS)).where(mine).with_for_update()).one()
    new: dict[str, Any] = {"lat": fix.lat, "lng": fix.lng, "accuracy_m": fix.accuracy_m}
    new |= {"captured_at": now(), "captured_readings": fix.used}
    session.execute(update(CHECKPOINT).where(mine).values(new))
    changes = {name: [_plain(getattr(held, name)), _plain(value)] for name, value in new.items()}
    about = {"object_type": "checkpoint", "object_id": place.point_id, "county_id": place.county_id}
    record(session, actor, action="checkpoint.captured", changes=changes, **about)  # type: ignore[arg-type]


def _declare(session: Session, place: SitePlace, photos: Sequence[PhotoClaim]) -> None:
    """Announce the photos that are new; the same capture sent twice announces nothing twice."""
    told = (PHOTO.c.record_id == place.point_id, PHOTO.c.record_type == "checkpoint")
    known = set(session.execute(select(PHOTO.c.sha256_sent).where(*told)).scalars())
    owner = DeclaringRecord(
        record_type="checkpoint",
        record_id=place.point_id,
        county_id=place.county_id,
        school_id=place.school_id,
        privacy="P1",
    )
    declare_photos(session, owner, [photo for photo in photos if photo.sha256 not in known], limit=MOST_PHOTOS)


def _warnings(place: SitePlace, school: Position | None, fix: Fix, *, datums: Collection[str]) -> list[tuple[str, str]]:
    here = Position(fix.lat, fix.lng, source_datum="gcj02" if datums == {"gcj02"} else "wgs84")
    said: list[tuple[str, str]] = []
    if fix.accuracy_m > IMPRECISE_M:
        text = f"定位误差约 {fix.accuracy_m:.0f} 米，偏大。请走到开阔处，等一分钟再采一次。"
        said.append(("imprecise", text))
    if fix.scattered:
        said.append(("scattered", "几次读数相差较大。请站在牌子旁不动，再采一次。"))
    if place.lat is not None and place.lng is not None:
        said += _moved(Position(place.lat, place.lng, place.accuracy_m), here, fix)
    if school is not None and (far := haversine_m(here.lat, here.lng, school.lat, school.lng)) > FAR_FROM_SCHOOL_M:
        said.append(("far_from_school", f"离学校约 {far:.0f} 米，请确认站在这个点位旁，学校的位置是否正确。"))
    return said


def _moved(before: Position, here: Position, fix: Fix) -> list[tuple[str, str]]:
    far = haversine_m(before.lat, before.lng, here.lat, here.lng)
    if far <= max(IMPRECISE_M, 2 * (fix.accuracy_m + (before.accuracy_m or 0.0))):
        return []
    said = [("moved", f"离原来的位置约 {far:.0f} 米，已按这次的保存。如果牌子没有移动，请再采一次核对。")]
    if maybe_other_datum(here, before):
        said.append(("maybe_gcj02", "这个偏差像是坐标系不同造成的（高德、腾讯坐标），请用手机浏览器重新采集。"))
    return said


def _school_of(session: Session, place: SitePlace) -> Position | None:
    school = where(session, place.school_id)
    return Position(school.lat, school.lng) if school and school.lat is not None and school.lng is not None else None


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
