"""Stripping keeps the pixels and loses everything else."""

from __future__ import annotations

import io

import pillow_heif
import pytest
from PIL import Image

from backend.evidence.pictures import strip

from . import samples

KINDS = pytest.mark.parametrize("kind", samples.all_kinds())


@KINDS
def test_the_pixels_stay_the_same(kind: str) -> None:
    picture = samples.all_kinds()[kind]
    assert samples.pixels(strip(picture).data) == samples.pixels(picture)


@KINDS
def test_no_place_maker_comment_or_profile_is_left(kind: str) -> None:
    picture = samples.all_kinds()[kind]
    assert samples.MAKER.encode() in picture, "the sample proves nothing"
    stored = strip(picture).data
    assert [secret for secret in samples.SECRETS if secret in stored] == []


@KINDS
def test_a_reader_finds_no_metadata(kind: str) -> None:
    stored = strip(samples.all_kinds()[kind]).data
    if kind.endswith("heic"):
        heif = pillow_heif.open_heif(io.BytesIO(stored))
        assert not heif.info.get("exif")
        assert not heif.info.get("xmp")
        assert not heif.info.get("icc_profile")
        assert not any(any(block["data"]) for block in heif.info["metadata"])
        return
    with Image.open(io.BytesIO(stored)) as image:
        image.load()
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "XML:com.adobe.xmp"} & image.info.keys()


@KINDS
def test_stripping_again_changes_nothing(kind: str) -> None:
    stored = strip(samples.all_kinds()[kind])
    assert strip(stored.data, stored.media_type).data == stored.data


@KINDS
def test_size_and_type_are_told_from_the_header(kind: str) -> None:
    stored = strip(samples.all_kinds()[kind])
    assert (stored.width, stored.height) == ((64, 96) if kind == "turned heic" else (96, 64))
    assert stored.media_type.removeprefix("image/") in kind


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_orientation_becomes_data(orientation: int) -> None:
    assert strip(samples.jpeg(orientation=orientation)).orientation == orientation


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_png_and_webp_tell_their_orientation_too(kind: str) -> None:
    assert strip(samples.all_kinds()[kind]).orientation == 6


def test_a_heic_keeps_its_rotation_as_a_property_of_the_picture() -> None:
    stored = strip(samples.heic(orientation=6))
    assert stored.orientation == 1
    assert pillow_heif.open_heif(io.BytesIO(stored.data)).size == (stored.width, stored.height) == (64, 96)


def test_an_unreadable_orientation_counts_as_upright() -> None:
    exif = b"\xff\xe1\x00\x10Exif\x00\x00II*\x00\xff\xff\xff\xff"[:18]
    plain = samples.plain_jpeg()
    assert strip(plain[:2] + exif + plain[2:]).orientation == 1


@pytest.mark.parametrize("declared", [None, "", "image/*", "application/octet-stream", "image/jpg", "IMAGE/JPEG; q=1"])
def test_a_vague_or_matching_type_is_accepted(declared: str | None) -> None:
    assert strip(samples.jpeg(), declared).media_type == "image/jpeg"


def test_heif_is_another_name_of_heic() -> None:
    assert strip(samples.heic(), "image/heif").media_type == "image/heic"


@pytest.mark.parametrize(
    "tail",
    [
        b"\x00" * 4096,
        samples.plain_jpeg(),
        b"\x00" * 7 + samples.jpeg(orientation=3),
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42" + b"\x00\x00\x00\x10mdat" + b"film-012",
        samples.plain_jpeg() + b"\x00\x00\x01\x00ftypmp42" + b"\x00" * 244,
        b"\x00\x00\x00\x14ftypisom\x00\x00\x00\x00isom" + b"v2_f31              16:1234 LIVE_1234567",
        samples.samsung_trailer(b"MotionPhoto_Data" + b"film"),
    ],
    ids=["padding", "second picture", "padded second picture", "film", "picture and film", "huawei", "samsung"],
)
def test_what_phones_hang_behind_a_jpeg_is_dropped(tail: bytes) -> None:
    assert strip(samples.jpeg() + tail).data == strip(samples.jpeg()).data


def test_the_film_of_a_heic_is_dropped() -> None:
    film = b"\x00\x00\x00\x10mpvdfilm-012"
    assert strip(samples.heic() + film).data == strip(samples.heic()).data


def test_bytes_between_the_items_of_a_heic_are_blanked() -> None:
    hidden = b"\x00\x00\x00\x15mdathidden-thing!"
    assert b"hidden-thing" not in strip(samples.heic() + hidden).data
