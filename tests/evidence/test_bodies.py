"""A body is read up to the limit and not further."""

from __future__ import annotations

import io

import pytest

from backend.core.errors import Problem
from backend.evidence.bodies import STEP, read_body
from backend.evidence.pictures import MAX_BYTES


class Endless(io.RawIOBase):
    """A stream that never ends and counts what was taken from it."""

    def __init__(self) -> None:
        self.taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert 0 < size <= STEP
        self.taken += size
        return bytes(size)


def test_a_forty_megabyte_photo_is_refused_unread() -> None:
    stream = Endless()
    with pytest.raises(Problem) as caught:
        read_body(stream, content_length=40_000_000)  # type: ignore[arg-type]
    assert (caught.value.code, stream.taken) == ("photo_too_many_bytes", 0)


def test_a_body_that_does_not_say_its_length_is_cut_at_the_limit() -> None:
    stream = Endless()
    with pytest.raises(Problem) as caught:
        read_body(stream, content_length=None)  # type: ignore[arg-type]
    assert caught.value.code == "photo_too_many_bytes"
    assert stream.taken == MAX_BYTES + 1


def test_a_broken_upload_is_told() -> None:
    with pytest.raises(Problem) as caught:
        read_body(io.BytesIO(b"half"), content_length=8)
    assert caught.value.code == "photo_body_short"


@pytest.mark.parametrize("size", [0, 1, STEP, STEP + 1, MAX_BYTES])
def test_everything_up_to_the_limit_is_read(size: int) -> None:
    assert len(read_body(io.BytesIO(bytes(size)), content_length=size)) == size
