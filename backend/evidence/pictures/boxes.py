"""Reading ISO media boxes (HEIC): sizes checked against their parent, nothing recursive."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from .picture import PictureError

MAX_BOXES = 5_000


@dataclass(frozen=True)
class Box:
    """One box: where it starts, where its content starts and where it ends, in the file."""

    kind: bytes
    start: int
    body: int
    end: int


def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes between two positions, one after another."""
    at = start
    for _ in range(MAX_BOXES):
        if at == end:
            return
        size, kind = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            body = at + 16
        elif size == 0:
            size = end - at  # allowed for the last box of the file
        if at + size > end:
            raise PictureError("truncated")
        if at + size < body:
            raise PictureError("damaged")
        yield Box(kind, at, body, at + size)
        at += size
    raise PictureError("damaged")


class Reader:
    """Big-endian numbers one after another; a read behind the end raises struct.error."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self.data, self.at, self.end = data, at, end

    def number(self, size: int) -> int:
        """An unsigned number of 0, 1, 2, 4 or 8 bytes."""
        if self.at + size > self.end:
            raise struct.error("behind the end of the box")
        self.at += size
        return int.from_bytes(self.data[self.at - size : self.at], "big")

    def version(self) -> tuple[int, int]:
        """The version and flags that begin a full box."""
        return self.number(1), self.number(3)
