"""PNG: keep what makes pixels and colour, drop text, time, EXIF and profiles.

The compressed data must inflate to exactly the picture, so that nothing hides behind it.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field

from .exif import orientation_of
from .picture import PictureError, StoredPicture, check_dimensions, is_padding

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS = 20_000
MAX_RAW_BYTES = 200_000_000  # 50 million pixels of 8-bit RGBA
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
ONCE = {b"IHDR", b"PLTE", b"IEND", b"gAMA", b"sRGB", b"cHRM", b"tRNS", b"eXIf"}
COLOUR_LENGTHS = {b"gAMA": (4,), b"sRGB": (1,), b"cHRM": (32,), b"tRNS": range(1, 257)}
ANIMATION = {b"acTL", b"fcTL", b"fdAT"}
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


@dataclass
class _Walk:
    kept: list[bytes] = field(default_factory=lambda: [SIGNATURE])
    pixels: list[bytes] = field(default_factory=list)
    seen: set[bytes] = field(default_factory=set)
    orientation: int = 1


def clean(data: bytes) -> StoredPicture:
    """Check every chunk and strip."""
    header = _chunk(data, len(SIGNATURE))
    if header[0] != b"IHDR" or len(header[1]) != 13:
        raise PictureError("damaged")
    width, height, raw_bytes = _measure(header[1], len(data))
    walk, at = _Walk(), len(SIGNATURE)
    for _ in range(MAX_CHUNKS):
        kind, body = _chunk(data, at)
        _take(walk, kind, body, data[at : at + 12 + len(body)])
        at += 12 + len(body)
        if kind == b"IEND":
            break
    else:
        raise PictureError("damaged")
    if not is_padding(data[at:]):
        raise PictureError("foreign_data")
    _check_pixels(walk.pixels, raw_bytes)
    return StoredPicture(b"".join(walk.kept), "image/png", width, height, walk.orientation)


def _chunk(data: bytes, at: int) -> tuple[bytes, bytes]:
    length, kind = struct.unpack_from(">I4s", data, at)
    if at + 12 + length > len(data):
        raise PictureError("truncated")
    body = data[at + 8 : at + 8 + length]
    (checksum,) = struct.unpack_from(">I", data, at + 8 + length)
    if zlib.crc32(body, zlib.crc32(kind)) != checksum:
        raise PictureError("damaged")
    return kind, body


def _take(walk: _Walk, kind: bytes, body: bytes, whole: bytes) -> None:
    if kind in ANIMATION:
        raise PictureError("animated")
    if kind == b"IDAT":
        walk.pixels.append(body)
    elif kind in ONCE & walk.seen:
        raise PictureError("damaged")
    elif kind == b"eXIf":
        walk.orientation = orientation_of(body)
    walk.seen.add(kind)
    if _is_kept(kind, body):
        walk.kept.append(whole)
    elif kind[:1].isupper():
        raise PictureError("damaged")  # a critical chunk that we do not know


def _is_kept(kind: bytes, body: bytes) -> bool:
    if kind == b"PLTE":
        return len(body) % 3 == 0 and 0 < len(body) <= 768
    if kind == b"IEND":
        return not body
    return kind in (b"IHDR", b"IDAT") or len(body) in COLOUR_LENGTHS.get(kind, ())


def _measure(header: bytes, size_bytes: int) -> tuple[int, int, int]:
    """Width, height and the exact number of bytes that the picture inflates to."""
    width, height, depth, colour, compression, filtering, interlace = struct.unpack(">IIBBBBB", header)
    if depth not in DEPTHS.get(colour, ()) or compression or filtering or interlace > 1:
        raise PictureError("damaged")
    check_dimensions(width, height, size_bytes=size_bytes)
    bits = depth * CHANNELS[colour]
    passes = [_pass(width, height, *steps) for steps in ADAM7] if interlace else [(width, height)]
    raw_bytes = sum(rows * (1 + (columns * bits + 7) // 8) for columns, rows in passes if columns)
    if raw_bytes > MAX_RAW_BYTES:
        raise PictureError("too_many_pixels")
    return width, height, raw_bytes


def _pass(width: int, height: int, *steps: int) -> tuple[int, int]:
    x, y, dx, dy = steps
    return (width - x + dx - 1) // dx, (height - y + dy - 1) // dy


def _check_pixels(parts: list[bytes], expected: int) -> None:
    """Inflate in small steps, keeping nothing: too short is truncated, too long is a hiding place."""
    inflate, got = zlib.decompressobj(), 0
    try:
        for part in parts:
            while part and not inflate.eof:
                got += len(inflate.decompress(part, 1 << 18))
                part = inflate.unconsumed_tail
                if got > expected:
                    raise PictureError("foreign_data")
            if part or inflate.unused_data:
                raise PictureError("foreign_data")
        got += len(inflate.flush()) if not inflate.eof else 0
    except zlib.error:
        raise PictureError("damaged") from None
    if got != expected or not inflate.eof:
        raise PictureError("truncated")
