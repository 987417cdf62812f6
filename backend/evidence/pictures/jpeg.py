"""JPEG: keep the segments that a decoder needs, drop the rest, copy the compressed scans byte for byte."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field

from . import jpeg_tail
from .exif import orientation_of
from .picture import PictureError, StoredPicture, check_dimensions

SOI, EOI = b"\xff\xd8", 0xD9
DHT, SOS, DQT, DRI, COMMENT = 0xC4, 0xDA, 0xDB, 0xDD, 0xFE
FRAMES = {0xC0, 0xC1, 0xC2}  # baseline, extended, progressive: what browsers and Pillow show
APPLICATION = range(0xE0, 0xF0)
MAX_SEGMENTS = 4_000
MAX_SCANS = 64  # a thousand progressive scans of a large picture would keep a decoder busy for minutes

SCAN_END = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # neither a stuffed byte, a restart marker nor a fill byte


@dataclass
class _Walk:
    """One pass over a JPEG: what is kept, and where the picture ends."""

    kept: list[bytes] = field(default_factory=lambda: [SOI])
    width: int = 0
    height: int = 0
    orientation: int | None = None
    scans: int = 0
    end: int = 0


def clean(data: bytes) -> StoredPicture:
    """Check and strip a whole file. A motion photo's film and second pictures behind the end are dropped."""
    walk = _walk(data, 0)
    check_dimensions(walk.width, walk.height, size_bytes=walk.end)
    jpeg_tail.check(data, walk.end, picture_end)
    return StoredPicture(b"".join(walk.kept), "image/jpeg", walk.width, walk.height, walk.orientation or 1)


def picture_end(data: bytes, start: int) -> int:
    """Where the JPEG that begins at `start` ends."""
    return _walk(data, start).end


def _walk(data: bytes, start: int) -> _Walk:
    walk, at = _Walk(), start + 2
    for _ in range(MAX_SEGMENTS):
        marker, at = _marker(data, at)
        if marker == EOI:
            return _finished(walk, at)
        (length,) = struct.unpack_from(">H", data, at)
        body = data[at + 2 : at + length]
        if length < 2 or len(body) != length - 2:
            raise PictureError("truncated")
        at += length
        _take(walk, marker, body)
        if marker == SOS:
            at = _take_scan(walk, data, at)
    raise PictureError("damaged")


def _finished(walk: _Walk, at: int) -> _Walk:
    if not walk.scans:
        raise PictureError("damaged")
    walk.kept.append(b"\xff\xd9")
    walk.end = at
    return walk


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker at `at`, skipping fill bytes, and the position behind it."""
    if at >= len(data):
        raise PictureError("truncated")
    if data[at] != 0xFF:
        raise PictureError("damaged")
    while data[at] == 0xFF:
        at += 1
    return data[at], at + 1


def _take(walk: _Walk, marker: int, body: bytes) -> None:
    if marker in APPLICATION:
        _take_application(walk, marker, body)
        return
    if marker == COMMENT:
        return
    if marker in FRAMES:
        _take_frame(walk, body)
    elif not _is_well_formed(marker, body) or (marker == SOS and not walk.width):
        raise PictureError("damaged")
    _keep(walk, marker, body)


def _take_application(walk: _Walk, marker: int, body: bytes) -> None:
    """Of all application segments a decoder needs two facts: JFIF's density and Adobe's colour transform."""
    if marker == 0xE0 and body.startswith(b"JFIF\x00") and len(body) >= 14:
        _keep(walk, marker, body[:12] + b"\x00\x00")  # its thumbnail is dropped
    elif marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
        _keep(walk, marker, body[:12])
    elif marker == 0xE1 and body.startswith(b"Exif\x00\x00") and walk.orientation is None:
        walk.orientation = orientation_of(body)


def _take_frame(walk: _Walk, body: bytes) -> None:
    precision, height, width, components = struct.unpack_from(">BHHB", body)
    if walk.width or precision != 8 or components not in (1, 3, 4) or len(body) != 6 + 3 * components or not height:
        raise PictureError("damaged")
    walk.width, walk.height = width, height


def _is_well_formed(marker: int, body: bytes) -> bool:
    """A table that is exactly as long as it says leaves no room to hide anything."""
    if marker == SOS:
        return len(body) >= 6 and len(body) == 4 + 2 * body[0]
    if marker == DRI:
        return len(body) == 2
    if marker not in (DQT, DHT):
        return False  # arithmetic, lossless, hierarchical: nobody's phone writes these
    at = 0
    while at < len(body):
        if marker == DQT:
            at += 129 if body[at] >> 4 else 65
        else:
            at += 17 + sum(body[at + 1 : at + 17])
    return at == len(body) > 0


def _take_scan(walk: _Walk, data: bytes, at: int) -> int:
    walk.scans += 1
    found = SCAN_END.search(data, at)
    if walk.scans > MAX_SCANS:
        raise PictureError("damaged")
    if found is None:
        raise PictureError("truncated")
    walk.kept.append(data[at : found.start()].rstrip(b"\xff"))
    return found.start()


def _keep(walk: _Walk, marker: int, body: bytes) -> None:
    walk.kept.append(struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body)
