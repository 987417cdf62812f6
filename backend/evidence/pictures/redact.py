"""Covering parts of a picture for good: solid black on decoded pixels, encoded anew. A blur could be undone."""

from __future__ import annotations

from collections.abc import Iterable

from PIL import ImageDraw

from backend.evidence.rules import CoverBox

from .picture import MAX_PIXELS, PictureError
from .versions import LARGE_QUALITY, UPRIGHT, encoded, opened, shrunk

INK = (0, 0, 0)


def redact(data: bytes, boxes: Iterable[CoverBox], *, orientation: int) -> bytes:
    """An upright JPEG of at most 1600 px without metadata, with `boxes` (pixels of the upright picture) filled in.

    Raises PictureError where the picture cannot be decoded.
    """
    try:
        picture = opened(data)
        if picture.width * picture.height > MAX_PIXELS:
            raise PictureError("too_many_pixels")
        whole, large = picture.size, shrunk(picture)
        by_x, by_y = large.width / whole[0], large.height / whole[1]
        turn = UPRIGHT.get(orientation)
        if turn is not None:
            large = large.transpose(turn)
            by_x, by_y = (by_y, by_x) if orientation >= 5 else (by_x, by_y)
        pen = ImageDraw.Draw(large)
        for box in boxes:
            left, top, right, bottom = box.scaled(by_x, by_y)
            pen.rectangle((left, top, right - 1, bottom - 1), fill=INK)
        return encoded(large, LARGE_QUALITY)
    except PictureError:
        raise
    except Exception as error:  # decoders raise whatever they like on a damaged stream
        raise PictureError("damaged") from error
