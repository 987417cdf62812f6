"""The smaller JPEGs that screens show. Only the worker decodes: it costs a hundred times what stripping costs."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pillow_heif
from PIL import Image

from backend.evidence.rules import LARGE_SIDE

from .picture import MAX_PIXELS, PictureError
from .strip import recognise

SMALL_SIDE = 320
LARGE_QUALITY, SMALL_QUALITY = 82, 76
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}

# EXIF orientation → what turns the pixels upright
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Versions:
    """Upright JPEGs without metadata; `width` and `height` are those of the large one."""

    large: bytes
    small: bytes
    width: int
    height: int


def make_versions(data: bytes, orientation: int = 1) -> Versions:
    """A stored picture at most 1600 px and at most 320 px long, never enlarged. Raises PictureError."""
    try:
        picture = opened(data)
        if picture.width * picture.height > MAX_PIXELS:
            raise PictureError("too_many_pixels")
        large = shrunk(picture)
        small = large.reduce(-(-max(large.size) // SMALL_SIDE))
        turn = UPRIGHT.get(orientation)
        if turn is not None:  # last, when there is little left to turn
            large, small = large.transpose(turn), small.transpose(turn)
        return Versions(encoded(large, LARGE_QUALITY), encoded(small, SMALL_QUALITY), *large.size)
    except PictureError:
        raise
    except Exception as error:  # decoders raise whatever they like on a damaged stream
        raise PictureError("damaged") from error


def opened(data: bytes) -> Image.Image:
    """The picture behind the bytes, nothing decoded yet. Raises PictureError."""
    media_type = recognise(data)
    if media_type == "image/heic":
        return pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True).to_pillow()
    if media_type is None:
        raise PictureError("not_a_picture")
    return Image.open(io.BytesIO(data), formats=[FORMATS[media_type]])


def shrunk(picture: Image.Image) -> Image.Image:
    """RGB pixels, at most LARGE_SIDE long, as they lie in the file."""
    scale = min(1.0, LARGE_SIDE / max(picture.size))
    target = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    # The box must have the picture's own proportions: for a square one libjpeg would silently decode in full.
    picture.draft("RGB", target)
    return _flattened(picture).resize(target, Image.Resampling.BILINEAR)


def _flattened(picture: Image.Image) -> Image.Image:
    """RGB, transparency on white, sixteen bits cut to eight."""
    picture.load()
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("RGB")
    if picture.has_transparency_data:
        whole = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole).convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def encoded(picture: Image.Image, quality: int) -> bytes:
    """A JPEG of the pixels alone."""
    picture.info.clear()
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
