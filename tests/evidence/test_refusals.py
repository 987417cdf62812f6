"""What is no plain picture is refused with the reason."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from PIL import Image

from backend.evidence.pictures import MAX_BYTES, PictureError, strip

from . import samples


def refusal(data: bytes, declared: str | None = None) -> str:
    with pytest.raises(PictureError) as caught:
        strip(data, declared)
    return caught.value.kind


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("run.js", "alert(1)")
    return out.getvalue()


def saved(kind: str) -> bytes:
    out = BytesIO()
    samples.picture().save(out, kind)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that only claims a size."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" * 99)),
        (b"IEND", b""),
    ]
    packed = [struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", "安全隐患照片".encode(), b"%PDF-1.7", b"<svg xmlns='x'/>", zipped(), b"\xff\xd8"]
)
def test_other_content_is_no_picture_whatever_it_is_called(data: bytes) -> None:
    assert refusal(data, "image/jpeg") == "not_a_picture"


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "AVIF"])
def test_other_picture_formats_are_not_taken(kind: str) -> None:
    assert refusal(saved(kind)) == "not_a_picture"


@pytest.mark.parametrize("declared", ["image/png", "text/html", "application/pdf", "image/svg+xml"])
def test_a_declared_type_must_be_the_true_one(declared: str) -> None:
    assert refusal(samples.jpeg(), declared) == "type_differs"


@pytest.mark.parametrize("kind", samples.all_kinds())
@pytest.mark.parametrize("tail", [zipped(), b"<script>alert(1)</script>", b"\x7fELF" + b"\0" * 60, b"PK\x03\x04"])
def test_anything_strange_behind_the_picture_is_refused(kind: str, tail: bytes) -> None:
    assert refusal(samples.all_kinds()[kind] + tail) in {"foreign_data", "truncated", "damaged"}


@pytest.mark.parametrize("kind", samples.all_kinds())
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.99])
def test_a_picture_that_ends_early_is_refused(kind: str, share: float) -> None:
    data = strip(samples.all_kinds()[kind]).data
    cut = data[: int(len(data) * share)]
    assert refusal(cut) in {"truncated", "damaged"}


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_several_frames_are_refused(kind: str) -> None:
    assert refusal(samples.animated(kind)) == "animated"


@pytest.mark.parametrize(
    ("width", "height"), [(60_000, 60_000), (2**31 - 1, 2**31 - 1), (1, 50_000), (8_000, 7_000), (2_000, 50)]
)
def test_absurd_sizes_are_refused_from_the_header(width: int, height: int) -> None:
    assert refusal(png_header(width, height)) == "too_many_pixels"


def test_a_decompression_bomb_is_refused() -> None:
    out = BytesIO()
    Image.new("1", (7_000, 7_000)).save(out, "PNG", compress_level=9)
    assert len(out.getvalue()) < 20_000
    assert refusal(out.getvalue()) == "too_many_pixels"


def test_compressed_data_longer_than_the_picture_is_refused() -> None:
    rows = zlib.compress(b"\0" * (4 * 13) + b"hidden")
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b"")]
    packed = [struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in chunks]
    assert refusal(b"\x89PNG\r\n\x1a\n" + b"".join(packed)) == "foreign_data"


def test_a_progressive_jpeg_with_endless_scans_is_refused() -> None:
    data = samples.plain_jpeg()
    start = data.index(b"\xff\xda")
    assert refusal(data[:-2] + data[start:-2] * 100 + b"\xff\xd9") == "damaged"


def test_more_bytes_than_the_limit_are_refused() -> None:
    assert refusal(samples.jpeg() + bytes(MAX_BYTES)) == "too_many_bytes"


def test_a_wrong_check_sum_is_damage() -> None:
    data = bytearray(samples.png())
    data[data.index(b"IDAT") + 6] ^= 1
    assert refusal(bytes(data)) == "damaged"


def test_a_heic_whose_table_points_outside_is_refused() -> None:
    data = samples.heic()
    at = data.index(b"iloc")
    offset = data.index(b"mdat", data.index(b"meta")) - at
    first = data.index(struct.pack(">I", at + offset + 4), at)
    assert refusal(data[:first] + b"\x7f\xff\xff\xff" + data[first + 4 :]) == "truncated"
