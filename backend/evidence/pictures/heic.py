"""HEIC: a copy of the same length in which everything that is not the picture is zeros.

Offsets inside the file are absolute, so nothing is moved: the copy starts empty and gets the structure and the image
items' bytes; EXIF, XMP, unknown items and whatever lies between them never arrive.
"""

from __future__ import annotations

from .boxes import Box, boxes
from .heic_items import Item, image_size, keep_items, keep_properties, primary_item, read_items, read_locations
from .picture import PictureError, StoredPicture, check_dimensions

BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
BLANKED = {b"free", b"skip", b"uuid", b"udta", b"sefd"}  # padding, makers' data, user data, Samsung's trailer
FILMS = {b"mpvd"}  # the film of a motion photo
SEQUENCES = {b"moov", b"moof"}
META_KEPT = {b"hdlr", b"dinf", b"pitm", b"iinf", b"iref", b"iprp", b"iloc", b"idat", b"grpl"}


def is_heic(data: bytes) -> bool:
    """Whether the `ftyp` box in front names HEIC (AVIF, which shares the container, is not taken)."""
    size = int.from_bytes(data[:4], "big")
    names = {data[at : at + 4] for at in (8, *range(16, min(size, 256, len(data)), 4))}
    return bool(names & BRANDS) and b"avif" not in names


def clean(data: bytes) -> StoredPicture:
    """Check and blank. Rotation and mirroring stay, being properties of the picture that decoders apply."""
    top = _top_boxes(data)
    meta = next((box for box in top if box.kind == b"meta"), None)
    if meta is None or top[0].kind != b"ftyp":
        raise PictureError("damaged")
    out = bytearray(top[-1].end)
    for box in top:
        _copy_frame(data, out, box)
    _copy(data, out, top[0].body, top[0].end)
    width, height = _copy_meta(data, out, meta, [box for box in top if box.kind == b"mdat"])
    check_dimensions(width, height, size_bytes=len(data))
    return StoredPicture(bytes(out), "image/heic", width, height, 1)


def _top_boxes(data: bytes) -> list[Box]:
    end = len(data.rstrip(b"\x00"))
    found: list[Box] = []
    for box in boxes(data, 0, len(data)):
        if box.kind in SEQUENCES:
            raise PictureError("animated")
        if box.start >= end and box.kind == b"\x00\x00\x00\x00":
            break  # padding
        if box.kind not in {b"ftyp", b"meta", b"mdat"} | BLANKED | FILMS:
            raise PictureError("foreign_data")
        found.append(box)
    if len([box for box in found if box.kind in (b"meta", b"ftyp")]) != 2:
        raise PictureError("damaged")
    while found[-1].kind in BLANKED | FILMS:
        found.pop()
    return found


def _copy_frame(data: bytes, out: bytearray, box: Box) -> None:
    """A box's size and name; what is blanked becomes free space."""
    _copy(data, out, box.start, box.body)
    if box.kind in BLANKED | FILMS:
        out[box.start + 4 : box.start + 8] = b"free"


def _copy(data: bytes, out: bytearray, start: int, end: int) -> None:
    out[start:end] = data[start:end]


def _copy_meta(data: bytes, out: bytearray, meta: Box, media: list[Box]) -> tuple[int, int]:
    _copy(data, out, meta.body, meta.body + 4)
    inside: dict[bytes, Box] = {}
    for box in boxes(data, meta.body + 4, meta.end):
        if inside.setdefault(box.kind, box) is not box and box.kind in META_KEPT:
            raise PictureError("damaged")
        _copy(data, out, box.start, box.body if box.kind in META_KEPT else box.start + 4)
        if box.kind not in META_KEPT:
            out[box.start + 4 : box.start + 8] = b"free"
    if not {b"pitm", b"iinf", b"iprp", b"iloc"} <= inside.keys():
        raise PictureError("damaged")
    for kind in (b"dinf", b"pitm", b"iref", b"iloc", b"grpl"):
        if kind in inside:
            _copy(data, out, inside[kind].body, inside[kind].end)
    if b"hdlr" in inside:
        _copy(data, out, inside[b"hdlr"].body, min(inside[b"hdlr"].body + 20, inside[b"hdlr"].end))  # without its name
    items = read_items(data, inside[b"iinf"])
    primary = primary_item(data, inside[b"pitm"])
    if primary not in items or not items[primary].is_image:
        raise PictureError("damaged")
    keep_items(data, out, inside[b"iinf"], items=items)
    keep_properties(data, out, inside[b"iprp"])
    _copy_pixels(data, out, items=items, inside=inside, media=media)
    return image_size(data, inside[b"iprp"], primary)


def _copy_pixels(
    data: bytes, out: bytearray, *, items: dict[int, Item], inside: dict[bytes, Box], media: list[Box]
) -> None:
    left = len(data)  # images do not share bytes; a table that says so only wants to keep us copying
    for location in read_locations(data, inside[b"iloc"]):
        item = items.get(location.item_id)
        if item is None or not item.is_image:
            continue
        homes = [inside[b"idat"]] if location.method == 1 and b"idat" in inside else media
        base = homes[0].body if location.method == 1 and homes else 0
        for offset, length in location.extents:
            start, end = base + offset, base + offset + length
            left -= length
            if length == 0 or left < 0:
                raise PictureError("damaged")
            if not any(home.body <= start and end <= home.end for home in homes):
                raise PictureError("truncated" if end > len(data) else "damaged")
            _copy(data, out, start, end)
