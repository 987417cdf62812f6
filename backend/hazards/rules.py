"""What makes a report acceptable and what it tells about itself: pure functions over the facts a phone sent."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.core.phone_clock import ClockReading, read_phone_clock
from backend.evidence.rules import PhotoClaim, photo_limit
from backend.hazards.taxonomy import PERSON_TILE, Taxonomy

MIN_NOTE = 5
MAX_NOTE = 1000
NEARBY_M = 50.0
FOUND_VIA = {
    "self_check": "学校自查",
    "patrol": "巡查",
    "guard_post": "护学岗",
    "joint_inspection": "联合检查",
    "cross_inspection": "交叉互查",
    "special_inspection": "专项排查",
    "touring_inspection": "巡回检查",
    "spot_check": "抽查",
    "supervisor_inspection": "督学检查",
    "public_code": "群众扫码",
    "video_patrol": "视频巡逻",
    "police_case_gap": "警方提示",
    "meeting": "联席会议",
    "look_back": "回头看",
    "superior": "上级交办",
    "import": "表格导入",
}
PICKUP_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Report:
    """What a phone says, form already checked. Times are aware; lat and lng are degrees WGS-84."""

    id: UUID
    tile: str
    category: str | None
    danger: bool
    note: str
    photos: tuple[PhotoClaim, ...]
    occurred_at: datetime
    clock_basis: str
    code: str | None = None
    checkpoint_id: UUID | None = None
    school_id: UUID | None = None
    joins_case_id: UUID | None = None
    place_text: str = ""
    lat: float | None = None
    lng: float | None = None
    accuracy_m: float | None = None
    source_datum: str | None = None
    provider: str | None = None
    found_via: str | None = None
    self_assign: bool = False
    visit_id: UUID | None = None


@dataclass(frozen=True)
class Refusal:
    """Why something is not accepted: a catalogue code, the field it belongs to, and what fills the text."""

    code: str
    field: str
    values: dict[str, Any]


def refusal(report: Report, taxonomy: Taxonomy, *, signed_in: bool) -> Refusal | None:
    """Say why `report` cannot be taken, or None. The public is asked for a photo and a note but never refused for them."""
    if report.tile == PERSON_TILE:
        return _no("report_person_related", "tile")
    if report.tile not in taxonomy.tiles:
        return _no("report_tile_unknown", "tile")
    if report.category is not None and report.category not in taxonomy.categories:
        return _no("report_category_unknown", "category")
    limit = photo_limit(signed_in=signed_in)
    if len(report.photos) > limit:
        return _no("report_too_many_photos", "photos", limit=limit)
    if len({photo.sha256 for photo in report.photos}) < len(report.photos):
        return _no("report_same_photo_twice", "photos")
    return _staff_refusal(report, taxonomy) if signed_in else None


def _staff_refusal(report: Report, taxonomy: Taxonomy) -> Refusal | None:
    rule = taxonomy.categories[report.category].photo if report.category else "optional"
    if rule == "forbidden" and report.photos:
        return _no("report_photo_forbidden", "photos")
    if rule == "required" and not report.photos:
        return _no("report_photo_required", "photos")
    if not report.photos and len(report.note.strip()) < MIN_NOTE:
        return _no("report_says_nothing", "note", least=MIN_NOTE)
    return None


def read_clock(report: Report, *, seconds_since: float | None, received_at: datetime) -> ClockReading:
    """Judge the phone's clock. Seconds counted within one page session do not depend on the clock, so they win."""
    return read_phone_clock(
        report.occurred_at, report.clock_basis, seconds_since=seconds_since, received_at=received_at
    )


def content_hash(report: Report) -> str:
    """Return the SHA-256 of what the reporter said; the same id must always bring the same content."""
    said = vars(report) | {"photos": [vars(photo) for photo in report.photos]}
    if report.visit_id is None:  # as before there were visits, so that an old report sent again is still the same
        del said["visit_id"]
    content = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_as_text)
    return hashlib.sha256(content.encode()).hexdigest()


def pickup_code(secret: bytes, report_id: UUID, *, attempt: int = 0) -> str:
    """Derive the eight letters a passer-by keeps; a retry of the same report derives the same ones."""
    digest = hmac.digest(secret, b"pickup|%d|" % attempt + report_id.bytes, "sha256")
    value = int.from_bytes(digest[:5], "big")
    return "".join(PICKUP_LETTERS[value >> shift & 31] for shift in range(35, -1, -5))


def pickup_digest(secret: bytes, code: str) -> str:
    """Return what the database keeps of a pickup code: enough to find the report, not to read the code."""
    return hmac.digest(secret, b"pickup-digest|" + normalised_pickup(code).encode(), "sha256").hex()


def normalised_pickup(text: str) -> str:
    """Forgive spaces, hyphens and lower case in a typed pickup code."""
    return "".join(text.upper().replace("-", "").split())


def found_via(named: str | None, *, signed_in: bool, of_the_school: bool, patrol_mode: str | None = None) -> str:
    """Return the channel: a passer-by's is always the code on the wall; staff name it, else own check or patrol.

    `patrol_mode`: how the reporter's visit was made that came upon it.
    """
    if not signed_in:
        return "public_code"
    if named is None and patrol_mode is not None:
        return "video_patrol" if patrol_mode == "video" else "patrol"
    return named or ("self_check" if of_the_school else "patrol")


def _no(code: str, field: str, **values: Any) -> Refusal:
    return Refusal(code=code, field=field, values=values)


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
