"""The door for bytes from outside: recognise by content, compare with the declared type, hand to the parser."""

from __future__ import annotations

import struct

from . import heic, jpeg, png, webp
from .picture import MAX_BYTES, PictureError, StoredPicture

PARSERS = {"image/jpeg": jpeg.clean, "image/png": png.clean, "image/webp": webp.clean, "image/heic": heic.clean}
SAME_TYPE = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/heif": "image/heic"}
# What browsers send for types that they do not know, HEIC first.
NO_CLAIM = {"", "application/octet-stream", "image/*"}


def strip(data: bytes, declared_type: str | None = None) -> StoredPicture:
    """The same pixels without metadata and without re-encoding; raises PictureError.

    Stripping again changes nothing, except that the orientation, which was metadata, is only told the first time.
    ICC profiles go too: they can carry a device's serial number, and a slightly paler red is no loss to a hazard photo.
    """
    if len(data) > MAX_BYTES:
        raise PictureError("too_many_bytes")
    media_type = recognise(data)
    if media_type is None:
        raise PictureError("not_a_picture")
    declared = (declared_type or "").partition(";")[0].strip().lower()
    if declared not in NO_CLAIM and SAME_TYPE.get(declared, declared) != media_type:
        raise PictureError("type_differs")
    try:
        return PARSERS[media_type](data)
    except (struct.error, IndexError):  # a length that points behind the end
        raise PictureError("truncated") from None


def recognise(data: bytes) -> str | None:
    """The media type by content, None for everything that we do not take."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(png.SIGNATURE):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and heic.is_heic(data):
        return "image/heic"
    return None
