"""Chinese lettering that does not depend on the reader's fonts: what can be written, how wide it is, how it is drawn.

PDF and SVG measure with the same embedded font (Noto Sans SC, OFL-1.1), so that both look alike.
"""

from __future__ import annotations

import logging
import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path

UNKNOWN = "〓"
"""Set where the font has no glyph: typographers' mark for "a character belongs here"."""

BOLD_STROKE = 0.034
"""The font comes in one weight; bold is its outline stroked with this share of the size."""

# Variation selectors change a glyph's shape at best and are no letter of their own.
_INVISIBLE = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PIECES = re.compile(r"[!-~]+|.", re.DOTALL)
_NOT_AT_START = set("，。、；：！？）》」』】〉,.;:!?)]}")


_one_at_a_time = threading.Lock()

# At INFO, cutting a font down tells about every one of its tables.
logging.getLogger("fontTools").setLevel(logging.WARNING)


@dataclass(frozen=True)
class Fitted:
    """Text broken into lines that fit at `size` (millimetres an em)."""

    lines: tuple[str, ...]
    size: float


def font_file() -> Path:
    """The font that PDF files embed a part of."""
    return sans_path()


def writable(text: str) -> str:
    """`text` in one line, as the font can set it: rare characters that it lacks become `UNKNOWN`."""
    composed = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    shown = (" " if letter.isspace() else letter for letter in composed)
    kept = (letter for letter in shown if letter == " " or unicodedata.category(letter) not in ("Cc", "Cf", "Cs"))
    known = _glyph_names()
    return " ".join("".join(letter if ord(letter) in known else UNKNOWN for letter in kept).split())


def width(text: str, size: float, *, spacing: float = 0) -> float:
    """Advance width; `spacing` is added after every character but the last."""
    ems = sum(_advance(letter) for letter in text) / _units()
    return ems * size + spacing * max(len(text) - 1, 0)


def fit(text: str, room: float, *, sizes: tuple[float, float], lines: int = 2) -> Fitted:
    """Shrink from the first size to the second on one line, then wrap, then shrink on; at last cut with an ellipsis."""
    largest, smallest = sizes
    plain = writable(text)
    needed = width(plain, 1)
    if needed * smallest <= room:
        return Fitted((plain,), min(largest, room / needed) if needed else largest)
    size = smallest
    while size > smallest * 0.6:
        broken = _wrap(plain, room / size)
        if len(broken) <= lines:
            return Fitted(_balanced(plain, room / size, lines=len(broken)), size)
        size *= 0.97
    return Fitted((*broken[: lines - 1], _cut("".join(broken[lines - 1 :]), room / size)), size)


@lru_cache(maxsize=4096)
def outline(letter: str) -> str:
    """SVG path data of a glyph in font units, y upwards."""
    with _one_at_a_time:
        glyphs = _font().getGlyphSet()
        pen = SVGPathPen(glyphs)
        glyphs[_glyph_names()[ord(letter)]].draw(pen)
        return str(pen.getCommands())


def advances(text: str) -> Iterator[tuple[str, int]]:
    """Each character with its pen position in font units."""
    position = 0
    for letter in text:
        yield letter, position
        position += _advance(letter)


def em() -> int:
    """Font units an em."""
    return _units()


def _wrap(text: str, room: float) -> tuple[str, ...]:
    """Greedy lines of at most `room` ems; Latin words and numbers stay whole where a line can hold them."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if width((lines[-1] + piece).rstrip(), 1) <= room or (piece in _NOT_AT_START and lines[-1]):
            lines[-1] += piece
        elif width(piece, 1) <= room:
            lines.append(piece)
        else:
            for letter in piece:
                if width(lines[-1] + letter, 1) > room:
                    lines.append("")
                lines[-1] += letter
    return tuple(line.strip() for line in lines if line.strip())


def _balanced(text: str, room: float, *, lines: int) -> tuple[str, ...]:
    """The same number of lines, as even as can be: no single character alone on the last one."""
    even = width(text, 1) / lines
    while even < room:
        broken = _wrap(text, even)
        if len(broken) == lines:
            return broken
        even += 0.5
    return _wrap(text, room)


def _cut(text: str, room: float) -> str:
    while text and width(text + "…", 1) > room:
        text = text[:-1]
    return text + "…"


@lru_cache(maxsize=1)
def _font() -> TTFont:
    font = TTFont(font_file(), lazy=True)
    for table in ("cmap", "head", "hmtx"):
        font[table]  # read now: a lazy font seeks in one file, which threads must not share
    return font


@lru_cache(maxsize=1)
def _glyph_names() -> dict[int, str]:
    names: dict[int, str] = _font().getBestCmap()
    return names


@lru_cache(maxsize=1)
def _units() -> int:
    return int(_font()["head"].unitsPerEm)


@lru_cache(maxsize=8192)
def _advance(letter: str) -> int:
    return int(_font()["hmtx"][_glyph_names()[ord(letter)]][0])
