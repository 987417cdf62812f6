"""Covering: solid, upright, at every orientation and scale, nothing of what lay below is left."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from backend.evidence.pictures import PictureError
from backend.evidence.pictures.redact import redact
from backend.evidence.pictures.versions import UPRIGHT
from backend.evidence.rules import CoverBox


def a_jpeg(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG", quality=95)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("width", "height"), [(96, 64), (3200, 2400)])
def test_a_box_covers_the_same_place_that_people_see(orientation: int, width: int, height: int) -> None:
    upright = (height, width) if orientation >= 5 else (width, height)
    box = CoverBox(upright[0] // 4, upright[1] // 4, upright[0] // 4, upright[1] // 4)
    seen = opened(redact(a_jpeg(width, height), [box], orientation=orientation))
    scale = seen.width / upright[0]
    assert abs(seen.width / seen.height - upright[0] / upright[1]) < 0.01
    inside = (int((box.x + box.width / 2) * scale), int((box.y + box.height / 2) * scale))
    corner = (int((box.x + 1) * scale), int((box.y + 1) * scale))
    assert max(seen.getpixel(inside), seen.getpixel(corner)) < 30
    assert seen.getpixel((int(upright[0] * 0.75 * scale), int(upright[1] * 0.75 * scale))) > 225


def test_a_picture_stored_turned_is_covered_where_it_lies_upright() -> None:
    turned = Image.new("RGB", (64, 96), "white")
    turned.paste("red", (0, 0, 16, 96))  # a red band at the left of what people see
    out = io.BytesIO()
    turned.transpose(Image.Transpose.ROTATE_90).save(
        out, "JPEG", quality=95
    )  # stored lying, orientation 6 turns it back
    assert UPRIGHT[6] is Image.Transpose.ROTATE_270
    seen = Image.open(io.BytesIO(redact(out.getvalue(), [CoverBox(0, 0, 16, 96)], orientation=6))).convert("RGB")
    assert seen.size == (64, 96)
    reds = sum(1 for r, g, _ in seen.get_flattened_data() if r > 150 and g < 100)
    assert reds == 0


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(PictureError):
        redact(b"no picture", [], orientation=1)
