"""What phones hang behind a JPEG's end, which is dropped; anything else makes the file a polyglot and is refused.

Known are padding, second pictures (MPF, HDR gain maps), the film of a motion photo, Samsung's and Huawei's trailers.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

from .picture import PictureError

MAX_PARTS = 16
NOT_ZERO = re.compile(rb"[^\x00]")
HUAWEI_TRAILER = re.compile(rb"v\d_f\d+ *[\d:]+ *LIVE_-?\d+ *\x00*\Z")


def check(data: bytes, at: int, jpeg_end: Callable[[bytes, int], int]) -> None:
    """Refuse a tail that no phone writes. `jpeg_end` finds the end of a further JPEG."""
    for _ in range(MAX_PARTS):
        at = _skip_padding(data, at)
        if at == len(data):
            return
        at = _part_end(data, at, jpeg_end)
    raise PictureError("foreign_data")


def _skip_padding(data: bytes, at: int) -> int:
    found = NOT_ZERO.search(data, at)
    if found is None:
        return len(data)
    start = found.start()
    film = data.find(b"ftyp", at + 4, start + 8)
    if film > 0:
        return film - 4  # the last zeros were the high bytes of the film's first length
    return start if start == at or data[start] == 0xFF else at


def _part_end(data: bytes, at: int, jpeg_end: Callable[[bytes, int], int]) -> int:
    if data.startswith(b"\xff\xd8\xff", at):
        try:
            return jpeg_end(data, at)
        except (PictureError, struct.error, IndexError):
            raise PictureError("foreign_data") from None
    if data[at + 4 : at + 8] == b"ftyp":
        return _film_end(data, at)
    if _is_samsung(data, at) or HUAWEI_TRAILER.match(data, at):
        return len(data)
    raise PictureError("foreign_data")


def _film_end(data: bytes, at: int) -> int:
    """The end of the run of ISO media boxes that begins at `at`."""
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if size == 1 and at + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, at + 8)
        if size < 8 or at + size > len(data) or not kind.isalnum():
            break
        at += size
    return at


def _is_samsung(data: bytes, at: int) -> bool:
    """Samsung's directory stands at the very end and says how far its entries reach back."""
    if len(data) - at < 20 or not data.endswith(b"SEFT"):
        return False
    (length,) = struct.unpack_from("<I", data, len(data) - 8)
    directory = len(data) - 8 - length
    if directory <= at or data[directory : directory + 4] != b"SEFH" or length < 12:
        return False
    (count,) = struct.unpack_from("<I", data, directory + 8)
    if not 0 < count <= 64 or 12 + 12 * count > length:
        return False
    reach = max(struct.unpack_from("<I", data, directory + 16 + 12 * index)[0] for index in range(count))
    return bool(directory - reach == at)
