"""From a scene's name to the bytes of a JPEG that a phone might send."""

from __future__ import annotations

import io
from datetime import datetime
from functools import lru_cache

from PIL import Image, ImageDraw

from backend.core.clock import SHANGHAI
from backend.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, lettering
from backend.demo.pictures.scenes import SCENES

QUALITY = 84
_BAR = 56


def draw(scene: str, *, after: bool, caption: str, at: datetime) -> bytes:
    """Return a JPEG of the scene with 演示, place and time written on it, so that no two are alike."""
    picture = _drawn(scene, after).copy()
    pen = ImageDraw.Draw(picture, "RGBA")
    pen.rectangle((0, HEIGHT - _BAR, WIDTH, HEIGHT), fill=(20, 33, 31, 170))
    pen.rounded_rectangle((18, HEIGHT - _BAR + 9, 102, HEIGHT - 9), radius=8, fill="#ffc72c")
    pen.text((60, HEIGHT - _BAR / 2), "演示", font=lettering(30), fill="#14211f", anchor="mm")
    pen.text((120, HEIGHT - _BAR / 2), caption, font=lettering(28), fill="#ffffff", anchor="lm")
    moment = f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    pen.text((WIDTH - 20, HEIGHT - _BAR / 2), moment, font=lettering(28), fill="#ffffff", anchor="rm")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


@lru_cache(maxsize=64)
def _drawn(scene: str, after: bool) -> Image.Image:
    canvas = Canvas("#eef2f1")
    SCENES[scene](canvas, after)
    return canvas.finished()
