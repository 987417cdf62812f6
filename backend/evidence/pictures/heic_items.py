"""The tables inside a HEIC's `meta` box: its items, where their bytes lie, and the size of the primary image."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .boxes import Box, Reader, boxes
from .picture import MAX_PIXELS, PictureError

IMAGE_ITEMS = {b"hvc1", b"grid", b"iden", b"iovl", b"tmap"}
PROPERTIES = {
    *(b"hvcC", b"ispe", b"pixi", b"irot", b"imir", b"clap", b"pasp", b"auxC", b"rloc", b"lsel"),
    *(b"clli", b"mdcv", b"cclv", b"amve", b"ndwt", b"reve"),
}
MAX_ITEMS, MAX_EXTENTS = 2_000, 10_000


@dataclass(frozen=True)
class Item:
    """One `infe` entry; `named` is where its name begins, which is never copied."""

    box: Box
    kind: bytes
    named: int

    @property
    def is_image(self) -> bool:
        """Whether its bytes make pixels."""
        return self.kind in IMAGE_ITEMS


@dataclass(frozen=True)
class Location:
    """Where an item's bytes lie: method 0 counts from the file's start, 1 from the `idat` box."""

    item_id: int
    method: int
    extents: list[tuple[int, int]]


def read_items(data: bytes, iinf: Box) -> dict[int, Item]:
    """The items by id. Encrypted items are refused."""
    reader = Reader(data, iinf.body, iinf.end)
    version, _ = reader.version()
    reader.number(2 if version == 0 else 4)
    items: dict[int, Item] = {}
    for box in boxes(data, reader.at, iinf.end):
        entry = Reader(data, box.body, box.end)
        version, _ = entry.version()
        if box.kind != b"infe" or version not in (2, 3) or len(items) >= MAX_ITEMS:
            raise PictureError("damaged")
        item_id = entry.number(2 if version == 2 else 4)
        if entry.number(2) or item_id in items:
            raise PictureError("damaged")
        kind = entry.number(4).to_bytes(4, "big")
        items[item_id] = Item(box, kind, entry.at)
    return items


def keep_items(data: bytes, out: bytearray, iinf: Box, *, items: dict[int, Item]) -> None:
    """Copy the table without names; what is no image also loses its type, so that readers pass it by."""
    first = min(item.box.start for item in items.values())
    out[iinf.body : first] = data[iinf.body : first]
    for item in items.values():
        out[item.box.start : item.named] = data[item.box.start : item.named]
        if not item.is_image:
            out[item.named - 4 : item.named] = b"skip"


def read_locations(data: bytes, iloc: Box) -> Iterator[Location]:
    """The `iloc` table."""
    reader = Reader(data, iloc.body, iloc.end)
    version, _ = reader.version()
    sizes = reader.number(2)
    offset_size, length_size, base_size, index_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15
    if version > 2 or not {offset_size, length_size, base_size, index_size} <= {0, 4, 8}:
        raise PictureError("damaged")
    extents_left = MAX_EXTENTS
    for _ in range(min(reader.number(4 if version == 2 else 2), MAX_ITEMS)):
        item_id = reader.number(4 if version == 2 else 2)
        method = reader.number(2) & 15 if version else 0
        elsewhere, base, count = reader.number(2), reader.number(base_size), reader.number(2)
        extents_left -= count
        if elsewhere or method > 1 or extents_left < 0:
            raise PictureError("damaged")
        extents = []
        for _ in range(count):
            reader.number(index_size if version else 0)
            offset = base + reader.number(offset_size)
            extents.append((offset, reader.number(length_size)))
        yield Location(item_id, method, extents)


def keep_properties(data: bytes, out: bytearray, iprp: Box) -> None:
    """Copy what describes pixels; profiles, descriptions and times become free space of the same length and index."""
    for box in boxes(data, iprp.body, iprp.end):
        out[box.start : box.body] = data[box.start : box.body]
        if box.kind == b"ipma":
            out[box.body : box.end] = data[box.body : box.end]
        elif box.kind != b"ipco":
            raise PictureError("damaged")
        else:
            _keep_each_property(data, out, box)


def _keep_each_property(data: bytes, out: bytearray, ipco: Box) -> None:
    for box in boxes(data, ipco.body, ipco.end):
        is_kept = box.kind in PROPERTIES or (box.kind == b"colr" and data[box.body : box.body + 4] == b"nclx")
        out[box.start : box.body] = data[box.start : box.body]
        if is_kept:
            out[box.body : box.end] = data[box.body : box.end]
        else:
            out[box.start + 4 : box.start + 8] = b"free"


def primary_item(data: bytes, pitm: Box) -> int:
    """The id of the image that the file is about."""
    reader = Reader(data, pitm.body, pitm.end)
    version, _ = reader.version()
    return reader.number(2 if version == 0 else 4)


def image_size(data: bytes, iprp: Box, primary: int) -> tuple[int, int]:
    """The primary image's size after its crop and rotation. No image in the file may be larger than the limit."""
    parts = list(boxes(data, iprp.body, iprp.end))
    properties = [one for part in parts if part.kind == b"ipco" for one in boxes(data, part.body, part.end)]
    for box in properties:
        if box.kind == b"ispe" and _product(data, box) > MAX_PIXELS:
            raise PictureError("too_many_pixels")
    width = height = 0
    for index in [index for part in parts if part.kind == b"ipma" for index in _associations(data, part, primary)]:
        if not 0 < index <= len(properties):
            continue
        box = properties[index - 1]
        if box.kind == b"ispe":
            width, height = _numbers(data, box, 3)[1:]
        elif box.kind == b"clap":
            across, across_of, down, down_of = _numbers(data, box, 4)
            width, height = min(width, across // max(across_of, 1)), min(height, down // max(down_of, 1))
        elif box.kind == b"irot" and data[box.body] % 2:
            width, height = height, width
    return width, height


def _numbers(data: bytes, box: Box, count: int) -> list[int]:
    reader = Reader(data, box.body, box.end)
    return [reader.number(4) for _ in range(count)]


def _product(data: bytes, ispe: Box) -> int:
    _, width, height = _numbers(data, ispe, 3)
    return width * height


def _associations(data: bytes, ipma: Box, wanted: int) -> list[int]:
    """The property indexes of one item."""
    reader = Reader(data, ipma.body, ipma.end)
    version, flags = reader.version()
    found: list[int] = []
    for _ in range(min(reader.number(4), MAX_ITEMS)):
        item_id = reader.number(2 if version == 0 else 4)
        for _ in range(reader.number(1)):
            index = reader.number(2) & 0x7FFF if flags & 1 else reader.number(1) & 0x7F
            if item_id == wanted:
                found.append(index)
    return found
