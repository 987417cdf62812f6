"""Arbitrary bytes and mutated pictures raise PictureError or give a clean picture, quickly."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.evidence.pictures import PictureError, StoredPicture, strip
from backend.evidence.pictures.versions import make_versions

from . import samples

MAGIC = [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBPVP8 ", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"]
FUZZ = settings(deadline=timedelta(seconds=2), suppress_health_check=[HealthCheck.too_slow])
TOOLS = st.tuples(st.sampled_from(["set", "drop", "repeat", "insert"]), st.integers(0, 10**6), st.binary(max_size=8))


def survives(data: bytes) -> StoredPicture | None:
    try:
        stored = strip(data)
    except PictureError:
        return None
    assert strip(stored.data).data == stored.data
    return stored


def mutated(data: bytes, steps: list[tuple[str, int, bytes]]) -> bytes:
    for tool, place, piece in steps:
        at = place % (len(data) + 1)
        if tool == "set":
            data = data[:at] + piece + data[at + len(piece) :]
        elif tool == "drop":
            data = data[:at] + data[at + len(piece) :]
        elif tool == "repeat":
            data = data[:at] + data[at : at + 40] * 3 + data[at + 40 :]
        else:
            data = data[:at] + piece + data[at:]
    return data


@FUZZ
@given(st.sampled_from([b"", *MAGIC]), st.binary(max_size=400))
def test_arbitrary_bytes_are_refused_or_clean(magic: bytes, rest: bytes) -> None:
    survives(magic + rest)


@FUZZ
@given(st.sampled_from(sorted(samples.all_kinds())), st.lists(TOOLS, min_size=1, max_size=4))
def test_mutated_pictures_are_refused_or_clean(kind: str, steps: list[tuple[str, int, bytes]]) -> None:
    survives(mutated(samples.all_kinds()[kind], steps))


@settings(FUZZ, max_examples=40)
@given(st.sampled_from(sorted(samples.all_kinds())), st.lists(TOOLS, min_size=1, max_size=2))
def test_the_worker_survives_what_the_door_let_in(kind: str, steps: list[tuple[str, int, bytes]]) -> None:
    stored = survives(mutated(strip(samples.all_kinds()[kind]).data, steps))
    if stored is not None:
        try:
            make_versions(stored.data, stored.orientation)
        except PictureError:
            return
