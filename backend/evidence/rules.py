"""How many photos a record may have, and who may see which version. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RecordType = Literal["hazard", "ledger_entry", "checkpoint", "visit", "inspection_answer"]
RECORD_TYPES: tuple[RecordType, ...] = ("hazard", "ledger_entry", "checkpoint", "visit", "inspection_answer")

Privacy = Literal["P0", "P1", "P2", "P3"]
PRIVACY_CLASSES: tuple[Privacy, ...] = ("P0", "P1", "P2", "P3")
NEEDS_BLUR = frozenset({"P1", "P2"})  # plates, signboards, faces; crowds and children
NEVER_PHOTOGRAPHED = "P3"  # matters about a person

Version = Literal["original", "large", "small", "redacted"]
VERSIONS: tuple[Version, ...] = ("original", "large", "small", "redacted")

PUBLIC_LIMIT, SIGNED_IN_LIMIT = 3, 6
LARGE_SIDE = 1600
MOST_BOXES = 60

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class PhotoClaim:
    """A photo the phone will send: its SHA-256 in lower-case hex, and when it says the picture was taken (aware)."""

    sha256: str
    taken_at: datetime | None = None


@dataclass(frozen=True)
class Viewer:
    """Who looks, seen from the record that the photo belongs to; the room above that owns the record fills this in.

    `reads_record`: may open the record at all. `handles_record`: has to act on it (triage, lead unit, verifier).
    `reads_originals`: holds the verb `photo.read_original` here.
    """

    reads_record: bool
    handles_record: bool
    reads_originals: bool


@dataclass(frozen=True)
class CoverBox:
    """A rectangle to cover, in pixels of the upright picture, from its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    def scaled(self, by_x: float, by_y: float) -> tuple[int, int, int, int]:
        """Return left, top, right, bottom in a picture of another size, rounded outwards so that no edge stays bare."""
        right, bottom = (self.x + self.width) * by_x, (self.y + self.height) * by_y
        return math.floor(self.x * by_x), math.floor(self.y * by_y), math.ceil(right), math.ceil(bottom)


@dataclass(frozen=True)
class Redaction:
    """What somebody decides about showing a photo: what to cover, whether they have looked for faces, plates and pupils,

    and whether outsiders may see it then. Nothing covered and nothing checked takes an earlier one back.
    """

    boxes: tuple[CoverBox, ...] = ()
    checked: bool = False
    released: bool = False

    @property
    def shows_something(self) -> bool:
        """Whether a picture comes of it."""
        return bool(self.boxes) or self.checked


def why_not_redacted(privacy: str, redaction: Redaction) -> str | None:
    """The error code that forbids this redaction, or None. Outsiders see only what a person has looked through."""
    if privacy == NEVER_PHOTOGRAPHED:
        return "photo_never_released"
    return "photo_check_needed" if redaction.released and not redaction.checked else None


def photo_limit(*, signed_in: bool) -> int:
    """How many photos one record may declare."""
    return SIGNED_IN_LIMIT if signed_in else PUBLIC_LIMIT


def is_sha256(text: str) -> bool:
    """Whether `text` is a SHA-256 in lower-case hex."""
    return _SHA256.fullmatch(text) is not None


def why_not_declared(privacy: str, photos: int, *, limit: int) -> str | None:
    """The error code that forbids so many photos, or None."""
    if photos and privacy == NEVER_PHOTOGRAPHED:
        return "photo_forbidden"
    return "photo_too_many" if photos > limit else None


def why_not_shown(version: Version, *, privacy: str, viewer: Viewer) -> str | None:
    """The error code that hides this version from this viewer, or None.

    What may show a face or a plate is for those alone who have to act on it, until it is redacted. The public never gets
    here: it is shown what was released to it, and nothing else.
    """
    if not viewer.reads_record or privacy == NEVER_PHOTOGRAPHED:
        return "not_found"
    if version == "redacted":
        return None
    if privacy in NEEDS_BLUR and not viewer.handles_record:
        return "photo_not_blurred"
    if version == "original" and not viewer.reads_originals:
        return "photo_original_closed"
    return None
