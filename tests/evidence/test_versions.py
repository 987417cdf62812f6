"""Versions are upright, small enough, without metadata, and never larger than the picture was."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from backend.evidence.pictures import PictureError, strip
from backend.evidence.pictures.versions import Versions, make_versions

from . import samples


def versions_of(data: bytes) -> Versions:
    stored = strip(data)
    return make_versions(stored.data, stored.orientation)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=["JPEG"])
    image.load()
    return image


@pytest.mark.parametrize("orientation", range(1, 9))
def test_versions_stand_upright(orientation: int) -> None:
    data = samples.jpeg(orientation=orientation)
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    large = opened(versions_of(data).large)
    assert large.size == expected.size
    assert max(ImageStat.Stat(ImageChops.difference(large, expected)).mean) < 3


@pytest.mark.parametrize(
    ("size", "large", "small"),
    [
        ((4000, 3000), (1600, 1200), (320, 240)),
        ((3000, 4000), (1200, 1600), (240, 320)),
        ((1000, 700), (1000, 700), (250, 175)),
        ((200, 100), (200, 100), (200, 100)),
    ],
)
def test_versions_keep_the_proportions_and_never_grow(
    size: tuple[int, int], large: tuple[int, int], small: tuple[int, int]
) -> None:
    versions = versions_of(samples.plain_jpeg(*size))
    assert (opened(versions.large).size, opened(versions.small).size) == (large, small)
    assert (versions.width, versions.height) == large


@pytest.mark.parametrize("kind", samples.all_kinds())
def test_every_kind_becomes_two_jpegs_without_metadata(kind: str) -> None:
    versions = versions_of(samples.all_kinds()[kind])
    for data in (versions.large, versions.small):
        assert opened(data).mode == "RGB"
        assert strip(data).data == data, "something was left to strip"


def test_transparent_parts_become_white() -> None:
    large = opened(versions_of(samples.png(alpha=True)).large)
    corners = [large.getpixel((x, y)) for x in (0, large.width - 1) for y in (0, large.height - 1)]
    assert any(isinstance(pixel, tuple) and min(pixel) > 240 for pixel in corners)


def test_a_large_picture_is_decoded_small() -> None:
    """libjpeg scales while decoding only if the box has the picture's own proportions."""
    image = Image.open(io.BytesIO(samples.plain_jpeg(4000, 3000)))
    image.draft("RGB", (1600, 1200))
    assert image.size == (2000, 1500)


@pytest.mark.parametrize("data", [b"", b"no picture", samples.plain_jpeg()[:400], samples.heic()[:900]])
def test_what_cannot_be_decoded_is_told_and_not_raised_as_something_else(data: bytes) -> None:
    with pytest.raises(PictureError):
        make_versions(data, 1)
