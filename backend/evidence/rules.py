"""How many photos a record may have, and who may see which version. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RecordType = Literal["hazard", "ledger_entry"]
RECORD_TYPES: tuple[RecordType, ...] = ("hazard", "ledger_entry")

Privacy = Literal["P0", "P1", "P2", "P3"]
PRIVACY_CLASSES: tuple[Privacy, ...] = ("P0", "P1", "P2", "P3")
NEEDS_BLUR = frozenset({"P1", "P2"})  # plates, signboards, faces; crowds and children
NEVER_PHOTOGRAPHED = "P3"  # matters about a person

Version = Literal["original", "large", "small"]
VERSIONS: tuple[Version, ...] = ("original", "large", "small")

PUBLIC_LIMIT, SIGNED_IN_LIMIT = 3, 6
LARGE_SIDE = 1600

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

    Until pictures can be blurred, what may show a face or a plate is for those alone who have to act on it. The public
    never gets here: its pages carry no photos.
    """
    if not viewer.reads_record or privacy == NEVER_PHOTOGRAPHED:
        return "not_found"
    if privacy in NEEDS_BLUR and not viewer.handles_record:
        return "photo_not_blurred"
    if version == "original" and not viewer.reads_originals:
        return "photo_original_closed"
    return None
