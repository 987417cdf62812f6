"""WebP: keep the frame and its alpha, drop EXIF, XMP and profile, correct the flags and lengths they left."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .exif import orientation_of
from .picture import PictureError, StoredPicture, check_dimensions, is_padding

MAX_CHUNKS = 64
ALPHA, ANIMATION = 0x10, 0x02
KEPT = (b"VP8X", b"ALPH", b"VP8 ", b"VP8L")


def clean(data: bytes) -> StoredPicture:
    """Check and strip; a picture of several frames is refused."""
    chunks: dict[bytes, bytes] = {}
    for kind, body in _chunks(data):
        if kind in (b"ANIM", b"ANMF"):
            raise PictureError("animated")
        if kind in KEPT and kind in chunks:
            raise PictureError("damaged")
        chunks.setdefault(kind, body)
    width, height = _frame_size(chunks)
    check_dimensions(width, height, size_bytes=len(data))
    if b"VP8X" in chunks:
        chunks[b"VP8X"] = _extended(chunks, width, height)
    elif b"ALPH" in chunks:
        raise PictureError("damaged")
    body = b"WEBP" + b"".join(_pack(kind, chunks[kind]) for kind in KEPT if kind in chunks)
    stored = b"RIFF" + struct.pack("<I", len(body)) + body
    return StoredPicture(stored, "image/webp", width, height, orientation_of(chunks.get(b"EXIF", b"")))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    (size,) = struct.unpack_from("<I", data, 4)
    end = 8 + size
    if end > len(data):
        raise PictureError("truncated")
    if not is_padding(data[end:]):
        raise PictureError("foreign_data")
    at, count = 12, 0
    while at < end:
        kind, length = struct.unpack_from("<4sI", data, at)
        if at + 8 + length > end:
            raise PictureError("truncated")
        yield kind, data[at + 8 : at + 8 + length]
        at, count = at + 8 + length + length % 2, count + 1
        if count > MAX_CHUNKS:
            raise PictureError("damaged")


def _frame_size(chunks: dict[bytes, bytes]) -> tuple[int, int]:
    if (b"VP8 " in chunks) == (b"VP8L" in chunks):
        raise PictureError("damaged")
    return _lossy_size(chunks[b"VP8 "]) if b"VP8 " in chunks else _lossless_size(chunks[b"VP8L"])


def _lossy_size(frame: bytes) -> tuple[int, int]:
    if len(frame) < 10 or frame[0] & 1 or frame[3:6] != b"\x9d\x01\x2a":
        raise PictureError("damaged")
    width, height = struct.unpack_from("<HH", frame, 6)
    return width & 0x3FFF, height & 0x3FFF


def _lossless_size(frame: bytes) -> tuple[int, int]:
    (bits,) = struct.unpack_from("<I", frame, 1)
    if frame[0] != 0x2F or bits >> 29:
        raise PictureError("damaged")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _extended(chunks: dict[bytes, bytes], width: int, height: int) -> bytes:
    """The feature header again, with only the alpha flag left of what it announced."""
    header = chunks[b"VP8X"]
    if len(header) != 10 or next(iter(chunks)) != b"VP8X":
        raise PictureError("damaged")
    if header[0] & ANIMATION:
        raise PictureError("animated")
    canvas = (int.from_bytes(header[4:7], "little") + 1, int.from_bytes(header[7:10], "little") + 1)
    if canvas != (width, height):
        raise PictureError("damaged")
    return bytes([header[0] & ALPHA, 0, 0, 0]) + header[4:10]


def _pack(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)
