"""The one thing wanted from EXIF before it is thrown away: which way up the picture is."""

from __future__ import annotations

import struct

ORIENTATION_TAG = 0x0112
SHORT = 3


def orientation_of(tiff: bytes) -> int:
    """The orientation 1 to 8 of a TIFF block (with or without the `Exif` prefix); 1 when it cannot be read."""
    tiff = tiff.removeprefix(b"Exif\x00\x00")
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        return _find(tiff, order)
    except struct.error:  # an offset that points outside
        return 1


def _find(tiff: bytes, order: str) -> int:
    (ifd,) = struct.unpack_from(order + "I", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, ifd)
    for index in range(count):
        tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, ifd + 2 + 12 * index)
        if tag == ORIENTATION_TAG:
            return int(value) if kind == SHORT and 1 <= value <= 8 else 1
    return 1
