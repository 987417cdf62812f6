"""A QR symbol: the matrix once, its dark modules as few rectangles, and an SVG path.

The matrix is one big integer (row after row), so that choosing the mask costs microseconds, not milliseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import qrcode
from qrcode import constants

QUIET_ZONE = 4
"""Light modules that ISO/IEC 18004 asks for on every side."""

Level = Literal["M", "Q", "H"]
_LEVELS = {
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}
# From this many upper-case letters and digits on, the compact alphanumeric mode pays; a code with its slash has 17.
_ALPHANUMERIC_RUN = 16
_FINDER_LIKE = ("10111010000", "00001011101")


class Rectangle(NamedTuple):
    """In modules, from the symbol's top left corner (quiet zone not counted)."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Symbol:
    """`size` modules a side; module (x, y) is bit `y * size + x` of `bits`, 1 is dark."""

    size: int
    bits: int

    def rows(self) -> list[str]:
        """Each row as text of 0 and 1, left to right."""
        mask = (1 << self.size) - 1
        return [format(self.bits >> y * self.size & mask, f"0{self.size}b")[::-1] for y in range(self.size)]


def make_symbol(text: str, level: Level = "Q") -> Symbol:
    """The smallest symbol for `text`, with the mask that the standard's penalty rules choose."""
    plain = _encode(text, level, mask=0)
    candidates = (plain.bits ^ layer for layer in _mask_layers(plain.size, level))
    return Symbol(plain.size, min(candidates, key=lambda bits: penalty(Symbol(plain.size, bits))))


def rectangles(symbol: Symbol) -> list[Rectangle]:
    """Dark runs of a row, merged with equal runs below: every dark module lies in exactly one rectangle."""
    done: list[Rectangle] = []
    growing: dict[tuple[int, int], int] = {}
    for y, row in enumerate([*symbol.rows(), ""]):
        runs = {(run.start(), run.end() - run.start()) for run in re.finditer("1+", row)}
        for run in [run for run in growing if run not in runs]:
            top = growing.pop(run)
            done.append(Rectangle(run[0], top, run[1], y - top))
        for run in sorted(runs):
            growing.setdefault(run, y)
    return done


def svg_path(symbol: Symbol) -> str:
    """Path data in modules from the symbol's top left corner; whoever draws it leaves `QUIET_ZONE` around it."""
    return "".join(f"M{x} {y}h{width}v{height}h-{width}z" for x, y, width, height in rectangles(symbol))


def penalty(symbol: Symbol) -> int:
    """ISO/IEC 18004 §7.8.3: long runs, 2×2 blocks, finder look-alikes, and dark modules far from half."""
    size, bits = symbol.size, symbol.bits
    upright = _transpose(symbol)
    dark = abs(bits.bit_count() * 100 / size**2 - 50)
    return _runs(size, bits) + _runs(size, upright) + _blocks(size, bits) + 10 * int(dark / 5)


def _runs(size: int, bits: int) -> int:
    equal = _equal_neighbours(size, bits)
    five = equal & equal >> 1 & equal >> 2 & equal >> 3
    long_runs = five.bit_count() + 2 * (five & ~(five << 1)).bit_count()
    look_alikes = 0
    for pattern in _FINDER_LIKE:
        found = _columns(size, size - len(pattern) + 1)
        for shift, module in enumerate(pattern):
            found &= bits >> shift if module == "1" else ~(bits >> shift)
        look_alikes += found.bit_count()
    return long_runs + 40 * look_alikes


def _blocks(size: int, bits: int) -> int:
    upper_rows = (1 << size * (size - 1)) - 1
    same_below = ~(bits ^ bits >> size) & upper_rows
    return 3 * (_equal_neighbours(size, bits) & same_below & same_below >> 1).bit_count()


def _equal_neighbours(size: int, bits: int) -> int:
    return ~(bits ^ bits >> 1) & _columns(size, size - 1)


@lru_cache(maxsize=128)
def _columns(size: int, count: int) -> int:
    """Ones in the first `count` columns of every row."""
    return sum(((1 << count) - 1) << y * size for y in range(size))


def _transpose(symbol: Symbol) -> int:
    columns = ("".join(column) for column in zip(*symbol.rows(), strict=True))
    return int("".join(columns)[::-1], 2)


def _encode(text: str, level: Level, *, mask: int) -> Symbol:
    code = qrcode.QRCode(error_correction=_LEVELS[level], border=0, mask_pattern=mask)
    code.add_data(text, optimize=_ALPHANUMERIC_RUN)
    code.make(fit=True)
    return _symbol_of(code.modules)


@lru_cache(maxsize=32)
def _mask_layers(size: int, level: Level) -> tuple[int, ...]:
    """What turns a symbol with mask 0 into the same with mask 0…7: it depends on size and level, not on the text."""
    plain, *others = (_without_data((size - 17) // 4, level, mask=mask) for mask in range(8))
    return (0, *(plain.bits ^ other.bits for other in others))


def _without_data(version: int, level: Level, *, mask: int) -> Symbol:
    code = qrcode.QRCode(version=version, error_correction=_LEVELS[level], border=0, mask_pattern=mask)
    code.make(fit=False)
    return _symbol_of(code.modules)


def _symbol_of(modules: list[list[bool]]) -> Symbol:
    text = "".join("1" if dark else "0" for row in modules for dark in row)
    return Symbol(len(modules), int(text[::-1], 2))
