"""What a clean picture is, which limits it keeps, and the one error that every parser here raises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MAX_BYTES = 15_000_000
MAX_PIXELS = 50_000_000  # a 48 MP phone picture passes
MAX_ASPECT = 20  # longer strips are no evidence and only cost memory
BOMB_PIXELS = 4_000_000  # above this, the picture must also weigh something:
BOMB_PIXELS_PER_BYTE = 150  # a plain baseline JPEG has at most 85, a crafted 7000 × 7000 PNG 250 and more

PictureProblem = Literal[
    "too_many_bytes",  # more than MAX_BYTES
    "not_a_picture",  # none of the four types, whatever it is called
    "type_differs",  # the declared type is another than the content's
    "too_many_pixels",  # too wide, too high or a decompression bomb
    "animated",  # more than one frame
    "truncated",  # ends before the picture does
    "foreign_data",  # something else hangs behind the picture
    "damaged",  # breaks the rules of its own format
]


class PictureError(Exception):
    """The bytes are no picture that we take; `kind` says why."""

    def __init__(self, kind: PictureProblem) -> None:
        super().__init__(kind)
        self.kind: PictureProblem = kind


@dataclass(frozen=True)
class StoredPicture:
    """A picture without metadata. Width and height are those of the stored pixels, before `orientation` is applied.

    `orientation` is the EXIF number 1 to 8 that stood in the removed metadata. HEIC carries its rotation in the
    picture's own properties, which every decoder applies: there width and height are the upright ones and
    `orientation` is 1.
    """

    data: bytes
    media_type: str
    width: int
    height: int
    orientation: int


def check_dimensions(width: int, height: int, *, size_bytes: int) -> None:
    """Refuse absurd sizes from the header alone, before anything is decoded."""
    if width < 1 or height < 1:
        raise PictureError("damaged")
    pixels = width * height
    if pixels > MAX_PIXELS or max(width, height) > MAX_ASPECT * min(width, height):
        raise PictureError("too_many_pixels")
    if pixels > BOMB_PIXELS and pixels > BOMB_PIXELS_PER_BYTE * size_bytes:
        raise PictureError("too_many_pixels")


def is_padding(tail: bytes) -> bool:
    """Zero bytes behind the end, which some phones write to fill a block."""
    return not tail.strip(b"\x00")
