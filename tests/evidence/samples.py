"""Pictures as phones send them, drawn by code: every format with a place, a maker, a comment and a profile inside."""

from __future__ import annotations

import io
import struct
from functools import cache
from typing import Any

import pillow_heif
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

MAKER = "SecretMaker"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description SecretXmp="1"/></x:xmpmeta>'
SECRETS = (MAKER.encode(), b"SecretXmp", b"SecretComment", b"xmpmeta", b"Exif\x00\x00", b"acspAPPL", b"WGS-84")


def picture(width: int = 96, height: int = 64, mode: str = "RGB") -> Image.Image:
    """A gradient: no two rows or columns are alike, so a wrong turn or scale shows."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    if mode == "I;16":
        return down.convert("I").point(lambda value: value * 256).convert("I;16")
    return Image.merge("RGB", (across, down, Image.new("L", (width, height), 90))).convert(mode)


def exif(orientation: int = 6) -> Image.Exif:
    """EXIF with a maker, a place and an orientation."""
    data = Image.Exif()
    data[ExifTags.Base.Make] = MAKER
    data[ExifTags.Base.Orientation] = orientation
    place = data.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (38.0, 54.0, 0.0)
    place[ExifTags.GPS.GPSMapDatum] = "WGS-84"
    return data


@cache
def profile() -> bytes:
    """A colour profile."""
    return bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def jpeg(width: int = 96, height: int = 64, *, orientation: int = 6, mode: str = "RGB", **options: object) -> bytes:
    """A phone's JPEG."""
    out = io.BytesIO()
    picture(width, height, mode).save(
        out, "JPEG", exif=exif(orientation), icc_profile=profile(), comment=b"SecretComment", xmp=XMP, **options
    )
    return out.getvalue()


def plain_jpeg(width: int = 96, height: int = 64) -> bytes:
    """What the PWA sends: a canvas without metadata."""
    out = io.BytesIO()
    picture(width, height).save(out, "JPEG")
    return out.getvalue()


def see_through() -> Image.Image:
    """Opaque at the top, transparent at the bottom."""
    whole = picture(mode="RGBA")
    whole.putalpha(Image.linear_gradient("L").resize(whole.size))
    return whole


def png(mode: str = "RGB", *, alpha: bool = False) -> bytes:
    """A PNG with text, time and EXIF."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "SecretComment")
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    out = io.BytesIO()
    whole = see_through() if alpha else picture(mode=mode)
    whole.save(out, "PNG", exif=exif(), icc_profile=profile(), pnginfo=text)
    return out.getvalue()


def webp(*, alpha: bool = False, lossless: bool = False) -> bytes:
    """A WebP with EXIF, XMP and a profile."""
    out = io.BytesIO()
    whole = see_through() if alpha else picture()
    whole.save(out, "WEBP", exif=exif(), icc_profile=profile(), xmp=XMP, lossless=lossless)
    return out.getvalue()


def heic(width: int = 96, height: int = 64, *, orientation: int = 1) -> bytes:
    """A HEIC with EXIF, XMP and a profile; an orientation becomes `irot`."""
    file = pillow_heif.from_pillow(picture(width, height))
    info: dict[str, Any] = file[0].info
    info.update({"icc_profile": profile(), "icc_profile_type": "prof"})
    out = io.BytesIO()
    file.save(out, exif=exif(orientation).tobytes(), xmp=XMP, quality=80)
    return out.getvalue()


def animated(kind: str) -> bytes:
    """Three frames."""
    frames = [picture(), picture().rotate(90), picture().rotate(180)]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


@cache
def all_kinds() -> dict[str, bytes]:
    """One of each shape that a parser treats differently."""
    return {
        "jpeg": jpeg(),
        "progressive jpeg": jpeg(progressive=True),
        "jpeg with restarts": jpeg(restart_marker_blocks=1),
        "grey jpeg": jpeg(mode="L"),
        "cmyk jpeg": jpeg(mode="CMYK"),
        "png": png(),
        "palette png": png("P"),
        "transparent png": png(alpha=True),
        "16-bit png": png("I;16"),
        "one-bit png": png("1"),
        "webp": webp(),
        "lossless webp": webp(lossless=True),
        "transparent webp": webp(alpha=True),
        "heic": heic(),
        "turned heic": heic(orientation=6),
    }


def pixels(data: bytes) -> bytes:
    """The decoded pixels, before any orientation is applied."""
    if data[4:8] == b"ftyp":
        return bytes(pillow_heif.open_heif(io.BytesIO(data)).to_pillow().tobytes())
    with Image.open(io.BytesIO(data)) as image:
        return image.tobytes()


def samsung_trailer(entry: bytes) -> bytes:
    """One entry and the directory that Samsung's camera writes at the end of a file."""
    block = b"\x00\x00\x30\x0a" + struct.pack("<I", 16) + entry
    directory = b"SEFH" + struct.pack("<II", 107, 1) + b"\x00\x00\x30\x0a" + struct.pack("<II", len(block), len(block))
    return block + directory + struct.pack("<I", len(directory)) + b"SEFT"
