"""Reading an upload's body without trusting its length."""

from __future__ import annotations

from typing import IO

from backend.core.errors import Problem
from backend.evidence.errors import problem_of
from backend.evidence.pictures import MAX_BYTES, PictureError

STEP = 1 << 16


def read_body(stream: IO[bytes], *, content_length: int | None) -> bytes:
    """The whole body. One that says it is too large is refused unread; one that lies is refused at the limit."""
    if content_length is not None and content_length > MAX_BYTES:
        raise problem_of(PictureError("too_many_bytes"))
    parts, left = [], MAX_BYTES + 1
    while left > 0 and (part := stream.read(min(STEP, left))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise problem_of(PictureError("too_many_bytes"))
    body = b"".join(parts)
    if content_length is not None and len(body) < content_length:
        raise Problem("photo_body_short")
    return body
